import type {
  FieldNode,
  FragmentDefinitionNode,
  NamedTypeNode,
  NameNode,
  OperationDefinitionNode,
  SelectionNode,
  VariableDefinitionNode,
} from 'graphql'
// Not from 'graphql': all of it takes longer to load than the rest of a planner's process together.
import { Kind, parse, print, visit } from 'graphql/language/index.js'
import { stripIgnoredCharacters } from 'graphql/utilities/stripIgnoredCharacters.js'
import type { EntityBatch, EntityFetchNode, ParallelNode, Path, Plan, PlanNode, SequenceNode } from './plan.ts'

/**
 * Entity fetches that run side by side and go to the same subgraph become one request with several batches, and batches
 * that ask the same become one with several places. Idempotent. A fetch that a deferred part waits for by its id stays
 * as it is, and so does one whose variables come from the objects above it.
 */
export function mergeEntityFetches(plan: Plan): Plan {
  return { root: plan.root && mergeNode(plan.root) }
}

function mergeNode(node: PlanNode): PlanNode {
  switch (node.kind) {
    case 'sequence':
      return unwrap({ ...node, nodes: node.nodes.map(mergeNode) })
    case 'parallel':
      return mergeSiblings(node.nodes.map(mergeNode))
    case 'condition':
      return {
        ...node,
        // biome-ignore lint/suspicious/noThenProperty: a node or null, never a function
        then: node.then && mergeNode(node.then),
        otherwise: node.otherwise && mergeNode(node.otherwise),
      }
    case 'defer':
      return {
        ...node,
        primary: node.primary && mergeNode(node.primary),
        deferred: node.deferred.map((part) => ({ ...part, node: part.node && mergeNode(part.node) })),
      }
    case 'subscription':
      return { ...node, rest: node.rest && mergeNode(node.rest) }
    case 'fetch':
    case 'entities':
      return node
  }
}

function mergeSiblings(siblings: readonly PlanNode[]): PlanNode {
  const nodes = siblings.flatMap((node) => (node.kind === 'parallel' ? node.nodes : [node]))
  const groups = Map.groupBy(nodes.filter(isMergeable), ({ subgraph }) => subgraph)
  const merged = nodes.flatMap((node) => {
    const group = isMergeable(node) ? (groups.get(node.subgraph) ?? []) : []
    const one = group.length > 1 ? mergeFetches(group) : undefined
    if (!one) return [node]
    return node === group[0] ? [one] : []
  })
  return unwrap({ kind: 'parallel', nodes: merged })
}

/** What stands alone needs no order. */
function unwrap(node: SequenceNode | ParallelNode): PlanNode {
  const [only, ...others] = node.nodes
  return only && others.length === 0 ? only : node
}

function isMergeable(node: PlanNode): node is EntityFetchNode {
  return (
    node.kind === 'entities' && node.id === null && node.batches.every(({ contextRewrites }) => !contextRewrites.length)
  )
}

/** `undefined` where the documents cannot stand in one. */
function mergeFetches(fetches: readonly EntityFetchNode[]): EntityFetchNode | undefined {
  const parts = fetches.map(readPart)
  const variables = uniteVariables(parts)
  const [first] = parts
  if (!first || !variables || !parts.every(isPlain)) return undefined
  const batches = uniteBatches(parts, new Set(variables.keys()))
  const operation: OperationDefinitionNode = {
    ...first.operation,
    variableDefinitions: [...batches.map(({ variable }) => declare(variable)), ...variables.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections: batches.map(({ field }) => field) },
  }
  return {
    ...first.fetch,
    operation: printCompact(operation, parts.flatMap(renameFragments)),
    variables: [...variables.keys()],
    batches: batches.map(({ field: _field, ...batch }) => batch),
  }
}

/** One of the fetches, with its document read. */
interface Part {
  readonly index: number
  readonly fetch: EntityFetchNode
  readonly operation: OperationDefinitionNode
  readonly fragments: readonly FragmentDefinitionNode[]
}

function readPart(fetch: EntityFetchNode, index: number): Part {
  const { definitions } = parse(fetch.operation, { noLocation: true })
  const [operation] = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (!operation) throw new Error(`a fetch from ${fetch.subgraph} holds no operation`)
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  return { index, fetch, operation, fragments }
}

/** Nothing but the batches, so that taking the batches over takes everything over. */
function isPlain({ fetch, operation }: Part): boolean {
  const keys = operation.selectionSet.selections.map((selection) => keyOf(selection))
  const wanted = fetch.batches.map(({ responseKey }) => responseKey)
  return !operation.directives?.length && keys.length === wanted.length && wanted.every((key) => keys.includes(key))
}

