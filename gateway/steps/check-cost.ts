import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql'
import { getNamedType, getNullableType, isInterfaceType, isListType, isObjectType, Kind, typeFromAST } from 'graphql'
import { weightOf } from '../limits/read-weights.ts'

/** Pages of a list multiply: how many entries a page is taken for where neither document nor schema say. */
const PAGE_DEFAULT = 20
/** How many entries a list without pages is taken for where the schema does not say. */
const LIST_DEFAULT = 10

export interface Asked {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly variables: Readonly<Record<string, unknown>>
  /** The variables that page sizes are taken from: with other values another request comes to another number. */
  readonly sizes?: Set<string>
}

/** Where a selection set stands: on which type, and whether within a page, whose lists are counted with it. */
export interface Spot {
  readonly parent: GraphQLNamedType
  readonly isPage: boolean
}

/**
 * What the answer may cost: its fields, each with the weight the schema gives it (`@cost`, one where it says nothing), where
 * page sizes multiply down the tree, and so do lists without pages (`@listSize`). A few hundred bytes that pass every
 * other limit can otherwise ask for millions of fields. The document is valid and its expanded size bounded, so walking
 * it is cheap.
 */
export function estimateFields(asked: Asked, operation: OperationDefinitionNode): number {
  const root = asked.schema.getRootType(operation.operation)
  return root ? costOfSet(asked, operation.selectionSet, { parent: root, isPage: false }) : 0
}

export function costOfSet(asked: Asked, set: SelectionSetNode, at: Spot): number {
  return set.selections.reduce((sum, node) => {
    if (node.kind === Kind.FIELD) return sum + costOfField(asked, node, at)
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? asked.fragments.get(node.name.value) : node
    if (!inner) return sum
    const condition = inner.typeCondition ? typeFromAST(asked.schema, inner.typeCondition) : undefined
    return sum + costOfSet(asked, inner.selectionSet, { ...at, parent: condition ?? at.parent })
  }, 0)
}

function costOfField(asked: Asked, node: FieldNode, { parent, isPage }: Spot): number {
  const field = fieldOf(parent, node)
  if (!field) return 1
  const { weight } = weightOf(field)
  if (!node.selectionSet) return weight
  const { times, inside } = stepInto(asked, { node, field, isPage })
  return weight + times * costOfSet(asked, node.selectionSet, inside)
}

export function fieldOf(parent: GraphQLNamedType, node: FieldNode): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined
}

/** How many objects a field is taken for, and where its own selections stand. */
export function stepInto(
  asked: Asked,
  { node, field, isPage }: { node: FieldNode; field: GraphQLField<unknown, unknown>; isPage: boolean },
): { readonly times: number; readonly inside: Spot } {
  const page = pageSize(asked, node, field)
  // The lists within a page have been counted with the page.
  const isPlainList = page === undefined && !isPage && isListType(getNullableType(field.type))
  const times = page ?? (isPlainList ? (weightOf(field).list?.assumed ?? LIST_DEFAULT) : 1)
  return { times, inside: { parent: getNamedType(field.type), isPage: page !== undefined } }
}

/** `undefined` for a field that has no pages. Of several sizes the largest counts. */
function pageSize(asked: Asked, node: FieldNode, field: GraphQLField<unknown, unknown>): number | undefined {
  const { list } = weightOf(field)
  const slicing = list?.slicing.length ? list.slicing : ['first']
  const declared = field.args.filter(({ name }) => slicing.includes(name))
  if (declared.length === 0) return undefined
  const given = declared.flatMap((argument) => sizeOf(asked, node, argument.name) || argument.defaultValue || [])
  const sizes = given.map(Number).filter((size) => size >= 1)
  return sizes.length > 0 ? Math.max(...sizes) : (list?.assumed ?? PAGE_DEFAULT)
}

function sizeOf(asked: Asked, node: FieldNode, argument: string): unknown {
  const given = node.arguments?.find(({ name }) => name.value === argument)?.value
  if (given?.kind === Kind.VARIABLE) {
    asked.sizes?.add(given.name.value)
    return asked.variables[given.name.value]
  }
  return given?.kind === Kind.INT ? given.value : undefined
}
