import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { getVariableValues, Kind } from 'graphql'
import type { Limits } from '../config.ts'
import { Refusal } from '../errors.ts'
import { keepBySizes } from '../limits/keep-by-sizes.ts'
import { estimateFields } from './check-cost.ts'
import { DocumentFault, faultOf } from './document-fault.ts'

/** More wrong values than this are told as one. */
const VARIABLE_ERRORS_LIMIT = 10

interface Asked {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * After validation, which makes the document safe to walk, and before planning: refuses what types and variables show to
 * be too much or wrong. @throws {Refusal} LIMIT_COST @throws {DocumentFault} BAD_USER_INPUT
 */
export function checkOperation(
  asked: Asked,
  room: { limits: Limits; production: boolean; needsVariables?: boolean },
): Checked {
  const cost = checkCost(asked, room.limits)
  if (room.needsVariables ?? true) checkVariables(asked, room.production)
  return { cost }
}

export interface Checked {
  /** What the answer may cost, in weighted fields. */
  readonly cost: number
}

type CostOf = (asked: Asked, given: (variable: string) => unknown) => number
const known = new WeakMap<OperationDefinitionNode, { readonly schema: GraphQLSchema; readonly costOf: CostOf }>()

function checkCost(asked: Asked, limits: Limits): number {
  const cost = costFor(asked)(asked, (variable) => asked.variables[variable])
  if (cost <= limits.cost) return cost
  const message = `the answer could come to ${cost} fields, wanted at most ${limits.cost}; ask for shorter pages`
  throw new Refusal('LIMIT_COST', message)
}

function costFor({ operation, schema }: Asked): CostOf {
  const before = known.get(operation)
  if (before?.schema === schema) return before.costOf
  const costOf = keepBySizes(estimate)
  known.set(operation, { schema, costOf })
  return costOf
}

function estimate({ schema, document, operation, variables }: Asked, sizes: Set<string>): number {
  const definitions = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
  const fragments = new Map(definitions.map((node) => [node.name.value, node]))
  return estimateFields({ schema, fragments, variables, sizes }, operation)
}

/** Thousands of wrong values would cost seconds and an answer of megabytes, so that counting stops early. */
function checkVariables({ schema, operation, variables }: Asked, production: boolean): void {
  const definitions = operation.variableDefinitions ?? []
  if (definitions.length === 0) return
  const options = { maxErrors: VARIABLE_ERRORS_LIMIT, hideSuggestions: production }
  const { errors } = getVariableValues(schema, definitions, variables, options)
  if (!errors) return
  if (errors.length <= VARIABLE_ERRORS_LIMIT) throw new DocumentFault('BAD_USER_INPUT', errors)
  const message = `got more than ${VARIABLE_ERRORS_LIMIT} wrong values in the variables; the first: ${errors[0]?.message}`
  throw faultOf('BAD_USER_INPUT', message)
}
