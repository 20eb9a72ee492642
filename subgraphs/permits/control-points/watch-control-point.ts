import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../../kit/clock.ts'
import { PublicError } from '../../../kit/errors.ts'
import type { ControlPoint, ControlPointUpdate } from '../records.ts'
import { controlPointUnknown } from '../refusals.ts'
import { openingStatus } from './opening-status.ts'

/** Hours are dated to the minute; nobody at a gate minds a second. */
const LOOK_EVERY_MS = 1_000

export interface WatchContext {
  readonly data: { readonly controlPoints: ReadonlyMap<string, ControlPoint> }
  readonly now: Clock
  readonly signal: AbortSignal
}

/**
 * The point now, and again whenever its state has changed. It looks at the clock rather than reckon the next change ahead:
 * then a clock that was set right, or new dates, are noticed too.
 * @throws {PublicError} CONTROL_POINT_UNKNOWN
 */
export function watchControlPoint(
  id: string,
  { data, now, signal }: WatchContext,
  pause: (signal: AbortSignal) => Promise<unknown> = pauseOneLook,
): AsyncGenerator<ControlPointUpdate, void> {
  const point = data.controlPoints.get(id)
  if (point) return watch(point, { now, pause: () => pause(signal), signal })
  const { code, message, nextStep } = controlPointUnknown(id)
  throw new PublicError(code, message, { nextStep })
}

async function* watch(
  controlPoint: ControlPoint,
  { now, pause, signal }: { now: Clock; pause: () => Promise<unknown>; signal: AbortSignal },
): AsyncGenerator<ControlPointUpdate, void> {
  let told: string | undefined
  while (!signal.aborted) {
    const at = now()
    const opening = openingStatus(controlPoint, at)
    if (opening.state !== told) yield { controlPoint, at, opening }
    told = opening.state
    await pause()
  }
}

/** Whoever leaves ends it early, which is no failure. */
function pauseOneLook(signal: AbortSignal): Promise<unknown> {
  return setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => {})
}
