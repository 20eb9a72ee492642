/** What a check digit says about a number: `NOT_VERIFIABLE` where no rule is published for the kind. */
export type CheckDigitVerdict = 'VALID' | 'INVALID' | 'NOT_VERIFIABLE'

/** A document number in strict form: upper case ASCII, no spaces or brackets, its check digit apart. */
export interface NumberOf<Kind extends string> {
  readonly kind: Kind
  readonly number: string
  /** `null` where the kind has none or the text did not carry it. */
  readonly checkDigit: string | null
  readonly checkDigitVerdict: CheckDigitVerdict
}

/** Why a text is no such number. Neither member repeats what was typed: `got` is its shape, `A` a letter, `9` a digit. */
export interface NumberProblem {
  readonly code: 'SHAPE_UNKNOWN' | 'DATE_IMPOSSIBLE'
  readonly got: string
  readonly wanted: string
}

export function isProblem(result: object): result is NumberProblem {
  return 'code' in result && 'wanted' in result
}

/** Longer than any document number or machine readable zone with spaces in it; what comes after is not looked at. */
const TEXT_LIMIT = 200

/**
 * Upper case ASCII without spaces and brackets, full-width forms (U+FF01 to U+FF5E) narrowed. Other letters stay as they
 * are, so that no `ß` or circled digit turns into a character that nobody typed.
 */
export function narrowText(text: string): string {
  return text
    .slice(0, TEXT_LIMIT)
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s()[\]]/g, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
}

export function shapeProblem(narrowed: string, wanted: string): NumberProblem {
  return { code: 'SHAPE_UNKNOWN', got: shapeOf(narrowed), wanted }
}

export function dateProblem(narrowed: string, wanted: string): NumberProblem {
  return { code: 'DATE_IMPOSSIBLE', got: shapeOf(narrowed), wanted }
}

function shapeOf(narrowed: string): string {
  if (narrowed === '') return 'nothing'
  const shape = narrowed
    .replace(/[^A-Z0-9]/gu, '?')
    .replace(/[A-Z]/g, 'A')
    .replace(/[0-9]/g, '9')
  return shape.length > 48 ? `${shape.slice(0, 48)}…` : shape
}

export function verdictOf(options: { checkDigit: string; computed: string }): CheckDigitVerdict {
  return options.checkDigit === options.computed ? 'VALID' : 'INVALID'
}
