import { describeFeature } from './describe-feature.ts'
import type { Row } from './rows.ts'
import { findBy, findWith } from './rows.ts'

interface Brought {
  readonly brought: Row
}

const read =
  (field: string, by: string) =>
  ({ brought }: Brought) =>
    `${by}(${brought[field]})`

describeFeature('@requires in a chain', {
  subgraphs: {
    a: {
      typeDefs: `
        type Query { node: Node  nodes: [Node!]! }
        type Node @key(fields: "id") { id: ID! first: String last: String @external closed: String @requires(fields: "last") }
      `,
      resolvers: {
        Query: {
          node: () => ({ id: '1', first: 'a' }),
          nodes: () => [
            { id: '1', first: 'a' },
            { id: '1', first: 'a' },
            { id: '2', first: 'z' },
          ],
        },
        Node: {
          __resolveReference: findWith(
            [
              { id: '1', first: 'a' },
              { id: '2', first: 'z' },
            ],
            'id',
          ),
          closed: read('last', 'closed'),
        },
      },
    },
    b: {
      typeDefs: `
        type Node @key(fields: "id") { id: ID! first: String @external second: String @requires(fields: "first") }
      `,
      resolvers: {
        Node: { __resolveReference: findWith([{ id: '1' }, { id: '2' }], 'id'), second: read('first', 'b') },
      },
    },
    c: {
      typeDefs: `
        type Node @key(fields: "id") { id: ID! second: String @external last: String @requires(fields: "second") }
      `,
      resolvers: {
        Node: { __resolveReference: findWith([{ id: '1' }, { id: '2' }], 'id'), last: read('second', 'c') },
      },
    },
  },
  cases: [
    {
      name: 'each subgraph requires what the one before it made',
      query: '{ node { last } }',
      data: { node: { last: 'c(b(a))' } },
      requests: { a: 1, b: 1, c: 1 },
    },
    {
      name: 'the chain may close in the subgraph where it began',
      query: '{ node { closed } }',
      data: { node: { closed: 'closed(c(b(a)))' } },
      requests: { a: 2, b: 1, c: 1 },
    },
    {
      name: 'links of the chain may be asked for in any order',
      query: '{ node { closed second first last } }',
      data: { node: { closed: 'closed(c(b(a)))', second: 'b(a)', first: 'a', last: 'c(b(a))' } },
    },
    {
      name: 'entities of a list that are the same walk it once',
      query: '{ nodes { last } }',
      data: { nodes: [{ last: 'c(b(a))' }, { last: 'c(b(a))' }, { last: 'c(b(z))' }] },
      representations: {
        c: [
          { __typename: 'Node', id: '1', second: 'b(a)' },
          { __typename: 'Node', id: '2', second: 'b(z)' },
        ],
      },
    },
  ],
})

describeFeature('@requires in a circle of two subgraphs', {
  subgraphs: {
    left: {
      typeDefs: `
        type Query { pair: Pair }
        type Pair @key(fields: "id") {
          id: ID! l1: String r1: String @external l2: String @requires(fields: "r1")
          r2: String @external l3: String @requires(fields: "r2")
        }
      `,
      resolvers: {
        Query: { pair: () => ({ id: '1', l1: 'l1' }) },
        Pair: {
          __resolveReference: findWith([{ id: '1', l1: 'l1' }], 'id'),
          l2: read('r1', 'l2'),
          l3: read('r2', 'l3'),
        },
      },
    },
    right: {
      typeDefs: `
        type Pair @key(fields: "id") {
          id: ID! l1: String @external r1: String @requires(fields: "l1")
          l2: String @external r2: String @requires(fields: "l2")
        }
      `,
      resolvers: {
        Pair: { __resolveReference: findWith([{ id: '1' }], 'id'), r1: read('l1', 'r1'), r2: read('l2', 'r2') },
      },
    },
  },
  cases: [
    {
      name: 'they ask each other in turn',
      query: '{ pair { l3 } }',
      data: { pair: { l3: 'l3(r2(l2(r1(l1))))' } },
      requests: { left: 3, right: 2 },
      referenceFails: 'it asks for l2 before it has what l2 requires',
    },
  ],
})

describeFeature('@requires of another entity’s field', {
  subgraphs: {
    trips: {
      typeDefs: `
        type Query { trips: [Trip!]! }
        type Trip @key(fields: "id") { id: ID! driver: Person }
        type Person @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          trips: () => [
            { id: 't1', driver: { id: 'p1' } },
            { id: 't2', driver: null },
          ],
        },
      },
    },
    people: {
      typeDefs: 'type Person @key(fields: "id") { id: ID! home: String }',
      resolvers: { Person: { __resolveReference: findBy([{ id: 'p1', home: 'Zhuhai' }], 'id') } },
    },
    tolls: {
      typeDefs: `
        type Trip @key(fields: "id") {
          id: ID! driver: Person @external toll: String @requires(fields: "driver { home }")
        }
        type Person @key(fields: "id") { id: ID! home: String @external }
      `,
      resolvers: {
        Trip: {
          __resolveReference: findWith([{ id: 't1' }, { id: 't2' }], 'id'),
          toll: ({ brought }: { brought: { driver: Row | null } }) => `toll from ${brought.driver?.home ?? 'nowhere'}`,
        },
      },
    },
  },
  cases: [
    {
      name: 'is fetched from a third subgraph, and null where there is no such entity',
      query: '{ trips { toll } }',
      data: { trips: [{ toll: 'toll from Zhuhai' }, { toll: 'toll from nowhere' }] },
      requests: { trips: 1, people: 1, tolls: 1 },
    },
  ],
})
