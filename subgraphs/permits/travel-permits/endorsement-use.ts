import { addDays, isoWeekday } from '../../../kit/clock.ts'
import { invariant } from '../../../kit/errors.ts'
import { isInForce } from '../dated.ts'
import type { CarriedEndorsement, EndorsementScheme, EndorsementType } from '../records.ts'
import type { EndorsementCode } from '../schema.types.ts'

/** The legal kinds of endorsement, and the local schemes under which some are issued. */
export interface EndorsementCatalogue {
  readonly endorsementTypes: ReadonlyMap<EndorsementCode, EndorsementType>
  readonly endorsementSchemes: ReadonlyMap<string, EndorsementScheme>
}

/** The catalogue's entry for an endorsement; every code of the contract has one. */
export function typeOf(
  { code }: { readonly code: EndorsementCode },
  { endorsementTypes }: EndorsementCatalogue,
): EndorsementType {
  const type = endorsementTypes.get(code)
  invariant(type, `the catalogue has endorsement ${code}`)
  return type
}

/** The scheme an endorsement was issued under; null where there is none. */
export function schemeOf(
  { code, scheme: id }: { readonly code: EndorsementCode; readonly scheme: string | null },
  { endorsementSchemes }: EndorsementCatalogue,
): EndorsementScheme | null {
  if (id === null) return null
  const scheme = endorsementSchemes.get(id)
  invariant(scheme?.code === code, `the catalogue has scheme ${id} for endorsement ${code}`)
  return scheme
}

export type EndorsementObstacle = 'ENDORSEMENT_REQUIRED' | 'ENDORSEMENT_EXPIRED' | 'TRIPS_USED'

/**
 * Why the endorsement does not carry its holder over the boundary that day; undefined where it does. One that is not
 * valid yet, or claims a day on which its kind or scheme was not issued, counts as none at all.
 */
export function endorsementObstacle(
  endorsement: CarriedEndorsement,
  catalogue: EndorsementCatalogue,
  day: string,
): EndorsementObstacle | undefined {
  const scheme = schemeOf(endorsement, catalogue)
  const terms = scheme ?? typeOf(endorsement, catalogue)
  const issuedInTime = isInForce({ validFrom: terms.issuedFrom, validTo: terms.issuedTo }, endorsement.validFrom)
  if (!issuedInTime || !terms.destinations.includes(endorsement.destination)) return 'ENDORSEMENT_REQUIRED'
  if (day < endorsement.validFrom) return 'ENDORSEMENT_REQUIRED'
  if (day > endorsement.validTo) return 'ENDORSEMENT_EXPIRED'
  return isUsedUp(endorsement, scheme, day) ? 'TRIPS_USED' : undefined
}

function isUsedUp(endorsement: CarriedEndorsement, scheme: EndorsementScheme | null, day: string): boolean {
  if (endorsement.tripsRemaining === 0) return true
  const { lastExitOn } = endorsement
  return scheme?.oncePerNaturalWeek === true && lastExitOn !== null && mondayOf(lastExitOn) === mondayOf(day)
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
