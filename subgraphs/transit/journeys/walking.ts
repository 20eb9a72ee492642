/** An unhurried walk with stairs and gates: our own estimate of November 2026, the same that the feed's walks rest on. */
const WALK_METRES_PER_SECOND = 1.1
/** Streets are longer than the straight line: our own estimate. */
const DETOUR = 1.3
const EARTH_RADIUS_METRES = 6_371_000

interface Place {
  readonly latitude: number | null
  readonly longitude: number | null
}

/** Seconds of an unhurried walk, by straight line and detour factor; 0 where a position is not known. */
export function secondsOnFoot(from: Place, to: Place): number {
  if (from.latitude === null || from.longitude === null || to.latitude === null || to.longitude === null) return 0
  const radians = Math.PI / 180
  const northing = (to.latitude - from.latitude) * radians
  const easting = (to.longitude - from.longitude) * radians * Math.cos(((from.latitude + to.latitude) / 2) * radians)
  return Math.round((Math.hypot(northing, easting) * EARTH_RADIUS_METRES * DETOUR) / WALK_METRES_PER_SECOND)
}
