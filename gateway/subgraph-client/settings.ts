import type { Logger } from '../../kit/logger.ts'
import type { BreakerSettings } from './breaker.ts'
import type { CallFact } from './call.ts'
import type { StatementFor } from './keep-statements.ts'

export interface SubgraphAddress {
  readonly name: string
  readonly url: string
}

export type SubscriptionProtocol = 'sse' | 'ws'

export interface SubgraphClientOptions {
  readonly subgraphs: readonly SubgraphAddress[]
  /** Absent where agencies take no statements. */
  readonly sign?: StatementFor
  readonly timeouts: { readonly readTimeoutMs: number; readonly mutationTimeoutMs: number }
  /** Of one answer, of one event of a subscription, and of all events that wait to be taken from one. */
  readonly maxBytes: number
  readonly logger: Logger
  readonly limits?: Partial<SubgraphLimits>
  /** How each agency takes subscriptions; `sse` where it is not named. */
  readonly subscriptionProtocols?: Readonly<Record<string, SubscriptionProtocol>>
  /** Hears of each call that has ended. */
  readonly observe?: (fact: CallFact) => void
  /** Monotonic, in milliseconds. */
  readonly now?: () => number
  /** From 0 up to 1. */
  readonly random?: () => number
}

/** Each holds for one agency; the first two for its queries and its changes apart. */
export interface SubgraphLimits {
  /** Calls under way. */
  readonly inFlight: number
  /** Calls that wait for one of those to end. */
  readonly queued: number
  readonly connectMs: number
  readonly breaker: BreakerSettings
  /** Subscriptions open at the same time. */
  readonly streams: number
  /** Events of one subscription that wait to be taken. */
  readonly events: number
  /** How often in a row a lost subscription is opened again. */
  readonly reconnects: number
  /** The pause before the first of those; it doubles with each. */
  readonly reconnectMs: number
  /** How long an agency that has left the supergraph may still be asked; longer than any operation takes. */
  readonly drainMs: number
}

export const defaultLimits: SubgraphLimits = {
  inFlight: 64,
  queued: 64,
  connectMs: 300,
  breaker: { windowMs: 10_000, callsAtLeast: 20, failureShare: 0.5, openMs: 5_000 },
  streams: 1_000,
  events: 256,
  reconnects: 5,
  reconnectMs: 200,
  drainMs: 30_000,
}
