import type {
  AgencyRow,
  CalendarDateRow,
  CalendarRow,
  FrequencyRow,
  RouteRow,
  StopRow,
  TransferRow,
  TripRow,
} from '../feed-data.ts'
import { secondsOnFoot } from '../journeys/walking.ts'
import type { Cells } from './cells.ts'
import type { FeedReader } from './feed-reader.ts'
import { idsOf, reference } from './feed-reader.ts'
import { readStopTimes } from './parse-stop-times.ts'

/** What a feed without our own columns means by its silence. */
export interface ScheduleDefaults {
  readonly cityId: string
  readonly basisNote: string
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** The schedule half of GTFS (https://gtfs.org/documentation/schedule/reference/), references checked. */
export async function readSchedule(reader: FeedReader, defaults: ScheduleDefaults) {
  const agencies = await readAgencies(reader, defaults)
  const stops = await readStops(reader, defaults)
  const routes = await readRoutes(reader, agencies)
  const services = await readServices(reader)
  const trips = await readTrips(reader, routes, services.ids, defaults)
  const targets = { trips: idsOf(trips), stops: idsOf(stops) }
  const stopTimes = await readStopTimes(reader, targets)
  const frequencies = await readFrequencies(reader, targets.trips)
  const transfers = await readTransfers(reader, stops)
  const { calendars, calendarDates } = services
  return { agencies, stops, routes, trips, stopTimes, frequencies, calendars, calendarDates, transfers, services }
}

function readAgencies(reader: FeedReader, defaults: ScheduleDefaults): Promise<AgencyRow[]> {
  const needs = { columns: ['agency_id', 'agency_name'] }
  return reader.identified('agency.txt', needs, (cells) => ({
    id: cells.required('agency_id'),
    name: cells.required('agency_name'),
    cityId: cells.text('gba_city_id') || defaults.cityId,
  }))
}

function readStops(reader: FeedReader, defaults: ScheduleDefaults): Promise<StopRow[]> {
  const needs = { columns: ['stop_id', 'stop_name', 'stop_lat', 'stop_lon'] }
  return reader.identified('stops.txt', needs, (cells) => {
    // Entrances, generic nodes and boarding areas are no places that a trip calls at.
    if (['2', '3', '4'].includes(cells.text('location_type'))) return undefined
    return {
      id: cells.required('stop_id'),
      name: cells.required('stop_name'),
      latitude: cells.degrees('stop_lat', 90),
      longitude: cells.degrees('stop_lon', 180),
      cityId: cells.text('gba_city_id') || defaults.cityId,
    }
  })
}

function readRoutes(reader: FeedReader, agencies: readonly AgencyRow[]): Promise<RouteRow[]> {
  const target = { ids: idsOf(agencies), file: 'agency.txt' }
  const needs = { columns: ['route_id', 'agency_id', 'route_type'] }
  return reader.identified('routes.txt', needs, (cells) => {
    const shortName = cells.text('route_short_name')
    const longName = cells.text('route_long_name')
    if (!shortName && !longName) cells.refuse('got neither route_short_name nor route_long_name, wanted one of them')
    const id = cells.required('route_id')
    const routeType = cells.integer('route_type', { least: 0 })
    const agencyId = reference(cells, 'agency_id', target)
    return {
      id,
      agencyId,
      shortName: shortName || longName,
      longName: longName || shortName,
      routeType,
      networkId: cells.text('network_id') || id,
    }
  })
}

async function readServices(reader: FeedReader) {
  const calendarNeeds = { columns: ['service_id', ...WEEKDAYS, 'start_date', 'end_date'], isOptional: true }
  const calendars = await reader.rows('calendar.txt', calendarNeeds, (cells): CalendarRow => {
    const startDate = cells.date('start_date')
    const endDate = cells.date('end_date')
    if (endDate < startDate) cells.refuse(`got end_date ${endDate} before start_date ${startDate}`)
    const weekdays = WEEKDAYS.map((day) => cells.oneOf(day, ['0', '1'], 'required')).join('')
    return { serviceId: cells.required('service_id'), weekdays, startDate, endDate }
  })
  const dateNeeds = { columns: ['service_id', 'date', 'exception_type'], isOptional: true }
  const calendarDates = await reader.rows('calendar_dates.txt', dateNeeds, (cells): CalendarDateRow => {
    const runs = cells.oneOf('exception_type', ['1', '2'], 'required') === '1'
    return { serviceId: cells.required('service_id'), date: cells.date('date'), runs }
  })
  const ids = new Set([...calendars, ...calendarDates].map((row) => row.serviceId))
  if (!ids.size) reader.refuse('calendar.txt', 'got no service days, wanted calendar.txt or calendar_dates.txt')
  return { calendars, calendarDates, ids }
}

function readTrips(
  reader: FeedReader,
  routes: readonly RouteRow[],
  services: ReadonlySet<string>,
  defaults: ScheduleDefaults,
): Promise<TripRow[]> {
  const route = { ids: idsOf(routes), file: 'routes.txt' }
  const service = { ids: services, file: 'calendar.txt' }
  return reader.identified('trips.txt', { columns: ['route_id', 'service_id', 'trip_id'] }, (cells) => ({
    id: cells.required('trip_id'),
    routeId: reference(cells, 'route_id', route),
    serviceId: reference(cells, 'service_id', service),
    headsign: cells.text('trip_headsign'),
    directionId: cells.integer('direction_id', { least: 0, missing: 0 }),
    timetableBasis: cells.oneOf('gba_timetable_basis', ['PUBLISHED', 'ESTIMATED'], 'optional'),
    basisNote: cells.text('gba_basis_note') || defaults.basisNote,
  }))
}

function readFrequencies(reader: FeedReader, trips: ReadonlySet<string>): Promise<FrequencyRow[]> {
  const needs = { columns: ['trip_id', 'start_time', 'end_time', 'headway_secs'], isOptional: true }
  return reader.rows('frequencies.txt', needs, (cells) => {
    const start = cells.time('start_time')
    const end = cells.time('end_time')
    if (end <= start) cells.refuse(`got end_time ${cells.text('end_time')} not after start_time`)
    const tripId = reference(cells, 'trip_id', { ids: trips, file: 'trips.txt' })
    return { tripId, start, end, headwaySeconds: cells.integer('headway_secs', { least: 1 }) }
  })
}

function readTransfers(reader: FeedReader, stops: readonly StopRow[]): Promise<TransferRow[]> {
  const byId = new Map(stops.map((stop) => [stop.id, stop]))
  const needs = { columns: ['from_stop_id', 'to_stop_id'], isOptional: true }
  return reader.rows('transfers.txt', needs, (cells) => {
    // 3: not possible; 4 and 5: the traveller stays in the vehicle, or may not.
    if (['3', '4', '5'].includes(cells.text('transfer_type'))) return undefined
    const target = { ids: new Set(byId.keys()), file: 'stops.txt' }
    const from = byId.get(reference(cells, 'from_stop_id', target))
    const to = byId.get(reference(cells, 'to_stop_id', target))
    return from && to && readTransfer(cells, from, to)
  })
}

function readTransfer(cells: Cells, from: StopRow, to: StopRow): TransferRow {
  const jurisdictions = ['HONG_KONG', 'MACAO', 'MAINLAND'] as const
  const controlPointId = cells.optional('gba_control_point_id')
  const isCrossing = controlPointId !== null
  const onFoot = secondsOnFoot(from, to)
  return {
    fromStopId: from.id,
    toStopId: to.id,
    seconds: cells.integer('min_transfer_time', { least: 0, missing: onFoot }),
    controlPointId,
    fromJurisdiction: isCrossing ? cells.oneOf('gba_from_jurisdiction', jurisdictions, 'required') : null,
    toJurisdiction: isCrossing ? cells.oneOf('gba_to_jurisdiction', jurisdictions, 'required') : null,
    basisNote: cells.text('gba_basis_note') || (cells.text('min_transfer_time') ? 'As published.' : 'By distance.'),
  }
}
