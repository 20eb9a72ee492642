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

/** Pages of a list multiply: how many entries a page is taken for where the document does not say. */
const PAGE_DEFAULT = 20
/** How many entries a list without pages is taken for. */
const LIST_DEFAULT = 10

interface Asked {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly variables: Readonly<Record<string, unknown>>
  /** Set where a page takes its size from a variable, so that another request may come to another number. */
  varies?: boolean
}

/**
 * How many fields the answer may come to: page sizes (`first`) multiply down the tree, and so do lists without pages. A few
 * hundred bytes that pass every other limit can otherwise ask for millions of fields. The document is valid and its
 * expanded size bounded, so walking it is cheap.
 */
export function estimateFields(asked: Asked, operation: OperationDefinitionNode): number {
  const root = asked.schema.getRootType(operation.operation)
  return root ? costOfSet(asked, operation.selectionSet, { parent: root, isPage: false }) : 0
}

function costOfSet(asked: Asked, set: SelectionSetNode, at: { parent: GraphQLNamedType; isPage: boolean }): number {
  return set.selections.reduce((sum, node) => {
    if (node.kind === Kind.FIELD) return sum + costOfField(asked, node, at)
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? asked.fragments.get(node.name.value) : node
    if (!inner) return sum
    const condition = inner.typeCondition ? typeFromAST(asked.schema, inner.typeCondition) : undefined
    return sum + costOfSet(asked, inner.selectionSet, { ...at, parent: condition ?? at.parent })
  }, 0)
}

function costOfField(asked: Asked, node: FieldNode, at: { parent: GraphQLNamedType; isPage: boolean }): number {
  const { parent } = at
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined
  if (!field || !node.selectionSet) return 1
  const page = pageSize(asked, node, field)
  // The lists within a page have been counted with the page.
  const isPlainList = page === undefined && !at.isPage && isListType(getNullableType(field.type))
  const times = page ?? (isPlainList ? LIST_DEFAULT : 1)
  const inside = { parent: getNamedType(field.type), isPage: page !== undefined }
  return 1 + times * costOfSet(asked, node.selectionSet, inside)
}

/** `undefined` for a field that has no pages. */
function pageSize(asked: Asked, node: FieldNode, field: GraphQLField<unknown, unknown>): number | undefined {
  const declared = field.args.find(({ name }) => name === 'first')
  if (!declared) return undefined
  const given = node.arguments?.find(({ name }) => name.value === 'first')?.value
  if (given?.kind === Kind.VARIABLE) asked.varies = true
  const size =
    given?.kind === Kind.VARIABLE ? asked.variables[given.name.value] : given?.kind === Kind.INT && given.value
  return Math.max(1, Number(size || declared.defaultValue || PAGE_DEFAULT) || PAGE_DEFAULT)
}
