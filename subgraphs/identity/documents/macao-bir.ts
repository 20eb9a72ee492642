import type { NumberOf, NumberProblem } from './document-number.ts'
import { narrowText, shapeProblem } from './document-number.ts'

/**
 * The number of a Macao resident identity card, printed `1234567(8)`. Whether the holder is a permanent resident is on
 * the card, not in the number.
 */
export type MacaoBir = NumberOf<'MACAO_BIR'> & { readonly checkDigitVerdict: 'NOT_VERIFIABLE' }

const SHAPE = /^([157]\d{6})(\d)$/

/**
 * Looks at the shape alone: the Identification Services Bureau has not published how the digit in brackets is computed,
 * so no card is ever refused for it.
 * @see https://en.wikipedia.org/wiki/Macau_Resident_Identity_Card
 */
export function parseMacaoBir(text: string): MacaoBir | NumberProblem {
  const narrowed = narrowText(text)
  const [, number, checkDigit] = SHAPE.exec(narrowed) ?? []
  if (!number || !checkDigit) {
    return shapeProblem(
      narrowed,
      'seven digits that begin with 1, 5 or 7, and the digit in brackets, such as 1234567(8)',
    )
  }
  return { kind: 'MACAO_BIR', number, checkDigit, checkDigitVerdict: 'NOT_VERIFIABLE' }
}
