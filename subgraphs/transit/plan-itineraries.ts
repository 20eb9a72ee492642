import type { Instant } from '../../kit/clock.ts'
import { regionalDate, startOfRegionalDay } from '../../kit/clock.ts'
import { askFares } from './fares/fare-legs.ts'
import { quoteFare } from './fares/quote-fare.ts'
import { chooseJourneys } from './journeys/choose-journeys.ts'
import { describeJourney } from './journeys/describe-journey.ts'
import type { TimetableOfDay } from './journeys/find-paths.ts'
import { findPaths, openQuestion } from './journeys/find-paths.ts'
import type { Network } from './network.ts'
import type { Itinerary, Journey, PassengerCategory } from './records.ts'
import type { Refusal } from './refusals.ts'
import { departureOutOfRange, noItinerary, stopUnknown } from './refusals.ts'

export interface TripQuestion {
  readonly from: string
  readonly to: string
  readonly departure: Instant
  readonly passenger: PassengerCategory
}

/** What the use case needs of the world. */
export interface Timetables {
  readonly network: Network
  readonly timetableOf: (date: string) => TimetableOfDay
}

/** Ways to travel with their fares, earlier arrival first, then fewer transfers; or why there are none. */
export function planItineraries(tables: Timetables, question: TripQuestion): readonly Itinerary[] | Refusal {
  const { numberOf, covered } = tables.network.schedule
  const origin = numberOf.get(question.from)
  if (origin === undefined) return stopUnknown(question.from)
  const target = numberOf.get(question.to)
  if (target === undefined) return stopUnknown(question.to)
  const date = regionalDate(question.departure)
  if (!covered || date < covered.from || covered.to < date) return departureOutOfRange(date, covered ?? NOTHING)
  if (origin === target) return noItinerary(question)
  const journeys = findJourneys(tables, { origin, target, date, departure: question.departure })
  const itineraries = journeys.flatMap((journey) => priceJourney(tables.network, journey, question.passenger) ?? [])
  return itineraries.length ? itineraries : noItinerary(question)
}

/** The range of a network without timetables: no day lies in it. */
const NOTHING = { from: '9999-12-31', to: '0001-01-01' }

function findJourneys(
  { network, timetableOf }: Timetables,
  trip: { origin: number; target: number; date: string; departure: Instant },
): Journey[] {
  const { schedule, routes } = network
  const day = timetableOf(trip.date)
  const seconds = Math.ceil((trip.departure - startOfRegionalDay(trip.date)) / 1000)
  const asked = { origin: trip.origin, target: trip.target, departure: seconds }
  const setting = { schedule, routes, day, date: trip.date, question: openQuestion(schedule, asked) }
  return chooseJourneys(findPaths(schedule, day, asked).map((path) => describeJourney(setting, path)))
}

/** The journey with its fares; `undefined` where a ride is not sold between these stops, so nobody can take it. */
export function priceJourney(network: Network, journey: Journey, passenger: PassengerCategory): Itinerary | undefined {
  const questions = askFares(network.fares, journey.legs, passenger)
  const fares = questions.map((question) => quoteFare(network.fares, question))
  const isSold = questions.every((question, index) => fares[index] || !network.fares.isPriced(question.networkId))
  return isSold ? { ...journey, fares: fares.filter((fare) => fare !== undefined) } : undefined
}
