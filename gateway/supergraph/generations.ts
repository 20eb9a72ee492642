import type { Clock } from '../../kit/clock.ts'
import { ConfigError } from '../../kit/config.ts'
import type { Logger } from '../../kit/logger.ts'
import type { WarmOperation } from '../engine/engine.ts'
import type { BuildLimits } from './build-generation.ts'
import { buildGeneration } from './build-generation.ts'
import { checkSchema } from './check-schema.ts'
import { openOperationCounter } from './count-operations.ts'
import type { DrainLimits } from './drain.ts'
import type { Build } from './first-generation.ts'
import { buildFirst } from './first-generation.ts'
import type { Generation, Lease, LoadGeneration } from './generation.ts'
import type { LastGood } from './last-good.ts'
import type { Supergraph } from './load-supergraph.ts'
import { checkAddresses, idOf } from './load-supergraph.ts'
import { openNewest } from './newest.ts'
import type { GenerationEvent, ServingState, SwapListener } from './serving.ts'
import { openServing } from './serving.ts'
import type { SourceState, SupergraphSource } from './source.ts'

/** Serves one supergraph at a time and moves on to the next without a request noticing. */
export interface Generations {
  /** The present generation, for one request from its first step to its last byte. */
  acquire(): Lease
  current(): Generation
  /** Counts an operation that was valid; the most used ones are planned before the next supergraph takes over. */
  note(operation: WarmOperation): void
  /** Called right after each swap with the new generation and the one that now drains. */
  onSwap(listener: SwapListener): void
  /** `source.confirmedAt` tells how stale what is served may be. */
  state(): ServingState & { readonly source: SourceState }
  /** Stops everything, whoever uses it; let requests finish before. */
  close(): Promise<void>
}

export interface GenerationLimits extends BuildLimits, DrainLimits {
  /** How many of the most used operations are warmed, after the trusted ones. */
  readonly warmOperations: number
  /** The first wait before a build that failed for no fault of the supergraph is tried again; it doubles each time. */
  readonly retryMs: number
  readonly retries: number
}

const DEFAULT_LIMITS: GenerationLimits = {
  buildMs: 30_000,
  warmMs: 10_000,
  drainMs: 60_000,
  draining: 4,
  warmOperations: 200,
  retryMs: 5_000,
  retries: 5,
}

interface GenerationsOptions {
  readonly source: SupergraphSource
  readonly load: LoadGeneration
  /** How a text is checked to be a valid schema; by default every rule of it, in a thread of its own. */
  readonly validate?: (sdl: string) => Promise<void>
  /** Addresses of agencies that win over the supergraph's own. */
  readonly addresses?: Readonly<Record<string, string>>
  readonly lastGood?: LastGood
  /** Operations that are always planned beforehand. */
  readonly trusted?: readonly WarmOperation[]
  readonly limits?: Partial<GenerationLimits>
  readonly observe?: (event: GenerationEvent) => void
  readonly now: Clock
  readonly logger: Logger
}

/**
 * Resolves when the first generation is warm, then follows the source: the next one is built and warmed beside it, takes
 * over by one assignment, and the old one drains. One that cannot be built is refused and the old one stays.
 * @throws {ConfigError} where neither the source nor the copy on disk gives a supergraph that can be served
 */
export async function openGenerations(options: GenerationsOptions): Promise<Generations> {
  const { source, load, addresses = {}, lastGood, trusted = [], observe = () => {}, now, logger } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const counter = openOperationCounter({ now })
  const closing = new AbortController()
  const operations = () => listOnce([...trusted, ...counter.mostUsed().slice(0, limits.warmOperations)])
  const validate = options.validate ?? ((sdl: string) => checkSchema(sdl, { timeoutMs: limits.buildMs }))
  const build: Build = (sdl, check) =>
    buildGeneration({ sdl, addresses, validate, check, load, operations, limits, signal: closing.signal })
  // One after the other, so that the last one written is the last one served; nobody waits for the disk but the end.
  let saving = Promise.resolve()
  const keep = (sdl: string) => {
    saving = saving
      .then(() => lastGood?.save(sdl))
      .catch((error: unknown) => logger.warn({ err: error }, 'the last good copy could not be written'))
  }

  const first = await buildFirst({ source, addresses, lastGood, build, logger })
  if (!first.problem) keep(first.built.generation.supergraph.sdl)
  const serving = openServing({ first, limits, observe, now, logger })

  async function replaceBy(sdl: string): Promise<'done' | 'again'> {
    if (idOf(sdl) === serving.current().supergraph.id) {
      serving.confirm()
      return 'done'
    }
    await serving.roomToDrain()
    try {
      const startedAt = performance.now()
      const built = await build(sdl, (supergraph) => warnOfAddresses(supergraph, { addresses, logger }))
      if (closing.signal.aborted) await built.generation.stop()
      else serving.swap(built, Math.round(performance.now() - startedAt))
      keep(sdl)
      return 'done'
    } catch (error) {
      if (!closing.signal.aborted) serving.refuse(idOf(sdl), error instanceof Error ? error.message : 'unknown reason')
      return error instanceof ConfigError ? 'done' : 'again'
    }
  }

  const newest = openNewest({ work: replaceBy, retryMs: limits.retryMs, retries: limits.retries })
  source.watch(newest.offer)
  return {
    ...serving,
    note: counter.note,
    state: () => ({ ...serving.state(), source: source.state() }),
    async close() {
      closing.abort()
      source.close()
      await serving.close()
      await newest.close()
      await saving
    },
  }
}

/** Later than at the start an agency may have left the supergraph whose address we were given. */
function warnOfAddresses(
  supergraph: Supergraph,
  room: { addresses: Readonly<Record<string, string>>; logger: Logger },
): void {
  try {
    checkAddresses(supergraph, room.addresses)
  } catch (error) {
    room.logger.warn({ reason: error instanceof Error ? error.message : 'unknown reason' }, 'an address is not used')
  }
}

function listOnce(operations: readonly WarmOperation[]): WarmOperation[] {
  const byKey = new Map(operations.map((one) => [JSON.stringify([one.source, one.operationName]), one]))
  return [...byKey.values()]
}
