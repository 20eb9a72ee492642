import { invariant } from '../../../kit/errors.ts'
import { isInForce } from '../dated.ts'
import type { ControlPoint, DatedNames, OpeningException } from '../records.ts'
import type { Jurisdiction, LocalizedText } from '../schema.types.ts'

/** No answer lists more exceptions than this. */
const EXCEPTION_LIMIT = 100

/** The points with a side in the city, or all of them, in the order of the data. */
export function listControlPoints(points: Iterable<ControlPoint>, city: string | null): ControlPoint[] {
  return [...points].filter((point) => city === null || point.sides.some((side) => side.city.id === city))
}

/** True where the point lies on the boundary between the two, in either direction. */
export function isOnBoundary(point: ControlPoint, ends: { from: Jurisdiction; to: Jurisdiction }): boolean {
  const jurisdictions = new Set(point.sides.map((side) => side.jurisdiction))
  return ends.from !== ends.to && jurisdictions.has(ends.from) && jurisdictions.has(ends.to)
}

/** The name on that day; a day before the first entry gets the oldest name. */
export function nameOn(names: DatedNames, day: string): LocalizedText {
  const entry = names.find((span) => isInForce(span, day)) ?? names[0]
  invariant(entry, 'a control point and each of its sides have at least one name')
  return entry.name
}

/** Days with other hours from `since` on, the earliest first. */
export function listExceptions(point: ControlPoint, since: string): OpeningException[] {
  return point.exceptions
    .filter((exception) => exception.date >= since)
    .sort((one, other) => one.date.localeCompare(other.date))
    .slice(0, EXCEPTION_LIMIT)
}
