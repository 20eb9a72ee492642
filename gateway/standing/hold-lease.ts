import type { ChangesAnswer } from '../../kit/standing.ts'
import { LEASE_MS } from '../../kit/standing.ts'
import type { StandingChange, StandingRegister } from './standing-room.ts'

/** Between a poll that failed and the next. */
const RETRY_MS = 100
/** For so long the register is told that this process stops; it learns it by the lease's end anyway. */
const FAREWELL_MS = 500

export interface Lease {
  /** While it is, what is remembered is right, or its change is not acknowledged yet. */
  isLive(): boolean
  /** Resolves with the next poll, or after `ms`. */
  nextPoll(ms: number): Promise<void>
  close(): Promise<void>
}

/** Two clocks, in milliseconds: one that nobody sets, and one that goes on while the machine sleeps. */
export interface LeaseClocks {
  readonly monotonic: () => number
  readonly wall: () => number
}

export const machineClocks: LeaseClocks = { monotonic: () => performance.now(), wall: Date.now }

/**
 * Polls the register for ever. What an answer says is forgotten before the next poll confirms it, and the lease counts
 * from the moment the poll was sent, so that the register always believes it longer than we do.
 */
export function holdLease(options: {
  register: StandingRegister
  worker: string
  /** Forgets what these changes concern, `null` standing for everything. Called before they are confirmed. */
  forget: (changes: readonly StandingChange[] | null) => void
  /** The lease has ended, or none came at first: nothing may be served by what is remembered, nor streamed on. */
  onLost: () => void
  clocks?: LeaseClocks
}): Lease {
  const { register, worker, forget, onLost, clocks = machineClocks } = options
  const closing = new AbortController()
  let ends = { monotonic: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY }
  let confirmed: number | null = null
  let timer = setTimeout(onLost, LEASE_MS).unref()
  let polled = Promise.withResolvers<void>()

  const isLive = () => clocks.monotonic() < ends.monotonic && clocks.wall() < ends.wall
  const renew = (sent: { monotonic: number; wall: number }, answer: ChangesAnswer) => {
    if (answer.changes === null || answer.changes.length > 0) forget(answer.changes)
    confirmed = answer.version
    ends = { monotonic: sent.monotonic + LEASE_MS, wall: sent.wall + LEASE_MS }
    clearTimeout(timer)
    timer = setTimeout(onLost, Math.max(0, ends.monotonic - clocks.monotonic())).unref()
  }
  const pollOnce = async () => {
    const sent = { monotonic: clocks.monotonic(), wall: clocks.wall() }
    const answer = await register.poll({ worker, confirmed }, closing.signal).catch(() => undefined)
    if (closing.signal.aborted) return
    if (answer) renew(sent, answer)
    polled.resolve()
    polled = Promise.withResolvers()
    if (!answer) await pause(RETRY_MS)
  }
  const run = async () => {
    while (!closing.signal.aborted) await pollOnce()
  }
  const running = run()
  return {
    isLive,
    nextPoll: (ms) => Promise.race([polled.promise, pause(ms)]),
    async close() {
      closing.abort()
      clearTimeout(timer)
      await running
      await register.poll({ worker, confirmed, leaving: true }, AbortSignal.timeout(FAREWELL_MS)).catch(() => undefined)
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}
