import type { Clock } from '../../kit/clock.ts'
import type { StandingAnswer, StandingQuestion } from '../../kit/standing.ts'
import type { Entry } from './standing-entry.ts'
import type { StandingChange } from './standing-room.ts'
import { concerns } from './standing-room.ts'

const ENTRIES_LIMIT = 10_000
/** What changed without being announced is found out after so long. */
const KEPT_MS = 60_000
/** How often a look-up is made again that a change has overtaken. */
const TRIES = 3

export interface Lookups {
  /** `undefined` where the register gave no answer that still held when it came. */
  find(parties: StandingChange): Promise<Entry | undefined>
  /** `null`: everything. Answers that are on their way are forgotten too. */
  forget(changes: readonly StandingChange[] | null): void
}

interface Lookup {
  readonly parties: StandingQuestion
  readonly found: Promise<Entry | undefined>
  overtaken: boolean
}

/** Entries by their parties, bounded; look-ups of the same parties are one. */
export function openLookups(options: {
  ask: (parties: StandingQuestion) => Promise<StandingAnswer>
  now: Clock
  limit?: number
}): Lookups {
  const { ask, now, limit = ENTRIES_LIMIT } = options
  const entries = new Map<string, Entry>()
  const underWay = new Map<string, Lookup>()

  const keep = (key: string, parties: StandingQuestion, answer: StandingAnswer): Entry => {
    const before = entries.get(key)
    const entry = entryOf(parties, answer, now())
    if (before?.live && isSame(before.answer, answer)) {
      before.askAgainAt = entry.askAgainAt
      return before
    }
    if (before) before.live = false
    entries.delete(key)
    makeRoom(entries, limit)
    entries.set(key, entry)
    return entry
  }
  const lookUp = (key: string, parties: StandingQuestion): Lookup => {
    const lookup: Lookup = {
      parties,
      overtaken: false,
      found: ask(parties)
        .then((answer) => (lookup.overtaken ? undefined : keep(key, parties, answer)))
        .catch(() => undefined)
        .finally(() => {
          if (underWay.get(key) === lookup) underWay.delete(key)
        }),
    }
    underWay.set(key, lookup)
    return lookup
  }
  return {
    async find({ subject, clientId }) {
      if (clientId === null) return undefined
      const key = JSON.stringify([subject, clientId])
      for (let tried = 0; tried < TRIES; tried++) {
        const known = entries.get(key)
        if (known?.live && now() < known.askAgainAt) return use(known)
        const lookup = underWay.get(key) ?? lookUp(key, { subject, clientId })
        const found = await lookup.found
        if (found?.live || !lookup.overtaken) return found
      }
      return undefined
    },
    forget(changes) {
      for (const [key, entry] of entries) {
        if (changes !== null && !changes.some((change) => concerns(change, entry.parties))) continue
        entry.live = false
        entries.delete(key)
      }
      for (const [key, lookup] of underWay) {
        if (changes !== null && !changes.some((change) => concerns(change, lookup.parties))) continue
        lookup.overtaken = true
        underWay.delete(key)
      }
    },
  }
}

function use(entry: Entry): Entry {
  entry.used = true
  return entry
}

function entryOf(parties: StandingQuestion, answer: StandingAnswer, now: number): Entry {
  const ends = (answer.standing?.consents ?? []).map(({ expiresAt }) => expiresAt).filter((end) => end > now)
  const consentEnds = ends.length > 0 ? Math.min(...ends) : null
  const askAgainAt = Math.min(now + KEPT_MS, consentEnds ?? Number.POSITIVE_INFINITY)
  return { parties, answer, consentEnds, askAgainAt, live: true, used: true }
}

/** Second chance: the oldest goes, unless it was used since it was last looked at. What goes is not watched any more. */
function makeRoom(entries: Map<string, Entry>, limit: number): void {
  while (entries.size >= limit) {
    const [oldest] = entries
    if (!oldest) return
    const [key, entry] = oldest
    entries.delete(key)
    if (entry.used) {
      entry.used = false
      entries.set(key, entry)
    } else entry.live = false
  }
}

/** Both came out of the same parser, so that equal answers have the same text. */
function isSame(one: StandingAnswer, other: StandingAnswer): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
