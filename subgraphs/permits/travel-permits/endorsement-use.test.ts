import { describe, expect, test } from 'vitest'
import type { CarriedEndorsement } from '../records.ts'
import { loadReferenceData } from '../reference-data.ts'
import { endorsementObstacle, maxStayDays, typeOf } from './endorsement-use.ts'

const catalogue = loadReferenceData()

function endorsement(change: Partial<CarriedEndorsement>): CarriedEndorsement {
  return {
    destination: 'MACAO',
    code: 'INDIVIDUAL_VISIT',
    scheme: 'zhuhai-weekly',
    validFrom: '2026-01-05',
    validTo: '2027-01-04',
    tripsRemaining: null,
    lastExitOn: null,
    firstEntryOn: null,
    ...change,
  }
}

function obstacle(change: Partial<CarriedEndorsement>, day: string) {
  const carried = endorsement(change)
  return endorsementObstacle(carried, catalogue, day)
}

function stay(change: Partial<CarriedEndorsement>, day: string) {
  const carried = endorsement(change)
  return maxStayDays(carried, typeOf(carried, catalogue), day)
}

describe('the weekly endorsement', () => {
  test('is used up from the exit until Sunday, and good again on Monday', () => {
    expect(obstacle({ lastExitOn: '2026-11-18' }, '2026-11-22')).toBe('TRIPS_USED')
    expect(obstacle({ lastExitOn: '2026-11-22' }, '2026-11-23')).toBeUndefined()
  })

  test('is a matter of the scheme: an ordinary individual visit goes out twice in a week', () => {
    expect(obstacle({ scheme: null, lastExitOn: '2026-11-18' }, '2026-11-22')).toBeUndefined()
  })

  test('counts a natural week across New Year', () => {
    expect(obstacle({ lastExitOn: '2026-12-30' }, '2027-01-03')).toBe('TRIPS_USED')
    expect(obstacle({ lastExitOn: '2026-12-30' }, '2027-01-04')).toBeUndefined()
  })

  test('of Zhuhai is good for Macao alone', () => {
    expect(obstacle({ destination: 'HONG_KONG' }, '2026-11-23')).toBe('ENDORSEMENT_REQUIRED')
  })
})

describe('validity', () => {
  test('holds on the first and on the last day, and not around them', () => {
    expect(obstacle({}, '2026-01-04')).toBe('ENDORSEMENT_REQUIRED')
    expect(obstacle({}, '2026-01-05')).toBeUndefined()
    expect(obstacle({}, '2027-01-04')).toBeUndefined()
    expect(obstacle({}, '2027-01-05')).toBe('ENDORSEMENT_EXPIRED')
  })

  test('the last trip carries, the one after it does not', () => {
    const visit = { scheme: null }
    expect(obstacle({ ...visit, tripsRemaining: 1 }, '2026-11-23')).toBeUndefined()
    expect(obstacle({ ...visit, tripsRemaining: 0 }, '2026-11-23')).toBe('TRIPS_USED')
  })
})

describe('an endorsement that is no longer issued', () => {
  const weekly = { scheme: 'shenzhen-weekly', destination: 'HONG_KONG' as const }

  test('stays good until it expires', () => {
    const last = { ...weekly, validFrom: '2024-11-30', validTo: '2025-11-29' }
    expect(obstacle(last, '2025-11-29')).toBeUndefined()
    expect(obstacle(last, '2025-11-30')).toBe('ENDORSEMENT_EXPIRED')
  })

  test('counts as none where it claims to be issued later', () => {
    expect(obstacle({ ...weekly, validFrom: '2024-12-01', validTo: '2025-11-30' }, '2025-01-10')).toBe(
      'ENDORSEMENT_REQUIRED',
    )
  })
})

describe('the longest stay', () => {
  test('of a business visit is 7 days before 6 May 2024 and 14 from then on', () => {
    const business = { code: 'BUSINESS' as const, scheme: null, validFrom: '2024-01-01', validTo: '2024-12-31' }
    expect(stay(business, '2024-05-05')).toBe(7)
    expect(stay(business, '2024-05-06')).toBe(14)
  })

  test('of a family visit of many trips is 90 days from the first entry, of a single one 14', () => {
    const family = { code: 'FAMILY_VISIT' as const, scheme: null, validFrom: '2026-09-01', validTo: '2026-11-30' }
    expect(stay(family, '2026-09-01')).toBe(90)
    expect(stay({ ...family, firstEntryOn: '2026-09-01' }, '2026-10-01')).toBe(60)
    expect(stay({ ...family, firstEntryOn: '2026-09-01' }, '2026-11-30')).toBeNull()
    expect(stay({ ...family, tripsRemaining: 1, firstEntryOn: '2026-09-01' }, '2026-10-01')).toBe(14)
  })

  test('of a stay endorsement is for the destination to say', () => {
    expect(stay({ code: 'STAY', scheme: null }, '2026-11-23')).toBeNull()
  })
})
