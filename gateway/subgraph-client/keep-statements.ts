import type { Clock, Instant } from '../../kit/clock.ts'
import type { SignStatement, Viewer } from '../../kit/viewer-statement.ts'
import { viewerKey } from './viewer-key.ts'

/** A statement lives 30 seconds and a request at most 8, so one that is 5 seconds old still outlives its use. */
const KEPT_MS = 5_000
/** Viewers remembered for each agency. */
const KEPT_LIMIT = 10_000

/** The statement at once where it is known, so that a call need not wait a turn for it. */
export type StatementFor = (options: { viewer: Viewer; audience: string }) => string | Promise<string>

interface Kept {
  statement: string | Promise<string>
  readonly until: Instant
}

/**
 * One signature for a viewer and an agency serves the fetches of a few seconds; an operation may ask the same agency
 * several times, and each signature costs processor time.
 */
export function keepStatements(sign: SignStatement, now: Clock): StatementFor {
  const audiences = new Map<string, Map<string, Kept>>()
  return (options) => {
    const key = viewerKey(options.viewer)
    const kept = keptFor(audiences, options.audience)
    const known = kept.get(key)
    if (known && known.until > now()) return known.statement
    if (kept.size >= KEPT_LIMIT) kept.clear()
    return keep(kept, key, { statement: sign(options), until: now() + KEPT_MS })
  }
}

function keptFor(audiences: Map<string, Map<string, Kept>>, audience: string): Map<string, Kept> {
  const known = audiences.get(audience)
  if (known) return known
  const kept = new Map<string, Kept>()
  audiences.set(audience, kept)
  return kept
}

function keep(kept: Map<string, Kept>, key: string, entry: Kept): string | Promise<string> {
  kept.set(key, entry)
  const { statement } = entry
  if (typeof statement === 'string') return statement
  statement.then(
    (text) => {
      entry.statement = text
    },
    // The next call signs anew; whoever waits for this one is told of the failure himself.
    () => kept.delete(key),
  )
  return statement
}
