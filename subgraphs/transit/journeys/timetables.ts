import { addDays } from '../../../kit/clock.ts'
import type { TimetableOfDay } from './find-paths.ts'
import { Raptor } from './raptor.ts'
import type { StopSchedule } from './schedule.ts'
import { DAY_OFFSETS } from './service-runs.ts'
import { buildTimetable } from './timetable.ts'

/**
 * One is some three megabytes and takes some fifteen milliseconds to build. Ordinary weeks need five; holidays of three
 * calendars make some eighty kinds of days in two years.
 */
const KEPT_TIMETABLES = 16

/**
 * The timetable of a date, built when first asked for. Days with the same services around them share one, so that
 * whoever asks about a hundred dates makes us build a few; those least lately asked for are let go.
 */
export function openTimetables(schedule: StopSchedule): (date: string) => TimetableOfDay {
  const kept = new Map<string, TimetableOfDay>()
  return (date) => {
    const services = DAY_OFFSETS.map((offset) => schedule.servicesOn(addDays(date, offset))).join(' ')
    const day = kept.get(services) ?? openDay(schedule, date)
    kept.delete(services)
    kept.set(services, day)
    const [oldest] = kept.keys()
    if (kept.size > KEPT_TIMETABLES && oldest !== undefined) kept.delete(oldest)
    return day
  }
}

function openDay(schedule: StopSchedule, date: string): TimetableOfDay {
  const timetable = buildTimetable(schedule, date)
  return { timetable, raptor: new Raptor(timetable) }
}
