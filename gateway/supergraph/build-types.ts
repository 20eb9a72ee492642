import type {
  ConstDirectiveNode,
  DirectiveDefinitionNode,
  DirectiveLocation,
  EnumTypeDefinitionNode,
  FieldDefinitionNode,
  GraphQLArgumentConfig,
  GraphQLFieldConfig,
  GraphQLInputType,
  GraphQLNamedType,
  GraphQLOutputType,
  GraphQLType,
  InputValueDefinitionNode,
  NamedTypeNode,
  ScalarTypeDefinitionNode,
  TypeDefinitionNode,
  TypeNode,
} from 'graphql'
import {
  GraphQLDeprecatedDirective,
  GraphQLDirective,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSpecifiedByDirective,
  GraphQLUnionType,
  getDirectiveValues,
  isInputType,
  isInterfaceType,
  isObjectType,
  isOutputType,
  Kind,
  specifiedScalarTypes,
  valueFromAST,
} from 'graphql'

/** How scalars behave, by name. One that is not among them takes any value. */
export type KnownScalars = Readonly<Record<string, GraphQLScalarType>>

/** Makes graphql-js types of type definitions. What a type refers to is looked up when its fields are first asked for. */
export function openTypeBuilder(scalars: KnownScalars = {}) {
  const standard = new Map<string, GraphQLNamedType>(specifiedScalarTypes.map((type) => [type.name, type]))
  const own = new Map<string, GraphQLNamedType>()
  const findType = (name: string) => own.get(name) ?? standard.get(name)

  function addType(node: TypeDefinitionNode): void {
    const name = node.name.value
    if (standard.has(name)) return
    if (own.has(name)) throw new Error(`There can be only one type named "${name}".`)
    own.set(name, buildType(node))
  }

  function buildType(node: TypeDefinitionNode): GraphQLNamedType {
    const base = { name: node.name.value, description: node.description?.value }
    switch (node.kind) {
      case Kind.SCALAR_TYPE_DEFINITION:
        return buildScalar(node, scalars)
      case Kind.ENUM_TYPE_DEFINITION:
        return new GraphQLEnumType({ ...base, values: enumValues(node), astNode: node })
      case Kind.UNION_TYPE_DEFINITION:
        return new GraphQLUnionType({ ...base, types: () => named(node.types, isObjectType), astNode: node })
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        return new GraphQLInputObjectType({
          ...base,
          isOneOf: has(node, 'oneOf'),
          fields: () => mapByName(node.fields, buildInput),
          astNode: node,
        })
      case Kind.OBJECT_TYPE_DEFINITION:
        return new GraphQLObjectType({ ...base, ...composite(node), astNode: node })
      case Kind.INTERFACE_TYPE_DEFINITION:
        return new GraphQLInterfaceType({ ...base, ...composite(node), astNode: node })
    }
  }

  function composite(node: {
    readonly interfaces?: readonly NamedTypeNode[] | undefined
    readonly fields?: readonly FieldDefinitionNode[] | undefined
  }) {
    return {
      interfaces: () => named(node.interfaces, isInterfaceType),
      fields: () => mapByName(node.fields, buildField),
    }
  }

  function buildField(node: FieldDefinitionNode): GraphQLFieldConfig<unknown, unknown> {
    return {
      type: typeOf(node.type, isOutputType) as GraphQLOutputType,
      description: node.description?.value,
      args: mapByName(node.arguments, buildInput),
      deprecationReason: deprecationOf(node),
      astNode: node,
    }
  }

  function buildInput(node: InputValueDefinitionNode): GraphQLArgumentConfig {
    const type = typeOf(node.type, isInputType) as GraphQLInputType
    return {
      type,
      description: node.description?.value,
      defaultValue: valueFromAST(node.defaultValue, type),
      deprecationReason: deprecationOf(node),
      astNode: node,
    }
  }

  function buildDirective(node: DirectiveDefinitionNode): GraphQLDirective {
    return new GraphQLDirective({
      name: node.name.value,
      description: node.description?.value,
      // The grammar takes any name here, but a supergraph with a location nobody knows does not pass its check.
      locations: node.locations.map(({ value }) => value as DirectiveLocation),
      isRepeatable: node.repeatable,
      args: mapByName(node.arguments, buildInput),
      astNode: node,
    })
  }

  /** `fits` is asked for the named type inside; lists and non-nulls of what fits, fit. */
  function typeOf(node: TypeNode, fits: (type: GraphQLNamedType) => boolean): GraphQLType {
    if (node.kind === Kind.LIST_TYPE) return new GraphQLList(typeOf(node.type, fits))
    // The grammar has no non-null of a non-null.
    if (node.kind === Kind.NON_NULL_TYPE) return new GraphQLNonNull(typeOf(node.type, fits) as GraphQLNamedType)
    return typeNamed(node, fits)
  }

  function typeNamed(node: NamedTypeNode, fits: (type: GraphQLNamedType) => boolean): GraphQLNamedType {
    const type = findType(node.name.value)
    if (!type) throw new Error(`Unknown type: "${node.name.value}".`)
    if (!fits(type)) throw new Error(`Type "${node.name.value}" cannot stand where it does.`)
    return type
  }

  function named<T extends GraphQLNamedType>(
    nodes: readonly NamedTypeNode[] | undefined,
    fits: (type: unknown) => type is T,
  ): T[] {
    return (nodes ?? []).map((node) => typeNamed(node, fits)).filter(fits)
  }

  return { addType, findType, buildDirective, types: () => [...own.values()] }
}

/**
 * A composed schema knows scalars by name only and passes any value on to an agency. Where the agencies' behaviour is
 * known, a bad date is refused here, as the caller's mistake and at its place.
 */
function buildScalar(node: ScalarTypeDefinitionNode, scalars: KnownScalars): GraphQLScalarType {
  const known = Object.hasOwn(scalars, node.name.value) ? scalars[node.name.value] : undefined
  const specifiedBy = getDirectiveValues(GraphQLSpecifiedByDirective, node)?.url
  return new GraphQLScalarType({
    name: node.name.value,
    description: node.description?.value,
    ...(typeof specifiedBy === 'string' ? { specifiedByURL: specifiedBy } : {}),
    ...(known ? { parseValue: known.parseValue, parseLiteral: known.parseLiteral, serialize: known.serialize } : {}),
    astNode: node,
  })
}

function enumValues(node: EnumTypeDefinitionNode) {
  return mapByName(node.values, (value) => ({
    description: value.description?.value,
    deprecationReason: deprecationOf(value),
    astNode: value,
  }))
}

function mapByName<N extends { readonly name: { readonly value: string } }, T>(
  nodes: readonly N[] | undefined,
  build: (node: N) => T,
): Record<string, T> {
  const map: Record<string, T> = Object.create(null)
  for (const node of nodes ?? []) map[node.name.value] = build(node)
  return map
}

interface Marked {
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

function deprecationOf(node: Marked): string | undefined {
  if (!has(node, 'deprecated')) return undefined
  const reason = getDirectiveValues(GraphQLDeprecatedDirective, node)?.reason
  return typeof reason === 'string' ? reason : undefined
}

function has(node: Marked, directive: string): boolean {
  return node.directives?.some(({ name }) => name.value === directive) ?? false
}
