import { GatewayError } from '../errors.ts'
import type { PlanPrice } from './price-plan.ts'

/**
 * Once an operation is planned and before anybody is asked: no agency is asked for more than it is to bear, however cheap
 * the operation looks as a whole. @throws {GatewayError} LIMIT_SUBGRAPH_COST
 */
export function checkSubgraphCosts(price: PlanPrice, limitOf: ((subgraph: string) => number) | undefined): void {
  if (!limitOf) return
  for (const [subgraph, cost] of price) {
    const limit = limitOf(subgraph)
    if (cost <= limit) continue
    const message = `${subgraph} would be asked for up to ${cost} fields, wanted at most ${limit}; ask for shorter pages`
    throw new GatewayError({ code: 'LIMIT_SUBGRAPH_COST', message, subgraph })
  }
}
