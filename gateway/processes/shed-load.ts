import { Refusal } from '../errors.ts'
import type { Load } from './measure-load.ts'

/** Seconds; spread, so that those who were refused together do not come back together. */
const RETRY_AFTER_SECONDS = [1, 2, 3, 4] as const

/** Asked before a request or an operation costs anything. @throws {Refusal} OVERLOADED */
export type Shed = () => void

/** Under overload refuses a share of what comes in, so that the rest is answered in time. */
export function shedLoad(load: Pick<Load, 'refusedShare'>, chance: () => number = Math.random): Shed {
  return () => {
    const share = load.refusedShare()
    if (share === 0 || chance() >= share) return
    const seconds = RETRY_AFTER_SECONDS[Math.floor(chance() * RETRY_AFTER_SECONDS.length)] ?? 1
    // Told in the message too: over a WebSocket there are no headers.
    const message = `more is asked than can be answered in time; ask again in ${seconds} s`
    throw new Refusal('OVERLOADED', message, { 'retry-after': String(seconds) })
  }
}
