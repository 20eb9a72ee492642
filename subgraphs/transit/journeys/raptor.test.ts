import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Feed, StopTimeRow, TransferRow } from '../feed-data.ts'
import { emptyTables } from '../feed-data.ts'
import { groupPatterns } from './patterns.ts'
import type { Path } from './raptor.ts'
import { MAX_RIDES, Raptor } from './raptor.ts'
import type { Schedule, Timetable, Walk } from './timetable.ts'
import { buildTimetable } from './timetable.ts'

const DATE = '2026-11-23'
const DAY = 86_400
const BEFORE = 2 * DAY
const STOPS = 7
/** All times fall on five minutes, so that a vehicle is often caught just as it leaves. */
const BEAT = 300

interface Trip {
  readonly stops: readonly number[]
  readonly start: number
  readonly hops: readonly { readonly ride: number; readonly dwell: number }[]
  readonly headway: number | null
  readonly runsEveryDay: boolean
  readonly closed: readonly { readonly noBoarding: boolean; readonly noAlighting: boolean }[]
}
interface Town {
  readonly trips: readonly Trip[]
  readonly walks: readonly { readonly from: number; readonly to: number; readonly seconds: number }[]
  readonly changes: readonly number[]
}

const beats = (max: number) => fc.integer({ min: 0, max }).map((count) => count * BEAT)
const stop = fc.integer({ min: 0, max: STOPS - 1 })
const trip: fc.Arbitrary<Trip> = fc.record({
  stops: fc.array(stop, { minLength: 2, maxLength: 5 }),
  start: fc.integer({ min: 0, max: 100 }).map((quarters) => quarters * 900),
  hops: fc.array(fc.record({ ride: fc.integer({ min: 0, max: 8 }), dwell: fc.integer({ min: 0, max: 1 }) }), {
    minLength: 5,
    maxLength: 5,
  }),
  headway: fc.option(fc.constantFrom(300, 900, 3600)),
  runsEveryDay: fc.boolean(),
  closed: fc.array(fc.record({ noBoarding: fc.boolean(), noAlighting: fc.boolean() }), { minLength: 5, maxLength: 5 }),
})
const town: fc.Arbitrary<Town> = fc.record({
  trips: fc.array(trip, { minLength: 1, maxLength: 8 }),
  walks: fc.array(fc.record({ from: stop, to: stop, seconds: beats(6) }), { maxLength: 5 }),
  changes: fc.array(fc.constantFrom(0, 300, 600), { minLength: STOPS, maxLength: STOPS }),
})

/** The town as a GTFS feed, so that expansion of days and headways is tested along with the search. */
function feedOf({ trips }: Town): Feed {
  return {
    ...emptyTables,
    id: 'town',
    version: '1',
    coveredFrom: null,
    coveredTo: null,
    trips: trips.map(({ runsEveryDay }, index) => ({
      id: `trip-${index}`,
      routeId: `route-${index % 3}`,
      serviceId: runsEveryDay ? 'daily' : 'monday',
      headsign: '',
      directionId: 0,
      timetableBasis: 'PUBLISHED',
      basisNote: '',
    })),
    stopTimes: trips.flatMap(stopTimesOf),
    frequencies: trips.flatMap(({ start, headway }, index) =>
      headway ? [{ tripId: `trip-${index}`, start, end: start + 5400, headwaySeconds: headway }] : [],
    ),
    calendars: [
      { serviceId: 'daily', weekdays: '1111111', startDate: '2026-01-01', endDate: '2026-12-31' },
      { serviceId: 'monday', weekdays: '1000000', startDate: '2026-01-01', endDate: '2026-12-31' },
    ],
  }
}

function stopTimesOf(trip: Trip, index: number): StopTimeRow[] {
  let clock = trip.start
  return trip.stops.map((stop, sequence) => {
    const hop = trip.hops[sequence]
    const arrival = clock + (sequence ? (hop?.ride ?? 0) * BEAT : 0)
    clock = arrival + (hop?.dwell ?? 0) * BEAT
    const closed = trip.closed[sequence]
    return {
      tripId: `trip-${index}`,
      sequence,
      stopId: `stop-${stop}`,
      arrival,
      departure: clock,
      canBoard: !closed?.noBoarding,
      canAlight: !closed?.noAlighting,
    }
  })
}

