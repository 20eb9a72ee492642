import type { Instant } from '../../../kit/clock.ts'
import { isOnBoundary } from '../control-points/list-control-points.ts'
import type { CrossingResult, Traveller, TravellerInvalid } from '../records.ts'
import type { ReferenceData } from '../reference-data.ts'
import { controlPointUnknown, noSuchBoundary } from '../refusals.ts'
import type { Jurisdiction } from '../schema.types.ts'
import { decideCrossing, undecided } from './decide-crossing.ts'

export interface AskedCrossing {
  readonly from: Jurisdiction
  readonly to: Jurisdiction
  readonly at: Instant
  readonly controlPoint: string | null
}

/** Why a traveller's facts are not at hand. */
export type Unknown = 'traveller-signed-in' | 'traveller-identity-known'

/** The decision, or a refusal where the place asked about is no place to cross or the traveller cannot be judged. */
export function answerCrossing(
  asked: AskedCrossing,
  by: { traveller: Traveller | TravellerInvalid | Unknown; credentials: readonly string[] | null },
  data: ReferenceData,
): CrossingResult {
  const point = asked.controlPoint === null ? null : data.controlPoints.get(asked.controlPoint)
  if (point === undefined) return controlPointUnknown(asked.controlPoint ?? '')
  if (asked.from === asked.to || (point && !isOnBoundary(point, asked))) return noSuchBoundary(asked)
  const { traveller, credentials } = by
  if (typeof traveller === 'string') return undecided(asked, traveller, data)
  if ('code' in traveller) return traveller
  return decideCrossing({ ...asked, controlPoint: point, traveller, credentials }, data)
}
