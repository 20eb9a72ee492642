import { jurisdictionOf } from '../cities.ts'
import type { Feed, TransferRow } from '../feed-data.ts'
import type { Jurisdiction, Route, Stop } from '../records.ts'
import { openCalendar } from '../service-calendar.ts'
import { closeWalks } from './close-walks.ts'
import { groupPatterns } from './patterns.ts'
import type { Schedule, Walk } from './timetable.ts'

/** The schedule of all feeds together with the stops behind its numbers. */
export interface StopSchedule extends Schedule {
  readonly stops: readonly Stop[]
  readonly numberOf: ReadonlyMap<string, number>
  readonly gates: ReadonlyMap<number, Gate>
  readonly crossings: readonly Crossing[]
  /** Which services run on a date, as a text: dates with the same one have the same trips. */
  readonly servicesOn: (date: string) => string
  /** The first and last day with timetables; `undefined` where no feed has any. */
  readonly covered: { readonly from: string; readonly to: string } | undefined
}

/** A passage the feeds know: this control point, this way. */
export interface Crossing {
  readonly controlPointId: string
  readonly from: Jurisdiction
  readonly to: Jurisdiction
}

/**
 * The boundary inside a station: the platforms of West Kowloon, in Hong Kong, lie beyond clearance (co-location), so
 * a traveller who starts or ends there still passes it. Derived from the transfers to and from the stop.
 */
export interface Gate {
  readonly inward: TransferRow
  readonly outward: TransferRow
}

export function openSchedule(
  feeds: readonly Feed[],
  places: { stops: ReadonlyMap<string, Stop>; routes: ReadonlyMap<string, Route> },
): StopSchedule {
  const stops = [...places.stops.values()]
  const numberOf = new Map(stops.map((stop, index) => [stop.id, index]))
  const timed = feeds.filter((feed) => feed.trips.length)
  const transfers = feeds.flatMap((feed) => feed.transfers)
  const walks = transfers.flatMap((transfer) => walkOf(transfer, numberOf))
  return {
    stops,
    numberOf,
    stopCount: stops.length,
    patterns: timed.flatMap((feed) => groupPatterns(feed, numberOf)),
    walks: closeWalks(walks.filter((walk) => walk.from !== walk.to)),
    changeSeconds: changesOf(stops.length, walks),
    networkOf: (routeId) => places.routes.get(routeId)?.networkId ?? routeId,
    gates: gatesOf(stops, walks),
    crossings: crossingsOf(transfers),
    servicesOn: openServices(timed),
    covered: coveredBy(timed),
  }
}

function walkOf(transfer: TransferRow, numberOf: ReadonlyMap<string, number>): Walk[] {
  const from = numberOf.get(transfer.fromStopId)
  const to = numberOf.get(transfer.toStopId)
  return from === undefined || to === undefined ? [] : [{ from, to, seconds: transfer.seconds, transfer }]
}

/** A transfer from a stop to itself is the time to change vehicles there; without one, changing takes no time. */
function changesOf(stopCount: number, walks: readonly Walk[]): Int32Array {
  const changes = new Int32Array(stopCount)
  for (const { from, to, seconds } of walks) if (from === to) changes[from] = seconds
  return changes
}

function crossingsOf(transfers: readonly TransferRow[]): Crossing[] {
  return transfers.flatMap(({ controlPointId, fromJurisdiction, toJurisdiction }) =>
    controlPointId && fromJurisdiction && toJurisdiction
      ? [{ controlPointId, from: fromJurisdiction, to: toJurisdiction }]
      : [],
  )
}

function openServices(feeds: readonly Feed[]): (date: string) => string {
  const services = feeds.map((feed) => ({
    ids: [...new Set(feed.trips.map((trip) => trip.serviceId))],
    isServiceOn: openCalendar(feed),
  }))
  return (date) =>
    services.flatMap(({ ids, isServiceOn }) => ids.map((id) => (isServiceOn(id, date) ? '1' : '0'))).join('')
}

function gatesOf(stops: readonly Stop[], walks: readonly Walk[]): ReadonlyMap<number, Gate> {
  const gates = stops.flatMap((stop, number): [number, Gate][] => {
    const own = jurisdictionOf(stop.cityId)
    const inward = shortest(walks, (walk) => walk.to === number && leads(walk.transfer, own, 'from'))
    const outward = shortest(walks, (walk) => walk.from === number && leads(walk.transfer, own, 'to'))
    return inward && outward ? [[number, { inward, outward }]] : []
  })
  return new Map(gates)
}

/** Whether the passage's near end is the stop's own territory: then its far end, where the stop is, is beyond it. */
function leads(transfer: TransferRow, own: Jurisdiction | undefined, end: 'from' | 'to'): boolean {
  const near = end === 'from' ? transfer.fromJurisdiction : transfer.toJurisdiction
  return transfer.controlPointId !== null && near === own
}

function shortest(walks: readonly Walk[], isFit: (walk: Walk) => boolean): TransferRow | undefined {
  return walks.filter(isFit).toSorted((a, b) => a.seconds - b.seconds)[0]?.transfer
}

function coveredBy(feeds: readonly Feed[]) {
  const first = feeds.flatMap((feed) => feed.coveredFrom ?? []).toSorted()[0]
  const last = feeds
    .flatMap((feed) => feed.coveredTo ?? [])
    .toSorted()
    .at(-1)
  return first && last ? { from: first, to: last } : undefined
}