function walksOf({ walks }: Town): Walk[] {
  const transfer: TransferRow = {
    fromStopId: '',
    toStopId: '',
    seconds: 0,
    controlPointId: null,
    fromJurisdiction: null,
    toJurisdiction: null,
    basisNote: '',
  }
  return walks.filter(({ from, to }) => from !== to).map((walk) => ({ ...walk, transfer }))
}

function timetableOf(town: Town, stopCount = STOPS): Timetable {
  const stopIndex = new Map(Array.from({ length: stopCount }, (_, index) => [`stop-${index}`, index]))
  const schedule: Schedule = {
    stopCount,
    patterns: groupPatterns(feedOf(town), stopIndex),
    walks: walksOf(town),
    changeSeconds: Int32Array.from(town.changes),
    networkOf: (routeId) => routeId,
  }
  return buildTimetable(schedule, DATE)
}

interface Call {
  readonly stop: number
  readonly arrival: number
  readonly departure: number
  readonly canBoard: boolean
  readonly canAlight: boolean
}

/** Every vehicle run of yesterday, today and tomorrow, written out by hand from the town itself. */
function runsOf(town: Town): Call[][] {
  return town.trips.flatMap((trip, index) =>
    [-1, 0, 1]
      .filter((day) => trip.runsEveryDay || day === 0)
      .flatMap((day) => {
        const calls = stopTimesOf(trip, index)
        const first = calls[0]?.departure ?? 0
        const starts = []
        for (let at = trip.start; trip.headway && at < trip.start + 5400; at += trip.headway) starts.push(at - first)
        return (trip.headway ? starts : [0]).map((shift) =>
          calls.map((call, place) => ({
            ...call,
            stop: trip.stops[place] ?? 0,
            arrival: call.arrival + shift + day * DAY,
            departure: call.departure + shift + day * DAY,
          })),
        )
      }),
  )
}

/** Earliest readiness at every stop after 0, 1, 2… rides, by trying every run from every stop: slow and plain. */
function bruteForce(town: Town, from: { origin: number; target: number; departure: number }): number[][] {
  const runs = runsOf(town)
  const walks = walksOf(town)
  const nowhere = () => Array.from({ length: STOPS }, () => Number.POSITIVE_INFINITY)
  const start = nowhere()
  start[from.origin] = from.departure
  for (const walk of walks) if (walk.from === from.origin) lower(start, walk.to, from.departure + walk.seconds)
  const rounds = [start]
  for (let ride = 1; ride <= MAX_RIDES; ride++) {
    const before = rounds[ride - 1] ?? nowhere()
    const arrivals = nowhere()
    for (const run of runs) rideOn(run, before, arrivals)
    const ready = [...before]
    for (const [stop, arrival] of arrivals.entries()) {
      lower(ready, stop, arrival + (stop === from.target ? 0 : (town.changes[stop] ?? 0)))
      for (const walk of walks) if (walk.from === stop) lower(ready, walk.to, arrival + walk.seconds)
    }
    rounds.push(ready)
  }
  return rounds
}

function rideOn(run: readonly Call[], ready: readonly number[], arrivals: number[]): void {
  for (const [place, boarding] of run.entries()) {
    if (!boarding.canBoard || boarding.departure < (ready[boarding.stop] ?? 0)) continue
    for (const call of run.slice(place + 1)) if (call.canAlight) lower(arrivals, call.stop, call.arrival)
  }
}

function lower(times: number[], stop: number, time: number): void {
  if (time < (times[stop] ?? 0)) times[stop] = time
}

const question = fc.record({ origin: stop, target: stop, departure: beats(DAY / BEAT - 1) })
const asked = (one: { origin: number; target: number }, departures: readonly number[]) => ({
  origin: one.origin,
  target: one.target,
  departures,
  before: BEFORE,
  accessSeconds: 0,
  egressSeconds: 0,
})

