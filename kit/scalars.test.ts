import { parseValue } from 'graphql'
import { expect, test } from 'vitest'
import { scalars } from './scalars.ts'

const { DateTime, Date: CalendarDate, SafeInt } = scalars

test('an instant goes in with any offset and comes out in regional time', () => {
  expect(DateTime?.serialize(DateTime.parseValue('2026-11-23T00:30:00Z'))).toBe('2026-11-23T08:30:00+08:00')
  expect(DateTime?.serialize(new Date('2026-11-23T00:30:00Z'))).toBe('2026-11-23T08:30:00+08:00')
})

test.each(['"2026-11-23"', '7', 'true', '{ a: 1 }'])(
  '%s is no instant: what came and what was wanted is told, with the place',
  (literal) => {
    const node = parseValue(literal)
    expect(() => DateTime?.parseLiteral(node)).toThrow(
      'wanted a date and time with offset such as 2026-11-23T08:30:00+08:00',
    )
  },
)

test('a calendar date is the same text inside and outside', () => {
  expect(CalendarDate?.parseValue('2028-02-29')).toBe('2028-02-29')
  expect(() => CalendarDate?.parseValue('2026-02-29')).toThrow('got "2026-02-29", wanted a calendar date')
  expect(() => CalendarDate?.serialize(new Date())).toThrow('Date serializes YYYY-MM-DD text')
})

test('an amount beyond 32 bits passes, and a fraction does not', () => {
  expect(SafeInt?.parseValue(9_007_199_254_740_991)).toBe(9_007_199_254_740_991)
  expect(() => SafeInt?.parseValue(0.5)).toThrow()
})
