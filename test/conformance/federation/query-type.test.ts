import type { FederationContext } from '../../../gateway/testing/federation.ts'
import { describeFeature } from './describe-feature.ts'

const counters = new WeakMap<FederationContext, number>()

describeFeature('the query type below another type', {
  subgraphs: {
    bank: {
      typeDefs: `
        type Query { balance: Int  self: Query }
        type Mutation { deposit(amount: Int!): Receipt! }
        type Receipt { amount: Int query: Query! queries: [Query!]! }
      `,
      resolvers: {
        Query: {
          balance: (_: unknown, _given: object, context: FederationContext) => counters.get(context) ?? 0,
          self: () => ({}),
        },
        Mutation: {
          deposit(_: unknown, { amount }: { amount: number }, context: FederationContext) {
            counters.set(context, (counters.get(context) ?? 0) + amount)
            return { amount, query: {}, queries: [{}, {}] }
          },
        },
      },
    },
    news: {
      typeDefs: 'type Query { headline: String  stories: [Story!]! } type Story { title: String }',
      resolvers: { Query: { headline: () => 'tide rises', stories: () => [{ title: 'one' }] } },
    },
  },
  cases: [
    {
      name: 'a mutation’s answer may lead back to it, after the change',
      query: 'mutation { deposit(amount: 5) { amount query { balance } } }',
      data: { deposit: { amount: 5, query: { balance: 5 } } },
    },
    {
      name: 'its fields of other subgraphs are reached from there',
      query: 'mutation { deposit(amount: 5) { query { headline balance stories { title } } } }',
      data: { deposit: { query: { headline: 'tide rises', balance: 5, stories: [{ title: 'one' }] } } },
    },
    {
      name: 'in a list too',
      query: 'mutation { deposit(amount: 5) { queries { headline __typename } } }',
      data: {
        deposit: {
          queries: [
            { headline: 'tide rises', __typename: 'Query' },
            { headline: 'tide rises', __typename: 'Query' },
          ],
        },
      },
    },
    {
      name: 'a query may lead to it as well',
      query: '{ self { headline } balance }',
      data: { self: { headline: 'tide rises' }, balance: 0 },
    },
    {
      name: 'introspection works there as well',
      query: '{ self { __type(name: "Story") { name } headline } }',
      data: { self: { __type: { name: 'Story' }, headline: 'tide rises' } },
      referenceFails: 'it cannot introspect below the root',
    },
    {
      name: 'and again from there',
      query: '{ self { self { headline balance } headline } balance }',
      data: { self: { self: { headline: 'tide rises', balance: 0 }, headline: 'tide rises' }, balance: 0 },
    },
  ],
})

describeFeature('roots that subgraphs call otherwise', {
  subgraphs: {
    named: {
      typeDefs: `
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
        schema { query: Questions mutation: Deeds }
        type Questions { first: String me: Questions }
        type Deeds { act: Done }
        type Done { by: String ask: Questions }
      `,
      resolvers: {
        Questions: { first: () => 'one', me: () => ({}) },
        Deeds: { act: () => ({ by: 'named', ask: {} }) },
      },
    },
    plain: {
      typeDefs: 'type Query { second: String }',
      resolvers: { Query: { second: () => 'two' } },
    },
  },
  cases: [
    {
      name: 'are one query type',
      query: '{ second first __typename }',
      data: { second: 'two', first: 'one', __typename: 'Query' },
    },
    {
      name: 'also below themselves',
      query: '{ me { __typename first second } }',
      data: { me: { __typename: 'Query', first: 'one', second: 'two' } },
      referenceFails: 'it answers the subgraph’s own name for it',
    },
    {
      name: 'and one mutation type',
      query: 'mutation { __typename act { by ask { first second } } }',
      data: { __typename: 'Mutation', act: { by: 'named', ask: { first: 'one', second: 'two' } } },
      referenceFails: 'it takes the subgraph’s own name for a type it does not know, and answers null',
    },
  ],
})
