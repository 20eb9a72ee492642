import { isProblem } from './document-number.ts'
import type { ZoneReading } from './mrz.ts'
import { parseTd3 } from './mrz.ts'
import type { Passport } from './passport.ts'

/** What a register holds of a passport and its holder. */
export interface PassportRecord {
  readonly number: Passport
  readonly expiresOn: string | null
  /** The name in Latin letters without diacritics. */
  readonly holder: { readonly name: string; readonly nationality: string; readonly birthDate: string }
}

/** In a passport's zone both SARs are China: the document is the People's Republic's (https://www.consilium.europa.eu/prado/en/CHN-AO-04003/index.html). */
const ZONE_STATE: ReadonlyMap<string, string> = new Map([
  ['HKG', 'CHN'],
  ['MAC', 'CHN'],
])

/** A zone is not what the passport's record says. Names the fields, never what stands in them. */
export class PassportZoneError extends Error {
  override readonly name = 'PassportZoneError'
}

/**
 * Refuses a passport whose machine readable zone says something else than its record: both come from the same page, so
 * a difference is a slip of whoever typed it, or a forgery.
 * @param options.asOf the day of the reading, `YYYY-MM-DD`
 * @throws {PassportZoneError}
 */
export function checkPassportZone(zone: string, options: { record: PassportRecord; asOf: string }): void {
  const reading = parseTd3(zone, options)
  if (isProblem(reading)) throw new PassportZoneError(`got a zone like ${reading.got}, wanted ${reading.wanted}`)
  const wrong = [
    ...Object.keys(reading.checks).filter((field) => reading.checks[field] === 'INVALID'),
    ...differences(reading, options.record),
  ]
  if (wrong.length > 0) {
    const fields = [...new Set(wrong)].join(', ')
    throw new PassportZoneError(`the zone and the record disagree on ${fields}; compare both with the passport`)
  }
}

function differences(reading: ZoneReading, { number, expiresOn, holder }: PassportRecord): string[] {
  const pairs: Readonly<Record<string, readonly [unknown, unknown]>> = {
    issuingState: [reading.issuingState, ZONE_STATE.get(number.issuingState) ?? number.issuingState],
    documentNumber: [reading.documentNumber, number.number],
    expiryDate: [reading.expiresOn, expiresOn],
    nationality: [reading.nationality, holder.nationality],
    birthDate: [reading.birthDate, holder.birthDate],
    name: [reading.name && words(`${reading.name.surname} ${reading.name.givenNames}`), words(holder.name)],
  }
  return Object.keys(pairs).filter((field) => pairs[field]?.[0] !== pairs[field]?.[1])
}

/**
 * In a register the surname stands where the language puts it, in a zone first: the same words are the same name. A zone
 * has no apostrophe and no hyphen (ICAO 9303 part 3, 4.6).
 */
function words(name: string): string {
  return name.toUpperCase().replaceAll("'", '').split(/[ -]/).toSorted().join(' ')
}
