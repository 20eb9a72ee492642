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

/** What every machine readable zone tells. Years have two digits there, so a reading is made as of a day. */
export interface MrzReading {
  readonly documentNumber: string
  /** `null` where the zone leaves month or day open. */
  readonly birthDate: string | null
  readonly expiresOn: string
  /** One verdict a check digit. */
  readonly checks: Readonly<Record<string, CheckDigitVerdict>>
  /** `VALID` where no digit disagrees. */
  readonly checkDigitVerdict: CheckDigitVerdict
}

/** A passport (TD3) or a card (TD1) as ICAO 9303 parts 4 and 5 lay it out. */
export interface IcaoReading extends MrzReading {
  readonly format: 'TD1' | 'TD3'
  /** The code of the issuing state as ICAO 9303 part 3, section 5 has it; `null` where TD3's first line is missing. */
  readonly issuingState: string | null
  readonly nationality: string
  readonly sex: 'FEMALE' | 'MALE' | null
  readonly optionalData: string
  readonly name: { readonly surname: string; readonly givenNames: string } | null
}

export interface AsOf {
  /** `YYYY-MM-DD` */
  readonly asOf: string
}

const TD3_FIRST = /^P[A-Z<]([A-Z<]{3})([A-Z<]{39})$/
const TD3_SECOND =
  /^(?<number>[A-Z0-9<]{9})(?<numberDigit>\d)(?<nationality>[A-Z<]{3})(?<birth>[\d<]{6})(?<birthDigit>\d)(?<sex>[MF<])(?<expiry>\d{6})(?<expiryDigit>\d)(?<optional>[A-Z0-9<]{14})(?<optionalDigit>[\d<])(?<composite>\d)$/
const TD1 =
  /^[ACI][A-Z0-9<](?<issuer>[A-Z<]{3})(?<number>[A-Z0-9<]{9})(?<numberDigit>[\d<])(?<optional>[A-Z0-9<]{15})(?<birth>[\d<]{6})(?<birthDigit>\d)(?<sex>[MF<])(?<expiry>\d{6})(?<expiryDigit>\d)(?<nationality>[A-Z<]{3})(?<optional2>[A-Z0-9<]{11})(?<composite>\d)(?<name>[A-Z<]{30})?$/
const EEP_LINE =
  /^CS(?<number>C[A-HJ-NP-Z\d]\d{7})(?<numberDigit>\d)<(?<expiry>\d{6})(?<expiryDigit>\d)<(?<birth>\d{6})(?<birthDigit>\d)<\d$/

/** Both lines of a passport's zone, or the second alone (44 characters). */
export function parseTd3(text: string, { asOf }: AsOf): IcaoReading | NumberProblem {
  const narrowed = narrowText(text)
  const line = narrowed.slice(-44)
  const fields = fieldsOf(TD3_SECOND, line)
  const first = narrowed.length === 88 ? TD3_FIRST.exec(narrowed.slice(0, 44)) : null
  if (!fields || (!first && narrowed.length !== 44)) {
    return shapeProblem(narrowed, 'the two lines of a passport of 44 characters each, or the second alone')
  }
  const reading = readDated(fields, asOf)
  if (!reading) return dateProblem(narrowed, 'dates of birth and expiry that exist')
  const checks = {
    ...reading.checks,
    optionalData: fieldVerdict(fields('optional'), fields('optionalDigit')),
    composite: fieldVerdict(line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43), fields('composite')),
  }
  return {
    ...reading,
    format: 'TD3',
    issuingState: first?.[1] ? trimFiller(first[1]) : null,
    nationality: trimFiller(fields('nationality')),
    sex: readSex(fields('sex')),
    optionalData: trimFiller(fields('optional')),
    name: first?.[2] ? readName(first[2]) : null,
    checks,
    checkDigitVerdict: overallVerdict(checks),
  }
}

/** The three lines of a card's zone, 30 characters each; the third, the name, may be missing. */
export function parseTd1(text: string, { asOf }: AsOf): IcaoReading | NumberProblem {
  const narrowed = narrowText(text)
  const fields = fieldsOf(TD1, narrowed)
  const number = fields && longNumber(fields)
  if (!fields || !number) {
    return shapeProblem(narrowed, 'the lines of a card, 30 characters each; the third may be missing')
  }
  const reading = readDated((name) => number[name] ?? fields(name), asOf)
  if (!reading) return dateProblem(narrowed, 'dates of birth and expiry that exist')
  const covered = narrowed.slice(5, 37) + narrowed.slice(38, 45) + narrowed.slice(48, 59)
  const checks = { ...reading.checks, composite: fieldVerdict(covered, fields('composite')) }
  return {
    ...reading,
    format: 'TD1',
    issuingState: trimFiller(fields('issuer')),
    nationality: trimFiller(fields('nationality')),
    sex: readSex(fields('sex')),
    optionalData: trimFiller((number.optional ?? '') + fields('optional2')),
    name: fields('name') ? readName(fields('name')) : null,
    checks,
    checkDigitVerdict: overallVerdict(checks),
  }
}

/**
 * The single line of 30 characters on an electronic two-way permit (往来港澳通行证). The rule of its last digit is not
 * confirmed, so the fields' own digits alone are judged.
 * @see https://help.aliyun.com/en/ocr/developer-reference/api-recognizeexitentrypermittohk
 */
export function parseEepLine(text: string, { asOf }: AsOf): MrzReading | NumberProblem {
  const narrowed = narrowText(text)
  const fields = fieldsOf(EEP_LINE, narrowed)
  if (!fields) return shapeProblem(narrowed, 'CS, the permit number, expiry and birth with a check digit each')
  return readDated(fields, asOf) ?? dateProblem(narrowed, 'dates of birth and expiry that exist')
}

type Fields = (name: string) => string

function fieldsOf(layout: RegExp, text: string): Fields | undefined {
  const groups = layout.exec(text)?.groups
  return groups && ((name) => groups[name] ?? '')
}

/** Number, birth and expiry with their three digits: every layout has them. */
function readDated(fields: Fields, asOf: string): MrzReading | undefined {
  const birthDate = readBirthDate(fields('birth'), asOf)
  const expiresOn = readExpiryDate(fields('expiry'), asOf)
  if (birthDate === undefined || expiresOn === undefined) return undefined
  const checks = {
    documentNumber: fieldVerdict(fields('number'), fields('numberDigit')),
    birthDate: fieldVerdict(fields('birth'), fields('birthDigit')),
    expiryDate: fieldVerdict(fields('expiry'), fields('expiryDigit')),
  }
  const documentNumber = trimFiller(fields('number'))
  return { documentNumber, birthDate, expiresOn, checks, checkDigitVerdict: overallVerdict(checks) }
}

/** A card number of more than nine characters goes on, with its check digit, in the optional field (ICAO 9303-5, 4.2.2.2). */
function longNumber(fields: Fields): Readonly<Record<string, string>> | undefined {
  const [number, numberDigit, optional] = [fields('number'), fields('numberDigit'), fields('optional')]
  if (numberDigit !== '<') return { number, numberDigit, optional }
  const [, rest, digit] = /^([A-Z0-9]+)(\d)</.exec(optional) ?? []
  if (!rest || !digit) return undefined
  return { number: number + rest, numberDigit: digit, optional: optional.slice(rest.length + 2) }
}
