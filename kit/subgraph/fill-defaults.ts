import type { DocumentNode, GraphQLInputType, GraphQLSchema } from 'graphql'
import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  typeFromAST,
  valueFromASTUntyped,
} from 'graphql'

type Variables = Readonly<Record<string, unknown>>

/**
 * The variables with the defaults of input object fields written in (specification, section 3.10, Input Coercion). The
 * JIT reads defaults of variables but not those within input objects, and would refuse what graphql-js accepts.
 */
export function fillDefaults(schema: GraphQLSchema, document: DocumentNode, variables: Variables): Variables {
  const filled = { ...variables }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    for (const { variable, type } of definition.variableDefinitions ?? []) {
      const inputType = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1]) as GraphQLInputType | undefined
      const name = variable.name.value
      if (inputType && filled[name] != null) filled[name] = fill(inputType, filled[name])
    }
  }
  return filled
}

function fill(type: GraphQLInputType, value: unknown): unknown {
  if (value === null || !isInputObjectType(getNamedType(type))) return value
  if (isNonNullType(type)) return fill(type.ofType, value)
  if (isListType(type))
    return Array.isArray(value) ? value.map((item) => fill(type.ofType, item)) : fill(type.ofType, value)
  return isInputObjectType(type) && isRecord(value) ? fillFields(type, value) : value
}

function fillFields(type: Extract<GraphQLInputType, { getFields(): unknown }>, value: Variables): Variables {
  const filled = { ...value }
  for (const field of Object.values(type.getFields())) {
    const given = filled[field.name]
    const literal = field.astNode?.defaultValue
    if (given !== undefined) filled[field.name] = fill(field.type, given)
    else if (literal) filled[field.name] = fill(field.type, valueFromASTUntyped(literal))
  }
  return filled
}

const isRecord = (value: unknown): value is Variables =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
