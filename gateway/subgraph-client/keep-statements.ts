import type { BodyMac } from '../../kit/body-mac.ts'
import type { Clock, Instant } from '../../kit/clock.ts'
import type { SignStatement, Viewer } from '../../kit/viewer-statement.ts'
import { statementIdOf } from '../../kit/viewer-statement.ts'
import { viewerKey } from './viewer-key.ts'

/** A statement lives 30 seconds and a request at most 8, so one that is 5 seconds old still outlives its use. */
const KEPT_MS = 5_000
/** Viewers remembered for each agency; those with many consents take some ten kilobytes each. */
const KEPT_LIMIT = 4_000

/** Whom calls to one agency speak for, and what binds the body of each of them to it. */
export interface Statement {
  readonly text: string
  macOf(body: string): string
}

/** The statement at once where it is known, so that a call need not wait a turn for it. */
export type StatementFor = (options: { viewer: Viewer; audience: string }) => Statement | Promise<Statement>

interface Kept {
  statement: Statement | Promise<Statement>
  /** A clock that is set back makes a statement one of the future, which no agency believes. */
  readonly from: Instant
  readonly until: Instant
}

/**
 * One signature for a viewer and an agency serves the fetches of a few seconds; an operation may ask the same agency
 * several times, and each signature costs processor time.
 * @param options.loadMac by the secret shared with that agency
 */
export function keepStatements(options: {
  sign: SignStatement
  loadMac: (audience: string) => Promise<BodyMac>
  now: Clock
}): StatementFor {
  const { sign, loadMac, now } = options
  const open = openStatements(sign, loadMac)
  const audiences = new Map<string, Map<string, Kept>>()
  return (asked) => {
    const key = viewerKey(asked.viewer)
    const kept = keptFor(audiences, asked.audience)
    const known = kept.get(key)
    const at = now()
    if (known && known.from <= at && at < known.until) return known.statement
    // Said anew it is the youngest again, so that the eldest are the first to go.
    kept.delete(key)
    const [eldest] = kept.size >= KEPT_LIMIT ? kept.keys() : []
    if (eldest !== undefined) kept.delete(eldest)
    return keep(kept, key, { statement: open(asked), from: at, until: at + KEPT_MS })
  }
}

function openStatements(sign: SignStatement, loadMac: (audience: string) => Promise<BodyMac>) {
  const macs = new Map<string, BodyMac>()
  return async (asked: { viewer: Viewer; audience: string }): Promise<Statement> => {
    const { audience } = asked
    const mac = macs.get(audience) ?? (await loadMac(audience))
    macs.set(audience, mac)
    const text = await sign(asked)
    const id = statementIdOf(text)
    return { text, macOf: (body) => mac.of(id, body) }
  }
}

function keptFor(audiences: Map<string, Map<string, Kept>>, audience: string): Map<string, Kept> {
  const known = audiences.get(audience)
  if (known) return known
  const kept = new Map<string, Kept>()
  audiences.set(audience, kept)
  return kept
}

function keep(kept: Map<string, Kept>, key: string, entry: Kept): Statement | Promise<Statement> {
  kept.set(key, entry)
  const { statement } = entry
  if (!(statement instanceof Promise)) return statement
  statement.then(
    (signed) => {
      entry.statement = signed
    },
    // The next call signs anew; whoever waits for this one is told of the failure himself.
    () => kept.get(key) === entry && kept.delete(key),
  )
  return statement
}
