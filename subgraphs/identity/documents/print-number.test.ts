import { expect, test } from 'vitest'
import { parseDocumentNumber } from './parse-document-number.ts'
import { printNumber } from './print-number.ts'

test.each([
  ['HKID', 'HKG', 'a1234563', 'A123456(3)'],
  ['PASSPORT', 'HKG', 'K12345678', 'K12345678'],
] as const)('%s of %s typed %s is shown as %s', (kind, issuingState, text, shown) => {
  const parsed = parseDocumentNumber({ kind, issuingState, text })
  expect('kind' in parsed && printNumber(parsed)).toBe(shown)
})
