import type { TimetableOfDay } from './find-paths.ts'
import { Raptor } from './raptor.ts'
import type { Schedule } from './timetable.ts'
import { buildTimetable } from './timetable.ts'

/** People ask about a few days; a day of this region is a few megabytes. */
const KEPT_DAYS = 8

/** The timetable of a date, built when first asked for; the days least lately asked for are let go. */
export function openTimetables(schedule: Schedule): (date: string) => TimetableOfDay {
  const kept = new Map<string, TimetableOfDay>()
  return (date) => {
    const day = kept.get(date) ?? openDay(schedule, date)
    kept.delete(date)
    kept.set(date, day)
    const [oldest] = kept.keys()
    if (kept.size > KEPT_DAYS && oldest !== undefined) kept.delete(oldest)
    return day
  }
}

function openDay(schedule: Schedule, date: string): TimetableOfDay {
  const timetable = buildTimetable(schedule, date)
  return { timetable, raptor: new Raptor(timetable) }
}
