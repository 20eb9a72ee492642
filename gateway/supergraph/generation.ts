import type { Logger } from '../../kit/logger.ts'
import type { Engine } from '../engine/engine.ts'
import type { Supergraph } from './load-supergraph.ts'

/** All that serves one supergraph: the engine and what it was given. */
export interface Generation {
  readonly supergraph: Supergraph
  readonly engine: Engine
  /** Frees what belongs to this generation alone, the engine included. */
  stop(): Promise<void>
}

/**
 * Builds what serves a supergraph. Where it takes too long the signal fires and nobody waits any more; a generation that
 * comes all the same is stopped.
 * @throws {ConfigError} where the supergraph is at fault, so that trying again is no use
 */
export type LoadGeneration = (supergraph: Supergraph, signal: AbortSignal) => Promise<Generation>

/** As long as it is not released, the generation is not stopped (until its maximum age). */
export interface Lease {
  readonly generation: Generation
  readonly engine: Engine
  /** Once is enough, more often does no harm. */
  release(): void
}

/** One generation and how many requests it is answering. */
export interface Holder {
  readonly generation: Generation
  /** `undefined` once it has been given up. */
  acquire(): Lease | undefined
  /** Gives it up once nobody uses it: `true`; or after so many milliseconds whoever uses it: `false`. */
  drain(maxMs: number): Promise<boolean>
  stop(): Promise<void>
}

export function openHolder(generation: Generation, logger: Logger): Holder {
  let users = 0
  let givenUp = false
  let whenFree: (() => void) | undefined
  let stopping: Promise<void> | undefined

  function release(): void {
    users -= 1
    if (users === 0) whenFree?.()
  }

  return {
    generation,
    acquire() {
      if (givenUp) return undefined
      users += 1
      let held = true
      return {
        generation,
        engine: generation.engine,
        release() {
          if (held) release()
          held = false
        },
      }
    },
    drain(maxMs) {
      return new Promise((resolve) => {
        const giveUp = (free: boolean) => {
          clearTimeout(timer)
          givenUp = true
          resolve(free)
        }
        const timer = setTimeout(giveUp, maxMs, false).unref()
        whenFree = () => giveUp(true)
        if (users === 0) whenFree()
      })
    },
    stop() {
      givenUp = true
      stopping ??= generation
        .stop()
        .catch((error: unknown) => logger.error({ err: error }, 'a generation did not stop cleanly'))
      return stopping
    },
  }
}
