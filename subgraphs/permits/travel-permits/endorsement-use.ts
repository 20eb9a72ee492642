import { addDays, isoWeekday } from '../../../kit/clock.ts'
import { invariant } from '../../../kit/errors.ts'
import { isInForce } from '../dated.ts'
import type { CarriedEndorsement, EndorsementType } from '../records.ts'
import type { EndorsementCode } from '../schema.types.ts'

export type EndorsementTypes = ReadonlyMap<EndorsementCode, EndorsementType>

/** The catalogue's entry for an endorsement; every code of the contract has one. */
export function typeOf(endorsement: { readonly code: EndorsementCode }, types: EndorsementTypes): EndorsementType {
  const type = types.get(endorsement.code)
  invariant(type, `the catalogue has endorsement ${endorsement.code}`)
  return type
}

export type EndorsementObstacle = 'ENDORSEMENT_REQUIRED' | 'ENDORSEMENT_EXPIRED' | 'TRIPS_USED'

/**
 * Why the endorsement does not carry its holder over the boundary that day; undefined where it does. One that is not
 * valid yet, or claims a day on which its kind was not issued, counts as none at all.
 */
export function endorsementObstacle(
  endorsement: CarriedEndorsement,
  type: EndorsementType,
  day: string,
): EndorsementObstacle | undefined {
  const issuedInTime = isInForce({ validFrom: type.issuedFrom, validTo: type.issuedTo }, endorsement.validFrom)
  if (!issuedInTime || !type.destinations.includes(endorsement.destination)) return 'ENDORSEMENT_REQUIRED'
  if (day < endorsement.validFrom) return 'ENDORSEMENT_REQUIRED'
  if (day > endorsement.validTo) return 'ENDORSEMENT_EXPIRED'
  return isUsedUp(endorsement, type, day) ? 'TRIPS_USED' : undefined
}

function isUsedUp(endorsement: CarriedEndorsement, type: EndorsementType, day: string): boolean {
  if (endorsement.tripsRemaining === 0) return true
  const { lastExitOn } = endorsement
  return type.oncePerNaturalWeek && lastExitOn !== null && mondayOf(lastExitOn) === mondayOf(day)
}

/** A natural week runs from Monday to Sunday, over New Year too. */
function mondayOf(day: string): string {
  return addDays(day, 1 - isoWeekday(day))
}

/** The longest stay after an entry on that day, in days; null where the destination decides or nothing dated says. */
export function maxStayDays(endorsement: CarriedEndorsement, type: EndorsementType, day: string): number | null {
  const trips = endorsement.tripsRemaining === null ? 'UNLIMITED' : 'LIMITED'
  const stay = type.stays.find((span) => isInForce(span, day) && (span.trips === 'ANY' || span.trips === trips))
  if (!stay || stay.maxStayDays === null) return null
  if (stay.countedFrom === 'EACH_ENTRY' || endorsement.firstEntryOn === null) return stay.maxStayDays
  const left = stay.maxStayDays - daysBetween(endorsement.firstEntryOn, day)
  // Past the window the endorsement may still be good for an entry; how long then is for the counter to say.
  return left > 0 ? left : null
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
