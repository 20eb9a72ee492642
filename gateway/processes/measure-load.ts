import type { EventLoopUtilization } from 'node:perf_hooks'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'

/** One window of the event loop and the heap. */
export interface LoadSample {
  /** Share of the window in which the loop was busy, 0 to 1. */
  readonly utilization: number
  /** How late the loop came to what was due, the median of the window. */
  readonly delayMs: number
  /** Share of the heap's limit that is used, 0 to 1. */
  readonly heap: number
}

export interface Load {
  /** Share of new requests to refuse, 0 to 1; 0 unless overloaded. */
  refusedShare(): number
  /** Where overload has lasted, what it is of; for `/ready`. */
  overload(): string | undefined
  stop(): void
}

/** Short enough to act before callers give up, long enough that one long collection is not taken for overload. */
const WINDOW_MS = 250
const DELAY_RESOLUTION_MS = 20
/** So many windows of overload in a row make the gateway unready, and as many without make it ready again. */
const LASTING_WINDOWS = 12

/** Measures this process until stopped. It keeps no process alive. */
export function measureLoad(options: { readSample?: () => LoadSample; windowMs?: number } = {}): Load {
  const { readSample = openSampler(), windowMs = WINDOW_MS } = options
  let state = calm
  const timer = setInterval(() => {
    state = judgeLoad(state, readSample())
  }, windowMs).unref()
  return {
    refusedShare: () => state.refusedShare,
    overload: () => (state.unready ? 'overloaded' : undefined),
    stop: () => clearInterval(timer),
  }
}

export interface LoadState {
  readonly refusedShare: number
  readonly unready: boolean
  /** Of the last window. One alone may be a single long turn, which is over by the time it is measured. */
  readonly over: boolean
  /** Windows in a row that spoke against `unready` as it stands. */
  readonly against: number
}

export const calm: LoadState = { refusedShare: 0, unready: false, over: false, against: 0 }

/**
 * A loop that is always busy and yet prompt is well used, not overloaded: only when what is due also waits too long is
 * more coming in than goes out. Refusing grows by steps until the waiting ends, and shrinks by smaller ones once it has, so
 * that the loop stays busy. Between the two thresholds nothing changes.
 */
export function judgeLoad(state: LoadState, sample: LoadSample): LoadState {
  const over = isOver(sample)
  const against = over === state.unready ? 0 : state.against + 1
  const turned = against >= LASTING_WINDOWS
  return {
    refusedShare: nextShare(state.refusedShare, { over: over && state.over, under: isUnder(sample) }),
    unready: turned ? over : state.unready,
    over,
    against: turned ? 0 : against,
  }
}

/** A few are always let in: without them nobody would see that the overload has ended. */
const SHARE_MAX = 15 / 16
const SHARE_UP = 2 / 16
const SHARE_DOWN = 1 / 16

function nextShare(share: number, { over, under }: { over: boolean; under: boolean }): number {
  if (over) return Math.min(SHARE_MAX, share + SHARE_UP)
  return under ? Math.max(0, share - SHARE_DOWN) : share
}

function isOver({ utilization, delayMs, heap }: LoadSample): boolean {
  return (utilization > 0.95 && delayMs > 500) || heap > 0.9
}

function isUnder({ utilization, delayMs, heap }: LoadSample): boolean {
  return (utilization < 0.85 || delayMs < 250) && heap < 0.85
}

function openSampler(): () => LoadSample {
  const delays = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS })
  delays.enable()
  let before: EventLoopUtilization = performance.eventLoopUtilization()
  return () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics()
    // What is measured is the time between two looks, of which the resolution itself is no delay.
    const delayMs = Math.max(0, delays.percentile(50) / 1e6 - DELAY_RESOLUTION_MS)
    delays.reset()
    return { utilization, delayMs, heap: used / limit }
  }
}
