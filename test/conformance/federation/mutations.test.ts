import type { FederationContext } from '../../../gateway/testing/federation.ts'
import { describeFeature } from './describe-feature.ts'

type Given = Record<string, string>

const write =
  (by: string) =>
  (_: unknown, given: Given, { journal }: FederationContext) => {
    journal.push(`${by} ${Object.values(given).join(' ')}`.trim())
    return { id: given.id ?? 'x', by }
  }

/** Waits a moment, so that whoever does not wait for it would be first. */
const writeSlowly = (by: string) => async (_: unknown, given: Given, context: FederationContext) => {
  await new Promise((resolve) => setTimeout(resolve, 5))
  return write(by)(_, given, context)
}

const refuse =
  (by: string) =>
  (_: unknown, _given: Given, { journal }: FederationContext) => {
    journal.push(by)
    throw new Error('refused')
  }

describeFeature('mutations', {
  subgraphs: {
    loans: {
      typeDefs: `
        type Query { loan: Loan }
        type Mutation { lend(id: ID!): Loan  giveBack(id: ID!): Loan!  fail: Loan  failHard: Loan! }
        type Loan @key(fields: "id") { id: ID! by: String }
      `,
      resolvers: {
        Mutation: {
          lend: writeSlowly('lend'),
          giveBack: write('giveBack'),
          fail: refuse('fail'),
          failHard: refuse('failHard'),
        },
        Loan: { __resolveReference: ({ id }: Given) => ({ id, by: 'reference' }) },
      },
    },
    fines: {
      typeDefs: `
        type Mutation { pay(id: ID!): Fine  waive(id: ID!): Fine }
        type Fine { id: ID! by: String loan: Loan }
        type Loan @key(fields: "id") { id: ID! fine: String }
      `,
      resolvers: {
        Mutation: { pay: writeSlowly('pay'), waive: write('waive') },
        Fine: { loan: ({ id }: Given) => ({ id }) },
        Loan: {
          __resolveReference: ({ id }: Given, { journal }: FederationContext) => {
            journal.push(`fine of ${id}`)
            return { id, fine: `fine of ${id} after ${journal.length}` }
          },
        },
      },
    },
  },
  cases: [
    {
      name: 'run one after another in the order asked, across subgraphs, each once',
      query: 'mutation { a: lend(id: 1) { id } b: pay(id: 2) { id } c: giveBack(id: 3) { id } d: waive(id: 4) { id } }',
      data: { a: { id: '1' }, b: { id: '2' }, c: { id: '3' }, d: { id: '4' } },
      journal: ['lend 1', 'pay 2', 'giveBack 3', 'waive 4'],
    },
    {
      name: 'keep their order within one subgraph',
      query: 'mutation { a: lend(id: 1) { id } b: giveBack(id: 2) { id } c: lend(id: 3) { id } }',
      data: { a: { id: '1' }, b: { id: '2' }, c: { id: '3' } },
      journal: ['lend 1', 'giveBack 2', 'lend 3'],
      requests: { loans: 1, fines: 0 },
    },
    {
      name: 'are completed from other subgraphs afterwards',
      query: 'mutation { lend(id: 1) { by fine } }',
      data: { lend: { by: 'lend', fine: 'fine of 1 after 2' } },
      journal: ['lend 1', 'fine of 1'],
    },
    {
      name: 'are completed before the next one of another subgraph runs',
      query: 'mutation { lend(id: 1) { fine } pay(id: 2) { id loan { by } } }',
      data: { lend: { fine: 'fine of 1 after 2' }, pay: { id: '2', loan: { by: 'reference' } } },
      journal: ['lend 1', 'fine of 1', 'pay 2'],
    },
    {
      name: 'one that fails does not stop the next',
      query: 'mutation { fail { id } pay(id: 2) { id } }',
      data: { fail: null, pay: { id: '2' } },
      errors: [{ path: ['fail'] }],
      journal: ['fail', 'pay 2'],
    },
    {
      name: 'one that must not be null and fails takes the whole answer with it',
      query: 'mutation { failHard { id } }',
      data: null,
      errors: [{ path: ['failHard'] }],
      journal: ['failHard'],
    },
    {
      name: 'the same one asked for twice under one name runs once',
      query: 'mutation { lend(id: 1) { id } ...L } fragment L on Mutation { lend(id: 1) { by } }',
      data: { lend: { id: '1', by: 'lend' } },
      journal: ['lend 1'],
    },
    {
      name: 'one that is skipped does not run',
      query:
        'mutation ($no: Boolean!) { lend(id: 1) @include(if: $no) { id } pay(id: 2) @skip(if: $no) { id } waive(id: 3) @skip(if: true) { id } }',
      variables: { no: false },
      data: { pay: { id: '2' } },
      journal: ['pay 2'],
    },
    {
      name: 'the root has a name',
      query: 'mutation { __typename pay(id: 2) { __typename } root: __typename }',
      data: { __typename: 'Mutation', pay: { __typename: 'Fine' }, root: 'Mutation' },
      journal: ['pay 2'],
    },
    {
      name: 'a document of several operations runs the one that is named',
      query: 'query Q { loan { id } } mutation M { pay(id: 2) { id } } mutation N { waive(id: 3) { id } }',
      operationName: 'M',
      data: { pay: { id: '2' } },
      journal: ['pay 2'],
    },
  ],
})
