import { z } from 'zod'
import type { Instant } from '../../../kit/clock.ts'
import { readOpaqueId, writeOpaqueId } from '../opaque-id.ts'
import type { Leg } from '../records.ts'
import { LAST_INSTANT } from './crossing-token.ts'

/** A walk to a stop. */
interface WalkAsked {
  readonly to: string
}

/** A ride to a stop; times are seconds after setting out. */
export interface RideAsked extends WalkAsked {
  readonly tripId: string
  readonly departure: number
  readonly arrival: number
}

/** What identifies a journey: enough to find its vehicles in the timetable again. */
export interface TripAsked {
  readonly origin: string
  readonly departure: Instant
  readonly parts: readonly (WalkAsked | RideAsked)[]
}

const seconds = z.int().min(0)
const token = z.tuple([
  z.string(),
  z.int().min(0).max(LAST_INSTANT),
  z
    .array(z.union([z.tuple([z.string()]), z.tuple([z.string(), z.string(), seconds, seconds])]))
    .min(1)
    .max(40),
])

/** The same vehicles between the same stops at the same times have the same id, whatever search found them. */
export function identifyJourney(legs: readonly Leg[]): string {
  const [first] = legs
  const start = first?.departure ?? 0
  // The boundary inside a station follows from where one starts and ends.
  const parts = legs.filter((leg) => leg.from.id !== leg.to.id || leg.tripId)
  const texts = parts.map(({ tripId, to, departure, arrival }) =>
    tripId ? [to.id, tripId, (departure - start) / 1000, (arrival - start) / 1000] : [to.id],
  )
  return writeOpaqueId([first?.from.id, start, texts])
}

/** The journey an id stands for; `undefined` for anything that is no id of ours. */
export function parseItineraryId(id: string): TripAsked | undefined {
  const parsed = token.safeParse(readOpaqueId(id))
  if (!parsed.success) return undefined
  const [origin, departure, parts] = parsed.data
  return {
    origin,
    departure,
    parts: parts.map(([to, tripId, departure, arrival]) =>
      tripId === undefined || departure === undefined || arrival === undefined
        ? { to }
        : { to, tripId, departure, arrival },
    ),
  }
}
