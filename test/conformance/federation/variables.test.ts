import { describeFeature } from './describe-feature.ts'

const echo = (_: unknown, given: object) => JSON.stringify(given)

describeFeature('variables', {
  subgraphs: {
    one: {
      typeDefs: `
        enum Kind { A B }
        scalar Json
        input Sort { by: String! down: Boolean = false next: Sort kinds: [Kind!] }
        type Query { one(n: Int, text: String = "default", ids: [ID!], kind: Kind = B, sort: Sort, json: Json): String  item: Item }
        type Item @key(fields: "id") { id: ID! }
      `,
      resolvers: { Query: { one: echo, item: () => ({ id: 'i' }) } },
    },
    two: {
      typeDefs: `
        enum Kind { A B }
        scalar Json
        type Query { two(n: Int, ids: [[ID]], f: Float): String }
        type Item @key(fields: "id") { id: ID! echo(n: Int, representations: String, kind: Kind, json: Json): String  other(n: Int): String }
      `,
      resolvers: {
        Query: { two: echo },
        Item: { __resolveReference: ({ id }: { id: string }) => ({ id }), echo, other: echo },
      },
    },
  },
  cases: [
    {
      name: 'one variable goes to every subgraph that uses it, and to no other',
      query: 'query ($n: Int, $t: String) { one(n: $n, text: $t) two(n: $n) item { echo(n: $n) } }',
      variables: { n: 7, t: 'x' },
      data: { one: '{"n":7,"text":"x","kind":"B"}', two: '{"n":7}', item: { echo: '{"n":7}' } },
    },
    {
      name: 'one that is not given leaves its argument out',
      query: 'query ($n: Int, $t: String) { one(n: $n, text: $t) item { echo(n: $n) } }',
      data: { one: '{"text":"default","kind":"B"}', item: { echo: '{}' } },
    },
    {
      name: 'null that is given is null',
      query: 'query ($n: Int, $t: String) { one(n: $n, text: $t) item { echo(n: $n) } }',
      variables: { n: null, t: null },
      data: { one: '{"n":null,"text":null,"kind":"B"}', item: { echo: '{"n":null}' } },
    },
    {
      name: 'a default stands in for what is not given',
      query: 'query ($n: Int = 5, $k: Kind = A) { one(n: $n, kind: $k) item { echo(n: $n, kind: $k) } }',
      data: { one: '{"n":5,"text":"default","kind":"A"}', item: { echo: '{"n":5,"kind":"A"}' } },
    },
    {
      name: 'but not for null',
      query: 'query ($n: Int = 5) { two(n: $n) item { echo(n: $n) } }',
      variables: { n: null },
      data: { two: '{"n":null}', item: { echo: '{"n":null}' } },
    },
    {
      name: 'one value for a list is a list of one',
      query: 'query ($ids: [ID!], $rows: [[ID]]) { one(ids: $ids) two(ids: $rows) }',
      variables: { ids: 'a', rows: 'b' },
      data: { one: '{"text":"default","ids":["a"],"kind":"B"}', two: '{"ids":[["b"]]}' },
    },
    {
      name: 'numbers for IDs and floats',
      query: 'query ($ids: [ID!], $f: Float) { one(ids: $ids) two(f: $f) }',
      variables: { ids: [1, '2'], f: 3 },
      data: { one: '{"text":"default","ids":["1","2"],"kind":"B"}', two: '{"f":3}' },
    },
    {
      name: 'input objects, nested, with the defaults of their fields',
      query: 'query ($s: Sort) { one(sort: $s) }',
      variables: { s: { by: 'a', next: { by: 'b', down: true, kinds: 'A' } } },
      data: {
        one: '{"text":"default","kind":"B","sort":{"by":"a","down":false,"next":{"by":"b","down":true,"kinds":["A"]}}}',
      },
    },
    {
      name: 'inside lists and objects of the document',
      query: 'query ($i: ID!, $by: String!, $k: Kind!) { one(ids: [$i, "z"], sort: { by: $by, kinds: [$k, B] }) }',
      variables: { i: 'a', by: 'age', k: 'A' },
      data: { one: '{"text":"default","ids":["a","z"],"kind":"B","sort":{"by":"age","down":false,"kinds":["A","B"]}}' },
    },
    {
      name: 'a scalar of one’s own takes any JSON, as a variable and in the document',
      query: 'query ($j: Json) { one(json: $j) item { echo(json: { a: [1, "x", null, true] }) } }',
      variables: { j: { deep: [{ x: 1.5 }] } },
      data: {
        one: '{"text":"default","kind":"B","json":{"deep":[{"x":1.5}]}}',
        item: { echo: '{"json":{"a":[1,"x",null,true]}}' },
      },
    },
    {
      name: 'one that is named like the federation’s own',
      query: 'query ($representations: String) { item { echo(representations: $representations) } }',
      variables: { representations: 'mine' },
      data: { item: { echo: '{"representations":"mine"}' } },
      referenceFails: 'the caller’s variable takes the place of the entities',
    },
    {
      name: 'ones that are named like JavaScript’s own',
      query: 'query ($constructor: Int, $toString: Int) { item { echo(n: $constructor) other(n: $toString) } }',
      variables: { constructor: 1, toString: 2 },
      data: { item: { echo: '{"n":1}', other: '{"n":2}' } },
    },
    {
      name: 'one that is used in a fragment',
      query: 'query ($n: Int!) { item { ...E } } fragment E on Item { echo(n: $n) ... { other(n: $n) } }',
      variables: { n: 3 },
      data: { item: { echo: '{"n":3}', other: '{"n":3}' } },
    },
    {
      name: 'one that only a directive uses is not sent',
      query: 'query ($yes: Boolean!, $n: Int) { item { echo(n: $n) other(n: $n) @include(if: $yes) } }',
      variables: { yes: true, n: 1 },
      data: { item: { echo: '{"n":1}', other: '{"n":1}' } },
    },
    {
      name: 'more than the operation knows are left aside',
      query: 'query ($n: Int) { two(n: $n) }',
      variables: { n: 1, unknown: 2 },
      data: { two: '{"n":1}' },
    },
    { name: 'a wrong one is refused', query: 'query ($n: Int) { two(n: $n) }', variables: { n: 'x' }, refused: /\$n/ },
    { name: 'a missing one is refused', query: 'query ($n: Int!) { two(n: $n) }', refused: /\$n/ },
  ],
})

