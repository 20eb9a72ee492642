import type { CheckDigitVerdict, NumberProblem } from './document-number.ts'
import { dateProblem, narrowText, shapeProblem } from './document-number.ts'
import {
  fieldVerdict,
  overallVerdict,
  readBirthDate,
  readExpiryDate,
  readName,
  readSex,
  trimFiller,
} from './mrz-fields.ts'

/** The machine readable zone of a passport (TD3) as ICAO 9303 part 4 lays it out. */
export interface ZoneReading {
  /** The code of the issuing state as ICAO 9303 part 3, section 5 has it; `null` where the first line is missing. */
  readonly issuingState: string | null
  readonly documentNumber: string
  readonly nationality: string
  /** `null` where the zone leaves month or day open. */
  readonly birthDate: string | null
  readonly sex: 'FEMALE' | 'MALE' | null
  readonly expiresOn: string
  readonly optionalData: string
  readonly name: { readonly surname: string; readonly givenNames: string } | null
  /** One verdict a check digit. */
  readonly checks: Readonly<Record<string, CheckDigitVerdict>>
  /** `VALID` where no digit disagrees. */
  readonly checkDigitVerdict: CheckDigitVerdict
}

const FIRST = /^P[A-Z<]([A-Z<]{3})([A-Z<]{39})$/
const SECOND =
  /^(?<number>[A-Z0-9<]{9})(?<numberDigit>\d)(?<nationality>[A-Z<]{3})(?<birth>[\d<]{6})(?<birthDigit>\d)(?<sex>[MF<])(?<expiry>\d{6})(?<expiryDigit>\d)(?<optional>[A-Z0-9<]{14})(?<optionalDigit>[\d<])(?<composite>\d)$/

/**
 * Both lines of a passport's zone, or the second alone (44 characters).
 * @param options.asOf `YYYY-MM-DD`: years have two digits in the zone, so a reading is made as of a day
 */
export function parseTd3(text: string, { asOf }: { asOf: string }): ZoneReading | NumberProblem {
  const narrowed = narrowText(text)
  const line = narrowed.slice(-44)
  const groups = SECOND.exec(line)?.groups
  const first = narrowed.length === 88 ? FIRST.exec(narrowed.slice(0, 44)) : null
  if (!groups || (!first && narrowed.length !== 44)) {
    return shapeProblem(narrowed, 'the two lines of a passport of 44 characters each, or the second alone')
  }
  const fields = (name: string) => groups[name] ?? ''
  const birthDate = readBirthDate(fields('birth'), asOf)
  const expiresOn = readExpiryDate(fields('expiry'), asOf)
  if (birthDate === undefined || expiresOn === undefined) {
    return dateProblem(narrowed, 'dates of birth and expiry that exist')
  }
  const checks = checksOf(fields, line)
  return {
    issuingState: first?.[1] ? trimFiller(first[1]) : null,
    documentNumber: trimFiller(fields('number')),
    nationality: trimFiller(fields('nationality')),
    birthDate,
    sex: readSex(fields('sex')),
    expiresOn,
    optionalData: trimFiller(fields('optional')),
    name: first?.[2] ? readName(first[2]) : null,
    checks,
    checkDigitVerdict: overallVerdict(checks),
  }
}

function checksOf(fields: (name: string) => string, line: string): ZoneReading['checks'] {
  return {
    documentNumber: fieldVerdict(fields('number'), fields('numberDigit')),
    birthDate: fieldVerdict(fields('birth'), fields('birthDigit')),
    expiryDate: fieldVerdict(fields('expiry'), fields('expiryDigit')),
    optionalData: fieldVerdict(fields('optional'), fields('optionalDigit')),
    composite: fieldVerdict(line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43), fields('composite')),
  }
}
