import { buildSubgraphSchema } from '@apollo/subgraph'
import fc from 'fast-check'
import { graphql, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { mergeEntityFetches } from './merge-entity-fetches.ts'
import type { EntityFetchNode, Plan, PlanNode } from './plan.ts'

const subgraph = buildSubgraphSchema([
  {
    typeDefs: parse(`
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key"])
      type User @key(fields: "id") { id: ID! name(upper: Boolean): String friend: User }
      type Bot @key(fields: "id") { id: ID! name(upper: Boolean): Int }
    `),
    resolvers: {
      User: {
        __resolveReference: (user: object) => user,
        name: ({ id }: { id: string }, { upper }: { upper?: boolean }) => (upper ? `USER ${id}` : `user ${id}`),
        friend: ({ id }: { id: string }) => ({ id: `${id}'s friend` }),
      },
      Bot: { __resolveReference: (bot: object) => bot, name: ({ id }: { id: string }) => id.length },
    },
  },
])

const USER = [{ kind: 'fragment', type: 'User', selections: [field('__typename'), field('id')] }] as const

function field(name: string) {
  return { kind: 'field', name, alias: null, selections: [] } as const
}

/** A fetch as a planner writes it: the same names in every document. */
function fetch(options: { selection: string; place: string; head?: string; tail?: string; rename?: string }) {
  const { selection, place, head = '', tail = '', rename } = options
  const node: EntityFetchNode = {
    kind: 'entities',
    subgraph: 'names',
    operation: `query Q($representations: [_Any!]!${head}) {
      _entities(representations: $representations) { ${selection} }
    } ${tail}`,
    operationName: 'Q',
    variables: head ? ['upper'] : [],
    id: null,
    batches: [
      {
        responseKey: '_entities',
        variable: 'representations',
        paths: [[place]],
        requires: USER,
        inputRewrites: [],
        outputRewrites: rename ? [{ kind: 'rename', path: ['x'], to: rename }] : [],
        contextRewrites: [],
      },
    ],
  }
  return node
}

const UPPER = ', $upper: Boolean'
const users = {
  plain: { selection: '... on User { name }' },
  friends: {
    selection: '... on User { ...a }',
    tail: 'fragment a on User { friend { ...b } } fragment b on User { id }',
  },
  friendNames: { selection: '... on User { ...a }', tail: 'fragment a on User { named: friend { name } }' },
  upper: { selection: '... on User { x: name(upper: $upper) }', head: UPPER },
  upperInFragment: {
    selection: '... on User { ...b }',
    head: UPPER,
    tail: 'fragment b on User { loud: friend { name(upper: $upper) } }',
  },
  bots: { selection: '... on Bot { bot: name }' },
}

function parallel(nodes: readonly PlanNode[]): Plan {
  return { root: { kind: 'parallel', nodes } }
}

function fetchesOf(node: PlanNode | null): readonly EntityFetchNode[] {
  if (node?.kind === 'parallel') return node.nodes.flatMap(fetchesOf)
  return node?.kind === 'entities' ? [node] : []
}

const MANY = {
  a: [{ __typename: 'User', id: '1' }],
  b: [
    { __typename: 'Bot', id: '22' },
    { __typename: 'User', id: '3' },
  ],
}

/** Executes every fetch against the subgraph: what the objects at each place have got in the end. */
async function execute(plan: Plan): Promise<Record<string, object[]>> {
  const answer: Record<string, object[]> = { a: [{}], b: [{}, {}] }
  for (const { operation, batches, variables } of fetchesOf(plan.root)) {
    expect(validate(subgraph, parse(operation))).toEqual([])
    const found = batches.map(({ paths }) => paths.flatMap((path) => MANY[String(path[0]) as 'a' | 'b']))
    const { data, errors } = await graphql({
      schema: subgraph,
      source: operation,
      variableValues: {
        ...(variables.includes('upper') ? { upper: true } : {}),
        ...Object.fromEntries(batches.map(({ variable }, index) => [variable, found[index]])),
      },
    })
    expect(errors).toBeUndefined()
    for (const { responseKey, paths } of batches) {
      const entities = [data?.[responseKey] ?? []].flat() as object[] // objects or null, by the schema
      for (const path of paths) {
        for (const target of answer[String(path[0])] ?? []) Object.assign(target, entities.shift())
      }
    }
  }
  return answer
}

const anyFetch = fc
  .record({ user: fc.constantFrom(...Object.values(users)), place: fc.constantFrom('a', 'b') })
  .map(({ user, place }) => fetch({ ...user, place }))

test('one merged request brings every place what the single ones bring it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyFetch, { minLength: 1, maxLength: 6 }), async (fetches) => {
      const merged = mergeEntityFetches(parallel(fetches))
      expect(fetchesOf(merged.root)).toHaveLength(1)
      expect(await execute(merged)).toEqual(await execute(parallel(fetches)))
      expect(mergeEntityFetches(merged)).toEqual(merged)
    }),
    { numRuns: 60 },
  )
})

