import type { Instant } from '../../kit/clock.ts'
import type { ClientTerms, StandingAnswer } from '../../kit/standing.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import type { StandingChange } from './standing-room.ts'

/** What holds between one subject and one client, as the register said it. */
export interface Entry {
  readonly parties: StandingChange
  readonly answer: StandingAnswer
  /** By when it is asked for again: the first of its consents has ended, or it has grown old. */
  askAgainAt: Instant
  /** The first of its consents ends. */
  readonly consentEnds: Instant | null
  /** False once it was changed, or is no longer watched. */
  live: boolean
  /** Since it was last looked at for its place in memory. */
  used: boolean
}

/** The entry that a viewer was completed from; a viewer without one has no client behind him. */
const entries = new WeakMap<Viewer, Entry>()
/** Whom the register could not be asked about. */
const lacking = new WeakSet<Viewer>()

/** The viewer with what the register says. */
export function completeViewer(viewer: Viewer, entry: Entry): Viewer {
  const { registration, standing } = entry.answer
  const complete = { ...viewer, registration, standing }
  entries.set(complete, entry)
  return complete
}

/** The viewer without registration and standing, which nobody who decides takes for one who has neither. */
export function incompleteViewer(viewer: Viewer): Viewer {
  const incomplete = { ...viewer, registration: null, standing: null }
  lacking.add(incomplete)
  return incomplete
}

/** True where the register could not be asked: what hangs on it is refused as unavailable, not as forbidden. */
export function lacksStanding(viewer: Viewer): boolean {
  return lacking.has(viewer)
}

/** True where what this viewer was completed from holds no longer: nothing that lasts may begin with him. */
export function isWithdrawn(viewer: Viewer): boolean {
  return entries.get(viewer)?.live === false
}

/** What the gateway alone goes by for this viewer's client; `null` where it is not registered. */
export function clientTermsOf(viewer: Viewer): ClientTerms | null {
  return entries.get(viewer)?.answer.client ?? null
}

/** When the first consent ends that this viewer rests on. */
export function consentEndsAt(viewer: Viewer): Instant | null {
  return entries.get(viewer)?.consentEnds ?? null
}
