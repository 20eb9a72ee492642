import type { FragmentDefinitionNode, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql'
import { Kind, parse } from 'graphql'
import { invariant } from '../../../kit/errors.ts'
import type { Rewrite, RewritePath } from '../plan/plan.ts'

/** What one request asks for, level by level: the only keys that are taken from its answer. */
export type Shape = readonly ShapeField[]

export interface ShapeField {
  /** The key in the subgraph's answer. */
  readonly from: string
  /** The key in the tree of data, where it is not the same. A rename may hold for objects of some types only. */
  readonly renames: readonly { readonly types: readonly string[] | null; readonly to: string }[]
  /** Replaces what the subgraph said. */
  readonly value: string | null
  /** `null` for leaves. */
  readonly shape: Shape | null
}

/** The shapes of the root fields of a subgraph operation. */
export function shapeOf(operation: string, rewrites: readonly Rewrite[]): Shape {
  const { definitions } = parse(operation, { noLocation: true })
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const node of definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node)
  const root = definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)
  invariant(root, 'a planned request holds an operation')
  return shapeOfSets([root.selectionSet], fragments, rewrites)
}

/** The fields of all types together: which of them an object has is its type's matter, and the writer's. */
function shapeOfSets(
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  rewrites: readonly Rewrite[],
): Shape {
  const fields = new Map<string, SelectionSetNode[]>()
  const gather = (node: SelectionNode): void => {
    if (node.kind !== Kind.FIELD) {
      const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node
      for (const selection of inner?.selectionSet.selections ?? []) gather(selection)
      return
    }
    const key = (node.alias ?? node.name).value
    const below = fields.get(key) ?? []
    fields.set(key, below)
    if (node.selectionSet) below.push(node.selectionSet)
  }
  for (const set of sets) set.selections.forEach(gather)
  return [...fields].map(([from, below]) => ({
    from,
    ...rewritesOf(from, rewrites),
    shape: below.length > 0 ? shapeOfSets(below, fragments, rewritesBelow(from, rewrites)) : null,
  }))
}

function rewritesOf(key: string, rewrites: readonly Rewrite[]): Pick<ShapeField, 'renames' | 'value'> {
  const here = rewrites.flatMap((rewrite) => {
    const { types, rest } = splitPath(rewrite.path)
    return rest.length === 1 && rest[0] === key ? [{ rewrite, types }] : []
  })
  return {
    renames: here.flatMap(({ rewrite, types }) => (rewrite.kind === 'rename' ? [{ types, to: rewrite.to }] : [])),
    value: here.flatMap(({ rewrite }) => (rewrite.kind === 'set' ? [rewrite.value] : []))[0] ?? null,
  }
}

function rewritesBelow(key: string, rewrites: readonly Rewrite[]): Rewrite[] {
  return rewrites.flatMap((rewrite) => {
    const { rest } = splitPath(rewrite.path)
    return rest.length > 1 && rest[0] === key ? [{ ...rewrite, path: rest.slice(1) }] : []
  })
}

/** The types an object must be of, and the path from it on. */
export function splitPath(path: RewritePath): { types: readonly string[] | null; rest: RewritePath } {
  const [first] = path
  return typeof first === 'object' ? { types: first.types, rest: path.slice(1) } : { types: null, rest: path }
}
