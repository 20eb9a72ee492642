import type { Clock, Instant } from '../../kit/clock.ts'
import type { SignStatement } from '../../kit/viewer-statement.ts'

/** A statement lives 30 seconds and a request at most 8, so one that is 5 seconds old still outlives its use. */
const KEPT_MS = 5_000
const KEPT_LIMIT = 10_000

/**
 * One signature for a viewer and an agency serves the fetches of a few seconds; an operation may ask the same agency
 * several times, and each signature costs processor time.
 */
export function keepStatements(sign: SignStatement, now: Clock): SignStatement {
  const kept = new Map<string, { statement: Promise<string>; until: Instant }>()
  return (options) => {
    const { subject, clientId, scopes, purpose } = options.viewer
    const key = JSON.stringify([options.audience, subject, clientId, scopes, purpose])
    const known = kept.get(key)
    if (known && known.until > now()) return known.statement
    if (kept.size >= KEPT_LIMIT) kept.clear()
    const statement = sign(options)
    kept.set(key, { statement, until: now() + KEPT_MS })
    return statement
  }
}
