import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  formatInstant,
  isCalendarDate,
  isoWeekday,
  parseInstant,
  regionalDate,
  regionalSecondOfDay,
} from './clock.ts'

test('an instant is told in regional time', () => {
  expect(formatInstant(Date.parse('2026-11-23T00:30:00Z'))).toBe('2026-11-23T08:30:00+08:00')
})

test('telling and reading an instant come back to the same second', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (second) => {
      expect(parseInstant(formatInstant(second * 1000))).toBe(second * 1000)
    }),
  )
})

test.each([
  '2026-11-23',
  '2026-11-23T08:30:00',
  '2026-02-30T08:30:00+08:00',
  'tomorrow',
  '',
  '2026-11-23 08:30:00+08:00',
])('a time without offset or of no real day is not read: %s', (text) => expect(parseInstant(text)).toBeUndefined())

test('the regional day starts at 16:00 UTC of the day before', () => {
  const lastSecond = Date.parse('2026-11-22T15:59:59Z')
  expect(regionalDate(lastSecond)).toBe('2026-11-22')
  expect(regionalDate(lastSecond + 1000)).toBe('2026-11-23')
  expect(regionalSecondOfDay(lastSecond)).toBe(86_399)
  expect(regionalSecondOfDay(lastSecond + 1000)).toBe(0)
})

test('Monday is 1 and Sunday 7, and days are added over month and year ends', () => {
  expect(isoWeekday('2026-11-23')).toBe(1)
  expect(isoWeekday('2026-11-22')).toBe(7)
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
})

test('29 February is a date in leap years only', () => {
  expect(isCalendarDate('2028-02-29')).toBe(true)
  expect(isCalendarDate('2026-02-29')).toBe(false)
})
