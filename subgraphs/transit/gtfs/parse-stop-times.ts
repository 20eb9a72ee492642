import type { StopTimeRow } from '../feed-data.ts'
import type { Cells } from './cells.ts'
import type { FeedReader } from './feed-reader.ts'
import { reference } from './feed-reader.ts'

/** A call whose time the publisher may have left out between two timepoints. */
interface Call extends Omit<StopTimeRow, 'arrival' | 'departure'> {
  readonly place: string
  readonly arrival: number | null
  readonly departure: number | null
}

/** All calls of all trips, each trip's in order, times complete and never going back. */
export async function readStopTimes(
  reader: FeedReader,
  targets: { trips: ReadonlySet<string>; stops: ReadonlySet<string> },
): Promise<StopTimeRow[]> {
  const needs = { columns: ['trip_id', 'arrival_time', 'departure_time', 'stop_id', 'stop_sequence'] }
  const calls = await reader.rows('stop_times.txt', needs, (cells) => readCall(cells, targets))
  const trips = Map.groupBy(calls, (call) => call.tripId)
  for (const tripId of targets.trips) {
    if ((trips.get(tripId)?.length ?? 0) < 2) reader.refuse('stop_times.txt', `trip ${tripId} has fewer than two stops`)
  }
  return [...trips.values()].flatMap((trip) => completeTrip(reader, trip))
}

function readCall(cells: Cells, targets: { trips: ReadonlySet<string>; stops: ReadonlySet<string> }): Call {
  const arrival = cells.text('arrival_time') ? cells.time('arrival_time') : null
  const departure = cells.text('departure_time') ? cells.time('departure_time') : null
  return {
    place: cells.place,
    tripId: reference(cells, 'trip_id', { ids: targets.trips, file: 'trips.txt' }),
    sequence: cells.integer('stop_sequence', { least: 0 }),
    stopId: reference(cells, 'stop_id', { ids: targets.stops, file: 'stops.txt' }),
    arrival: arrival ?? departure,
    departure: departure ?? arrival,
    canBoard: cells.text('pickup_type') !== '1',
    canAlight: cells.text('drop_off_type') !== '1',
  }
}

function completeTrip(reader: FeedReader, unordered: readonly Call[]): StopTimeRow[] {
  const calls = unordered.toSorted((a, b) => a.sequence - b.sequence)
  checkOrder(reader, calls)
  return calls.map(({ place: _place, ...call }, index) => ({
    ...call,
    arrival: call.arrival ?? interpolate(calls, index),
    departure: call.departure ?? interpolate(calls, index),
  }))
}

function checkOrder(reader: FeedReader, calls: readonly Call[]): void {
  if (calls.at(0)?.arrival == null || calls.at(-1)?.arrival == null) {
    reader.refuse(calls[0]?.place ?? 'stop_times.txt', 'the first and the last stop of a trip must have times')
  }
  let latest = 0
  let sequence = -1
  for (const call of calls) {
    if (call.sequence === sequence) reader.refuse(call.place, `got stop_sequence ${sequence} twice in ${call.tripId}`)
    const arrival = call.arrival ?? latest
    const departure = call.departure ?? arrival
    if (arrival < latest || departure < arrival) reader.refuse(call.place, `time goes back within trip ${call.tripId}`)
    latest = departure
    sequence = call.sequence
  }
}

/** GTFS lets a publisher leave out times between timepoints; the stops between share the time evenly. */
function interpolate(calls: readonly Call[], index: number): number {
  const before = calls.findLastIndex((call, position) => position < index && call.departure !== null)
  const after = calls.findIndex((call, position) => position > index && call.arrival !== null)
  const start = calls[before]?.departure ?? 0
  const end = calls[after]?.arrival ?? start
  return Math.round(start + ((end - start) * (index - before)) / (after - before))
}
