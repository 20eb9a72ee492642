import { describeFeature } from './describe-feature.ts'

const echo = (_: unknown, given: object) => JSON.stringify(given)

describeFeature('input types that differ between subgraphs', {
  subgraphs: {
    near: {
      typeDefs: `
        input Filter { text: String  limit: Int  near: Int  deep: Deep }
        input Deep { a: Int! b: Int }
        type Query { nearby(filter: Filter!): String  common(text: String, limit: Int): String @shareable }
      `,
      resolvers: { Query: { nearby: echo, common: echo } },
    },
    far: {
      typeDefs: `
        input Filter { text: String  limit: Int!  far: Int  deep: Deep }
        input Deep { a: Int c: Int }
        type Query { faraway(filter: Filter!): String  common(text: String): String @shareable }
      `,
      resolvers: { Query: { faraway: echo, common: echo } },
    },
  },
  cases: [
    {
      name: 'fields that all take are taken',
      query: 'query ($f: Filter!) { nearby(filter: $f) faraway(filter: $f) }',
      variables: { f: { text: 'tea', limit: 3 } },
      data: {
        nearby: '{"filter":{"text":"tea","limit":3}}',
        faraway: '{"filter":{"text":"tea","limit":3}}',
      },
    },
    { name: 'a field one alone takes is refused', query: '{ nearby(filter: { limit: 1, near: 2 }) }', refused: /near/ },
    {
      name: 'what one subgraph requires everybody must give',
      query: '{ nearby(filter: { text: "tea" }) }',
      refused: /limit/,
    },
    {
      name: 'nested input types are cut to what is common as well',
      query: '{ nearby(filter: { limit: 1, deep: { a: 1, b: 2 } }) }',
      refused: /"b"/,
    },
    {
      name: 'and may still be given',
      query: '{ faraway(filter: { limit: 1, deep: { a: 7 } }) }',
      data: { faraway: '{"filter":{"limit":1,"deep":{"a":7}}}' },
    },
    {
      name: 'an argument one alone takes is refused',
      query: '{ common(text: "x", limit: 1) }',
      refused: /limit/,
    },
    {
      name: 'variables inside an input object',
      query: 'query ($n: Int!, $t: String) { nearby(filter: { limit: $n, text: $t }) }',
      variables: { n: 2, t: null },
      data: { nearby: '{"filter":{"text":null,"limit":2}}' },
    },
    {
      name: 'a variable that is not given leaves its field out',
      query: 'query ($n: Int!, $t: String) { nearby(filter: { limit: $n, text: $t }) }',
      variables: { n: 2 },
      data: { nearby: '{"filter":{"limit":2}}' },
    },
  ],
})
