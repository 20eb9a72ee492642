import { isoWeekday } from '../../kit/clock.ts'
import type { CalendarDateRow, CalendarRow } from './feed-data.ts'

/** Tells whether a service of one feed runs on a calendar date (`YYYY-MM-DD`). */
export type IsServiceOn = (serviceId: string, date: string) => boolean

/** GTFS: calendar_dates.txt adds and removes days of calendar.txt, and may stand alone. */
export function openCalendar(feed: {
  readonly calendars: readonly CalendarRow[]
  readonly calendarDates: readonly CalendarDateRow[]
}): IsServiceOn {
  const regular = Map.groupBy(feed.calendars, (row) => row.serviceId)
  const exceptions = new Map(feed.calendarDates.map((row) => [`${row.date} ${row.serviceId}`, row.runs]))
  return (serviceId, date) =>
    exceptions.get(`${date} ${serviceId}`) ?? (regular.get(serviceId) ?? []).some((row) => isRegularDay(row, date))
}

function isRegularDay(row: CalendarRow, date: string): boolean {
  return row.startDate <= date && date <= row.endDate && row.weekdays[isoWeekday(date) - 1] === '1'
}
