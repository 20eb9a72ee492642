import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { getVariableValues, Kind } from 'graphql'
import type { Limits } from '../config.ts'
import { GatewayError } from '../errors.ts'
import { estimateFields } from './check-cost.ts'

/** More wrong values than this are told as one. */
const VARIABLE_ERRORS_LIMIT = 10

interface Operation {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Record<string, unknown>
}

/**
 * After validation, which makes the document safe to walk, and before planning: refuses what types and variables show to
 * be too much. @throws {GatewayError} LIMIT_COST, BAD_USER_INPUT
 */
export function checkOperation(asked: Operation, limits: Limits): void {
  checkCost(asked, limits)
  checkVariables(asked)
}

function checkCost({ schema, document, operation, variables }: Operation, limits: Limits): void {
  const definitions = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
  const fragments = new Map(definitions.map((node) => [node.name.value, node]))
  const cost = estimateFields({ schema, fragments, variables }, operation)
  if (cost <= limits.cost) return
  const message = `the answer could come to ${cost} fields, wanted at most ${limits.cost}; ask for shorter pages`
  throw new GatewayError({ code: 'LIMIT_COST', message })
}

/** The engine reports every wrong value it finds; thousands of them would cost seconds and an answer of megabytes. */
function checkVariables({ schema, operation, variables }: Operation): void {
  const definitions = operation.variableDefinitions ?? []
  const { errors } = getVariableValues(schema, definitions, variables, { maxErrors: VARIABLE_ERRORS_LIMIT })
  if (!errors || errors.length <= VARIABLE_ERRORS_LIMIT) return
  const message = `got more than ${VARIABLE_ERRORS_LIMIT} wrong values in the variables; the first: ${errors[0]?.message}`
  throw new GatewayError({ code: 'BAD_USER_INPUT', message })
}
