import { describeFeature } from './describe-feature.ts'
import { findBy } from './rows.ts'

/** Both subgraphs would answer, each with its own name, so the answer tells who was asked. */
function migration(override: string) {
  return {
    old: {
      typeDefs: `
        type Query { item: Item  moved: String }
        type Item @key(fields: "id") { id: ID! price: String name: String }
      `,
      resolvers: {
        Query: { item: () => ({ id: '1', price: 'old price', name: 'old name' }), moved: () => 'old root' },
        Item: { __resolveReference: findBy([{ id: '1', price: 'old price', name: 'old name' }], 'id') },
      },
    },
    fresh: {
      typeDefs: `
        type Query { moved: String @override(${override})  freshItem: Item }
        type Item @key(fields: "id") { id: ID! price: String @override(${override}) }
      `,
      resolvers: {
        Query: { moved: () => 'fresh root', freshItem: () => ({ id: '1', price: 'fresh price' }) },
        Item: { __resolveReference: findBy([{ id: '1', price: 'fresh price' }], 'id') },
      },
    },
  }
}

describeFeature('@override', {
  subgraphs: migration('from: "old"'),
  cases: [
    {
      name: 'a field has moved to its new subgraph',
      query: '{ item { name price } }',
      data: { item: { name: 'old name', price: 'fresh price' } },
      requests: { old: 1, fresh: 1 },
    },
    {
      name: 'a root field has moved as well',
      query: '{ moved }',
      data: { moved: 'fresh root' },
      requests: { old: 0, fresh: 1 },
    },
    {
      name: 'found in the new subgraph, the old one is not asked',
      query: '{ freshItem { price } }',
      data: { freshItem: { price: 'fresh price' } },
      requests: { old: 0 },
    },
  ],
})

describeFeature('@override with percent(0)', {
  subgraphs: migration('from: "old", label: "percent(0)"'),
  cases: [
    {
      name: 'everybody is answered by the old subgraph',
      query: '{ item { price } moved }',
      data: { item: { price: 'old price' }, moved: 'old root' },
      requests: { old: 1, fresh: 0 },
    },
    {
      name: 'also those who find the entity in the new one',
      query: '{ freshItem { price } }',
      data: { freshItem: { price: 'old price' } },
      requests: { old: 1, fresh: 1 },
    },
  ],
})

describeFeature('@override with percent(100)', {
  subgraphs: migration('from: "old", label: "percent(100)"'),
  cases: [
    {
      name: 'everybody is answered by the new subgraph',
      query: '{ item { price name } moved }',
      data: { item: { price: 'fresh price', name: 'old name' }, moved: 'fresh root' },
      referenceFails: 'it never acts on labels',
    },
    {
      name: 'those who find the entity there need no other',
      query: '{ freshItem { price } }',
      data: { freshItem: { price: 'fresh price' } },
      requests: { old: 0, fresh: 1 },
      referenceFails: 'it never acts on labels',
    },
  ],
})

describeFeature('@override with a named label nobody has switched on', {
  subgraphs: migration('from: "old", label: "beta"'),
  cases: [
    {
      name: 'the old subgraph goes on answering',
      query: '{ item { price } moved freshItem { price } }',
      data: { item: { price: 'old price' }, moved: 'old root', freshItem: { price: 'old price' } },
    },
  ],
})

describeFeature('@override with a named label that is switched on', {
  subgraphs: migration('from: "old", label: "beta"'),
  labels: ['beta'],
  withoutReference: 'it never acts on labels',
  cases: [
    {
      name: 'the new subgraph answers',
      query: '{ item { price name } moved freshItem { price } }',
      data: {
        item: { price: 'fresh price', name: 'old name' },
        moved: 'fresh root',
        freshItem: { price: 'fresh price' },
      },
    },
  ],
})

describeFeature('@override with two labels of which one is switched on', {
  subgraphs: {
    old: {
      typeDefs: 'type Query { a: String b: String }',
      resolvers: { Query: { a: () => 'old a', b: () => 'old b' } },
    },
    fresh: {
      typeDefs: `type Query {
        a: String @override(from: "old", label: "one")
        b: String @override(from: "old", label: "two")
      }`,
      resolvers: { Query: { a: () => 'fresh a', b: () => 'fresh b' } },
    },
  },
  labels: ['two'],
  withoutReference: 'it never acts on labels',
  cases: [{ name: 'each field follows its own', query: '{ a b }', data: { a: 'old a', b: 'fresh b' } }],
})

describeFeature('@override of what others require and provide', {
  subgraphs: {
    old: {
      typeDefs: `
        type Query { item: Item }
        type Item @key(fields: "id") { id: ID! weight: Int name: String }
      `,
      resolvers: {
        Query: { item: () => ({ id: '1', weight: 1, name: 'old' }) },
        Item: { __resolveReference: findBy([{ id: '1', weight: 1, name: 'old' }], 'id') },
      },
    },
    fresh: {
      typeDefs: 'type Item @key(fields: "id") { id: ID! weight: Int @override(from: "old") }',
      resolvers: { Item: { __resolveReference: findBy([{ id: '1', weight: 2 }], 'id') } },
    },
    fees: {
      typeDefs: `
        type Item @key(fields: "id") { id: ID! weight: Int @external fee: Int @requires(fields: "weight") }
      `,
      resolvers: {
        Item: {
          __resolveReference: (reference: object) => ({ ...reference }),
          fee: ({ weight }: { weight: number }) => weight * 100,
        },
      },
    },
  },
  cases: [
    {
      name: 'a requirement is met by the new subgraph',
      query: '{ item { fee name } }',
      data: { item: { fee: 200, name: 'old' } },
      requests: { old: 1, fresh: 1, fees: 1 },
    },
  ],
})
