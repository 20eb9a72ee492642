import type { OperationResult } from '../engine/engine.ts'
import { GatewayError } from '../errors.ts'
import type { Exchange } from '../exchange.ts'
import type { CostTold } from './open-charge.ts'

/** What an operation costs that was refused before anything was executed. */
const REFUSED_COST = 1

/** An answer that is all there is: what was not used is given back. @returns what identified clients are told */
export function chargeWhole(exchange: Exchange, result: OperationResult): CostTold | undefined {
  const { charge } = exchange
  const told = charge?.add(costOf(result))
  charge?.settle()
  return shownTo(exchange, told)
}

/** The first part of an answer: others come, so that nothing is given back yet. */
export function chargePart(exchange: Exchange, result: OperationResult): CostTold | undefined {
  return shownTo(exchange, exchange.charge?.add(costOf(result)))
}

/** One event of a subscription. @throws {GatewayError} BUDGET_EXHAUSTED, with which the subscription ends */
export async function chargeEvent(exchange: Exchange, result: OperationResult): Promise<CostTold | undefined> {
  const told = await exchange.charge?.addEvent(costOf(result))
  if (told !== null) return shownTo(exchange, told)
  const message = 'the budget does not hold the next event; subscribe again when it has refilled'
  throw new GatewayError({ code: 'BUDGET_EXHAUSTED', message })
}

/** As a member of an answer. */
export function costExtension(cost: CostTold | undefined): { extensions?: { cost: CostTold } } {
  return cost ? { extensions: { cost } } : {}
}

function costOf({ data, cost }: OperationResult): number | undefined {
  return data === undefined ? REFUSED_COST : cost
}

/** The budget of an address is nobody's to know. */
function shownTo({ viewer }: Exchange, told: CostTold | undefined): CostTold | undefined {
  return viewer.clientId === null ? undefined : told
}
