import type { Clock, Instant } from '../../kit/clock.ts'
import { invariant } from '../../kit/errors.ts'
import type { Logger } from '../../kit/logger.ts'
import type { Built } from './build-generation.ts'
import type { DrainLimits } from './drain.ts'
import { openDrain } from './drain.ts'
import type { First } from './first-generation.ts'
import type { Generation, Lease } from './generation.ts'
import { openHolder } from './generation.ts'

export type SwapListener = (next: Generation, previous: Generation) => void

export type GenerationEvent =
  | { readonly kind: 'swapped'; readonly id: string; readonly buildMs: number; readonly warmed: number }
  | { readonly kind: 'refused'; readonly id: string; readonly reason: string }
  | { readonly kind: 'stopped'; readonly id: string; readonly whileUsed: boolean }

export interface ServingState {
  /** The present supergraph's id. */
  readonly id: string
  readonly servedSince: Instant
  /** True while it comes from the copy on disk, because the source had nothing usable at the start. */
  readonly isLastGood: boolean
  /** The newest supergraph where it was refused, so that the one before it is served on. */
  readonly refused: { readonly id: string; readonly reason: string; readonly at: Instant } | undefined
  /** How many earlier generations still answer requests. */
  readonly draining: number
}

/** The one pointer to the present generation, and what happens where it moves. */
export function openServing(room: {
  first: First
  limits: DrainLimits
  observe: (event: GenerationEvent) => void
  now: Clock
  logger: Logger
}) {
  const { first, limits, observe, now, logger } = room
  const drain = openDrain(limits, (stopped) => observe({ kind: 'stopped', ...stopped }))
  const listeners: SwapListener[] = []
  let current = openHolder(first.built.generation, logger)
  let state = {
    servedSince: now(),
    isLastGood: first.problem !== undefined,
    refused: first.problem && { ...first.problem, at: now() },
  }

  function tell(next: Generation, previous: Generation): void {
    for (const listener of listeners) {
      try {
        listener(next, previous)
      } catch (error) {
        logger.error({ err: error }, 'somebody could not follow to the new supergraph')
      }
    }
  }

  return {
    current: () => current.generation,
    acquire(): Lease {
      const lease = current.acquire()
      invariant(lease, 'a gateway that is closed was asked for its supergraph')
      return lease
    },
    onSwap: (listener: SwapListener) => void listeners.push(listener),
    roomToDrain: drain.room,
    swap({ generation, warmed }: Built, buildMs: number): void {
      const previous = current
      current = openHolder(generation, logger)
      state = { servedSince: now(), isLastGood: false, refused: undefined }
      tell(generation, previous.generation)
      drain.add(previous)
      const { id, metadata } = generation.supergraph
      logger.info({ supergraph: id, buildMs, warmed, metadata }, 'a new supergraph is served')
      observe({ kind: 'swapped', id, buildMs, warmed })
    },
    /** The source is back at what is served. */
    confirm(): void {
      state = { ...state, isLastGood: false, refused: undefined }
    },
    refuse(id: string, reason: string): void {
      state = { ...state, refused: { id, reason, at: now() } }
      logger.error({ supergraph: id, reason }, 'a supergraph is refused; the one before it is served on')
      observe({ kind: 'refused', id, reason })
    },
    state: (): ServingState => ({ id: current.generation.supergraph.id, ...state, draining: drain.size() }),
    async close(): Promise<void> {
      await Promise.all([drain.close(), current.stop()])
    },
  }
}
