import type { TransferRow } from '../feed-data.ts'
import type { Pattern } from './patterns.ts'
import type { Run } from './service-runs.ts'
import { runsAround } from './service-runs.ts'

/** What a search needs of the network, whatever the date. */
export interface Schedule {
  readonly stopCount: number
  readonly patterns: readonly Pattern[]
  /** Walks between two stops, by number of stop. */
  readonly walks: readonly Walk[]
  /** Seconds to change vehicles within a stop, one a stop. */
  readonly changeSeconds: Int32Array
  /** The network of each route. */
  readonly networkOf: (routeId: string) => string
}

export interface Walk {
  readonly from: number
  readonly to: number
  readonly seconds: number
  readonly transfer: TransferRow
}

/** A pattern's runs of a few days: all with the same stops, none overtaking another. */
export interface Line {
  readonly routeId: string
  readonly networkId: string
  readonly runs: readonly Run[]
}

/**
 * The timetable around one date in the flat arrays RAPTOR walks through (Delling, Pagh and Werneck, "Round-Based Public
 * Transit Routing", 2012, section 4). Times are seconds since the date's regional midnight.
 */
export interface Timetable {
  readonly stopCount: number
  readonly lines: readonly Line[]
  /** Line `l` calls at `lineStops[lineStart[l]]` up to `lineStart[l + 1]`. */
  readonly lineStart: Int32Array
  readonly lineStops: Int32Array
  readonly canBoard: Uint8Array
  readonly canAlight: Uint8Array
  /** Run `r` of line `l` has its times from `timeStart[l] + r * (stops of l)`. */
  readonly timeStart: Int32Array
  readonly arrivals: Int32Array
  readonly departures: Int32Array
  /** The lines at stop `s`, each with the place of the call: from `stopStart[s]` up to `stopStart[s + 1]`. */
  readonly stopStart: Int32Array
  readonly stopLines: Int32Array
  readonly stopPlaces: Int32Array
  /** The walks from stop `s`: `walkOrder[walkStart[s]]` up to `walkStart[s + 1]` are numbers of `walks`. */
  readonly walkStart: Int32Array
  readonly walkTo: Int32Array
  readonly walkSeconds: Int32Array
  readonly walks: readonly Walk[]
  readonly changeSeconds: Int32Array
}

/** Expands a schedule for searches that start on `date` (`YYYY-MM-DD`). */
export function buildTimetable(schedule: Schedule, date: string): Timetable {
  const lines = schedule.patterns.flatMap((pattern) => runsAround(pattern, date).map((runs) => ({ pattern, runs })))
  const lineStart = offsets(lines.map(({ pattern }) => pattern.stops.length))
  const timeStart = offsets(lines.map(({ pattern, runs }) => pattern.stops.length * runs.length))
  const walks = schedule.walks.toSorted((a, b) => a.from - b.from || a.seconds - b.seconds)
  return {
    stopCount: schedule.stopCount,
    lines: lines.map(({ pattern, runs }) => ({
      routeId: pattern.routeId,
      networkId: schedule.networkOf(pattern.routeId),
      runs,
    })),
    lineStart,
    lineStops: Int32Array.from(lines.flatMap(({ pattern }) => pattern.stops)),
    canBoard: Uint8Array.from(lines.flatMap(({ pattern }) => pattern.canBoard.map(Number))),
    canAlight: Uint8Array.from(lines.flatMap(({ pattern }) => pattern.canAlight.map(Number))),
    timeStart,
    arrivals: flatTimes(lines, timeStart, 'arrivals'),
    departures: flatTimes(lines, timeStart, 'departures'),
    ...linesAtStops(schedule.stopCount, lines),
    walkStart: offsets(countsOf(schedule.stopCount, walks)),
    walkTo: Int32Array.from(walks, (walk) => walk.to),
    walkSeconds: Int32Array.from(walks, (walk) => walk.seconds),
    walks,
    changeSeconds: schedule.changeSeconds,
  }
}

interface Expanded {
  readonly pattern: Pattern
  readonly runs: readonly Run[]
}

function offsets(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1)
  for (const [index, length] of lengths.entries()) starts[index + 1] = (starts[index] ?? 0) + length
  return starts
}

function flatTimes(lines: readonly Expanded[], timeStart: Int32Array, kind: 'arrivals' | 'departures'): Int32Array {
  const times = new Int32Array(timeStart.at(-1) ?? 0)
  let position = 0
  for (const { runs } of lines) {
    for (const { template, shift } of runs) for (const time of template[kind]) times[position++] = time + shift
  }
  return times
}

function linesAtStops(stopCount: number, lines: readonly Expanded[]) {
  const calls = lines.flatMap(({ pattern }, line) => pattern.stops.map((from, place) => ({ from, line, place })))
  calls.sort((a, b) => a.from - b.from || a.line - b.line || a.place - b.place)
  return {
    stopStart: offsets(countsOf(stopCount, calls)),
    stopLines: Int32Array.from(calls, (call) => call.line),
    stopPlaces: Int32Array.from(calls, (call) => call.place),
  }
}

function countsOf(stopCount: number, rows: readonly { readonly from: number }[]): number[] {
  const counts = new Array<number>(stopCount).fill(0)
  for (const { from } of rows) counts[from] = (counts[from] ?? 0) + 1
  return counts
}
