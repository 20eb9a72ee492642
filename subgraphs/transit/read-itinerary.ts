import { addDays, regionalDate, startOfRegionalDay } from '../../kit/clock.ts'
import { describeJourney } from './journeys/describe-journey.ts'
import { openQuestion } from './journeys/find-paths.ts'
import { findTripAgain } from './journeys/find-trip-again.ts'
import type { TripAsked } from './journeys/itinerary-token.ts'
import { parseItineraryId } from './journeys/itinerary-token.ts'
import type { Timetables } from './plan-itineraries.ts'
import { priceJourney } from './plan-itineraries.ts'
import type { Itinerary, Journey, PassengerCategory } from './records.ts'

/** The itinerary of an id with its fares; `undefined` for no id of ours, or where its trips no longer run that day. */
export function readItinerary(
  tables: Timetables,
  asked: { id: string; passenger: PassengerCategory },
): Itinerary | undefined {
  const trip = parseItineraryId(asked.id)
  const journey = trip && findJourney(tables, trip)
  // An id written otherwise than ours would be a second id of the same journey.
  if (journey?.id !== asked.id) return undefined
  return priceJourney(tables.network, journey, asked.passenger)
}

function findJourney({ network, timetableOf }: Timetables, trip: TripAsked): Journey | undefined {
  const { schedule, routes } = network
  const date = regionalDate(trip.departure)
  const origin = schedule.numberOf.get(trip.origin)
  const target = schedule.numberOf.get(trip.parts.at(-1)?.to ?? '')
  // The last day's trips may run past its midnight.
  const isCovered = schedule.covered && schedule.covered.from <= date && date <= addDays(schedule.covered.to, 1)
  if (!isCovered || origin === undefined || target === undefined) return undefined
  const day = timetableOf(date)
  const start = (trip.departure - startOfRegionalDay(date)) / 1000
  const path = findTripAgain(day.timetable, trip, { start, numberOf: schedule.numberOf })
  const question = openQuestion(schedule, { origin, target, departure: start })
  return path && describeJourney({ schedule, routes, day, date, question }, path)
}
