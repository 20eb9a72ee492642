import { PublicError } from '../../../../kit/errors.ts'
import { LEASE_MS } from '../../../../kit/standing.ts'
import type { StandingStore } from './store.ts'

/** Longer than any lease lasts that nobody renews. */
const PATIENCE_MS = LEASE_MS + 1_000
/** How often it is looked what workers told another process of this agency. */
const LOOK_MS = 50

export interface Forgetting {
  /** Resolves once no gateway serves by what held before that version. @throws {PublicError} CHANGE_NOT_CONFIRMED */
  untilForgotten(version: number): Promise<void>
  /** A worker has confirmed something to this process. */
  noteConfirmed(): void
}

/** @param options.now monotonic, in milliseconds */
export function openForgetting(options: { store: Pick<StandingStore, 'countBehind'>; now?: () => number }): Forgetting {
  const { store, now = () => performance.now() } = options
  const waiting = new Set<() => void>()
  return {
    noteConfirmed() {
      for (const wake of [...waiting]) wake()
    },
    async untilForgotten(version) {
      const endsAt = now() + PATIENCE_MS
      while ((await store.countBehind(version)) > 0) {
        if (now() >= endsAt) throw notConfirmed()
        await pause(waiting)
      }
    },
  }
}

function pause(waiting: Set<() => void>): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      waiting.delete(wake)
      resolve()
    }
    const timer = setTimeout(wake, LOOK_MS)
    waiting.add(wake)
  })
}

function notConfirmed(): PublicError {
  const message =
    'The change is written, but a gateway has not said yet that it goes by it; ask again until it is acknowledged.'
  return new PublicError('CHANGE_NOT_CONFIRMED', message)
}
