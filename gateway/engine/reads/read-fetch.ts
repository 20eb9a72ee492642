import type { FieldNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql'
import { Kind, parse } from 'graphql'
import type { EntityFetchNode, FetchNode } from '../plan/plan.ts'
import type { Scope, TypeNames } from './scope.ts'
import { ANYWHERE, coordinatesOf, narrow, scopeBelow, scopeOf } from './scope.ts'

/** What one request of a plan asks an agency for. */
export interface FetchRead {
  readonly subgraph: string
  readonly asked: ReadonlySet<string>
  /** The fields asked of the entities themselves, each with its coordinates, by the response key of their batch. */
  readonly entities: ReadonlyMap<string, readonly (readonly string[])[]>
  /** What stands in the data under a name that is not its own. */
  readonly aliases: readonly (readonly [alias: string, coordinates: readonly string[]])[]
}

interface Reading {
  readonly types: TypeNames
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly asked: Set<string>
  readonly aliases: [string, readonly string[]][]
}

/** `root`: the name of the type that the operation of the request asks. */
export function readFetch(node: FetchNode | EntityFetchNode, root: string, types: TypeNames): FetchRead {
  const { definitions } = parse(node.operation, { noLocation: true })
  const fragments = new Map<string, FragmentDefinitionNode>()
  const sets: SelectionSetNode[] = []
  for (const one of definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one)
    if (one.kind === Kind.OPERATION_DEFINITION) sets.push(one.selectionSet)
  }
  const reading: Reading = { types, fragments, asked: new Set(), aliases: [] }
  const entities = new Map<string, string[][]>()
  for (const { field, scope } of sets.flatMap((set) => fieldsOf(set, scopeOf(types, [root]), reading))) {
    if (field.name.value !== ENTITIES) readField(field, scope, reading)
    else entities.set((field.alias ?? field.name).value, readEntities(field, reading))
  }
  return { subgraph: node.subgraph, entities, asked: reading.asked, aliases: reading.aliases }
}

/** Of no type that callers or composition know. */
const ENTITIES = '_entities'

function readEntities({ selectionSet }: FieldNode, reading: Reading): string[][] {
  const fields = selectionSet ? fieldsOf(selectionSet, ANYWHERE, reading) : []
  return fields.map(({ field, scope }) => readField(field, scope, reading))
}

/** @returns the coordinates of the field itself */
function readField(field: FieldNode, scope: Scope, reading: Reading): string[] {
  const { types, asked, aliases } = reading
  const name = field.name.value
  const coordinates = coordinatesOf(types, scope, name)
  for (const coordinate of coordinates) asked.add(coordinate)
  if (field.alias && field.alias.value !== name) aliases.push([field.alias.value, coordinates])
  if (field.selectionSet) {
    const below = scopeBelow(types, scope, name)
    for (const inner of fieldsOf(field.selectionSet, below, reading)) readField(inner.field, inner.scope, reading)
  }
  return coordinates
}

/** The fields of a set, those in fragments with the types that these name. */
function fieldsOf(
  { selections }: SelectionSetNode,
  scope: Scope,
  reading: Reading,
): { field: FieldNode; scope: Scope }[] {
  return selections.flatMap((node: SelectionNode) => {
    if (node.kind === Kind.FIELD) return [{ field: node, scope }]
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node : reading.fragments.get(node.name.value)
    return inner
      ? fieldsOf(inner.selectionSet, narrow(reading.types, scope, inner.typeCondition?.name.value), reading)
      : []
  })
}
