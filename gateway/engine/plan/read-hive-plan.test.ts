import type { FetchNode, PlanNode, QueryPlan } from '@graphql-hive/router-query-planner'
import { expect, test } from 'vitest'
import { readHivePlan } from './read-hive-plan.ts'

const root: FetchNode = { kind: 'Fetch', serviceName: 'My-Users_1', operationKind: 'query', operation: '{me{id}}' }
const entity: FetchNode = {
  ...root,
  operation: 'query($representations:[_Any!]!){_entities(representations:$representations){...on User{name}}}',
  requires: [
    {
      kind: 'InlineFragment',
      typeCondition: 'User',
      selections: [
        { kind: 'Field', name: 'id' },
        { kind: 'Field', name: 'price', alias: 'cost' },
      ],
    },
  ],
}
const request = { subgraph: 'My-Users_1', operationName: null, variables: [], id: null }
const readRoot = {
  ...request,
  kind: 'fetch',
  operation: root.operation,
  operationKind: 'query',
  path: [],
  rewrites: [],
}
const requires = [
  {
    kind: 'fragment',
    type: 'User',
    selections: [
      { kind: 'field', name: 'id', alias: null, selections: [] },
      { kind: 'field', name: 'price', alias: 'cost', selections: [] },
    ],
  },
]
const batch = {
  responseKey: '_entities',
  variable: 'representations',
  paths: [[]],
  requires,
  inputRewrites: [],
  outputRewrites: [],
  contextRewrites: [],
}
const readEntity = { ...request, kind: 'entities', operation: entity.operation, batches: [batch] }

function read(node: PlanNode) {
  return readHivePlan({ kind: 'QueryPlan', node }).root
}

test('a plan that fetches nothing is empty', () => {
  expect(readHivePlan({ kind: 'QueryPlan' })).toEqual({ root: null })
})

test('a fetch keeps its subgraph name, variables and operation name as they are', () => {
  expect(read({ ...root, variableUsages: ['a'], operationName: 'Mine' })).toEqual({
    ...readRoot,
    variables: ['a'],
    operationName: 'Mine',
  })
})

test('a fetch that requires something is one batch, found where all Flatten nodes around it lead', () => {
  const inner: PlanNode = { kind: 'Flatten', path: ['@', { TypeCondition: ['User', 'Bot'] }], node: entity }
  expect(read({ kind: 'Flatten', path: [{ Field: 'search' }], node: inner })).toEqual({
    ...readEntity,
    batches: [{ ...batch, paths: [['search', '@', { types: ['User', 'Bot'] }]] }],
  })
})

test('a fetch inside Flatten that requires nothing is merged in at that path', () => {
  expect(read({ kind: 'Flatten', path: [{ Field: 'rename' }], node: root })).toEqual({ ...readRoot, path: ['rename'] })
})

test('a batch fetch keeps every batch with its key, variable, places and rewrites', () => {
  const aliases = [
    {
      alias: '_e0',
      representationsVariableName: '__batch_reps_0',
      paths: [[{ Field: 'a' }], [{ Field: 'b' }, '@' as const]],
      requires: entity.requires ?? [],
      outputRewrites: [{ KeyRenamer: { path: [{ Key: 'x' }], renameKeyTo: 'y' } }],
    },
  ]
  const { requires: _requires, ...plain } = entity
  expect(read({ ...plain, kind: 'BatchFetch', entityBatch: { aliases } })).toEqual({
    ...readEntity,
    batches: [
      {
        ...batch,
        responseKey: '_e0',
        variable: '__batch_reps_0',
        paths: [['a'], ['b', '@']],
        outputRewrites: [{ kind: 'rename', path: ['x'], to: 'y' }],
      },
    ],
  })
})

test('rewrites are read in every spelling the planner has', () => {
  const path = [{ TypenameEquals: ['Node'] }, { Key: '__typename' }]
  // The last spelling is missing in the planner's types.
  const inputRewrites = [
    { ValueSetter: { path, setValueTo: 'Node' } },
    { kind: 'ValueSetter', path, setValueTo: 'Node' },
    { KeyRenamer: { path, renameKeyTo: 'kind' } },
    { kind: 'KeyRenamer', path, renameKeyTo: 'kind' },
  ] as FetchNode['inputRewrites']
  const set = { kind: 'set', path: [{ types: ['Node'] }, '__typename'], value: 'Node' }
  const rename = { kind: 'rename', path: [{ types: ['Node'] }, '__typename'], to: 'kind' }
  expect(read({ ...entity, inputRewrites })).toEqual({
    ...readEntity,
    batches: [{ ...batch, inputRewrites: [set, set, rename, rename] }],
  })
})

test('an absent branch of a condition is told as none, also where the planner says null', () => {
  // As the planner really answers, against its types.
  const condition = { kind: 'Condition', condition: 'a', ifClause: null, elseClause: root } as unknown as PlanNode
  expect(read(condition)).toEqual({
    kind: 'condition',
    variable: 'a',
    // biome-ignore lint/suspicious/noThenProperty: a node or null, never a function
    then: null,
    otherwise: readRoot,
  })
})

test('what follows a subscription completes each event', () => {
  const subscription: PlanNode = { kind: 'Subscription', primary: { ...root, operationKind: 'subscription' } }
  const primary = { ...readRoot, operationKind: 'subscription' }
  expect(read(subscription)).toEqual({ kind: 'subscription', primary, rest: null })
  expect(read({ kind: 'Sequence', nodes: [subscription, entity] })).toEqual({
    kind: 'subscription',
    primary,
    rest: readEntity,
  })
  expect(read({ kind: 'Sequence', nodes: [subscription, entity, entity] })).toEqual({
    kind: 'subscription',
    primary,
    rest: { kind: 'sequence', nodes: [readEntity, readEntity] },
  })
})

test('order and company of fetches stay', () => {
  const node: PlanNode = { kind: 'Sequence', nodes: [root, { kind: 'Parallel', nodes: [entity, root] }] }
  expect(read(node)).toEqual({
    kind: 'sequence',
    nodes: [readRoot, { kind: 'parallel', nodes: [readEntity, readRoot] }],
  })
})

test('a plan with something this planner never gave is refused, not half read', () => {
  expect(() => read({ kind: 'Defer', primary: {}, deferred: [] })).toThrow('Defer')
  const spread: QueryPlan['node'] = { ...root, requires: [{ kind: 'FragmentSpread', value: 'F' }] }
  expect(() => read(spread)).toThrow('fragment F')
})
