import { Refusal } from '../errors.ts'
import type { Load } from './measure-load.ts'

/** Seconds; spread, so that those who were refused together do not come back together. */
const RETRY_AFTER_SECONDS = [1, 2, 3, 4] as const

/**
 * Under overload refuses a share of what comes in, so that the rest is answered in time. It stands right behind the
 * request's id and before any work: a refusal that costs as much as an answer helps nobody.
 */
export function shedLoad(load: Pick<Load, 'refusedShare'>, chance: () => number = Math.random) {
  return async (): Promise<void> => {
    const share = load.refusedShare()
    if (share === 0 || chance() >= share) return
    const seconds = RETRY_AFTER_SECONDS[Math.floor(chance() * RETRY_AFTER_SECONDS.length)] ?? 1
    throw new Refusal('OVERLOADED', 'more is asked than can be answered in time', { 'retry-after': String(seconds) })
  }
}
