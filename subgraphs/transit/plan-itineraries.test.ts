import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatInstant, parseInstant } from '../../kit/clock.ts'
import { jurisdictionOf } from './cities.ts'
import { totalFares } from './fares/total-fares.ts'
import { parseFeed } from './gtfs/parse-feed.ts'
import { openTables } from './gtfs/read-tables.ts'
import { openTimetables } from './journeys/timetables.ts'
import { openNetwork } from './network.ts'
import { planItineraries } from './plan-itineraries.ts'
import { readItinerary } from './read-itinerary.ts'
import type { Itinerary, Journey } from './records.ts'
import { ownFeedFolder } from './seed-feed.ts'

const { feed, problems } = await parseFeed(await openTables(ownFeedFolder), { feedId: 'gba', cityId: 'hong-kong' })
const network = openNetwork([feed])
const tables = { network, timetableOf: openTimetables(network.schedule) }

function plan(from: string, to: string, at: string): readonly Itinerary[] {
  const departure = parseInstant(`${at}+08:00`)
  if (departure === undefined) throw new Error(`no time: ${at}`)
  const found = planItineraries(tables, { from, to, departure, passenger: 'ADULT' })
  return 'kind' in found ? [] : found
}
const controlPoints = (journey: Journey | undefined) =>
  journey?.legs.flatMap((leg) => leg.crossing?.controlPointId ?? [])
const operatorsOf = (itinerary: Itinerary) => itinerary.fares.map((fare) => fare.operator.id)
const fareOf = (itineraries: readonly Itinerary[], operatorId: string) =>
  itineraries.flatMap((one) => one.fares).find((fare) => fare.operator.id === operatorId)?.amount

test("the project's own feed has no problem", () => {
  expect(problems).toEqual([])
})

test('whoever boards a train at West Kowloon, in Hong Kong, crosses into the Mainland before boarding', () => {
  const [trip] = plan('xrl:west-kowloon', 'xrl:futian', '2026-11-23T08:30:00')
  expect(trip?.legs.map((leg) => [leg.mode, leg.from.id, leg.to.id])).toEqual([
    ['WALK', 'xrl:west-kowloon', 'xrl:west-kowloon'],
    ['HIGH_SPEED_RAIL', 'xrl:west-kowloon', 'xrl:futian'],
  ])
  expect(trip?.legs[0]?.crossing).toMatchObject({ controlPointId: 'west-kowloon', from: 'HONG_KONG', to: 'MAINLAND' })
})

test('whoever gets off at West Kowloon crosses there as well, and whoever stays in the Mainland does not', () => {
  const [arriving] = plan('xrl:futian', 'xrl:west-kowloon', '2026-11-23T08:30:00')
  expect(arriving?.legs.at(-1)?.crossing).toMatchObject({ from: 'MAINLAND', to: 'HONG_KONG' })
  expect(controlPoints(plan('xrl:futian', 'xrl:shenzhen-north', '2026-11-23T08:30:00')[0])).toEqual([])
})

test('whoever only starts from West Kowloon station for the city crosses nothing', () => {
  expect(controlPoints(plan('xrl:west-kowloon', 'hk:mtr:CEN', '2026-11-23T08:30:00')[0])).toEqual([])
  expect(controlPoints(plan('hk:mtr:CEN', 'xrl:west-kowloon', '2026-11-23T08:30:00')[0])).toEqual([])
})

test('beside the MTR a traveller is shown the Star Ferry, cheaper on a weekday than on Sunday', () => {
  const weekday = plan('hk:mtr:CEN', 'hk:starferry:tsim-sha-tsui', '2026-11-23T10:00:00')
  expect(new Set(weekday.flatMap(operatorsOf))).toEqual(new Set(['hk:mtr', 'hk:starferry']))
  expect(fareOf(weekday, 'hk:starferry')).toEqual({ amountMinor: 500, currency: 'HKD' })
  const sunday = plan('hk:mtr:CEN', 'hk:starferry:tsim-sha-tsui', '2026-11-22T10:00:00')
  expect(fareOf(sunday, 'hk:starferry')).toEqual({ amountMinor: 650, currency: 'HKD' })
})

test('the bridge shuttle costs HKD 65 by day and 70 before six in the morning', () => {
  const ride = ['hzmb:hong-kong-port', 'hzmb:macao-port'] as const
  expect(fareOf(plan(...ride, '2026-11-23T10:00:00'), 'hzmb:shuttle')).toEqual({ amountMinor: 6500, currency: 'HKD' })
  expect(fareOf(plan(...ride, '2026-11-23T02:00:00'), 'hzmb:shuttle')).toEqual({ amountMinor: 7000, currency: 'HKD' })
})

test('after midnight the last trains of the day before still run; after them the first of the morning is offered', () => {
  const [late] = plan('hk:mtr:CEN', 'hk:mtr:TST', '2026-11-24T00:05:00')
  expect(formatInstant(late?.departure ?? 0).slice(0, 13)).toBe('2026-11-24T00')
  const [early] = plan('hk:mtr:CEN', 'hk:mtr:TST', '2026-11-24T02:30:00')
  expect(formatInstant(early?.departure ?? 0).slice(0, 13)).toMatch(/^2026-11-24T0[56]$/)
})

test('the Airport Express is not offered between stations in town, where it sells no ticket', () => {
  const routes = plan('hk:mtr:HOK', 'hk:mtr:TSY', '2026-11-23T10:00:00').flatMap((one) =>
    one.legs.map((leg) => leg.route?.id),
  )
  expect(routes).toContain('hk:mtr:TCL')
  expect(routes).not.toContain('hk:mtr:AEL')
})

