import { regionalDate, regionalSecondOfDay } from '../../../kit/clock.ts'
import type { FareQuestion, Leg, PassengerCategory, Route } from '../records.ts'
import type { FareTable } from './fare-table.ts'

interface FareLeg {
  readonly route: Route
  readonly first: Leg
  readonly last: Leg
}

type JoinRules = Pick<FareTable, 'joinRules' | 'isByArea'>

/** The fares a journey needs, in order: rides that are charged together make one question, from first to last stop. */
export function askFares(rules: JoinRules, legs: readonly Leg[], passenger: PassengerCategory): FareQuestion[] {
  return joinRides(rules, legs).map(({ route, first, last }) => ({
    networkId: route.networkId,
    fromStopId: first.from.id,
    toStopId: last.to.id,
    date: regionalDate(first.departure),
    secondOfDay: regionalSecondOfDay(first.departure),
    passenger,
  }))
}

function joinRides(rules: JoinRules, legs: readonly Leg[]): FareLeg[] {
  const fareLegs: FareLeg[] = []
  for (const leg of legs) {
    if (!leg.route) continue
    const before = fareLegs.at(-1)
    if (before && isJoined(rules, before, leg, leg.route)) {
      fareLegs[fareLegs.length - 1] = { ...before, route: leg.route, last: leg }
    } else fareLegs.push({ route: leg.route, first: leg, last: leg })
  }
  return fareLegs
}

/**
 * GTFS fare_leg_join_rules.txt says which changes join two rides to one fare. Beside it: a change of trains within one
 * station of a network that charges by where one enters and leaves needs no rule, as the gates see nothing of it.
 */
function isJoined(rules: JoinRules, before: FareLeg, next: Leg, route: Route): boolean {
  const from = before.route.networkId
  const isSameStation = before.last.to.id === next.from.id
  if (isSameStation && from === route.networkId && rules.isByArea(from)) return true
  return rules.joinRules.some(
    (rule) =>
      rule.fromNetworkId === from &&
      rule.toNetworkId === route.networkId &&
      (rule.fromStopId === '' || rule.fromStopId === before.last.to.id) &&
      (rule.toStopId === '' || rule.toStopId === next.from.id),
  )
}
