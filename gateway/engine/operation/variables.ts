import type { GraphQLSchema, VariableDefinitionNode } from 'graphql'
import { GraphQLError, getVariableValues, valueFromASTUntyped } from 'graphql'
import type { NormalizedOperation } from './normalize-operation.ts'

/** More wrong values than this are told as one. */
const ERRORS_LIMIT = 10

export interface Variables {
  /** As JSON text, ready to be sent: what the caller gave, what the document says, and defaults. */
  readonly json: ReadonlyMap<string, string>
  readonly isTrue: (variable: string) => boolean
  /** Coerced, for what the gateway executes itself. */
  readonly values: Readonly<Record<string, unknown>>
}

const NONE: Variables = { json: new Map(), isTrue: () => false, values: {} }

/**
 * Checks the variables of a request against their types. Agencies get them as the caller wrote them, because they coerce
 * for themselves.
 * @returns errors with the code `BAD_USER_INPUT` where something is wrong
 */
export function readVariables(
  schema: GraphQLSchema,
  operation: NormalizedOperation,
  given: Readonly<Record<string, unknown>> | undefined,
): Variables | readonly GraphQLError[] {
  const { variableDefinitions, literals } = operation
  if (variableDefinitions.length === 0) return literals.size === 0 ? NONE : { ...NONE, json: literals }
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, given ?? {}, { maxErrors: ERRORS_LIMIT })
  if (errors) return errors.map(asBadInput)
  const json = new Map(literals)
  for (const definition of variableDefinitions) {
    const text = textOf(definition, given)
    if (text !== undefined) json.set(operation.variableName(definition.variable.name.value), text)
  }
  return { json, isTrue: (variable) => json.get(variable) === 'true', values: coerced }
}

function asBadInput(error: GraphQLError): GraphQLError {
  const { message, nodes } = error
  return new GraphQLError(message, { nodes: nodes ?? null, extensions: { code: 'BAD_USER_INPUT' } })
}

function textOf(
  { variable, defaultValue }: VariableDefinitionNode,
  given: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const { value: name } = variable.name
  if (given && Object.hasOwn(given, name)) return JSON.stringify(given[name])
  return defaultValue && JSON.stringify(valueFromASTUntyped(defaultValue))
}
