import { arrivalOf, departureOf } from './find-paths.ts'
import type { RideAsked, TripAsked } from './itinerary-token.ts'
import type { Path, RidePart, WalkPart } from './raptor.ts'
import type { Timetable } from './timetable.ts'

interface Ends {
  readonly from: number
  readonly to: number
}

/**
 * The path a journey's id describes, each part looked up in the timetable of its day.
 * @param at.start when it sets out, in seconds on the timetable's axis
 * @returns `undefined` where a walk or a vehicle is no longer there, or one leaves before the last has arrived
 */
export function findTripAgain(
  timetable: Timetable,
  trip: TripAsked,
  at: { start: number; numberOf: ReadonlyMap<string, number> },
): Omit<Path, 'arrival'> | undefined {
  const parts: (RidePart | WalkPart)[] = []
  let from = at.numberOf.get(trip.origin)
  let clock = at.start
  for (const asked of trip.parts) {
    const to = at.numberOf.get(asked.to)
    if (from === undefined || to === undefined) return undefined
    const part =
      'tripId' in asked
        ? findRide(timetable, { from, to }, { asked, start: at.start })
        : findWalk(timetable, { from, to })
    if (!part) return undefined
    if (part.kind === 'ride' && departureOf(timetable, part) < clock) return undefined
    clock = part.kind === 'ride' ? arrivalOf(timetable, part) : clock + (timetable.walkSeconds[part.walk] ?? 0)
    parts.push(part)
    from = to
  }
  return { parts, rides: parts.filter((part) => part.kind === 'ride').length }
}

function findWalk({ walks, walkStart }: Timetable, { from, to }: Ends): WalkPart | undefined {
  const first = walkStart[from] ?? 0
  const index = walks.slice(first, walkStart[from + 1]).findIndex((walk) => walk.to === to)
  return index < 0 ? undefined : { kind: 'walk', walk: first + index }
}

function findRide(
  timetable: Timetable,
  ends: Ends,
  { asked, start }: { asked: RideAsked; start: number },
): RidePart | undefined {
  for (const call of callsBetween(timetable, ends)) {
    const runs = timetable.lines[call.line]?.runs ?? []
    const run = runs.findIndex(
      ({ template }, index) =>
        template.trip.id === asked.tripId &&
        departureOf(timetable, { ...call, run: index }) === start + asked.departure &&
        arrivalOf(timetable, { ...call, run: index }) === start + asked.arrival,
    )
    if (run >= 0) return { kind: 'ride', ...call, run }
  }
  return undefined
}

/** Where lines let one board at the one stop and alight at the other. */
function* callsBetween(timetable: Timetable, { from, to }: Ends) {
  const { lineStart, lineStops, stopStart, stopLines, stopPlaces, canBoard, canAlight } = timetable
  for (let index = stopStart[from] ?? 0; index < (stopStart[from + 1] ?? 0); index++) {
    const line = stopLines[index] ?? 0
    const boardPlace = stopPlaces[index] ?? 0
    const first = lineStart[line] ?? 0
    if (!canBoard[first + boardPlace]) continue
    for (let alightPlace = boardPlace + 1; first + alightPlace < (lineStart[line + 1] ?? 0); alightPlace++) {
      const call = first + alightPlace
      if (lineStops[call] === to && canAlight[call]) yield { line, boardPlace, alightPlace }
    }
  }
}
