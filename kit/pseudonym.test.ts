import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openPseudonyms } from './pseudonym.ts'

const pseudonyms = openPseudonyms(Buffer.alloc(32, 7))
const reference = '11111111-1111-4111-8111-111111111111'

test('a pseudonym leads back to the reference for the same partner only', () => {
  fc.assert(
    fc.property(fc.uuid(), (anyReference) => {
      const pseudonym = pseudonyms.toPseudonym({ reference: anyReference, clientId: 'metro-app' })
      expect(pseudonyms.toReference({ pseudonym, clientId: 'metro-app' })).toBe(anyReference)
      expect(pseudonyms.toReference({ pseudonym, clientId: 'bank-app' })).not.toBe(anyReference)
    }),
  )
})

test('two partners cannot compare what they were given', () => {
  const first = pseudonyms.toPseudonym({ reference, clientId: 'metro-app' })
  const second = pseudonyms.toPseudonym({ reference, clientId: 'bank-app' })
  expect(first).not.toBe(second)
  expect(first).toBe(pseudonyms.toPseudonym({ reference, clientId: 'metro-app' }))
})

test('another house with another secret makes other pseudonyms', () => {
  const elsewhere = openPseudonyms(randomBytes(32))
  const pseudonym = pseudonyms.toPseudonym({ reference, clientId: 'metro-app' })
  expect(elsewhere.toReference({ pseudonym, clientId: 'metro-app' })).not.toBe(reference)
})

test.each(['', 'short', 'x'.repeat(23), '"; drop table', `${'a'.repeat(21)}+`])('%j is no pseudonym', (pseudonym) => {
  expect(pseudonyms.toReference({ pseudonym, clientId: 'metro-app' })).toBeUndefined()
})
