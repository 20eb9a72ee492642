import { invariant } from '../../../kit/errors.ts'
import type { Feed, FrequencyRow, StopTimeRow, TripRow } from '../feed-data.ts'
import type { LocalizedText } from '../records.ts'
import { openCalendar } from '../service-calendar.ts'
import { namesOf } from '../translated-names.ts'

/** A trip as the feed has it: once as it stands, or again and again by its headways. */
export interface TripTemplate {
  readonly trip: TripRow
  readonly headsign: LocalizedText | null
  /** Seconds after the service day's midnight, one a stop. */
  readonly arrivals: readonly number[]
  readonly departures: readonly number[]
  readonly frequencies: readonly FrequencyRow[]
  readonly runsOn: (date: string) => boolean
}

/** Trips of one route that call at the same stops in the same order, what RAPTOR calls a route. */
export interface Pattern {
  readonly routeId: string
  readonly stops: readonly number[]
  readonly canBoard: readonly boolean[]
  readonly canAlight: readonly boolean[]
  readonly templates: readonly TripTemplate[]
}

/** Groups a feed's trips into patterns; `stopIndex` numbers the stops of the whole network. */
export function groupPatterns(feed: Feed, stopIndex: ReadonlyMap<string, number>): readonly Pattern[] {
  const calls = Map.groupBy(feed.stopTimes, (row) => row.tripId)
  const frequencies = Map.groupBy(feed.frequencies, (row) => row.tripId)
  const isServiceOn = openCalendar(feed)
  const headsignOf = namesOf(feed, 'trips')
  const groups = Map.groupBy(feed.trips, (trip) => patternKey(trip, calls.get(trip.id) ?? []))
  return [...groups.values()].map((trips) => {
    const [first] = trips
    const shape = (first && calls.get(first.id)) ?? []
    invariant(first && shape.length > 1, 'a trip in the store has at least two stops')
    return {
      routeId: first.routeId,
      stops: shape.map((call) => numberOf(stopIndex, call.stopId)),
      canBoard: shape.map((call) => call.canBoard),
      canAlight: shape.map((call) => call.canAlight),
      templates: trips.map((trip) => ({
        trip,
        headsign: trip.headsign ? headsignOf(trip.id, trip.headsign) : null,
        arrivals: (calls.get(trip.id) ?? []).map((call) => call.arrival),
        departures: (calls.get(trip.id) ?? []).map((call) => call.departure),
        frequencies: frequencies.get(trip.id) ?? [],
        runsOn: (date: string) => isServiceOn(trip.serviceId, date),
      })),
    }
  })
}

function patternKey(trip: TripRow, calls: readonly StopTimeRow[]): string {
  const stops = calls.map((call) => `${call.stopId} ${Number(call.canBoard)}${Number(call.canAlight)}`)
  return [trip.routeId, ...stops].join('|')
}

function numberOf(stopIndex: ReadonlyMap<string, number>, stopId: string): number {
  const index = stopIndex.get(stopId)
  invariant(index !== undefined, `stop ${stopId} of a trip is in the network`)
  return index
}
