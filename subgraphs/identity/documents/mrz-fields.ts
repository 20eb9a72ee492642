import { isCalendarDate } from '../../../kit/clock.ts'
import type { CheckDigitVerdict } from './document-number.ts'
import { verdictOf } from './document-number.ts'

const WEIGHTS = [7, 3, 1]

/** ICAO 9303 part 3, 4.9: weights 7-3-1, digits as they are, A = 10 to Z = 35, filler 0, modulo 10. */
export function mrzCheckDigit(field: string): string {
  const sum = [...field].reduce((total, character, place) => {
    return total + (character === '<' ? 0 : Number.parseInt(character, 36)) * (WEIGHTS[place % 3] ?? 0)
  }, 0)
  return String(sum % 10)
}

/** The verdict on one field; a filler in the digit's place is right only where the whole field is filler. */
export function fieldVerdict(field: string, checkDigit: string): CheckDigitVerdict {
  if (checkDigit === '<') return /^<*$/.test(field) ? 'VALID' : 'INVALID'
  return verdictOf({ checkDigit, computed: mrzCheckDigit(field) })
}

/** `INVALID` as soon as one field is. */
export function overallVerdict(verdicts: Readonly<Record<string, CheckDigitVerdict>>): CheckDigitVerdict {
  return Object.values(verdicts).includes('INVALID') ? 'INVALID' : 'VALID'
}

/** A birth date lies in the past: the later century that is not after `asOf`. `null` unknown in part, `undefined` no date. */
export function readBirthDate(field: string, asOf: string): string | null | undefined {
  if (field.includes('<')) return null
  const inThisCentury = readDate(field, asOf.slice(0, 2))
  if (inThisCentury && inThisCentury <= asOf) return inThisCentury
  return readDate(field, String(Number(asOf.slice(0, 2)) - 1).padStart(2, '0'))
}

/** No travel document is issued for longer than this; a year further ahead therefore belongs to the century before. */
const LONGEST_VALIDITY_YEARS = 15

export function readExpiryDate(field: string, asOf: string): string | undefined {
  const latest = Number(asOf.slice(0, 4)) + LONGEST_VALIDITY_YEARS
  const yearOfCentury = Number(field.slice(0, 2))
  const year = latest - ((latest - yearOfCentury) % 100)
  return readDate(field, String(Math.floor(year / 100)).padStart(2, '0'))
}

function readDate(field: string, century: string): string | undefined {
  const date = `${century}${field}`.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  return isCalendarDate(date) ? date : undefined
}

/** Letters and digits of a field without its trailing filler. */
export function trimFiller(field: string): string {
  return field.replace(/<+$/, '')
}

export function readSex(character: string): 'FEMALE' | 'MALE' | null {
  if (character === 'F') return 'FEMALE'
  return character === 'M' ? 'MALE' : null
}

/** `SURNAME<<GIVEN<NAMES`: the two parts in Latin letters as transliterated by the issuer. */
export function readName(field: string): { surname: string; givenNames: string } {
  const [surname = '', ...given] = trimFiller(field).split('<<')
  return { surname: surname.replaceAll('<', ' '), givenNames: given.join(' ').replaceAll('<', ' ') }
}