function keyOf(selection: SelectionNode): string | undefined {
  return selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : undefined
}

/** The planned operation's own variables by name; `undefined` where two documents declare one differently. */
function uniteVariables(parts: readonly Part[]): Map<string, VariableDefinitionNode> | undefined {
  const united = new Map<string, VariableDefinitionNode>()
  for (const { fetch, operation } of parts) {
    for (const definition of operation.variableDefinitions ?? []) {
      const name = definition.variable.name.value
      if (fetch.batches.some(({ variable }) => variable === name)) continue
      const known = united.get(name)
      if (known && print(known) !== print(definition)) return undefined
      united.set(name, definition)
    }
  }
  return united
}

type MergedBatch = EntityBatch & { readonly field: FieldNode }

function uniteBatches(parts: readonly Part[], takenVariables: ReadonlySet<string>): MergedBatch[] {
  const united = new Map<string, MergedBatch>()
  for (const part of parts) {
    for (const batch of part.fetch.batches) {
      const field = part.operation.selectionSet.selections.find((selection) => keyOf(selection) === batch.responseKey)
      if (field?.kind !== Kind.FIELD) throw new Error(`a fetch has no field ${batch.responseKey}`)
      const content = contentOf(part, batch, field)
      const known = united.get(content)
      const merged = known
        ? { ...known, paths: unitePaths(known.paths, batch.paths) }
        : renameBatch({ part, batch, field, number: united.size, takenVariables })
      united.set(content, merged)
    }
  }
  return [...united.values()]
}

function unitePaths(paths: readonly Path[], more: readonly Path[]): Path[] {
  return [...new Map([...paths, ...more].map((path) => [JSON.stringify(path), path])).values()]
}

/** What a batch asks, places and names aside: two of the same content are one. */
function contentOf(part: Part, batch: EntityBatch, field: FieldNode): string {
  const { requires, inputRewrites, outputRewrites } = batch
  const texts = [field.selectionSet, ...part.fragments].map((node) => node && print(node))
  return JSON.stringify([texts, field.directives?.map(print), requires, inputRewrites, outputRewrites])
}

function renameBatch(options: {
  part: Part
  batch: EntityBatch
  field: FieldNode
  number: number
  takenVariables: ReadonlySet<string>
}): MergedBatch {
  const { part, batch, field, number, takenVariables } = options
  let variable = `representations_${number}`
  while (takenVariables.has(variable)) variable = `_${variable}`
  const responseKey = `_e${number}`
  const renamed: FieldNode = {
    ...visit(field, {
      Variable: (node) => (node.name.value === batch.variable ? { ...node, name: nameOf(variable) } : undefined),
      FragmentSpread: (node) => ({ ...node, name: fragmentName(part, node.name) }),
    }),
    alias: nameOf(responseKey),
  }
  return { ...batch, responseKey, variable, field: renamed }
}

/** The same name may stand for different fragments in different documents. */
function renameFragments(part: Part): FragmentDefinitionNode[] {
  return part.fragments.map((fragment) => ({
    ...visit(fragment, { FragmentSpread: (node) => ({ ...node, name: fragmentName(part, node.name) }) }),
    name: fragmentName(part, fragment.name),
  }))
}

function fragmentName({ index }: Part, { value }: NameNode): NameNode {
  return nameOf(`f${index}_${value}`)
}

function nameOf(value: string): NameNode {
  return { kind: Kind.NAME, value }
}

/** `$variable: [_Any!]!`, as every `_entities` field takes it. */
function declare(variable: string): VariableDefinitionNode {
  const any: NamedTypeNode = { kind: Kind.NAMED_TYPE, name: nameOf('_Any') }
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: nameOf(variable) },
    type: {
      kind: Kind.NON_NULL_TYPE,
      type: { kind: Kind.LIST_TYPE, type: { kind: Kind.NON_NULL_TYPE, type: any } },
    },
  }
}

/** Leaves out the fragments that only a batch now shared has used: a document with unused ones is not valid. */
function printCompact(operation: OperationDefinitionNode, fragments: readonly FragmentDefinitionNode[]): string {
  const used = new Set<FragmentDefinitionNode>()
  const follow = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.find((one) => one.name.value === name.value)
        if (!fragment || used.has(fragment)) return
        used.add(fragment)
        follow(fragment)
      },
    })
  }
  follow(operation)
  return stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions: [operation, ...used] }))
}
