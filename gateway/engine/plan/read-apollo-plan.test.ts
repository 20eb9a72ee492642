import type { QueryPlan } from '@apollo/query-planner'
import { OperationTypeNode } from 'graphql'
import { expect, test } from 'vitest'
import { readApolloPlan } from './read-apollo-plan.ts'

type Node = NonNullable<QueryPlan['node']>
type Fetch = Extract<Node, { kind: 'Fetch' }>
type Inner = Exclude<Node, { kind: 'Subscription' }>

const root: Fetch = {
  kind: 'Fetch',
  serviceName: 'users',
  operation: '{me{id}}',
  operationName: undefined,
  operationKind: OperationTypeNode.QUERY,
  variableUsages: [],
}
const entity: Fetch = {
  ...root,
  operation: 'query($representations:[_Any!]!){_entities(representations:$representations){...on User{name}}}',
  requires: [{ kind: 'InlineFragment', typeCondition: 'User', selections: [{ kind: 'Field', name: 'id' }] }],
}
const request = { subgraph: 'users', operationName: null, variables: [], id: null }
const readRoot = {
  ...request,
  kind: 'fetch',
  operation: root.operation,
  operationKind: 'query',
  path: [],
  rewrites: [],
}
const batch = {
  responseKey: '_entities',
  variable: 'representations',
  paths: [[]],
  requires: [
    { kind: 'fragment', type: 'User', selections: [{ kind: 'field', name: 'id', alias: null, selections: [] }] },
  ],
  inputRewrites: [],
  outputRewrites: [],
  contextRewrites: [],
}
const readEntity = { ...request, kind: 'entities', operation: entity.operation, batches: [batch] }

function read(node: Node) {
  return readApolloPlan({ kind: 'QueryPlan', node }).root
}

test('a plan that fetches nothing is empty', () => {
  expect(readApolloPlan({ kind: 'QueryPlan' })).toEqual({ root: null })
})

test('paths name fields, items of lists and types, together or apart', () => {
  const path = ['|[Query]', 'search|[User,Bot]', '@', 'friends', '@|[User]']
  expect(read({ kind: 'Flatten', path, node: entity })).toEqual({
    ...readEntity,
    batches: [
      {
        ...batch,
        paths: [[{ types: ['Query'] }, 'search', { types: ['User', 'Bot'] }, '@', 'friends', '@', { types: ['User'] }]],
      },
    ],
  })
})

test('a fetch inside Flatten that requires nothing is merged in at that path', () => {
  const renamed: Fetch = { ...root, outputRewrites: [{ kind: 'KeyRenamer', path: ['a'], renameKeyTo: 'b' }] }
  expect(read({ kind: 'Flatten', path: ['rename'], node: renamed })).toEqual({
    ...readRoot,
    path: ['rename'],
    rewrites: [{ kind: 'rename', path: ['a'], to: 'b' }],
  })
})

test('what the context gives is a rewrite and not a variable of the operation', () => {
  const node: Fetch = {
    ...entity,
    variableUsages: ['first', 'contextualArgument_1_0'],
    inputRewrites: [{ kind: 'ValueSetter', path: ['... on Node', '__typename'], setValueTo: 'Node' }],
    contextRewrites: [
      { kind: 'KeyRenamer', path: ['..', '... on User', 'locale'], renameKeyTo: 'contextualArgument_1_0' },
    ],
  }
  expect(read(node)).toEqual({
    ...readEntity,
    variables: ['first'],
    batches: [
      {
        ...batch,
        inputRewrites: [{ kind: 'set', path: [{ types: ['Node'] }, '__typename'], value: 'Node' }],
        contextRewrites: [{ path: ['..', { types: ['User'] }, 'locale'], variable: 'contextualArgument_1_0' }],
      },
    ],
  })
})

test('deferred parts keep what they wait for and which part of the operation they are', () => {
  const later: Inner = { kind: 'Flatten', path: ['me'], node: entity }
  const node: Node = {
    kind: 'Defer',
    primary: { subselection: '{me{id}}', node: { ...root, id: '0' } },
    deferred: [
      { depends: [{ id: '0', deferLabel: 'before' }], label: 'slow', queryPath: ['me'], node: later },
      { depends: [], queryPath: ['me'], subselection: '{id}' },
    ],
  }
  expect(read(node)).toEqual({
    kind: 'defer',
    primary: { ...readRoot, id: '0' },
    deferred: [
      { depends: ['0'], label: 'slow', node: { ...readEntity, batches: [{ ...batch, paths: [['me']] }] } },
      { depends: [], label: null, node: null },
    ],
  })
})

test('conditions and subscriptions keep their branches', () => {
  expect(read({ kind: 'Condition', condition: 'a', ifClause: root })).toMatchObject({
    kind: 'condition',
    variable: 'a',
    // biome-ignore lint/suspicious/noThenProperty: a node or null, never a function
    then: readRoot,
    otherwise: null,
  })
  const primary: Fetch = { ...root, operationKind: OperationTypeNode.SUBSCRIPTION }
  expect(read({ kind: 'Subscription', primary, rest: { kind: 'Sequence', nodes: [entity, root] } })).toEqual({
    kind: 'subscription',
    primary: { ...readRoot, operationKind: 'subscription' },
    rest: { kind: 'sequence', nodes: [readEntity, readRoot] },
  })
})

test('a rewrite that sets anything but a name is refused', () => {
  const inputRewrites: Fetch['inputRewrites'] = [{ kind: 'ValueSetter', path: ['a'], setValueTo: 7 }]
  expect(() => read({ ...entity, inputRewrites })).toThrow('wanted the name of a type')
})
