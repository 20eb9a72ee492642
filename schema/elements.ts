import type {
  ConstDirectiveNode,
  DocumentNode,
  EnumValueDefinitionNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
  TypeDefinitionNode,
  TypeExtensionNode,
  TypeNode,
} from 'graphql'
import { isTypeDefinitionNode, isTypeExtensionNode, Kind } from 'graphql'

export type ElementKind = 'type' | 'field' | 'argument' | 'input field' | 'enum value'

/** One named thing a contract declares. */
export interface Element {
  readonly kind: ElementKind
  readonly name: string
  /** The schema coordinate, for example `City.name` or `Query.city(id:)`. */
  readonly coordinate: string
  /** The name of the type it stands in, or its own. */
  readonly typeName: string
  readonly node: ElementNode
  /** The type of a field, argument or input field. */
  readonly type?: TypeNode
}

type ElementNode = TypeDefinitionNode | FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode

type TypeNodeWithMembers = TypeDefinitionNode | TypeExtensionNode

/** Everything a document declares, in its order: types, fields, arguments, input fields, enum values. */
export function elementsOf(document: DocumentNode): Element[] {
  return document.definitions
    .filter((node): node is TypeNodeWithMembers => isTypeDefinitionNode(node) || isTypeExtensionNode(node))
    .flatMap((node) => [...typeElement(node), ...memberElements(node)])
}

function typeElement(node: TypeNodeWithMembers): Element[] {
  if (!isTypeDefinitionNode(node)) return []
  const name = node.name.value
  return [{ kind: 'type', name, coordinate: name, typeName: name, node }]
}

function memberElements(node: TypeNodeWithMembers): Element[] {
  const typeName = node.name.value
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return (node.fields ?? []).flatMap((field) => fieldElements(typeName, field))
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return (node.fields ?? []).map((field) =>
        member({ kind: 'input field', typeName, node: field, type: field.type }),
      )
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return (node.values ?? []).map((value) => member({ kind: 'enum value', typeName, node: value }))
    default:
      return []
  }
}

function fieldElements(typeName: string, field: FieldDefinitionNode): Element[] {
  const own = member({ kind: 'field', typeName, node: field, type: field.type })
  const takes = (field.arguments ?? []).map((argument): Element => {
    const name = argument.name.value
    const coordinate = `${own.coordinate}(${name}:)`
    return { kind: 'argument', name, coordinate, typeName, node: argument, type: argument.type }
  })
  return [own, ...takes]
}

function member(options: Omit<Element, 'name' | 'coordinate'>): Element {
  const name = options.node.name.value
  return { ...options, name, coordinate: `${options.typeName}.${name}` }
}

/** The name inside lists and non-null marks. */
export function namedTypeOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type)
}

export function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type))
}

export function isNullable(type: TypeNode): boolean {
  return type.kind !== Kind.NON_NULL_TYPE
}

/** The directives of that name at an element. */
export function directivesOf(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): readonly ConstDirectiveNode[] {
  return (node.directives ?? []).filter((directive) => directive.name.value === name)
}

/** A string argument of a directive. */
export function textArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined
}

/** An argument of a directive that is a list of strings. */
export function textListArgument(directive: ConstDirectiveNode, name: string): readonly string[] {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value
  return value?.kind === Kind.LIST
    ? value.values.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : []))
    : []
}

/** The operation types, which every agency adds to and none describes. */
export function isRoot(typeName: string): boolean {
  return typeName === 'Query' || typeName === 'Mutation' || typeName === 'Subscription'
}
