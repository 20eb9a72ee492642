import type { SubgraphAnswer, SubgraphReply } from '../engine/engine.ts'
import type { Exchange } from '../exchange.ts'
import type { Waiting } from './expiry.ts'
import type { Failure } from './subgraph-failure.ts'
import { isFailed, replyOf } from './subgraph-failure.ts'

/** Why somebody stopped waiting. */
export type Leaving = 'late' | 'gone'

/** What an asker waits for. */
export interface Awaited {
  readonly lane: { readonly subgraph: string; readonly kind: 'query' | 'mutation' }
  leave(asker: Asker, reason: Leaving): void
}

/** One request that waits for the answer to a call. Several may wait for one call, each within its own deadline. */
export class Asker implements Waiting {
  readonly exchange: Exchange
  readonly startedAtMs: number
  endsAtMs: number
  readonly #resolve: (reply: SubgraphReply) => void
  #awaited: Awaited | undefined
  #shared = false

  constructor(options: {
    exchange: Exchange
    startedAtMs: number
    endsAtMs: number
    resolve: (reply: SubgraphReply) => void
  }) {
    this.exchange = options.exchange
    this.startedAtMs = options.startedAtMs
    this.endsAtMs = options.endsAtMs
    this.#resolve = options.resolve
  }

  waitFor(awaited: Awaited, shared: boolean): void {
    this.#awaited = awaited
    this.#shared = shared
  }

  /** A caller who hangs up ends his reads. A change that is under way is seen through: its outcome must be one. */
  isGone(): boolean {
    return this.#awaited?.lane.kind === 'query' && this.exchange.deadline.gone.aborted
  }

  expire(reason: Leaving): void {
    this.#awaited?.leave(this, reason)
  }

  /** Notes the fetch for the request's log line and hands the reply over. */
  settle(outcome: SubgraphAnswer | Failure, subgraph: string, nowMs: number): void {
    const failed = isFailed(outcome)
    this.exchange.fetches.push({
      subgraph,
      startedAtMs: this.startedAtMs,
      durationMs: nowMs - this.startedAtMs,
      ...(failed ? { code: outcome.failure } : undefined),
      ...(this.#shared ? { shared: true } : undefined),
    })
    this.#resolve(failed ? replyOf(outcome, subgraph) : outcome)
  }
}
