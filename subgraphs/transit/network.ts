import type { FareTable } from './fares/fare-table.ts'
import { openFareTable } from './fares/fare-table.ts'
import type { Feed } from './feed-data.ts'
import type { StopSchedule } from './journeys/schedule.ts'
import { openSchedule } from './journeys/schedule.ts'
import type { Operator, Route, Stop } from './records.ts'
import { modeOf } from './route-mode.ts'
import type { NameOf } from './translated-names.ts'
import { namesOf } from './translated-names.ts'

/** Everything the imported feeds say, indexed for reading; rebuilt as a whole when a feed changes. */
export interface Network {
  /** Changes whenever any feed does. */
  readonly version: string
  readonly stops: ReadonlyMap<string, Stop>
  readonly operators: ReadonlyMap<string, Operator>
  readonly routes: ReadonlyMap<string, Route>
  readonly routesOfStop: ReadonlyMap<string, readonly Route[]>
  readonly routesOfOperator: ReadonlyMap<string, readonly Route[]>
  /** In the order of travel, of the outbound trip with most stops. */
  readonly stopsOfRoute: ReadonlyMap<string, readonly Stop[]>
  readonly operatorsOfCity: ReadonlyMap<string, readonly Operator[]>
  readonly schedule: StopSchedule
  readonly fares: FareTable
}

/** Merges feeds, the first taking precedence: where two bring the same stop, route or operator, the first one counts. */
export function openNetwork(feeds: readonly Feed[]): Network {
  const stops = firstById(feeds.flatMap((feed) => readStops(feed)))
  const operators = firstById(feeds.flatMap((feed) => readOperators(feed)))
  const routes = firstById(feeds.flatMap((feed) => readRoutes(feed)))
  const stopsOfRoute = orderStops(feeds, stops)
  const routesOfStop = invert(feeds, routes)
  return {
    version: feeds.map((feed) => `${feed.id}@${feed.version}`).join(' '),
    stops,
    operators,
    routes,
    stopsOfRoute,
    routesOfStop,
    routesOfOperator: Map.groupBy(routes.values(), (route) => route.operatorId),
    operatorsOfCity: groupOperators({ stops, operators, routesOfStop }),
    schedule: openSchedule(feeds, { stops, routes }),
    fares: openFareTable(feeds, { stops, operators, routes }),
  }
}

function firstById<R extends { readonly id: string }>(rows: readonly R[]): ReadonlyMap<string, R> {
  const byId = new Map<string, R>()
  for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, row)
  return byId
}

function readStops(feed: Feed): Stop[] {
  const nameOf: NameOf = namesOf(feed, 'stops')
  return feed.stops.flatMap(({ id, name, latitude, longitude, cityId }) =>
    latitude === null || longitude === null ? [] : [{ id, name: nameOf(id, name), latitude, longitude, cityId }],
  )
}

function readOperators(feed: Feed): Operator[] {
  const nameOf = namesOf(feed, 'agency')
  return feed.agencies.map(({ id, name, cityId }) => ({ id, name: nameOf(id, name), cityId }))
}

function readRoutes(feed: Feed): Route[] {
  const nameOf = namesOf(feed, 'routes')
  return feed.routes.map(({ id, shortName, longName, agencyId, networkId, routeType }) => ({
    id,
    shortName,
    name: nameOf(id, longName),
    mode: modeOf(routeType),
    operatorId: agencyId,
    networkId,
  }))
}

/** The contract's bounds. */
const STOPS_OF_ROUTE = 100
const OPERATORS_OF_CITY = 40

function orderStops(feeds: readonly Feed[], stops: ReadonlyMap<string, Stop>): ReadonlyMap<string, readonly Stop[]> {
  const orders = new Map<string, readonly Stop[]>()
  for (const feed of feeds) {
    const calls = Map.groupBy(feed.stopTimes, (row) => row.tripId)
    const outboundFirst = feed.trips.toSorted(
      (a, b) => a.directionId - b.directionId || (calls.get(b.id)?.length ?? 0) - (calls.get(a.id)?.length ?? 0),
    )
    for (const trip of outboundFirst) {
      const order = (calls.get(trip.id) ?? []).flatMap((call) => stops.get(call.stopId) ?? [])
      if (!orders.has(trip.routeId)) orders.set(trip.routeId, order.slice(0, STOPS_OF_ROUTE))
    }
  }
  return orders
}

function invert(feeds: readonly Feed[], routes: ReadonlyMap<string, Route>): ReadonlyMap<string, readonly Route[]> {
  const idsOfStop = new Map<string, Set<string>>()
  for (const feed of feeds) {
    const routeOfTrip = new Map(feed.trips.map((trip) => [trip.id, trip.routeId]))
    for (const { stopId, tripId } of feed.stopTimes) {
      const ids = idsOfStop.get(stopId) ?? new Set()
      idsOfStop.set(stopId, ids.add(routeOfTrip.get(tripId) ?? ''))
    }
  }
  return new Map(
    [...idsOfStop].map(([stopId, ids]) => [stopId, [...ids].toSorted().flatMap((id) => routes.get(id) ?? [])]),
  )
}

function groupOperators(network: Pick<Network, 'stops' | 'operators' | 'routesOfStop'>) {
  const idsOfCity = new Map<string, Set<string>>()
  for (const stop of network.stops.values()) {
    const ids = idsOfCity.get(stop.cityId) ?? new Set<string>()
    for (const route of network.routesOfStop.get(stop.id) ?? []) ids.add(route.operatorId)
    idsOfCity.set(stop.cityId, ids)
  }
  return new Map(
    [...idsOfCity].map(([cityId, ids]) => {
      const operators = [...network.operators.values()].filter(({ id }) => ids.has(id))
      return [cityId, operators.slice(0, OPERATORS_OF_CITY)]
    }),
  )
}
