import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openBlindIndex } from './blind-index.ts'

const index = openBlindIndex(Buffer.alloc(32, 7))
const other = openBlindIndex(Buffer.alloc(32, 8))

/** Published: HMAC-SHA-256 of the JSON of the normalised parts, key 07 × 32, first four bytes. */
test.each([
  [['HKID', 'HKG', 'A123456'], 'fec317ec'],
  [['PASSPORT', 'CHN', 'E00000001'], '410bf07b'],
])('the published vector of %j is %s', (parts, wanted) => {
  expect(index(parts)).toBe(wanted)
})

test('one number in any width, case and spacing has one index', () => {
  const spelled = ['A123456(3)', 'a123456 3', 'Ａ１２３４５６（３）', ' A-123456-3 ']
  expect(new Set(spelled.map((text) => index(['HKID', text]))).size).toBe(1)
})

test('another number, another kind and another key have another one', () => {
  const indexes = [index(['HKID', 'A1234563']), index(['HKID', 'A1234564']), index(['PASSPORT', 'A1234563'])]
  expect(new Set([...indexes, other(['HKID', 'A1234563'])]).size).toBe(4)
})

test('an index is eight hexadecimal digits, whatever it is of, and parts do not run together', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }), (parts) => {
      expect(index(parts)).toMatch(/^[0-9a-f]{8}$/)
    }),
  )
  expect(index(['AB', 'C'])).not.toBe(index(['A', 'BC']))
})
