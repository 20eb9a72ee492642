import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { getVariableValues, Kind } from 'graphql'
import type { Limits } from '../config.ts'
import { Refusal } from '../errors.ts'
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
export function checkOperation(asked: Asked, room: { limits: Limits; production: boolean }): void {
  checkCost(asked, room.limits)
  checkVariables(asked, room.production)
}

/** Most operations name their page sizes, and then cost the same every time. */
const fixedCosts = new WeakMap<OperationDefinitionNode, { schema: GraphQLSchema; cost: number }>()

function checkCost(asked: Asked, limits: Limits): void {
  const known = fixedCosts.get(asked.operation)
  const cost = known?.schema === asked.schema ? known.cost : costOf(asked)
  if (cost <= limits.cost) return
  const message = `the answer could come to ${cost} fields, wanted at most ${limits.cost}; ask for shorter pages`
  throw new Refusal('LIMIT_COST', message)
}

function costOf({ schema, document, operation, variables }: Asked): number {
  const definitions = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
  const priced = {
    schema,
    fragments: new Map(definitions.map((node) => [node.name.value, node])),
    variables,
    varies: false,
  }
  const cost = estimateFields(priced, operation)
  if (!priced.varies) fixedCosts.set(operation, { schema, cost })
  return cost
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
