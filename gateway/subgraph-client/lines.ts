import type { Logger } from '../../kit/logger.ts'
import type { BreakerState } from './breaker.ts'
import type { CallKind, Lane } from './lane.ts'
import { openLane } from './lane.ts'
import type { SubgraphAddress, SubgraphClientOptions, SubgraphLimits } from './settings.ts'
import { defaultLimits } from './settings.ts'
import type { StreamLine } from './stream/stream-line.ts'
import { openStreamLine } from './stream/stream-line.ts'

/** All ways to one agency. */
export interface Line {
  readonly url: string
  readonly queries: Lane
  readonly mutations: Lane
  readonly streams: StreamLine
}

/** What is under way just now to one agency by one kind of call. */
export interface SubgraphState {
  readonly subgraph: string
  readonly kind: CallKind
  readonly breaker: BreakerState
  readonly inFlight: number
  readonly queued: number
}

/** The agencies of the present supergraph, and for a while those of the one before. */
export class Lines {
  readonly #options: SubgraphClientOptions
  readonly #limits: SubgraphLimits
  readonly #now: () => number
  readonly #lines = new Map<string, Line>()
  readonly #leaving = new Map<string, NodeJS.Timeout>()

  constructor(options: SubgraphClientOptions, now: () => number) {
    this.#options = options
    this.#limits = { ...defaultLimits, ...options.limits }
    this.#now = now
    this.set(options.subgraphs)
  }

  get(subgraph: string): Line | undefined {
    return this.#lines.get(subgraph)
  }

  set(subgraphs: readonly SubgraphAddress[]): void {
    for (const { name, url } of subgraphs) this.#place(name, url)
    const named = new Set(subgraphs.map(({ name }) => name))
    for (const name of this.#lines.keys()) if (!named.has(name)) this.#removeLater(name)
  }

  states(): SubgraphState[] {
    return [...this.#lines.values()].flatMap(({ queries, mutations }) => [queries, mutations].map(stateOf))
  }

  subscriptions(): { subgraph: string; open: number }[] {
    return [...this.#lines].map(([subgraph, { streams }]) => ({ subgraph, open: streams.open.size }))
  }

  async close(): Promise<void> {
    for (const timer of this.#leaving.values()) clearTimeout(timer)
    const lines = [...this.#lines.values()]
    this.#lines.clear()
    await Promise.all(lines.map(closeLine))
  }

  #place(name: string, url: string): void {
    clearTimeout(this.#leaving.get(name))
    this.#leaving.delete(name)
    const known = this.#lines.get(name)
    if (known?.url === url) return
    this.#lines.set(name, this.#open(name, url))
    // Calls that are under way on the old line are finished there.
    if (known)
      closeLine(known).catch((error) => this.#options.logger.warn({ subgraph: name, error }, 'a line stays open'))
  }

  #removeLater(name: string): void {
    if (this.#leaving.has(name)) return
    const remove = () => {
      const line = this.#lines.get(name)
      this.#lines.delete(name)
      this.#leaving.delete(name)
      if (line) void closeLine(line)
    }
    this.#leaving.set(name, setTimeout(remove, this.#limits.drainMs).unref())
  }

  #open(subgraph: string, url: string): Line {
    const { timeouts, subscriptionProtocols = {}, logger } = this.#options
    const lane = (kind: CallKind, timeoutMs: number) =>
      openLane({
        subgraph,
        url,
        kind,
        timeoutMs,
        limits: this.#limits,
        now: this.#now,
        onBreaker: (breaker) => tellOfBreaker(logger, { subgraph, kind, breaker }),
      })
    const protocol = (Object.hasOwn(subscriptionProtocols, subgraph) && subscriptionProtocols[subgraph]) || 'sse'
    return {
      url,
      queries: lane('query', timeouts.readTimeoutMs),
      mutations: lane('mutation', timeouts.mutationTimeoutMs),
      streams: openStreamLine({ subgraph, url, protocol, limits: this.#limits, openMs: timeouts.readTimeoutMs }),
    }
  }
}

function tellOfBreaker(logger: Logger, fact: { subgraph: string; kind: CallKind; breaker: BreakerState }): void {
  if (fact.breaker !== 'half-open') logger.warn(fact, `the breaker of an agency is ${fact.breaker}`)
}

function stateOf({ subgraph, kind, breaker, bulkhead }: Lane): SubgraphState {
  return { subgraph, kind, breaker: breaker.state, inFlight: bulkhead.inFlight, queued: bulkhead.queued }
}

async function closeLine({ queries, mutations, streams }: Line): Promise<void> {
  await Promise.all([queries.pool.close(), mutations.pool.close(), streams.close()])
}
