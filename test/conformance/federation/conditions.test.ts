import { describeFeature } from './describe-feature.ts'
import { findBy } from './rows.ts'

const item = { id: '1', name: 'lamp', price: 5 }

describeFeature('@skip and @include', {
  subgraphs: {
    items: {
      typeDefs: `
        type Query { item: Item  items: [Item!]!  version: String }
        type Item @key(fields: "id") { id: ID! name: String price: Int }
      `,
      resolvers: {
        Query: { item: () => item, items: () => [item], version: () => 'v1' },
        Item: { __resolveReference: findBy([item], 'id') },
      },
    },
    stock: {
      typeDefs: `
        type Query { depot: String }
        type Item @key(fields: "id") { id: ID! copies: Int price: Int @external value: Int @requires(fields: "price") }
      `,
      resolvers: {
        Query: { depot: () => 'east' },
        Item: {
          __resolveReference: (reference: { id: string; price?: number }) => ({ ...reference, copies: 3 }),
          value: ({ price }: { price: number }) => price * 3,
        },
      },
    },
  },
  cases: [
    {
      name: 'a field skipped in the document is not there',
      query: '{ item { name @skip(if: true) price @include(if: true) } }',
      data: { item: { price: 5 } },
    },
    {
      name: 'a root skipped in the document asks nobody',
      query: '{ item @skip(if: true) { name } depot }',
      data: { depot: 'east' },
      requests: { items: 0, stock: 1 },
    },
    {
      name: 'everything skipped in the document is an empty answer',
      query: '{ item @skip(if: true) { name } depot @include(if: false) }',
      data: {},
      requests: { items: 0, stock: 0 },
    },
    {
      name: 'everything skipped by variables is an empty answer',
      query: 'query ($no: Boolean!) { item @include(if: $no) { name copies } depot @include(if: $no) }',
      variables: { no: false },
      data: {},
    },
    {
      name: 'a field of another subgraph skipped by a variable asks nobody',
      query: 'query ($no: Boolean!) { item { name copies @include(if: $no) } }',
      variables: { no: false },
      data: { item: { name: 'lamp' } },
      requests: { stock: 0 },
    },
    {
      name: 'the same variable true asks and answers',
      query: 'query ($yes: Boolean!) { item { name copies @include(if: $yes) } }',
      variables: { yes: true },
      data: { item: { name: 'lamp', copies: 3 } },
      requests: { stock: 1 },
    },
    {
      name: 'both directives must agree to let a field through',
      query: `query ($t: Boolean!, $f: Boolean!) { item {
        a: name @skip(if: $f) @include(if: $t)
        b: name @skip(if: $t) @include(if: $t)
        c: name @skip(if: $f) @include(if: $f)
        d: name @skip(if: $t) @include(if: $f)
        copies @skip(if: $t) @include(if: $t)
      } }`,
      variables: { t: true, f: false },
      data: { item: { a: 'lamp' } },
    },
    {
      name: 'on fragments, spread and inline',
      query: `query ($no: Boolean!) { item { ...N @include(if: $no) ... @skip(if: $no) { copies } } }
        fragment N on Item { name }`,
      variables: { no: false },
      data: { item: { copies: 3 } },
    },
    {
      name: 'on fragments within fragments',
      query: `query ($a: Boolean!, $b: Boolean!) {
        item { ... @include(if: $a) { name ... @include(if: $b) { copies price } } ... on Item @skip(if: $a) { price } }
      }`,
      variables: { a: true, b: false },
      data: { item: { name: 'lamp' } },
    },
    {
      name: 'a field asked for twice is there if one of the two is',
      query:
        'query ($no: Boolean!) { item { copies @include(if: $no) copies name @skip(if: $no) name @include(if: $no) } }',
      variables: { no: false },
      data: { item: { copies: 3, name: 'lamp' } },
    },
    {
      name: 'a variable’s default decides where nothing is given',
      query:
        'query ($yes: Boolean! = true, $no: Boolean! = false) { depot @include(if: $yes) version @include(if: $no) }',
      data: { depot: 'east' },
    },
    {
      name: 'a skipped field’s requirement is not fetched',
      query: 'query ($yes: Boolean!) { item { name value @skip(if: $yes) } }',
      variables: { yes: true },
      data: { item: { name: 'lamp' } },
      requests: { stock: 0 },
    },
    {
      name: 'a requirement is met even where the caller skips the same field',
      query: 'query ($yes: Boolean!) { item { price @skip(if: $yes) value } }',
      variables: { yes: true },
      data: { item: { value: 15 } },
    },
    {
      name: 'a key is fetched even where the caller skips it',
      query: 'query ($yes: Boolean!) { item { id @skip(if: $yes) copies } }',
      variables: { yes: true },
      data: { item: { copies: 3 } },
    },
    {
      name: '__typename and introspection are skipped like fields',
      query: `query ($yes: Boolean!) {
        __typename @skip(if: $yes) item { __typename @skip(if: $yes) name } __schema @skip(if: $yes) { queryType { name } }
      }`,
      variables: { yes: true },
      data: { item: { name: 'lamp' } },
    },
    {
      name: 'on every item of a list',
      query: 'query ($yes: Boolean!) { items { id @skip(if: $yes) copies @include(if: $yes) } }',
      variables: { yes: true },
      data: { items: [{ copies: 3 }] },
    },
    {
      name: 'an object whose fields are all skipped is empty, not missing',
      query: 'query ($yes: Boolean!) { item { name @skip(if: $yes) } }',
      variables: { yes: true },
      data: { item: {} },
    },
  ],
})
