import { expect, test } from 'vitest'
import { openCalendar } from './service-calendar.ts'

const isServiceOn = openCalendar({
  calendars: [{ serviceId: 'weekday', weekdays: '1111100', startDate: '2026-01-01', endDate: '2026-12-31' }],
  calendarDates: [
    { serviceId: 'weekday', date: '2026-12-25', runs: false },
    { serviceId: 'weekday', date: '2026-11-22', runs: true },
    { serviceId: 'single', date: '2027-01-01', runs: true },
  ],
})

test.each([
  ['weekday', '2026-11-23', true, 'a Monday in the range'],
  ['weekday', '2026-11-21', false, 'a Saturday'],
  ['weekday', '2026-11-22', true, 'a Sunday added'],
  ['weekday', '2026-12-25', false, 'a Friday taken out'],
  ['weekday', '2026-12-31', true, 'the last day'],
  ['weekday', '2027-01-01', false, 'the day after the last'],
  ['weekday', '2026-01-01', true, 'the first day'],
  ['weekday', '2025-12-31', false, 'the day before the first'],
  ['single', '2027-01-01', true, 'a day that only the exceptions name'],
  ['unknown', '2026-11-23', false, 'a service that nobody defines'],
])('service %s on %s: %s (%s)', (serviceId, date, runs) => {
  expect(isServiceOn(serviceId, date)).toBe(runs)
})
