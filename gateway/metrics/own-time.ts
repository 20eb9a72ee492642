/** Milliseconds of one monotonic clock. */
export interface Interval {
  readonly startMs: number
  readonly endMs: number
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