test('batches that ask the same become one with both places', () => {
  const plan = parallel([fetch({ ...users.friends, place: 'a' }), fetch({ ...users.friends, place: 'b' })])
  const { root } = mergeEntityFetches(plan)
  expect(root).toMatchObject({ kind: 'entities', operationName: 'Q', batches: [{ paths: [['a'], ['b']] }] })
})

test('the same text with different rewrites stays two batches', () => {
  const plan = parallel([
    fetch({ ...users.plain, place: 'a', rename: 'x' }),
    fetch({ ...users.plain, place: 'b', rename: 'y' }),
  ])
  expect(fetchesOf(mergeEntityFetches(plan).root).map(({ batches }) => batches.length)).toEqual([2])
})

test('a variable of the operation is kept apart from the ones for representations', () => {
  const head = ', $representations_0: Boolean'
  const selection = '... on User { x: name(upper: $representations_0) }'
  const odd = { ...fetch({ selection, head, place: 'a' }), variables: ['representations_0'] }
  const [merged] = fetchesOf(mergeEntityFetches(parallel([odd, fetch({ ...users.plain, place: 'b' })])).root)
  expect(merged?.variables).toEqual(['representations_0'])
  expect(merged?.batches.map(({ variable }) => variable)).toEqual(['_representations_0', 'representations_1'])
  expect(validate(subgraph, parse(merged?.operation ?? ''))).toEqual([])
})

test('fetches stay apart where they must', () => {
  const one = fetch({ ...users.plain, place: 'a' })
  const other = fetch({ ...users.upper, place: 'b' })
  const [batch] = other.batches
  const context = { ...other, batches: batch ? [{ ...batch, contextRewrites: [{ path: ['x'], variable: 'v' }] }] : [] }
  const clash = { ...fetch({ ...users.upper, place: 'a', head: ', $upper: Boolean = true' }) }
  for (const nodes of [
    [one, { ...other, subgraph: 'elsewhere' }],
    [one, { ...other, id: '1' }],
    [one, context],
    [clash, other],
  ]) {
    expect(mergeEntityFetches(parallel(nodes))).toEqual(parallel(nodes))
  }
  const inOrder: Plan = { root: { kind: 'sequence', nodes: [one, other] } }
  expect(mergeEntityFetches(inOrder)).toEqual(inOrder)
})

test('fetches are merged wherever in a plan they stand side by side', () => {
  const pair: PlanNode = {
    kind: 'parallel',
    nodes: [fetch({ ...users.plain, place: 'a' }), { kind: 'parallel', nodes: [fetch({ ...users.bots, place: 'b' })] }],
  }
  const primary: PlanNode = {
    kind: 'fetch',
    subgraph: 's',
    operation: 'subscription { a }',
    operationName: null,
    variables: [],
    id: null,
    operationKind: 'subscription',
    path: [],
    rewrites: [],
  }
  const merged = mergeEntityFetches({ root: pair }).root
  expect(merged?.kind).toBe('entities')
  expect(mergeEntityFetches({ root: { kind: 'subscription', primary, rest: pair } }).root).toMatchObject({
    rest: merged,
  })
  const condition: PlanNode = {
    kind: 'condition',
    variable: 'v',
    // biome-ignore lint/suspicious/noThenProperty: a node or null, never a function
    then: pair,
    otherwise: { kind: 'sequence', nodes: [primary, pair] },
  }
  expect(mergeEntityFetches({ root: condition }).root).toEqual({
    ...condition,
    // biome-ignore lint/suspicious/noThenProperty: a node or null, never a function
    then: merged,
    otherwise: { kind: 'sequence', nodes: [primary, merged] },
  })
  const deferred = [{ depends: ['0'], label: null, node: pair }]
  expect(mergeEntityFetches({ root: { kind: 'defer', primary: pair, deferred } }).root).toMatchObject({
    primary: merged,
    deferred: [{ node: merged }],
  })
})