test('for every number of rides the search arrives exactly when trying every vehicle by hand does', () => {
  fc.assert(
    fc.property(town, fc.array(question, { minLength: 1, maxLength: 4 }), (town, questions) => {
      // One engine for all questions: nothing of one search may be left to the next.
      const raptor = new Raptor(timetableOf(town))
      for (const one of questions.filter(({ origin, target }) => origin !== target)) {
        raptor.search(asked(one, [one.departure]))
        const oracle = bruteForce(town, one)
        for (let rides = 0; rides <= MAX_RIDES; rides++) {
          const expected = oracle[rides]?.[one.target] ?? BEFORE
          expect(raptor.earliestArrival(one.target, rides)).toBe(Math.min(expected, BEFORE))
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('over a range of departures the search finds exactly the ways that no other beats', () => {
  fc.assert(
    fc.property(
      town,
      question,
      fc.uniqueArray(beats(DAY / BEAT - 1), { minLength: 1, maxLength: 6 }),
      (town, one, times) => {
        fc.pre(one.origin !== one.target)
        const departures = times.toSorted((a, b) => b - a)
        const paths = new Raptor(timetableOf(town)).search(asked(one, departures))
        const expected = departures.flatMap((departure) =>
          (bruteForce(town, { ...one, departure }) ?? []).flatMap((round, rides) => {
            const arrival = round[one.target] ?? BEFORE
            return arrival < BEFORE ? [{ departure, rides, arrival }] : []
          }),
        )
        const unbeaten = expected.filter(
          (way) =>
            !expected.some(
              (other) =>
                other.departure >= way.departure &&
                other.rides <= way.rides &&
                other.arrival <= way.arrival &&
                (other.departure > way.departure || other.rides < way.rides || other.arrival < way.arrival),
            ),
        )
        expect(paths.map((path) => `${path.rides} ${path.arrival}`).toSorted()).toEqual(
          unbeaten.map((way) => `${way.rides} ${way.arrival}`).toSorted(),
        )
      },
    ),
    { numRuns: 300 },
  )
})

test('every way found can be travelled: it joins up, waits nowhere for a vehicle already gone, and ends when it says', () => {
  fc.assert(
    fc.property(town, question, (town, one) => {
      fc.pre(one.origin !== one.target)
      const timetable = timetableOf(town)
      for (const path of new Raptor(timetable).search(asked(one, [one.departure]))) {
        expect(travel(timetable, path, one)).toEqual({ stop: one.target, clock: path.arrival })
      }
    }),
    { numRuns: 300 },
  )
})

/** Follows a path vehicle by vehicle with a watch in the hand. */
function travel(timetable: Timetable, path: Path, start: { origin: number; departure: number }) {
  let { origin: stop, departure: clock } = start
  let change = 0
  for (const part of path.parts) {
    if (part.kind === 'walk') {
      const walk = timetable.walks[part.walk]
      expect(walk?.from).toBe(stop)
      stop = walk?.to ?? -1
      clock += walk?.seconds ?? 0
      change = 0
      continue
    }
    const first = timetable.lineStart[part.line] ?? 0
    const length = (timetable.lineStart[part.line + 1] ?? 0) - first
    const times = (timetable.timeStart[part.line] ?? 0) + part.run * length
    expect(timetable.lineStops[first + part.boardPlace]).toBe(stop)
    expect(timetable.canBoard[first + part.boardPlace]).toBe(1)
    expect(timetable.canAlight[first + part.alightPlace]).toBe(1)
    expect(part.alightPlace).toBeGreaterThan(part.boardPlace)
    expect(timetable.departures[times + part.boardPlace]).toBeGreaterThanOrEqual(clock + change)
    stop = timetable.lineStops[first + part.alightPlace] ?? -1
    clock = timetable.arrivals[times + part.alightPlace] ?? -1
    change = timetable.changeSeconds[stop] ?? 0
  }
  return { stop, clock }
}

test('a search that gives up after the last allowed ride leaves the next one unharmed', () => {
  const hop = { ride: 2, dwell: 0 }
  const trips = Array.from({ length: MAX_RIDES + 3 }, (_, from): Trip => {
    return { stops: [from, from + 1], start: 0, hops: [hop, hop], headway: 300, runsEveryDay: true, closed: [] }
  })
  const stopCount = trips.length + 1
  const raptor = new Raptor(timetableOf({ trips, walks: [], changes: trips.map(() => 0) }, stopCount))
  const ask = (origin: number, target: number) =>
    raptor.search(asked({ origin, target }, [0])).map((path) => path.rides)
  for (let again = 0; again < 2; again++) {
    expect(ask(0, MAX_RIDES)).toEqual([MAX_RIDES])
    expect(ask(0, MAX_RIDES + 1)).toEqual([])
    expect(ask(MAX_RIDES, MAX_RIDES + 3)).toEqual([3])
  }
})
