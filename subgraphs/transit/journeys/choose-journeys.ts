import type { Journey } from '../records.ts'
import { MAX_RIDES } from './raptor.ts'

const MINUTE_MS = 60_000
/** Two departures of the same way closer than this are one choice. */
const SPACING_MS = 30 * MINUTE_MS
/** A way that takes longer than this beside the quickest is no choice: half as long again and a quarter of an hour. */
const SLACK = { factor: 1.5, ms: 15 * MINUTE_MS }
/** The longest list that is answered. */
const MOST = 5 * MAX_RIDES

/**
 * The choices a traveller would want to see, earlier arrival first, then fewer transfers: of every way (control
 * points, networks, number of changes) a departure each half hour, and nothing that takes far too long.
 */
export function chooseJourneys(found: readonly Journey[]): Journey[] {
  const quickest = Math.min(...found.map(durationOf))
  const sensible = found.filter((journey) => durationOf(journey) <= quickest * SLACK.factor + SLACK.ms)
  const ways = Map.groupBy(sensible, wayOf)
  return [...ways.values()].flatMap(spaceOut).toSorted(byArrival).slice(0, MOST)
}

function durationOf(journey: Journey): number {
  return journey.arrival - journey.departure
}

function wayOf(journey: Journey): string {
  const networks = journey.legs.flatMap((leg) => leg.route?.networkId ?? [])
  const controlPoints = journey.legs.flatMap((leg) => leg.crossing?.controlPointId ?? [])
  return JSON.stringify([
    controlPoints,
    networks.filter((id, index) => id !== networks[index - 1]),
    journey.transferCount,
  ])
}

function spaceOut(journeys: readonly Journey[]): Journey[] {
  const chosen: Journey[] = []
  for (const journey of journeys.toSorted((a, b) => a.departure - b.departure || a.arrival - b.arrival)) {
    const before = chosen.at(-1)
    if (!before || journey.departure - before.departure >= SPACING_MS) chosen.push(journey)
  }
  return chosen
}

function byArrival(a: Journey, b: Journey): number {
  return (
    a.arrival - b.arrival ||
    a.transferCount - b.transferCount ||
    b.departure - a.departure ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  )
}
