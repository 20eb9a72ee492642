import { expect, test } from 'vitest'
import { parseDocumentNumber } from '../documents/parse-document-number.ts'
import type { IdentityDocument } from '../records.ts'
import { attestAge } from './attest-age.ts'

const hkid = document({ kind: 'HKID', issuingState: 'HKG', text: 'A123456(3)' }, 'immd')
const licence = document({ kind: 'DRIVING_LICENCE', issuingState: 'HKG', text: 'A123456(3)' }, 'td')

function document(number: Parameters<typeof parseDocumentNumber>[0], issuerId: string): IdentityDocument {
  const parsed = parseDocumentNumber(number)
  if (typeof parsed === 'string' || !('kind' in parsed)) throw new Error('no number')
  const { issuingState } = number
  return { id: 'd', resident: 'r', issuingState, issuerId, number: parsed, issuedOn: null, expiresOn: null }
}

function isOver18(birthDate: string, on: string, documents: readonly IdentityDocument[] = [hkid]) {
  const name = { en: 'A', zhHant: 'A', zhHans: 'A' }
  const resident = { reference: 'r', name, nationality: 'CHN', birthDate }
  return attestAge({ resident, documents, now: Date.parse(`${on}T00:00:00+08:00`) })
}

test.each([
  ['2008-11-22', '2026-11-22', true],
  ['2008-11-23', '2026-11-22', false],
  ['1950-01-01', '2026-11-22', true],
  ['2008-02-29', '2026-02-28', false],
  ['2008-02-29', '2026-03-01', true],
])('born on %s, on %s: %s', (birthDate, on, holds) => {
  expect(isOver18(birthDate, on)).toEqual({ statement: `isOver18(on: ${on})`, holds, by: 'immd' })
})

test('without a valid document that proves the date nobody vouches', () => {
  expect(isOver18('1950-01-01', '2026-11-22', [])).toBeUndefined()
  expect(isOver18('1950-01-01', '2026-11-22', [licence])).toBeUndefined()
  expect(isOver18('1950-01-01', '2026-11-22', [{ ...hkid, expiresOn: '2026-11-21' }])).toBeUndefined()
})

test('the local card’s issuer vouches before a passport’s', () => {
  const passport = document({ kind: 'PASSPORT', issuingState: 'HKG', text: 'K12345678' }, 'passports')
  expect(isOver18('1950-01-01', '2026-11-22', [passport, hkid])?.by).toBe('immd')
})
