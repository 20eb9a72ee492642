import type { QueryPlan as ApolloPlan, QueryPlanSelectionNode } from '@apollo/query-planner'
import type {
  ContextRewrite,
  DeferNode,
  EntityFetchNode,
  FetchNode,
  Path,
  PathStep,
  Plan,
  PlanNode,
  RequiredSelection,
  Rewrite,
} from './plan.ts'

type ApolloNode = NonNullable<ApolloPlan['node']>
type ApolloFetch = Extract<ApolloNode, { kind: 'Fetch' }>
type ApolloDefer = Extract<ApolloNode, { kind: 'Defer' }>
type ApolloRewrite = NonNullable<ApolloFetch['inputRewrites']>[number]
type ApolloRenamer = NonNullable<ApolloFetch['contextRewrites']>[number]

/**
 * Brings a plan of `@apollo/query-planner` (2.14.4) into our form.
 * @throws {Error} where the plan holds what that planner is not known to give
 */
export function readApolloPlan(plan: ApolloPlan): Plan {
  return { root: plan.node ? readNode(plan.node, []) : null }
}

/** `path` is where the Flatten nodes around this one have led. */
function readNode(node: ApolloNode, path: Path): PlanNode {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', nodes: node.nodes.map((child) => readNode(child, path)) }
    case 'Parallel':
      return { kind: 'parallel', nodes: node.nodes.map((child) => readNode(child, path)) }
    case 'Flatten':
      return readNode(node.node, [...path, ...node.path.flatMap((element) => readPathElement(String(element)))])
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        // biome-ignore lint/suspicious/noThenProperty: a node or null, never a function
        then: readOptional(node.ifClause, path),
        otherwise: readOptional(node.elseClause, path),
      }
    case 'Fetch':
      return node.requires ? readEntityFetch(node, node.requires, path) : readRootFetch(node, path)
    case 'Defer':
      return readDefer(node, path)
    case 'Subscription':
      return {
        kind: 'subscription',
        primary: readRootFetch(node.primary, path),
        rest: readOptional(node.rest, path),
      }
  }
}

function readOptional(node: ApolloNode | undefined, path: Path): PlanNode | null {
  return node ? readNode(node, path) : null
}

/** `name`, `@`, either of them followed by the types that go on: `name|[A,B]`; or those types alone, at a root. */
function readPathElement(element: string): PathStep[] {
  const bar = element.indexOf('|[')
  if (bar === -1) return [element]
  const types = element
    .slice(bar + 2, -1)
    .split(',')
    .filter((type) => type !== '')
  const name = element.slice(0, bar)
  return name === '' ? [{ types }] : [name, { types }]
}

function readRootFetch(node: ApolloFetch, path: Path): FetchNode {
  return {
    kind: 'fetch',
    ...readRequest(node),
    operationKind: node.operationKind,
    path,
    rewrites: (node.outputRewrites ?? []).map(readRewrite),
  }
}

function readEntityFetch(node: ApolloFetch, requires: readonly QueryPlanSelectionNode[], path: Path): EntityFetchNode {
  const batch = {
    responseKey: '_entities',
    variable: 'representations',
    paths: [path],
    requires: requires.map(readRequired),
    inputRewrites: (node.inputRewrites ?? []).map(readRewrite),
    outputRewrites: (node.outputRewrites ?? []).map(readRewrite),
    contextRewrites: (node.contextRewrites ?? []).map(readContextRewrite),
  }
  return { kind: 'entities', ...readRequest(node), batches: [batch] }
}

function readRequest(node: ApolloFetch) {
  // What comes from the context is no variable of the operation, though this planner lists it as one.
  const contextual = node.contextRewrites?.map(({ renameKeyTo }) => renameKeyTo) ?? []
  return {
    subgraph: node.serviceName,
    operation: node.operation,
    operationName: node.operationName ?? null,
    variables: (node.variableUsages ?? []).filter((name) => !contextual.includes(name)),
    id: node.id ?? null,
  }
}

function readDefer({ primary, deferred }: ApolloDefer, path: Path): DeferNode {
  return {
    kind: 'defer',
    primary: readOptional(primary.node, path),
    deferred: deferred.map(({ depends, label, node }) => ({
      depends: depends.map(({ id }) => id),
      label: label ?? null,
      node: readOptional(node, path),
    })),
  }
}

function readRequired(selection: QueryPlanSelectionNode): RequiredSelection {
  if (selection.kind === 'InlineFragment') {
    const { typeCondition, selections } = selection
    return { kind: 'fragment', type: typeCondition ?? null, selections: selections.map(readRequired) }
  }
  const { name, alias, selections } = selection
  return { kind: 'field', name, alias: alias ?? null, selections: (selections ?? []).map(readRequired) }
}

function readRewrite(rewrite: ApolloRewrite): Rewrite {
  const path = rewrite.path.map(readRewriteStep)
  if (rewrite.kind === 'KeyRenamer') return { kind: 'rename', path, to: rewrite.renameKeyTo }
  const value: unknown = rewrite.setValueTo
  if (typeof value !== 'string') throw new Error(`a rewrite sets a ${typeof value}, wanted the name of a type`)
  return { kind: 'set', path, value }
}

function readContextRewrite({ path, renameKeyTo }: ApolloRenamer): ContextRewrite {
  return { path: path.map(readRewriteStep), variable: renameKeyTo }
}

function readRewriteStep(element: string): string | { types: readonly string[] } {
  return element.startsWith(FRAGMENT) ? { types: [element.slice(FRAGMENT.length)] } : element
}

const FRAGMENT = '... on '
