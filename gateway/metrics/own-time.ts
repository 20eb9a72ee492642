/** Milliseconds of one monotonic clock. */
export interface Interval {
  readonly startMs: number
  readonly endMs: number
}

/** What is known of an operation at its end; an exchange is one of these. Times are of one monotonic clock. */
export interface TimedOperation {
  readonly startedAtMs: number
  readonly operationType: string | null
  readonly fetches: readonly { readonly startedAtMs: number; readonly durationMs: number }[]
}

/** Until now. `undefined` for a subscription: it lives on while nobody asks anybody, and that time is not ours. */
export function ownTimeOf({ startedAtMs, operationType, fetches }: TimedOperation, nowMs: number): number | undefined {
  if (operationType === 'subscription') return undefined
  const asked = fetches.map((fetch) => ({ startMs: fetch.startedAtMs, endMs: fetch.startedAtMs + fetch.durationMs }))
  return ownTimeMs({ startMs: startedAtMs, endMs: nowMs }, asked)
}

/**
 * What a request took without the time in which at least one agency was being asked: the whole less the union of the
 * fetches. The parts of a fetch that lie outside the whole are not its.
 */
export function ownTimeMs(whole: Interval, fetches: readonly Interval[]): number {
  const ordered = fetches.toSorted((one, other) => one.startMs - other.startMs)
  let own = whole.endMs - whole.startMs
  let coveredTo = whole.startMs
  for (const { startMs, endMs } of ordered) {
    const end = Math.min(endMs, whole.endMs)
    own -= Math.max(0, end - Math.max(startMs, coveredTo))
    coveredTo = Math.max(coveredTo, end)
  }
  return own
}