describeFeature('arguments in the document', {
  subgraphs: {
    one: {
      typeDefs: `
        type Query { item(at: String): Item }
        type Item @key(fields: "id") { id: ID! name(long: Boolean): String }
      `,
      resolvers: {
        Query: { item: (_: unknown, { at }: { at?: string }) => ({ id: at ?? 'none' }) },
        Item: { name: (_: unknown, given: object) => JSON.stringify(given) },
      },
    },
    two: {
      typeDefs: 'type Item @key(fields: "id") { id: ID! count(from: Int, text: String): String }',
      resolvers: {
        Item: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          count: ({ id }: { id: string }, given: object) => `${id}${JSON.stringify(given)}`,
        },
      },
    },
  },
  cases: [
    {
      name: 'one field with different arguments under aliases, in both subgraphs',
      query: '{ item { a: count(from: 1) b: count(from: 2) c: count c1: name(long: true) c2: name(long: false) } }',
      data: {
        item: {
          a: 'none{"from":1}',
          b: 'none{"from":2}',
          c: 'none{}',
          c1: '{"long":true}',
          c2: '{"long":false}',
        },
      },
      requests: { one: 1, two: 1 },
    },
    {
      name: 'the same entity asked for different things in different places',
      query: '{ a: item(at: "x") { count(from: 1) } b: item(at: "x") { count(from: 2) } }',
      data: { a: { count: 'x{"from":1}' }, b: { count: 'x{"from":2}' } },
    },
    {
      name: 'texts with everything in them',
      query: String.raw`{ item(at: "quote \" back \\ line \n 澳門 \u00e9 😀") { id count(text: """block "text" \""" end""") } }`,
      data: {
        item: {
          id: 'quote " back \\ line \n 澳門 é 😀',
          count: `quote " back \\ line \n 澳門 é 😀${JSON.stringify({ text: 'block "text" """ end' })}`,
        },
      },
    },
  ],
})
