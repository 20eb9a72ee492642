/** Milliseconds since 1970-01-01T00:00:00Z. Every instant inside the house is one of these. */
export type Instant = number

/** Reads the present instant; it comes in through the context so that a test can set it. */
export type Clock = () => Instant

/** All three jurisdictions keep UTC+8 the whole year (Asia/Hong_Kong, Asia/Macau, Asia/Shanghai). */
const REGION_OFFSET_MS = 8 * 3_600_000
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/** The instant in regional time, e.g. `2026-11-23T08:30:00+08:00`. */
export function formatInstant(instant: Instant): string {
  return `${new Date(instant + REGION_OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}

/** Reads RFC 3339 with an explicit offset; `undefined` where the text is anything else or no real date. */
export function parseInstant(text: string): Instant | undefined {
  if (!RFC3339.test(text)) return undefined
  const instant = Date.parse(text)
  // Date.parse rolls 31 February over into March; the day must survive the round trip.
  return isTellable(instant) && isCalendarDate(text.slice(0, 10)) ? instant : undefined
}

/** RFC 3339 has four digits for the year, also once the instant is told in regional time. */
function isTellable(instant: number): boolean {
  return instant >= Date.parse('0001-01-02T00:00:00Z') && instant < Date.parse('9999-12-31T16:00:00Z')
}

/** The regional calendar date of an instant, `YYYY-MM-DD`. */
export function regionalDate(instant: Instant): string {
  return formatInstant(instant).slice(0, 10)
}

/** Seconds since regional midnight of the instant's own date, 0 to 86,399. */
export function regionalSecondOfDay(instant: Instant): number {
  return Math.floor((instant + REGION_OFFSET_MS) / 1000) % 86_400
}

/** Regional midnight at which the date starts. `date` is `YYYY-MM-DD`. */
export function startOfRegionalDay(date: string): Instant {
  return Date.parse(`${date}T00:00:00+08:00`)
}

/** ISO weekday of a calendar date: 1 Monday to 7 Sunday. */
export function isoWeekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
}

/** The calendar date `days` later (or earlier where negative). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** True for a real `YYYY-MM-DD`: 2023-02-29 is not one. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}
