import type { Engine, WarmOperation } from '../engine/engine.ts'
import type { Generation, LoadGeneration } from './generation.ts'
import type { Supergraph } from './load-supergraph.ts'
import { loadSupergraphInSlices } from './load-supergraph.ts'
import { TookTooLong, within } from './within.ts'

/** Few enough that the cap on warming is kept to, many enough that planners are busy. */
const WARM_AT_ONCE = 16

export interface BuildLimits {
  /** After it the supergraph is given up. */
  readonly buildMs: number
  /** For warming; after it the generation serves as it is. */
  readonly warmMs: number
}

/** Looks at a supergraph before anything is built on it; throws to refuse it. */
export type CheckSupergraph = (supergraph: Supergraph) => void

export interface Built {
  readonly generation: Generation
  /** How many operations were planned before anybody asked. */
  readonly warmed: number
}

/**
 * From a text to a generation that is warm, beside the running one and without holding the event loop.
 * @throws {ConfigError} where the text is no supergraph this gateway can serve; other errors may pass
 */
export async function buildGeneration(options: {
  sdl: string
  addresses: Readonly<Record<string, string>>
  /** Rejects where the text is no valid schema. */
  validate: (sdl: string) => Promise<void>
  check: CheckSupergraph
  load: LoadGeneration
  /** What to plan beforehand, the most urgent first. */
  operations: () => readonly WarmOperation[]
  limits: BuildLimits
  signal: AbortSignal
}): Promise<Built> {
  const { sdl, addresses, validate, check, load, operations, limits, signal } = options
  const valid = validate(sdl)
  // Whatever fails first is told; the other failure is nobody's then.
  valid.catch(() => {})
  const supergraph = await loadSupergraphInSlices({ sdl, addresses })
  check(supergraph)
  signal.throwIfAborted()
  const givenUp = new AbortController()
  const loading = load(supergraph, givenUp.signal)
  try {
    const generation = await within({ maxMs: limits.buildMs, signal }, both(valid, loading))
    return { generation, warmed: await warm(generation.engine, operations(), { maxMs: limits.warmMs, signal }) }
  } catch (error) {
    givenUp.abort()
    // What comes late, or came and is not wanted any more, must not go on running.
    loading.then((generation) => generation.stop()).catch(() => {})
    throw error
  }
}

/** Side by side, because each takes its time on another core. A text that is no valid schema is the better reason. */
async function both(valid: Promise<void>, loading: Promise<Generation>): Promise<Generation> {
  const [, loaded] = await Promise.allSettled([valid, loading])
  await valid
  if (loaded.status === 'rejected') throw loaded.reason
  return loaded.value
}

/** @returns how many operations there was time for. One that cannot be warmed is no reason not to serve the others. */
async function warm(
  engine: Engine,
  operations: readonly WarmOperation[],
  limit: { maxMs: number; signal: AbortSignal },
): Promise<number> {
  const until = performance.now() + limit.maxMs
  let warmed = 0
  while (warmed < operations.length && performance.now() < until) {
    const some = operations.slice(warmed, warmed + WARM_AT_ONCE)
    try {
      await within({ ...limit, maxMs: until - performance.now() }, engine.warm(some))
    } catch (error) {
      if (error instanceof TookTooLong) break
      limit.signal.throwIfAborted()
    }
    warmed += some.length
  }
  return warmed
}
