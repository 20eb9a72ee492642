import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isProblem } from './document-number.ts'
import { hkidCheckDigit } from './hkid.ts'
import { mod112CheckDigit } from './mainland-ric.ts'
import { maskNumber } from './mask-number.ts'
import { parseTd3 } from './mrz.ts'
import { mrzCheckDigit } from './mrz-fields.ts'
import type { DocumentKind, DocumentNumber } from './parse-document-number.ts'
import { formatNumber, parseDocumentNumber } from './parse-document-number.ts'

const kinds: readonly DocumentKind[] = [
  'HKID',
  'MAINLAND_RIC',
  'MACAO_BIR',
  'HMT_RESIDENCE_PERMIT',
  'FOREIGN_PR_CARD',
  'PASSPORT',
  'DRIVING_LICENCE',
]

const birthDigits = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''))
const sequence = fc.stringMatching(/^[0-9]{3}$/)
const mod112 = (prefix: RegExp) =>
  fc
    .tuple(fc.stringMatching(prefix), birthDigits, sequence)
    .map((parts) => parts.join(''))
    .map((body) => body + mod112CheckDigit(body))
const hkids = fc.stringMatching(/^[A-Z]{1,2}[0-9]{6}$/).map((number) => `${number}(${hkidCheckDigit(number)})`)
const rics = mod112(/^[1-6][0-9]{5}$/)

const texts: readonly [DocumentKind, string, fc.Arbitrary<string>][] = [
  ['HKID', 'HKG', hkids],
  ['MAINLAND_RIC', 'CHN', rics],
  ['MACAO_BIR', 'MAC', fc.stringMatching(/^[157][0-9]{6}\([0-9]\)$/)],
  ['HMT_RESIDENCE_PERMIT', 'CHN', mod112(/^8[123]0000$/)],
  ['FOREIGN_PR_CARD', 'CHN', mod112(/^9[0-9]{5}$/)],
  ['FOREIGN_PR_CARD', 'CHN', fc.stringMatching(/^[A-Z]{3}[0-9]{12}$/)],
  ['PASSPORT', 'UTO', fc.stringMatching(/^[A-Z0-9]{5,9}$/)],
  [
    'PASSPORT',
    'UTO',
    fc
      .stringMatching(/^[A-Z0-9]{5,9}$/)
      .map((number) => number.padEnd(9, '<'))
      .map((field) => field + mrzCheckDigit(field)),
  ],
  ['DRIVING_LICENCE', 'HKG', hkids],
  ['DRIVING_LICENCE', 'CHN', fc.tuple(rics, fc.stringMatching(/^[0-9]{12}$/)).map((parts) => parts.join('/'))],
  ['DRIVING_LICENCE', 'MAC', fc.stringMatching(/^[A-Z0-9/-]{4,12}$/)],
]

function parsed(kind: DocumentKind, issuingState: string, text: string): DocumentNumber {
  const result = parseDocumentNumber({ kind, issuingState, text })
  if (isProblem(result)) throw new Error(`${kind} generator made ${result.got}`)
  return result
}

describe.each(texts)('a %s number of %s', (kind, issuingState, arbitrary) => {
  test('is the same after being written and read again', () => {
    fc.assert(
      fc.property(arbitrary, (text) => {
        const number = parsed(kind, issuingState, text)
        expect(number.checkDigitVerdict).not.toBe('INVALID')
        expect(parsed(kind, issuingState, formatNumber(number))).toEqual(number)
      }),
    )
  })

  test('is read the same in lower case, in full width and with spaces', () => {
    fc.assert(
      fc.property(arbitrary, (text) => {
        const number = parsed(kind, issuingState, text)
        const wide = text.replace(/[!-~]/g, (narrow) => String.fromCharCode(narrow.charCodeAt(0) + 0xfee0))
        const loose = [text.toLowerCase(), wide, ` ${[...text].join(' ')}\u3000`]
        expect(loose.map((variant) => parsed(kind, issuingState, variant))).toEqual([number, number, number])
      }),
    )
  })

  test('is masked to a short prefix and stars, and says nothing of the hidden part', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (text, other) => {
        const number = parsed(kind, issuingState, text)
        const mask = maskNumber(number)
        const [, shown = '', hidden = ''] = /^([A-Z]{0,2}\d{0,3})(\*+(?:\(\*\))?)$/.exec(mask) ?? []
        expect(shown + hidden).toBe(mask)
        expect(number.number.startsWith(shown)).toBe(true)
        expect(shown.length).toBeLessThanOrEqual(Math.ceil(number.number.length / 2))
        // Whatever stands behind the prefix, the mask is the same.
        const twin = { ...number, number: shown + parsed(kind, issuingState, other).number.slice(shown.length) }
        fc.pre(twin.number.length === number.number.length && maskNumber(twin).startsWith(`${shown}*`))
        expect(maskNumber(twin)).toBe(mask)
      }),
    )
  })
})

test.each([
  ['HKID', 'HKG', 'A123456(3)', 'A123***(*)'],
  ['HKID', 'HKG', 'ZZ000001(8)', 'ZZ00****(*)'],
  ['MAINLAND_RIC', 'CHN', '440304190001010010', '440***************'],
  ['MACAO_BIR', 'MAC', '1234567(8)', '123****(*)'],
  ['HMT_RESIDENCE_PERMIT', 'CHN', '82000019000101001X', '820***************'],
  ['FOREIGN_PR_CARD', 'CHN', '944840190001010015', '944***************'],
  ['PASSPORT', 'HKG', 'K000000011', 'K000*****'],
  ['PASSPORT', 'GBR', 'ABCDEF', 'AB****'],
  ['DRIVING_LICENCE', 'HKG', 'ZZ000001(8)', 'ZZ00****(*)'],
  ['DRIVING_LICENCE', 'CHN', '440304190001010010/440300000001', '440***************'],
  ['DRIVING_LICENCE', 'MAC', '1234', '12**'],
] as const)('the %s of %s %s is shown as %s', (kind, issuingState, text, mask) => {
  expect(maskNumber(parsed(kind, issuingState, text))).toBe(mask)
})

describe('whatever is typed', () => {
  const states = fc.constantFrom('HKG', 'MAC', 'CHN', 'GBR', '')
  const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.stringMatching(/^[A-Z0-9<()/ -]{0,100}$/))

  test('a parser answers a number of its kind or a problem, and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), states, anything, (kind, issuingState, text) => {
        const result = parseDocumentNumber({ kind, issuingState, text })
        expect(isProblem(result) ? ['SHAPE_UNKNOWN', 'DATE_IMPOSSIBLE'].includes(result.code) : result.kind).toBe(
          isProblem(result) ? true : kind,
        )
      }),
      { numRuns: 500 },
    )
  })

  test('the zone reader answers a reading or a problem, and never throws', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const result = parseTd3(text, { asOf: '2026-11-21' })
        expect('wanted' in result || 'checks' in result).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('a problem tells the shape only: no letter but A, no digit but 9', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), states, anything, (kind, issuingState, text) => {
        const result = parseDocumentNumber({ kind, issuingState, text })
        fc.pre(isProblem(result))
        expect(result.got).toMatch(/^(nothing|[A9?]{1,48}…?)$/)
      }),
    )
  })
})
