import type { Clock, Instant } from '../../kit/clock.ts'
import type { VerifiedToken, VerifyToken } from '../tokens/verify-token.ts'

/** For so long a token that held is taken to hold still; a signature costs more to verify than all other steps together. */
const KEPT_MS = 60_000
const KEPT_LIMIT = 5_000

/**
 * Remembers what a token says; what each request must prove beside it is not remembered. Only tokens that held are kept, and
 * none past its end, so that nobody can fill the memory who has no tokens. Whoever asks again gets the same viewer object,
 * by which others may remember things of their own.
 */
export function keepIdentified(verify: VerifyToken, now: Clock): VerifyToken {
  const kept = new Map<string, { token: VerifiedToken; until: Instant }>()
  return async (jwt) => {
    const before = kept.get(jwt)
    if (before && now() < before.until) return before.token
    kept.delete(jwt)
    const token = await verify(jwt)
    if (kept.size >= KEPT_LIMIT) kept.delete(kept.keys().next().value ?? '')
    kept.set(jwt, { token, until: Math.min(now() + KEPT_MS, token.expiresAt) })
    return token
  }
}
