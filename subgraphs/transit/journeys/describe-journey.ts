import type { Instant } from '../../../kit/clock.ts'
import { startOfRegionalDay } from '../../../kit/clock.ts'
import { invariant } from '../../../kit/errors.ts'
import type { TransferRow } from '../feed-data.ts'
import type { BoundaryCrossing, Journey, Leg, Route, Stop } from '../records.ts'
import { describeCrossing } from './crossing-token.ts'
import type { TimetableOfDay } from './find-paths.ts'
import { arrivalOf, departureOf, startOf } from './find-paths.ts'
import { identifyJourney } from './itinerary-token.ts'
import type { Path, Question, RidePart } from './raptor.ts'
import type { StopSchedule } from './schedule.ts'

/** What a path's numbers stand for. */
export interface PathSetting {
  readonly schedule: StopSchedule
  readonly routes: ReadonlyMap<string, Route>
  readonly day: TimetableOfDay
  readonly date: string
  readonly question: Question
}

/** A path as a traveller reads it: legs with names and instants, crossings included. */
export function describeJourney(setting: PathSetting, path: Omit<Path, 'arrival'>): Journey {
  const { timetable } = setting.day
  const legs: Leg[] = []
  let clock = startOf(timetable, path, setting.question)
  const inward = setting.schedule.gates.get(setting.question.origin)?.inward
  if (inward && path.parts[0]?.kind === 'ride') {
    legs.push(describeGate(setting, setting.question.origin, inward, clock))
  }
  for (const [index, part] of path.parts.entries()) {
    if (part.kind === 'ride') legs.push(describeRide(setting, part))
    else legs.push(describeWalk(setting, part.walk, { clock, isEnd: isEndOf(path, index) }))
    clock = secondsAt(setting, legs.at(-1)?.arrival ?? 0)
  }
  const outward = setting.schedule.gates.get(setting.question.target)?.outward
  if (outward && path.parts.at(-1)?.kind === 'ride') {
    legs.push(describeGate(setting, setting.question.target, outward, clock))
  }
  return assemble(legs, path.rides)
}

function assemble(legs: readonly Leg[], rides: number): Journey {
  const departure = legs.at(0)?.departure
  const arrival = legs.at(-1)?.arrival
  invariant(departure !== undefined && arrival !== undefined && departure <= arrival, 'a journey goes forward in time')
  return { id: identifyJourney(legs), departure, arrival, transferCount: Math.max(0, rides - 1), legs }
}

function describeRide(setting: PathSetting, ride: RidePart): Leg {
  const { timetable } = setting.day
  const line = timetable.lines[ride.line]
  const template = line?.runs[ride.run]?.template
  const start = timetable.lineStart[ride.line] ?? 0
  const route = setting.routes.get(line?.routeId ?? '')
  invariant(route && template, 'a ride has its route and its trip')
  return {
    mode: route.mode,
    route,
    tripId: template.trip.id,
    headsign: template.headsign,
    from: stopAt(setting, timetable.lineStops[start + ride.boardPlace]),
    to: stopAt(setting, timetable.lineStops[start + ride.alightPlace]),
    departure: instantAt(setting, departureOf(timetable, ride)),
    arrival: instantAt(setting, arrivalOf(timetable, ride)),
    intermediateStopCount: ride.alightPlace - ride.boardPlace - 1,
    timetableBasis: template.trip.timetableBasis,
    basisNote: template.trip.basisNote,
    crossing: null,
  }
}

type PathEnd = 'origin' | 'target' | null

function isEndOf(path: Pick<Path, 'parts'>, index: number): PathEnd {
  if (index === 0) return 'origin'
  return index === path.parts.length - 1 ? 'target' : null
}

function describeWalk(setting: PathSetting, number: number, at: { clock: number; isEnd: PathEnd }): Leg {
  const walk = setting.day.timetable.walks[number]
  invariant(walk, 'a walk of a path is in the timetable')
  const departure = instantAt(setting, at.clock)
  // Whoever starts in, or goes to, the part of the station before clearance does not pass it.
  const staysOutside =
    (at.isEnd === 'origin' && setting.schedule.gates.has(walk.from)) ||
    (at.isEnd === 'target' && setting.schedule.gates.has(walk.to))
  return {
    ...walkingLeg(stopAt(setting, walk.from), stopAt(setting, walk.to), walk.transfer.basisNote),
    departure,
    arrival: departure + walk.seconds * 1000,
    crossing: staysOutside ? null : crossingOf(walk.transfer, departure),
  }
}

function describeGate(setting: PathSetting, stopNumber: number, transfer: TransferRow, clock: number): Leg {
  const stop = stopAt(setting, stopNumber)
  const departure = instantAt(setting, clock)
  return {
    ...walkingLeg(stop, stop, transfer.basisNote),
    departure,
    arrival: departure + transfer.seconds * 1000,
    crossing: crossingOf(transfer, departure),
  }
}

function walkingLeg(from: Stop, to: Stop, basisNote: string) {
  return {
    mode: 'WALK' as const,
    route: null,
    tripId: null,
    headsign: null,
    from,
    to,
    intermediateStopCount: 0,
    timetableBasis: 'ESTIMATED' as const,
    basisNote,
  }
}

function crossingOf(transfer: TransferRow, at: Instant): BoundaryCrossing | null {
  const { controlPointId, fromJurisdiction: from, toJurisdiction: to } = transfer
  return controlPointId && from && to ? describeCrossing({ controlPointId, from, to, at }) : null
}

function stopAt(setting: PathSetting, number: number | undefined): Stop {
  const stop = setting.schedule.stops[number ?? -1]
  invariant(stop, 'a stop of a path is in the schedule')
  return stop
}

function instantAt(setting: PathSetting, seconds: number): Instant {
  return startOfRegionalDay(setting.date) + seconds * 1000
}

function secondsAt(setting: PathSetting, instant: Instant): number {
  return (instant - startOfRegionalDay(setting.date)) / 1000
}
