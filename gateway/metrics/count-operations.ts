import type { Metrics } from './metrics.ts'
import type { TimedOperation } from './own-time.ts'
import { ownTimeOf } from './own-time.ts'

export interface EndedOperation extends TimedOperation {
  readonly codes: readonly string[]
}

/** Beside the log line and with the same two arguments: counts the operation. */
export function countOperations(metrics: Pick<Metrics, 'requestEnded'>, now: () => number = () => performance.now()) {
  return (operation: EndedOperation, travelled: { readonly status: number }): void => {
    const { operationType, codes, startedAtMs } = operation
    const endedAtMs = now()
    const ownMs = ownTimeOf(operation, endedAtMs)
    metrics.requestEnded({
      operationType,
      status: travelled.status,
      codes,
      durationMs: endedAtMs - startedAtMs,
      ...(ownMs === undefined ? {} : { ownMs }),
    })
  }
}
