import { expect, test } from 'vitest'
import { consentForExport, findRoute } from '../kit/policy/transfer-rules.ts'
import { readTransferRules } from './policy-tables.ts'
import { parseVocabulary, readVocabulary } from './vocabulary.ts'

test('every category and purpose has its name and its sentence in four languages', () => {
  const { categories, purposes } = readVocabulary().vocabulary
  expect(categories.map(({ id }) => id)).toContain('verification')
  expect(purposes.map(({ id }) => id)).toContain('self-service')
  for (const { description } of [...categories, ...purposes]) {
    for (const text of [description.en, description.pt]) expect(text).toMatch(/^\p{Lu}.*\.$/u)
    for (const text of [description.zhHant, description.zhHans]) expect(text).toMatch(/\p{Script=Han}.*。$/u)
  }
})

test.each([
  ['a language missing', { id: 'a', name: { en: 'A' }, description: { en: 'A.' } }],
  ['an id that is no word', { id: 'A b', name: {}, description: {} }],
])('a word with %s is refused', (_name, word) => {
  expect(() => parseVocabulary({ categories: [word], purposes: [] })).toThrow()
})

test('a word given twice is refused', () => {
  const { categories } = readVocabulary().vocabulary
  expect(() => parseVocabulary({ categories: [...categories, ...categories], purposes: [] })).toThrow('each id once')
})

test.each([
  ['MAINLAND', 'HONG_KONG', '2023-12-12', undefined],
  ['MAINLAND', 'HONG_KONG', '2023-12-13', 'gba-standard-contract-mainland-hong-kong'],
  ['MACAO', 'MAINLAND', '2024-09-09', undefined],
  ['MACAO', 'MAINLAND', '2024-09-10', 'gba-standard-contract-mainland-macao'],
  ['HONG_KONG', 'MACAO', '2026-11-22', 'hong-kong-macao'],
])('from %s to %s on %s leads %s', (from, to, on, id) => {
  expect(findRoute(readTransferRules(), { from, to, on })?.id).toBe(id)
})

test.each([
  ['MAINLAND', 'SEPARATE'],
  ['HONG_KONG', 'GENERAL'],
  ['MACAO', 'SEPARATE'],
])('the law of %s asks for %s consent to a transfer', (from, wanted) => {
  expect(consentForExport(readTransferRules(), { from, on: '2026-11-22' })).toBe(wanted)
})
