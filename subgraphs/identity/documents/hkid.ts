import type { NumberOf, NumberProblem } from './document-number.ts'
import { narrowText, shapeProblem, verdictOf } from './document-number.ts'

/**
 * The number of a Hong Kong identity card: one or two letters, six digits, check digit `0`–`9` or `A`. Permanent and
 * non-permanent residents have the same kind of number: it says nothing about the right of abode.
 */
export type Hkid = NumberOf<'HKID'>

const SHAPE = /^([A-Z]{1,2}\d{6})([0-9A])$/
const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2]
/** A one-letter number is padded with a blank, and the blank counts. */
const BLANK_VALUE = 36

export function parseHkid(text: string): Hkid | NumberProblem {
  const narrowed = narrowText(text)
  const [, number, checkDigit] = SHAPE.exec(narrowed) ?? []
  if (!number || !checkDigit) {
    return shapeProblem(narrowed, 'one or two letters, six digits and the check digit, such as A123456(3)')
  }
  const checkDigitVerdict = verdictOf({ checkDigit, computed: hkidCheckDigit(number) })
  return { kind: 'HKID', number, checkDigit, checkDigitVerdict }
}

/**
 * Modulo 11 over eight places weighted 9 to 2, `A` standing for 10.
 * Short cuts that count A as 1 and leave the blank out are wrong for two-letter numbers (AB987654 has 3, not 2).
 * @see https://www.mrszeto.net/home/javascript/idcard.htm
 */
export function hkidCheckDigit(number: string): string {
  const sum = [...number.padStart(8, ' ')].reduce((total, character, place) => {
    return total + placeValue(character) * (WEIGHTS[place] ?? 0)
  }, 0)
  return ((11 - (sum % 11)) % 11).toString(11).toUpperCase()
}

function placeValue(character: string): number {
  return character === ' ' ? BLANK_VALUE : Number.parseInt(character, 36)
}