test('a way that takes far longer than the quickest is not shown', () => {
  const trips = plan('hk:mtr:CEN', 'hk:mtr:TST', '2026-11-23T10:00:00')
  expect(new Set(trips.flatMap(operatorsOf))).toEqual(new Set(['hk:mtr']))
})

test('a departure that is not on the second counts from the next one', () => {
  const [trip] = plan('hk:mtr:CEN', 'hk:mtr:ADM', '2026-11-23T08:30:00.500')
  expect(trip?.departure).toBeGreaterThanOrEqual(Date.parse('2026-11-23T08:30:01+08:00'))
})

test('an itinerary whose trips do not run that day, or that nobody could take, is not found again', () => {
  const [trip] = plan('sz:metro:civic-center', 'hk:mtr:CEN', '2026-11-23T08:30:00')
  const [origin, departure, parts] = JSON.parse(Buffer.from(trip?.id ?? '', 'base64url').toString())
  const read = (...token: unknown[]) =>
    readItinerary(tables, { id: Buffer.from(JSON.stringify(token)).toString('base64url'), passenger: 'ADULT' })
  const day = 86_400_000
  expect(read(origin, departure, parts)).toEqual(trip)
  expect(read(origin, departure + day, parts)?.legs.map((leg) => leg.route?.id)).toEqual(
    trip?.legs.map((leg) => leg.route?.id),
  )
  const [ride, ...rest] = parts
  const tooEarly = rest.map((part: unknown[]) => (part.length > 1 ? part.with(2, Number(part[2]) - 3600) : part))
  const nowhere = [...parts.slice(0, -1), parts.at(-1).with(0, 'hk:mtr:ZZZ')]
  for (const token of [
    [origin, departure + 60_000, parts],
    [origin, departure + 2 * 365 * day, parts],
    [origin, departure - 2 * 365 * day, parts],
    [origin, departure, [ride, ...tooEarly]],
    [origin, departure, rest],
    [origin, departure, nowhere],
    [origin, departure, [['hk:mtr:CEN']]],
    [origin, departure, []],
    ['hk:mtr:ZZZ', departure, parts],
    [origin, -1, parts],
    [origin],
  ]) {
    expect(read(...token)).toBeUndefined()
  }
  expect(readItinerary(tables, { id: `${trip?.id}=`, passenger: 'ADULT' })).toBeUndefined()
})

const daysFrom = (date: string, count: number) =>
  Array.from({ length: count }, (_, n) =>
    formatInstant(Date.parse(`${date}T12:00:00+08:00`) + n * 86_400_000).slice(0, 10),
  )

test('four ordinary weeks need five timetables, as days with the same services around them share one', () => {
  const timetableOf = openTimetables(network.schedule)
  expect(new Set(daysFrom('2026-11-09', 28).map(timetableOf)).size).toBe(5)
  expect(timetableOf('2026-11-25')).toBe(timetableOf('2026-11-18'))
  expect(timetableOf('2026-11-25')).not.toBe(timetableOf('2026-11-22'))
})

test('whoever asks about a hundred and twenty dates fills no memory: timetables not asked for again are let go', () => {
  const timetableOf = openTimetables(network.schedule)
  const first = timetableOf('2026-01-01')
  expect(timetableOf('2026-01-01')).toBe(first)
  daysFrom('2026-01-02', 120).map(timetableOf)
  expect(timetableOf('2026-01-01')).not.toBe(first)
})

const stopIds = [...network.stops.keys()]
const anywhere = fc.constantFrom(...stopIds)

test('wherever one goes: parts join up in place and time, boundaries add up, totals are the sum of the fares, and the id finds it again', () => {
  fc.assert(
    fc.property(anywhere, anywhere, fc.integer({ min: 0, max: 48 * 60 - 1 }), (from, to, minute) => {
      const asked = Date.parse('2026-11-21T00:00:00+08:00') + minute * 60_000
      for (const itinerary of plan(from, to, formatInstant(asked).slice(0, 19))) {
        checkJourney(itinerary, { from, to, asked })
        expect(readItinerary(tables, { id: itinerary.id, passenger: 'ADULT' })).toEqual(itinerary)
        const total = totalFares(itinerary.fares).reduce((sum, money) => sum + money.amountMinor, 0)
        expect(total).toBe(itinerary.fares.reduce((sum, fare) => sum + fare.amount.amountMinor, 0))
      }
    }),
    { numRuns: 300, examples: [['sz:metro:civic-center', 'hk:mtr:CEN', 2 * 1440 - 900]] },
  )
})

function checkJourney(journey: Itinerary, asked: { from: string; to: string; asked: number }): void {
  let place = asked.from
  let clock = journey.departure
  let side = jurisdictionOf(network.stops.get(asked.from)?.cityId ?? '')
  expect(clock).toBeGreaterThanOrEqual(asked.asked)
  expect(journey.legs.length).toBeLessThanOrEqual(40)
  for (const leg of journey.legs) {
    expect(leg.from.id).toBe(place)
    expect(leg.departure).toBeGreaterThanOrEqual(clock)
    expect(leg.arrival).toBeGreaterThanOrEqual(leg.departure)
    if (leg.crossing) {
      expect(leg.crossing).toMatchObject({ from: side, at: leg.departure })
      side = leg.crossing.to
    }
    place = leg.to.id
    clock = leg.arrival
  }
  expect([place, clock]).toEqual([asked.to, journey.arrival])
  expect(side).toBe(jurisdictionOf(network.stops.get(asked.to)?.cityId ?? ''))
  expect(journey.transferCount).toBe(Math.max(0, journey.legs.filter((leg) => leg.route).length - 1))
}
