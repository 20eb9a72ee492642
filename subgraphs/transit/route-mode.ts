import type { TransitMode } from './records.ts'

/** GTFS route_type, basic values (https://gtfs.org/documentation/schedule/reference/#routestxt). */
const basic: Readonly<Record<number, TransitMode>> = {
  0: 'TRAM',
  1: 'SUBWAY',
  2: 'RAIL',
  3: 'BUS',
  4: 'FERRY',
  5: 'TRAM',
  11: 'BUS',
  12: 'RAIL',
}

/** Extended route types go by hundreds (https://developers.google.com/transit/gtfs/reference/extended-route-types). */
const extended: Readonly<Record<number, TransitMode>> = {
  1: 'RAIL',
  2: 'BUS',
  4: 'SUBWAY',
  5: 'SUBWAY',
  6: 'SUBWAY',
  7: 'BUS',
  8: 'BUS',
  9: 'TRAM',
  10: 'FERRY',
  12: 'FERRY',
}

/** The one extended type that the contract tells apart from its hundred. */
const HIGH_SPEED_RAIL = 101

/** The contract's mode for a GTFS route type; what GTFS does not name is a bus, its commonest kind. */
export function modeOf(routeType: number): TransitMode {
  if (routeType === HIGH_SPEED_RAIL) return 'HIGH_SPEED_RAIL'
  return basic[routeType] ?? extended[Math.floor(routeType / 100)] ?? 'BUS'
}
