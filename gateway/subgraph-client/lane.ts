import { Pool } from 'undici'
import type { BreakerState } from './breaker.ts'
import { Breaker } from './breaker.ts'
import { Bulkhead } from './bulkhead.ts'
import { RetryBudget } from './retry-budget.ts'
import type { SubgraphLimits } from './settings.ts'

export type CallKind = 'query' | 'mutation'

/**
 * The way to one agency for one kind of call. Queries and changes share nothing: a crowd of the former neither delays
 * the latter nor opens their breaker.
 */
export interface Lane {
  readonly subgraph: string
  readonly kind: CallKind
  readonly path: string
  readonly timeoutMs: number
  readonly pool: Pool
  readonly bulkhead: Bulkhead
  readonly breaker: Breaker
  /** Changes have none: what became of the first one is not known. */
  readonly retryBudget: RetryBudget | undefined
}

export function openLane(options: {
  subgraph: string
  url: string
  kind: CallKind
  timeoutMs: number
  limits: SubgraphLimits
  now: () => number
  onBreaker: (state: BreakerState) => void
}): Lane {
  const { subgraph, kind, timeoutMs, limits, now, onBreaker } = options
  const { origin, pathname, search } = new URL(options.url)
  return {
    subgraph,
    kind,
    path: pathname + search,
    timeoutMs,
    pool: openPool({ origin, connections: limits.inFlight, connectMs: limits.connectMs }),
    bulkhead: new Bulkhead(limits),
    breaker: new Breaker(limits.breaker, now, onBreaker),
    retryBudget: kind === 'query' ? new RetryBudget() : undefined,
  }
}

export function openPool(options: { origin: string; connections: number; connectMs: number }): Pool {
  const { origin, connections, connectMs } = options
  // The library's own timers are off: the expiry ends every call, at no cost a call. HTTP/2 would put all calls on one
  // connection, past the bounds that are counted here.
  return new Pool(origin, {
    connections,
    connect: { timeout: connectMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
  })
}
