import type {
  BatchFetchNode,
  FetchNodePathSegment,
  FlattenNodePathSegment,
  EntityBatch as HiveEntityBatch,
  FetchNode as HiveFetch,
  PlanNode as HiveNode,
  QueryPlan as HivePlan,
  FetchRewrite as HiveRewrite,
  RequiresSelection,
  SequenceNode,
} from '@graphql-hive/router-query-planner'
import type {
  EntityBatch,
  EntityFetchNode,
  FetchNode,
  Path,
  PathStep,
  Plan,
  PlanNode,
  RequiredSelection,
  Rewrite,
  RewritePath,
} from './plan.ts'

/**
 * Brings a plan of `@graphql-hive/router-query-planner` (0.0.38) into our form.
 * @throws {Error} where the plan holds what that planner is not known to give
 */
export function readHivePlan(plan: HivePlan): Plan {
  return { root: plan.node ? readNode(plan.node, []) : null }
}

/** `path` is where the Flatten nodes around this one have led. */
function readNode(node: HiveNode, path: Path): PlanNode {
  switch (node.kind) {
    case 'Sequence':
      return readSequence(node, path)
    case 'Parallel':
      return { kind: 'parallel', nodes: node.nodes.map((child) => readNode(child, path)) }
    case 'Flatten':
      return readNode(node.node, [...path, ...node.path.map(readPathStep)])
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        // biome-ignore lint/suspicious/noThenProperty: a node or null, never a function
        then: node.ifClause ? readNode(node.ifClause, path) : null,
        otherwise: node.elseClause ? readNode(node.elseClause, path) : null,
      }
    case 'Fetch':
      return node.requires ? readEntityFetch(node, node.requires, path) : readRootFetch(node, path)
    case 'BatchFetch':
      return readBatchFetch(node, path)
    case 'Subscription':
      return { kind: 'subscription', primary: readRootFetch(node.primary, path), rest: null }
    case 'Defer':
      throw new Error('the planner gave a Defer node, which this one never did; plan @defer with the other planner')
  }
}

/** What follows a subscription is done anew for each of its events. */
function readSequence({ nodes }: SequenceNode, path: Path): PlanNode {
  const read = nodes.map((child) => readNode(child, path))
  const [first, ...others] = read
  if (first?.kind !== 'subscription') return { kind: 'sequence', nodes: read }
  const [only, ...more] = others
  return { ...first, rest: only && more.length === 0 ? only : { kind: 'sequence', nodes: others } }
}

function readPathStep(segment: FlattenNodePathSegment): PathStep {
  if (segment === '@') return segment
  return 'Field' in segment ? segment.Field : { types: segment.TypeCondition }
}

function readRootFetch(node: HiveFetch, path: Path): FetchNode {
  return {
    kind: 'fetch',
    ...readRequest(node),
    operationKind: node.operationKind ?? 'query',
    path,
    rewrites: (node.outputRewrites ?? []).map(readRewrite),
  }
}

function readEntityFetch(node: HiveFetch, requires: readonly RequiresSelection[], path: Path): EntityFetchNode {
  const batch: EntityBatch = {
    responseKey: '_entities',
    variable: 'representations',
    paths: [path],
    requires: requires.map(readRequired),
    inputRewrites: (node.inputRewrites ?? []).map(readRewrite),
    outputRewrites: (node.outputRewrites ?? []).map(readRewrite),
    contextRewrites: [],
  }
  return { kind: 'entities', ...readRequest(node), batches: [batch] }
}

function readBatchFetch(node: BatchFetchNode, path: Path): EntityFetchNode {
  return { kind: 'entities', ...readRequest(node), batches: readBatches(node.entityBatch, path) }
}

function readBatches({ aliases }: HiveEntityBatch, path: Path): EntityBatch[] {
  return aliases.map((batch) => ({
    responseKey: batch.alias,
    variable: batch.representationsVariableName,
    paths: batch.paths.map((place) => [...path, ...place.map(readPathStep)]),
    requires: batch.requires.map(readRequired),
    inputRewrites: (batch.inputRewrites ?? []).map(readRewrite),
    outputRewrites: (batch.outputRewrites ?? []).map(readRewrite),
    contextRewrites: [],
  }))
}

function readRequest(node: HiveFetch | BatchFetchNode) {
  return {
    subgraph: node.serviceName,
    operation: node.operation,
    operationName: node.operationName ?? null,
    variables: node.variableUsages ?? [],
    id: null,
  }
}

/** A condition on a required fragment needs no place in our form: what it leaves out has not been fetched either. */
function readRequired(selection: RequiresSelection): RequiredSelection {
  switch (selection.kind) {
    case 'Field':
      return {
        kind: 'field',
        name: selection.name,
        alias: selection.alias ?? null,
        selections: (selection.selections ?? []).map(readRequired),
      }
    case 'InlineFragment':
      return {
        kind: 'fragment',
        type: selection.typeCondition,
        selections: selection.selections.map(readRequired),
      }
    case 'FragmentSpread':
      throw new Error(`a fetch requires the fragment ${selection.value}, which the plan does not define`)
  }
}

function readRewrite(rewrite: HiveRewrite | KindRenamer): Rewrite {
  if ('ValueSetter' in rewrite) return readRewrite({ kind: 'ValueSetter', ...rewrite.ValueSetter })
  if ('KeyRenamer' in rewrite) return readRewrite({ kind: 'KeyRenamer', ...rewrite.KeyRenamer })
  const path = readRewritePath(rewrite.path)
  return rewrite.kind === 'ValueSetter'
    ? { kind: 'set', path, value: rewrite.setValueTo }
    : { kind: 'rename', path, to: rewrite.renameKeyTo }
}

/** The planner's types name this spelling for setters only. */
interface KindRenamer {
  readonly kind: 'KeyRenamer'
  readonly path: FetchNodePathSegment[]
  readonly renameKeyTo: string
}

function readRewritePath(path: readonly FetchNodePathSegment[]): RewritePath {
  return path.map((segment) => ('Key' in segment ? segment.Key : { types: segment.TypenameEquals }))
}
