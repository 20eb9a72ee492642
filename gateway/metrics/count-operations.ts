import type { Metrics } from './metrics.ts'
import { ownTimeMs } from './own-time.ts'

/** What is known of an operation at its end; an exchange is one of these. Times are of one monotonic clock. */
export interface EndedOperation {
  readonly startedAtMs: number
  readonly operationType: string | null
  readonly codes: readonly string[]
  readonly fetches: readonly { readonly startedAtMs?: number; readonly durationMs: number }[]
}

/** Beside the log line and with the same two arguments: counts the operation. */
export function countOperations(metrics: Pick<Metrics, 'requestEnded'>, now: () => number = () => performance.now()) {
  return (operation: EndedOperation, travelled: { readonly status: number }): void => {
    const { operationType, codes, fetches, startedAtMs: startMs } = operation
    const endMs = now()
    const intervals = fetches.flatMap(({ startedAtMs, durationMs }) =>
      startedAtMs === undefined ? [] : { startMs: startedAtMs, endMs: startedAtMs + durationMs },
    )
    // A stream lives on while nobody asks anybody; its time is not ours. Nor is it known where a fetch has no start.
    const isKnown = operationType !== 'subscription' && intervals.length === fetches.length
    metrics.requestEnded({
      operationType,
      status: travelled.status,
      codes,
      durationMs: endMs - startMs,
      ...(isKnown ? { ownMs: ownTimeMs({ startMs, endMs }, intervals) } : {}),
    })
  }
}
