import { isCalendarDate } from '../../../kit/clock.ts'
import type { NumberOf, NumberProblem } from './document-number.ts'
import { dateProblem, narrowText, shapeProblem, verdictOf } from './document-number.ts'

/** A citizen number of the Mainland (GB 11643-1999): region, birth date, sequence, check digit. */
export interface MainlandRic extends NumberOf<'MAINLAND_RIC'> {
  /** Six digits of GB/T 2260: where the number was first issued, not where the holder lives. Never judge by it. */
  readonly regionCode: string
  readonly birthDate: string
  readonly sex: 'FEMALE' | 'MALE'
}

/** A residence permit for Hong Kong, Macao and Taiwan residents; proves identity inside the Mainland, crosses no border. */
export interface HmtResidencePermit extends NumberOf<'HMT_RESIDENCE_PERMIT'> {
  readonly origin: 'HONG_KONG' | 'MACAO' | 'TAIWAN'
  readonly birthDate: string
}

/** A foreign permanent resident identity card: 18 characters since 1 December 2023, 15 on older cards until they expire. */
export interface ForeignPrCard extends NumberOf<'FOREIGN_PR_CARD'> {
  /** First two digits of GB/T 2260 of the first application; `null` on the older card. */
  readonly provinceCode: string | null
  /** ISO 3166-1 numeric; `null` on the older card. */
  readonly nationalityCode: string | null
  readonly birthDate: string | null
}

const RIC = /^([1-6]\d{5})((?:18|19|20)\d{6})\d{2}(\d)[\dX]$/
const HMT = /^(8[123]0000)(\d{8})\d{3}[\dX]$/
const PR_CARD = /^9(\d{2})(\d{3})(\d{8})\d{3}[\dX]$/
const OLD_PR_CARD = /^[A-Z]{3}\d{12}$/
const ORIGINS = { '810000': 'HONG_KONG', '820000': 'MACAO', '830000': 'TAIWAN' } as const
const REAL_BIRTH_DATE = 'a birth date that exists in places 7 to 14'

/** @see https://zh.wikipedia.org/wiki/中华人民共和国公民身份号码 */
export function parseMainlandRic(text: string): MainlandRic | NumberProblem {
  const narrowed = narrowText(text)
  const [, regionCode, digits, sexDigit] = RIC.exec(narrowed) ?? []
  if (!regionCode || !digits) return shapeProblem(narrowed, '17 digits and the check digit 0–9 or X')
  const birthDate = readDate(digits)
  if (!birthDate) return dateProblem(narrowed, REAL_BIRTH_DATE)
  const sex = Number(sexDigit) % 2 === 0 ? 'FEMALE' : 'MALE'
  return { kind: 'MAINLAND_RIC', ...splitCheckDigit(narrowed), regionCode, birthDate, sex }
}

/** Built like a citizen number (State Council measures of 19 August 2018). */
export function parseHmtResidencePermit(text: string): HmtResidencePermit | NumberProblem {
  const narrowed = narrowText(text)
  const [, prefix, digits] = HMT.exec(narrowed) ?? []
  if (!prefix || !digits) {
    return shapeProblem(narrowed, '810000, 820000 or 830000, then 11 digits and the check digit 0–9 or X')
  }
  const birthDate = readDate(digits)
  if (!birthDate) return dateProblem(narrowed, REAL_BIRTH_DATE)
  const origin = ORIGINS[prefix as keyof typeof ORIGINS]
  return { kind: 'HMT_RESIDENCE_PERMIT', ...splitCheckDigit(narrowed), origin, birthDate }
}

/** @see https://zh.wikipedia.org/wiki/外国人永久居留身份证 */
export function parseForeignPrCard(text: string): ForeignPrCard | NumberProblem {
  const narrowed = narrowText(text)
  if (OLD_PR_CARD.test(narrowed)) return oldPrCard(narrowed)
  const [, provinceCode, nationalityCode, digits] = PR_CARD.exec(narrowed) ?? []
  if (!provinceCode || !nationalityCode || !digits) {
    return shapeProblem(narrowed, '9, then 16 digits and the check digit 0–9 or X; or three letters and 12 digits')
  }
  const birthDate = readDate(digits)
  if (!birthDate) return dateProblem(narrowed, REAL_BIRTH_DATE)
  return { kind: 'FOREIGN_PR_CARD', ...splitCheckDigit(narrowed), provinceCode, nationalityCode, birthDate }
}

/** ISO 7064 MOD 11-2 of 17 digits: `0`–`9` or `X`. Finds every wrong digit and every swap of neighbours. */
export function mod112CheckDigit(body: string): string {
  const remainder = [...body].reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0)
  return '10X98765432'[remainder] ?? ''
}

function splitCheckDigit(narrowed: string) {
  const number = narrowed.slice(0, -1)
  const checkDigit = narrowed.slice(-1)
  return { number, checkDigit, checkDigitVerdict: verdictOf({ checkDigit, computed: mod112CheckDigit(number) }) }
}

/** No rule is published for the older number's last digit. */
function oldPrCard(number: string): ForeignPrCard {
  return {
    kind: 'FOREIGN_PR_CARD',
    number,
    checkDigit: null,
    checkDigitVerdict: 'NOT_VERIFIABLE',
    provinceCode: null,
    nationalityCode: null,
    birthDate: null,
  }
}

function readDate(digits: string): string | undefined {
  const date = digits.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  return isCalendarDate(date) ? date : undefined
}
