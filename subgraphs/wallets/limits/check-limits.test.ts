import { describe, expect, test } from 'vitest'
import type { WalletLimit } from '../records.ts'
import { findBalanceLimitPassed, findLimitPassed } from './check-limits.ts'

const at = (text: string) => Date.parse(text)
const source = { title: 'Test', asOf: '2026-01-01', verification: 'PRIMARY' as const }
const tier = { id: 'basic', name: { en: 'Basic', zhHant: '基本', zhHans: '基本' } }
const limitOf = (kind: WalletLimit['kind'], amountMinor: number): WalletLimit => ({
  tier,
  kind,
  amount: { amountMinor, currency: 'HKD' },
  validFrom: '2026-01-01',
  validTo: null,
  source,
})
const nothing = { todayMinor: 0, thisYearMinor: 0 }
const passed = (limit: WalletLimit, amountMinor: number, spending = nothing, now = at('2026-11-21T10:00:00+08:00')) =>
  findLimitPassed({ limits: [limit], amountMinor, spending, now })

describe('a limit on one payment', () => {
  test('allows exactly its amount and refuses one minor unit more, whenever', () => {
    const limit = limitOf('SINGLE_PAYMENT', 200_000)
    expect(passed(limit, 200_000)).toBeUndefined()
    expect(passed(limit, 200_001)).toEqual({ limit, remainingMinor: 200_000, resetsAt: null })
  })
})

describe('a limit on a day', () => {
  const limit = limitOf('DAILY', 300_000)
  test('allows what is left of it and refuses one minor unit more until midnight in Hong Kong', () => {
    const spending = { todayMinor: 299_000, thisYearMinor: 299_000 }
    expect(passed(limit, 1_000, spending)).toBeUndefined()
    expect(passed(limit, 1_001, spending)).toEqual({
      limit,
      remainingMinor: 1_000,
      resetsAt: at('2026-11-22T00:00:00+08:00'),
    })
  })

  test('starts afresh at midnight in Hong Kong, not in Greenwich', () => {
    const spending = { todayMinor: 300_000, thisYearMinor: 300_000 }
    const late = at('2026-11-21T23:59:59+08:00')
    expect(passed(limit, 1, spending, late)?.resetsAt).toBe(at('2026-11-22T00:00:00+08:00'))
    const early = at('2026-11-22T00:00:00+08:00')
    expect(passed(limit, 1, spending, early)?.resetsAt).toBe(at('2026-11-23T00:00:00+08:00'))
  })

  test('that was lowered below what is spent leaves nothing, not less', () => {
    expect(passed(limit, 1, { todayMinor: 400_000, thisYearMinor: 400_000 })?.remainingMinor).toBe(0)
  })
})

describe('a limit on a year', () => {
  const limit = limitOf('ANNUAL', 1_000_000)
  test('starts afresh at New Year in Hong Kong', () => {
    const spending = { todayMinor: 0, thisYearMinor: 999_999 }
    const lastMoment = at('2026-12-31T23:59:59+08:00')
    expect(passed(limit, 1, spending, lastMoment)).toBeUndefined()
    expect(passed(limit, 2, spending, lastMoment)).toEqual({
      limit,
      remainingMinor: 1,
      resetsAt: at('2027-01-01T00:00:00+08:00'),
    })
  })
})

describe('a limit on the balance', () => {
  const limit = limitOf('BALANCE', 300_000)
  test('stands against no payment, however large', () => {
    expect(passed(limit, Number.MAX_SAFE_INTEGER)).toBeUndefined()
  })

  test('allows a credit up to it and refuses whole the one that would burst it', () => {
    const room = { limits: [limit], balanceMinor: 299_000 }
    expect(findBalanceLimitPassed({ ...room, amountMinor: 1_000 })).toBeUndefined()
    expect(findBalanceLimitPassed({ ...room, amountMinor: 1_001 })).toBe(limit)
  })
})

test('the first limit passed is the one told', () => {
  const [single, daily] = [limitOf('SINGLE_PAYMENT', 10), limitOf('DAILY', 5)]
  const asked = { amountMinor: 11, spending: nothing, now: at('2026-11-21T10:00:00+08:00') }
  expect(findLimitPassed({ ...asked, limits: [single, daily] })?.limit).toBe(single)
  expect(findLimitPassed({ ...asked, limits: [daily, single] })?.limit).toBe(daily)
})
