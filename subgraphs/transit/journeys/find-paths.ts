import type { Path, Question, Raptor } from './raptor.ts'
import type { StopSchedule } from './schedule.ts'
import type { Timetable } from './timetable.ts'

const MINUTE = 60
/** Nothing within a day of the departure asked for is no answer (contract: NoItinerary). */
const HORIZON_SECONDS = 24 * 60 * MINUTE
/** How long after the first way found others may set out: a person choosing looks about an hour ahead. */
const WINDOW_SECONDS = 60 * MINUTE
/** How many further searches may look for another control point or another network. */
const DETOURS = 4

/** A date's timetable with its search engine, ready for any number of questions. */
export interface TimetableOfDay {
  readonly timetable: Timetable
  readonly raptor: Raptor
}

export interface PathQuestion {
  readonly origin: number
  readonly target: number
  /** Seconds since the date's regional midnight. */
  readonly departure: number
}

/**
 * Ways worth showing, not yet thinned out: the best over an hour of departures, then the best without the control
 * points used so far (or without the main network, where no boundary is crossed), and so on.
 */
export function findPaths(schedule: StopSchedule, day: TimetableOfDay, asked: PathQuestion): Path[] {
  const question = openQuestion(schedule, asked)
  const first = day.raptor.search(question).at(-1)
  if (!first) return []
  const start = Math.max(asked.departure, startOf(day.timetable, first, question))
  const departures = departuresFrom(day.timetable, question, { from: asked.departure, to: start + WINDOW_SECONDS })
  return searchAround(day, { ...question, departures })
}

/** When the traveller must set out for this path: as late as its first ride allows. */
export function startOf(timetable: Timetable, path: Pick<Path, 'parts'>, question: Question): number {
  const [first, second] = path.parts
  const ride = first?.kind === 'ride' ? first : second
  const asked = question.departures.at(-1) ?? 0
  if (ride?.kind !== 'ride') return asked
  const access = first?.kind === 'walk' ? (timetable.walkSeconds[first.walk] ?? 0) : question.accessSeconds
  return departureOf(timetable, ride) - access
}

export function departureOf(timetable: Timetable, ride: { line: number; run: number; boardPlace: number }): number {
  return timetable.departures[callOf(timetable, ride, ride.boardPlace)] ?? 0
}

export function arrivalOf(timetable: Timetable, ride: { line: number; run: number; alightPlace: number }): number {
  return timetable.arrivals[callOf(timetable, ride, ride.alightPlace)] ?? 0
}

export function openQuestion(schedule: StopSchedule, asked: PathQuestion): Question {
  return {
    origin: asked.origin,
    target: asked.target,
    departures: [asked.departure],
    before: asked.departure + HORIZON_SECONDS,
    accessSeconds: schedule.gates.get(asked.origin)?.inward.seconds ?? 0,
    egressSeconds: schedule.gates.get(asked.target)?.outward.seconds ?? 0,
  }
}

function callOf(timetable: Timetable, ride: { line: number; run: number }, place: number): number {
  const { lineStart, timeStart } = timetable
  const length = (lineStart[ride.line + 1] ?? 0) - (lineStart[ride.line] ?? 0)
  return (timeStart[ride.line] ?? 0) + ride.run * length + place
}

/** Every moment in the window at which setting out catches some vehicle, latest first; the window's start is the last. */
function departuresFrom(timetable: Timetable, question: Question, window: { from: number; to: number }): number[] {
  const moments = new Set([window.from])
  for (const { stop, seconds } of accessStops(timetable, question)) {
    for (let index = timetable.stopStart[stop] ?? 0; index < (timetable.stopStart[stop + 1] ?? 0); index++) {
      const line = timetable.stopLines[index] ?? 0
      const runs = timetable.lines[line]?.runs.length ?? 0
      for (let run = 0; run < runs; run++) {
        const ride = { line, run, boardPlace: timetable.stopPlaces[index] ?? 0 }
        const moment = departureOf(timetable, ride) - seconds
        if (moment > window.from && moment <= window.to) moments.add(moment)
      }
    }
  }
  return [...moments].toSorted((a, b) => b - a)
}

function accessStops(timetable: Timetable, question: Question): { stop: number; seconds: number }[] {
  const { walkStart, walks } = timetable
  const around = walks.slice(walkStart[question.origin], walkStart[question.origin + 1])
  return [
    { stop: question.origin, seconds: question.accessSeconds },
    ...around.map((walk) => ({ stop: walk.to, seconds: walk.seconds })),
  ]
}

function searchAround(day: TimetableOfDay, question: Question): Path[] {
  const found = day.raptor.search(question)
  const closed = {
    walks: new Uint8Array(day.timetable.walks.length),
    lines: new Uint8Array(day.timetable.lines.length),
  }
  let latest = found
  for (let detour = 0; detour < DETOURS && latest.length && close(day.timetable, latest, closed); detour++) {
    latest = day.raptor.search({ ...question, closedWalks: closed.walks, closedLines: closed.lines })
    found.push(...latest)
  }
  return found
}

/** Closes the control points these paths use or, where they use none, the network of the longest ride. */
function close(
  timetable: Timetable,
  paths: readonly Path[],
  closed: { walks: Uint8Array; lines: Uint8Array },
): boolean {
  const parts = paths.flatMap((path) => path.parts)
  const controlPoints = new Set(
    parts.flatMap((part) => (part.kind === 'walk' ? (timetable.walks[part.walk]?.transfer.controlPointId ?? []) : [])),
  )
  for (const [index, walk] of timetable.walks.entries()) {
    if (walk.transfer.controlPointId && controlPoints.has(walk.transfer.controlPointId)) closed.walks[index] = 1
  }
  if (controlPoints.size) return true
  const network = mainNetwork(timetable, paths)
  for (const [index, line] of timetable.lines.entries()) if (line.networkId === network) closed.lines[index] = 1
  return network !== undefined
}

function mainNetwork(timetable: Timetable, paths: readonly Path[]): string | undefined {
  const rides = paths.flatMap((path) => path.parts).filter((part) => part.kind === 'ride')
  const lengths = rides.map((ride) => ({
    seconds: arrivalOf(timetable, ride) - departureOf(timetable, ride),
    networkId: timetable.lines[ride.line]?.networkId,
  }))
  return lengths.toSorted((a, b) => b.seconds - a.seconds)[0]?.networkId
}
