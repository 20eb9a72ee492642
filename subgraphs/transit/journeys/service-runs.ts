import { addDays } from '../../../kit/clock.ts'
import type { Pattern, TripTemplate } from './patterns.ts'

const DAY_SECONDS = 86_400
/** The days a search may touch: yesterday's trips that run past midnight, today's, and tomorrow's first ones. */
export const DAY_OFFSETS = [-1, 0, 1]

/** One vehicle run: a template moved by `shift` seconds onto the time axis of the searched date. */
export interface Run {
  readonly template: TripTemplate
  readonly shift: number
}

/**
 * All runs of a pattern around a date, split into groups in which no run overtakes another (RAPTOR needs that) and
 * each in order of departure. Second 0 is the date's regional midnight.
 */
export function runsAround(pattern: Pattern, date: string): readonly (readonly Run[])[] {
  const runs = DAY_OFFSETS.flatMap((offset) => runsOn(pattern, addDays(date, offset), offset * DAY_SECONDS))
  return splitOvertaking(runs.filter((run) => lastArrival(run) >= 0).toSorted(byDeparture))
}

function runsOn(pattern: Pattern, serviceDate: string, dayShift: number): Run[] {
  return pattern.templates
    .filter((template) => template.runsOn(serviceDate))
    .flatMap((template) => shiftsOf(template).map((shift) => ({ template, shift: shift + dayShift })))
}

/** Headway service (exact_times=0) is taken to leave at the start of its period and then every headway. */
function shiftsOf(template: TripTemplate): number[] {
  if (!template.frequencies.length) return [0]
  const first = template.departures[0] ?? 0
  return template.frequencies.flatMap(({ start, end, headwaySeconds }) =>
    Array.from({ length: Math.ceil((end - start) / headwaySeconds) }, (_, k) => start + k * headwaySeconds - first),
  )
}

function byDeparture(a: Run, b: Run): number {
  return firstDeparture(a) - firstDeparture(b) || lastArrival(a) - lastArrival(b)
}

function splitOvertaking(runs: readonly Run[]): Run[][] {
  const groups: Run[][] = []
  for (const run of runs) {
    const group = groups.find((candidate) => isBehind(run, candidate.at(-1)))
    if (group) group.push(run)
    else groups.push([run])
  }
  return groups
}

function isBehind(run: Run, before: Run | undefined): boolean {
  if (!before) return true
  if (run.template === before.template) return run.shift >= before.shift
  return run.template.arrivals.every(
    (arrival, index) =>
      arrival + run.shift >= (before.template.arrivals[index] ?? 0) + before.shift &&
      (run.template.departures[index] ?? 0) + run.shift >= (before.template.departures[index] ?? 0) + before.shift,
  )
}

function firstDeparture(run: Run): number {
  return (run.template.departures[0] ?? 0) + run.shift
}

function lastArrival(run: Run): number {
  return (run.template.arrivals.at(-1) ?? 0) + run.shift
}
