import type { SelectionSetNode } from 'graphql'
import { Kind, OperationTypeNode, parse } from 'graphql'

/** A list of a hundred stops whose agency is down is told of in this many errors, not in hundreds. */
const PATHS_LIMIT = 20

type Path = (string | number)[]

/**
 * The fields, in the subgraph request's own terms, that may be missing when it fails: what it asks below its root
 * fields (several agencies may answer for one root field), or of each entity (`_entities`, index, field). The engine
 * turns them into places in the caller's answer.
 */
export function failedPaths(request: {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}): Path[] {
  const root = rootOf(request.query)
  const { representations } = request.variables
  const paths = Array.isArray(representations)
    ? representations.flatMap((representation, index) =>
        entityFields(root, typeNameOf(representation)).map((field): Path => ['_entities', index, field]),
      )
    : rootPaths(root)
  return paths.slice(0, PATHS_LIMIT)
}

function rootOf(query: string): SelectionSetNode | undefined {
  const operation = parse(query, { noLocation: true }).definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  )
  return operation?.kind === Kind.OPERATION_DEFINITION && operation.operation !== OperationTypeNode.SUBSCRIPTION
    ? operation.selectionSet
    : undefined
}

function rootPaths(root: SelectionSetNode | undefined): Path[] {
  return (root?.selections ?? []).flatMap((node): Path[] => {
    if (node.kind !== Kind.FIELD) return []
    const name = (node.alias ?? node.name).value
    const below = fieldNames(node.selectionSet)
    return below.length > 0 ? below.map((field) => [name, field]) : [[name]]
  })
}

/** The planner writes `_entities { ... on Type { fields } }`. */
function entityFields(root: SelectionSetNode | undefined, typeName: string | undefined): string[] {
  const entities = root?.selections.find((node) => node.kind === Kind.FIELD && node.name.value === '_entities')
  const fragments = entities?.kind === Kind.FIELD ? (entities.selectionSet?.selections ?? []) : []
  return fragments.flatMap((node) =>
    node.kind === Kind.INLINE_FRAGMENT && node.typeCondition?.name.value === typeName
      ? fieldNames(node.selectionSet)
      : [],
  )
}

function fieldNames(set: SelectionSetNode | undefined): string[] {
  const names = (set?.selections ?? []).flatMap((node) => {
    if (node.kind === Kind.FIELD) return [(node.alias ?? node.name).value]
    return node.kind === Kind.INLINE_FRAGMENT ? fieldNames(node.selectionSet) : []
  })
  return names.filter((name) => name !== '__typename')
}

function typeNameOf(representation: unknown): string | undefined {
  const { __typename } = (representation ?? {}) as { __typename?: unknown }
  return typeof __typename === 'string' ? __typename : undefined
}
