import type { FieldNode, GraphQLSchema, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import { Kind, parse, typeFromAST } from 'graphql'
import { invariant } from '../../kit/errors.ts'
import type { EntityFetchNode, FetchNode, Path, Plan, PlanNode } from '../engine/plan/plan.ts'
import type { Asked, Spot } from '../steps/check-cost.ts'
import { costOfSet, estimateFields, fieldOf, stepInto } from '../steps/check-cost.ts'
import { keepBySizes } from './keep-by-sizes.ts'

/** What each agency is asked for at most, in weighted fields, by its name. */
export type PlanPrice = ReadonlyMap<string, number>

/** @param variables the values of the planned operation's variables, as JSON text */
export type PricePlan = (variables: ReadonlyMap<string, string>) => PlanPrice

/**
 * The price of a plan: what its documents ask of each agency. Entities are asked for as often as the operation's lists and
 * pages can hold them, keys and requirements included; of a condition both branches count.
 */
export function openPlanPrice(options: {
  readonly plan: Plan
  /** The planned operation; `null` where nothing is fetched. */
  readonly text: string | null
  readonly schema: GraphQLSchema
}): PricePlan {
  const { plan, text, schema } = options
  if (text === null || plan.root === null) return () => NOTHING
  const fetches = fetchesOf(plan.root).map((fetch) => ({ fetch, ...readDocument(fetch.operation) }))
  const { operation } = readDocument(text)
  const price = keepBySizes((variables: ReadonlyMap<string, string>, sizes) => {
    const values = Object.fromEntries(variables)
    const bySubgraph = new Map<string, number>()
    for (const { fetch, operation: sent, fragments } of fetches) {
      const asked: Asked = { schema, fragments, variables: values, sizes }
      const cost =
        fetch.kind === 'fetch' ? estimateFields(asked, sent) : costOfEntities(asked, { fetch, sent, operation })
      bySubgraph.set(fetch.subgraph, (bySubgraph.get(fetch.subgraph) ?? 0) + cost)
    }
    return bySubgraph
  })
  return (variables) => price(variables, (name) => variables.get(name))
}

const NOTHING: PlanPrice = new Map()

function fetchesOf(node: PlanNode | null): readonly (FetchNode | EntityFetchNode)[] {
  switch (node?.kind) {
    case undefined:
      return []
    case 'fetch':
    case 'entities':
      return [node]
    case 'sequence':
    case 'parallel':
      return node.nodes.flatMap(fetchesOf)
    case 'condition':
      return [...fetchesOf(node.then), ...fetchesOf(node.otherwise)]
    case 'defer':
      return [node.primary, ...node.deferred.map((part) => part.node)].flatMap(fetchesOf)
    case 'subscription':
      return [node.primary, node.rest].flatMap(fetchesOf)
  }
}

function readDocument(text: string): { operation: OperationDefinitionNode; fragments: Asked['fragments'] } {
  const { definitions } = parse(text, { noLocation: true })
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)
  invariant(operation, 'a document of a plan has an operation')
  const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
  return { operation, fragments: new Map(fragments.map((node) => [node.name.value, node])) }
}

/** Each `_entities` field with as many objects as its places can hold. */
function costOfEntities(
  asked: Asked,
  of: { fetch: EntityFetchNode; sent: OperationDefinitionNode; operation: OperationDefinitionNode },
): number {
  const root = rootSpot(asked.schema, of.operation)
  if (!root) return 0
  return of.fetch.batches.reduce((sum, { responseKey, paths }) => {
    const field = of.sent.selectionSet.selections.find(
      (node) => node.kind === Kind.FIELD && keyOf(node) === responseKey,
    )
    const inner = field?.kind === Kind.FIELD && field.selectionSet ? costOfSet(asked, field.selectionSet, root) : 0
    const places = paths.reduce((all, path) => all + countAt(asked, of.operation.selectionSet, { path, at: root }), 0)
    return sum + places * inner
  }, 0)
}

function rootSpot(schema: GraphQLSchema, { operation }: OperationDefinitionNode): Spot | undefined {
  const parent = schema.getRootType(operation)
  return parent ? { parent, isPage: false } : undefined
}

/** How many objects may stand at a path of the answer; where a name stands for several fields, the most. */
function countAt(asked: Asked, set: SelectionSetNode, { path, at }: { path: Path; at: Spot }): number {
  const [step, ...rest] = path
  if (step === undefined) return 1
  const named = typeof step === 'string' ? fieldsNamed(asked, set, { key: step, at }) : []
  if (named.length === 0) return rest.length > 0 ? countAt(asked, set, { path: rest, at }) : 1
  const counts = named.map(({ node, at: found }) => {
    const field = fieldOf(found.parent, node)
    if (!field || !node.selectionSet) return 1
    const { times, inside } = stepInto(asked, { node, field, isPage: found.isPage })
    return times * countAt(asked, node.selectionSet, { path: rest, at: inside })
  })
  return Math.max(...counts)
}

/** The fields of a set under one response key, those in its fragments too. */
function fieldsNamed(
  asked: Asked,
  set: SelectionSetNode,
  { key, at }: { key: string; at: Spot },
): readonly { readonly node: FieldNode; readonly at: Spot }[] {
  return set.selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return keyOf(node) === key ? [{ node, at }] : []
    if (node.kind !== Kind.INLINE_FRAGMENT) return []
    const parent = node.typeCondition && typeFromAST(asked.schema, node.typeCondition)
    return fieldsNamed(asked, node.selectionSet, { key, at: { ...at, parent: parent ?? at.parent } })
  })
}

function keyOf(node: FieldNode): string {
  return node.alias?.value ?? node.name.value
}
