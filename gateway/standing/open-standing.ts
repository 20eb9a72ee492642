import type { Clock } from '../../kit/clock.ts'
import type { Logger } from '../../kit/logger.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import type { LeaseClocks } from './hold-lease.ts'
import { holdLease } from './hold-lease.ts'
import { openLookups } from './look-up.ts'
import type { Entry } from './standing-entry.ts'
import { completeViewer, incompleteViewer } from './standing-entry.ts'
import type { StandingChange, StandingRegister } from './standing-room.ts'
import { concerns } from './standing-room.ts'

export interface Standing {
  /**
   * The viewer of a token, completed with what is registered and agreed; the same object for as long as that stays the
   * same. At once where it is remembered. Where the register does not answer: see `lacksStanding`.
   */
  resolve(viewer: Viewer): Viewer | Promise<Viewer>
  /** Called with a test for those whose streams have to end. */
  onWithdrawn(listener: (isConcerned: (viewer: Viewer) => boolean) => void): void
  close(): Promise<void>
}

/** A request waits so long for a lease that is not live, as after a stall of this process. */
const WAIT_FOR_LEASE_MS = 500

/**
 * What the gateway remembers of the registers, right for as long as it holds a lease; without one everybody is a viewer
 * without standing.
 */
export function openStanding(options: {
  register: StandingRegister
  /** Names this process; no other has the name. */
  worker: string
  now: Clock
  logger: Logger
  clocks?: LeaseClocks
}): Standing {
  const { register, worker, now, logger, clocks } = options
  const completed = new WeakMap<Viewer, { entry: Entry; viewer: Viewer }>()
  const incomplete = new WeakMap<Viewer, Viewer>()
  let tell: (isConcerned: (viewer: Viewer) => boolean) => void = () => {}
  const lookups = openLookups({ ask: (parties) => register.ask(parties), now })

  const withdraw = (changes: readonly StandingChange[] | null) => {
    lookups.forget(changes)
    tell((viewer) => viewer.clientId !== null && isConcerned(changes, viewer))
  }
  const lose = () => {
    logger.error({ worker }, 'the register of consents does not answer; no personal data are served until it does')
    withdraw(null)
  }
  const lease = holdLease({
    ...{ register, worker, forget: withdraw, onLost: lose },
    ...(clocks ? { clocks } : {}),
  })
  const complete = (viewer: Viewer, entry: Entry): Viewer => {
    const known = completed.get(viewer)
    if (known?.entry === entry) return known.viewer
    const whole = completeViewer(viewer, entry)
    completed.set(viewer, { entry, viewer: whole })
    return whole
  }
  const without = (viewer: Viewer): Viewer => {
    const known = incomplete.get(viewer) ?? incompleteViewer(viewer)
    incomplete.set(viewer, known)
    return known
  }
  const resolveSlowly = async (viewer: Viewer): Promise<Viewer> => {
    if (!lease.isLive()) await lease.nextPoll(WAIT_FOR_LEASE_MS)
    if (!lease.isLive()) return without(viewer)
    const entry = await lookups.find(viewer)
    return entry && lease.isLive() ? complete(viewer, entry) : without(viewer)
  }
  return {
    resolve(viewer) {
      if (viewer.clientId === null) return viewer
      const known = completed.get(viewer)
      if (known?.entry.live && now() < known.entry.askAgainAt && lease.isLive()) {
        known.entry.used = true
        return known.viewer
      }
      return resolveSlowly(viewer)
    },
    onWithdrawn(listener) {
      tell = listener
    },
    async close() {
      await lease.close()
      await register.close()
    },
  }
}

function isConcerned(changes: readonly StandingChange[] | null, viewer: Viewer): boolean {
  return changes === null || changes.some((change) => concerns(change, viewer))
}
