import type { Instant } from '../../../kit/clock.ts'
import { addDays, regionalDate, startOfRegionalDay } from '../../../kit/clock.ts'
import { isInForce } from '../dated.ts'
import type { ControlPoint, OpeningStatus } from '../records.ts'
import type { Source } from '../schema.types.ts'

interface OpenDay {
  readonly opens: Instant | null
  readonly closes: Instant | null
  readonly source: Source
}

/**
 * Whether passengers may cross at that instant. The opening minute is open, the closing minute no longer; hours past
 * midnight belong to the day on which the point opened, whatever holds for the day they run into.
 */
export function openingStatus(point: ControlPoint, at: Instant): OpeningStatus {
  const today = regionalDate(at)
  const before = openDay(point, addDays(today, -1))
  if (before && isWithin(before, at)) return { state: 'OPEN', ...before }
  const suspension = point.suspensions.find((span) => isInForce(span, today))
  if (suspension) return { state: 'SUSPENDED', opens: null, closes: null, source: suspension.source }
  const day = openDay(point, today)
  if (!day) return { state: 'UNKNOWN', opens: null, closes: null, source: null }
  return { state: isWithin(day, at) ? 'OPEN' : 'CLOSED', ...day }
}

/** The hours of one date, an exception first; undefined where no dated hours cover it or service is suspended. */
function openDay(point: ControlPoint, date: string): OpenDay | undefined {
  if (point.suspensions.some((span) => isInForce(span, date))) return undefined
  const hours =
    point.exceptions.find((exception) => exception.date === date) ?? point.hours.find((span) => isInForce(span, date))
  if (!hours) return undefined
  return { opens: instantOf(date, hours.opens), closes: instantOf(date, hours.closes), source: hours.source }
}

function isWithin(day: OpenDay, at: Instant): boolean {
  return day.opens !== null && day.closes !== null && day.opens <= at && at < day.closes
}

function instantOf(date: string, timeOfDay: string | null): Instant | null {
  if (timeOfDay === null) return null
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number)
  return startOfRegionalDay(date) + (hours * 60 + minutes) * 60_000
}
