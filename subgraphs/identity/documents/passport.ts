import type { NumberOf, NumberProblem } from './document-number.ts'
import { narrowText, shapeProblem, verdictOf } from './document-number.ts'
import { mrzCheckDigit } from './mrz-fields.ts'

/** A passport number of at most nine characters, as ICAO 9303 has room for. */
export interface Passport extends NumberOf<'PASSPORT'> {
  /** ISO 3166-1 alpha-3 of the issuing state or region: `HKG` and `MAC` for the two SARs. */
  readonly issuingState: string
}

interface Series {
  readonly shape: RegExp
  readonly wanted: string
}

const ANY: Series = { shape: /^[A-Z0-9]{5,9}$/, wanted: 'five to nine letters and digits' }

/** Numbers of the region's own passports (public knowledge, to be verified with the issuing authorities). */
const SERIES: ReadonlyMap<string, Series> = new Map([
  ['CHN', { shape: /^E(\d{8}|[A-Z]\d{7})$/, wanted: 'E and eight digits, or E, a letter and seven digits' }],
  ['HKG', { shape: /^([HK]\d{8}|HJ\d{7})$/, wanted: 'H or K and eight digits, or HJ and seven digits' }],
  ['MAC', { shape: /^M[AB]\d{7}$/, wanted: 'MA or MB and seven digits' }],
])

/**
 * Reads the printed number, which has no check digit, or the first ten characters of the machine readable zone's second
 * line, the tenth of which is one (`L898902C36`, `Z0000001<0`).
 */
export function parsePassport(text: string, options: { issuingState: string }): Passport | NumberProblem {
  const narrowed = narrowText(text)
  const { number, checkDigit } = splitZone(narrowed)
  const series = SERIES.get(options.issuingState) ?? ANY
  if (!series.shape.test(number)) return shapeProblem(narrowed, series.wanted)
  const checkDigitVerdict =
    checkDigit === null ? 'NOT_VERIFIABLE' : verdictOf({ checkDigit, computed: mrzCheckDigit(number.padEnd(9, '<')) })
  return { kind: 'PASSPORT', number, checkDigit, checkDigitVerdict, issuingState: options.issuingState }
}

function splitZone(narrowed: string): { number: string; checkDigit: string | null } {
  const [, number, checkDigit] = /^([A-Z0-9<]{9})(\d)$/.exec(narrowed) ?? []
  if (!number || !checkDigit) return { number: narrowed, checkDigit: null }
  return { number: number.replace(/<+$/, ''), checkDigit }
}
