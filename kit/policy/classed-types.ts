import type {
  ConstDirectiveNode,
  DefinitionNode,
  EnumTypeDefinitionNode,
  EnumTypeExtensionNode,
  FieldDefinitionNode,
  InterfaceTypeDefinitionNode,
  InterfaceTypeExtensionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
  ScalarTypeDefinitionNode,
  ScalarTypeExtensionNode,
  TypeNode,
} from 'graphql'
import { Kind } from 'graphql'
import type { Asked } from './read-class.ts'

/** The types of a schema with the classes written at them and at their fields. */
export interface ClassedTypes {
  /** Of objects and interfaces, and of scalars and enums, which have no fields. */
  names(): Iterable<string>
  fieldsOf(type: string): readonly string[]
  /** At the type and at the interfaces it implements. */
  classesOf(type: string): readonly Asked[]
  /** At the field, and at the same field of the type's interfaces. */
  ownClasses(type: string, field: string): readonly Asked[]
  /** Of every object that the field may give. */
  classesReturnedBy(type: string, field: string): readonly Asked[]
}

type TypeParts =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode
  | ScalarTypeDefinitionNode
  | ScalarTypeExtensionNode
  | EnumTypeDefinitionNode
  | EnumTypeExtensionNode

interface TypeEntry {
  readonly asked: Asked[]
  readonly interfaces: string[]
  readonly fields: Map<string, { readonly returns: string; readonly asked: Asked | undefined }>
}

/** The same while its definitions come in; what is told of a type is right once all have come. */
export interface ClassedTypesReading extends ClassedTypes {
  add(definition: DefinitionNode): void
}

/** @param read what the directives at one place ask; `undefined` for nothing */
export function openClassedTypes(
  read: (directives: readonly ConstDirectiveNode[], place: string) => Asked | undefined,
): ClassedTypesReading {
  const types = new Map<string, TypeEntry>()
  const possible = new Map<string, Set<string>>()
  const admit = (abstract: string, object: string) =>
    possible.set(abstract, (possible.get(abstract) ?? new Set()).add(object))

  // A class may also stand at a scalar or an enum (Federation's may): whoever gives its values asks for it.
  function addType(node: TypeParts): void {
    const name = node.name.value
    const entry: TypeEntry = types.get(name) ?? { asked: [], interfaces: [], fields: new Map() }
    types.set(name, entry)
    const asked = read(node.directives ?? [], name)
    if (asked) entry.asked.push(asked)
    if (!('interfaces' in node)) return
    for (const each of node.interfaces ?? []) {
      entry.interfaces.push(each.name.value)
      admit(each.name.value, name)
    }
    for (const field of node.fields ?? []) entry.fields.set(field.name.value, fieldOf(name, field))
  }

  function fieldOf(type: string, field: FieldDefinitionNode) {
    const asked = read(field.directives ?? [], `${type}.${field.name.value}`)
    return { returns: namedTypeOf(field.type), asked }
  }

  const withInterfaces = (type: string) => [type, ...(types.get(type)?.interfaces ?? [])]
  const classesOf = (type: string) => withInterfaces(type).flatMap((name) => types.get(name)?.asked ?? [])

  const given = new Map<string, readonly Asked[]>()

  /** Relay's pages are wrappers: what their nodes give away is given away by whoever returns the page. */
  function classesGiven(type: string, seen: ReadonlySet<string> = new Set()): readonly Asked[] {
    if (seen.has(type)) return []
    const seenNow = new Set(seen).add(type)
    const behind = [...(possible.get(type) ?? [])]
    const wrapped = isPage(type) ? [...(types.get(type)?.fields.values() ?? [])].map(({ returns }) => returns) : []
    return [...classesOf(type), ...[...behind, ...wrapped].flatMap((name) => classesGiven(name, seenNow))]
  }

  return {
    add(node) {
      if (node.kind === Kind.UNION_TYPE_DEFINITION || node.kind === Kind.UNION_TYPE_EXTENSION) {
        for (const member of node.types ?? []) admit(node.name.value, member.name.value)
      } else if (isGiven(node)) addType(node)
    },
    names: () => types.keys(),
    fieldsOf: (type) => [...(types.get(type)?.fields.keys() ?? [])],
    classesOf,
    ownClasses: (type, field) =>
      withInterfaces(type).flatMap((name) => types.get(name)?.fields.get(field)?.asked ?? []),
    classesReturnedBy(type, field) {
      const returns = types.get(type)?.fields.get(field)?.returns
      if (returns === undefined) return []
      const classes = given.get(returns) ?? classesGiven(returns)
      given.set(returns, classes)
      return classes
    },
  }
}

/** Relay reserves these endings (GraphQL Cursor Connections Specification, section 2). */
export function isPage(type: string): boolean {
  return /(Connection|Edge)$/.test(type)
}

const GIVEN: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_EXTENSION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_TYPE_EXTENSION,
])

function isGiven(node: DefinitionNode): node is TypeParts {
  return GIVEN.has(node.kind)
}

function namedTypeOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type)
}
