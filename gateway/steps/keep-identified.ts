import type { Clock, Instant } from '../../kit/clock.ts'
import type { Identified, IdentifyViewer } from './authenticate.ts'

/** For so long a token that held is taken to hold still; a signature costs more to verify than all other steps together. */
const KEPT_MS = 60_000
const KEPT_LIMIT = 5_000

/**
 * Remembers who stands behind a token. Only tokens that held are kept, and none past its end, so that nobody can fill the
 * memory who has no tokens. Whoever asks again is the same viewer object, by which others may remember things of their own.
 */
export function keepIdentified(identify: IdentifyViewer, now: Clock): IdentifyViewer {
  const kept = new Map<string, { identified: Identified; until: Instant }>()
  return async (authorization) => {
    if (authorization === undefined) return identify(authorization)
    const before = kept.get(authorization)
    if (before && now() < before.until) return before.identified
    kept.delete(authorization)
    const identified = await identify(authorization)
    const until = Math.min(now() + KEPT_MS, identified.expiresAt ?? 0)
    if (kept.size >= KEPT_LIMIT) kept.delete(kept.keys().next().value ?? '')
    kept.set(authorization, { identified, until })
    return identified
  }
}
