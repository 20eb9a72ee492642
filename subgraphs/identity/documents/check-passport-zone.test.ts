import { describe, expect, test } from 'vitest'
import type { PassportRecord } from './check-passport-zone.ts'
import { checkPassportZone, PassportZoneError } from './check-passport-zone.ts'
import { isProblem } from './document-number.ts'
import { parsePassport } from './passport.ts'

const asOf = '2026-11-21'
const FIRST = 'P<CHNCHAN<<SIU<MING<<<<<<<<<<<<<<<<<<<<<<<<<'
const SECOND = 'K000000011CHN9001011M3305027<<<<<<<<<<<<<<00'

function recordWith(changes: { number?: string; issuingState?: string; expiresOn?: string; holder?: object }) {
  const { number = 'K00000001', issuingState = 'HKG', expiresOn = '2033-05-02' } = changes
  const passport = parsePassport(number, { issuingState })
  if (isProblem(passport)) throw new Error(`got no passport number but ${passport.got}`)
  const holder = { name: 'Chan Siu Ming', nationality: 'CHN', birthDate: '1990-01-01', ...changes.holder }
  return { number: passport, expiresOn, holder }
}

const refusalOf = (zone: string, record: PassportRecord) => {
  try {
    checkPassportZone(zone, { record, asOf })
    return 'passes'
  } catch (error) {
    if (error instanceof PassportZoneError) return error.message
    throw error
  }
}

test('a zone that says what the record says passes, wherever the record puts the surname', () => {
  expect(refusalOf(FIRST + SECOND, recordWith({}))).toBe('passes')
  expect(refusalOf(FIRST + SECOND, recordWith({ holder: { name: 'Siu-ming CHAN' } }))).toBe('passes')
})

describe.each([
  ['documentNumber', recordWith({ number: 'K00000002' })],
  ['issuingState', recordWith({ number: 'K00000001', issuingState: 'GBR' })],
  ['expiryDate', recordWith({ expiresOn: '2033-05-03' })],
  ['birthDate', recordWith({ holder: { birthDate: '1990-01-02' } })],
  ['nationality', recordWith({ holder: { nationality: 'GBR' } })],
  ['name', recordWith({ holder: { name: 'Chan Siu Man' } })],
])('a record with another %s', (field, record) => {
  test('is refused by the name of the field alone', () => {
    expect(refusalOf(FIRST + SECOND, record)).toBe(
      `the zone and the record disagree on ${field}; compare both with the passport`,
    )
  })
})

test('a zone whose own digits disagree is refused, though each field is what the record says', () => {
  const mistyped = FIRST + SECOND.slice(0, -1).concat('1')
  expect(refusalOf(mistyped, recordWith({}))).toMatch(/disagree on composite;/)
})

test('the second line alone proves neither name nor issuer', () => {
  expect(refusalOf(SECOND, recordWith({}))).toMatch(/disagree on issuingState, name;/)
})

test('what is no zone at all is refused by its shape', () => {
  expect(refusalOf('K00000001', recordWith({}))).toMatch(/^got a zone like A99999999, wanted the two lines/)
})
