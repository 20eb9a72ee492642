import { expect, test } from 'vitest'
import { startOfRegionalDay } from '../../../kit/clock.ts'
import type { FareLegJoinRuleRow } from '../feed-data.ts'
import type { Leg, Stop } from '../records.ts'
import { askFares } from './fare-legs.ts'

const stop = (id: string): Stop => ({
  id,
  name: { en: id, zhHant: id, zhHans: id, pt: null },
  latitude: 0,
  longitude: 0,
  cityId: 'hong-kong',
})
const midnight = startOfRegionalDay('2026-11-23')

/** `net a b` is a ride in a network from one stop to another; `- a b` a walk. */
function leg(text: string, index: number): Leg {
  const [networkId = '', from = '', to = ''] = text.split(' ')
  const name = { en: '', zhHant: '', zhHans: '', pt: null }
  const route = { id: networkId, shortName: '', name, mode: 'SUBWAY' as const, operatorId: 'op', networkId }
  return {
    mode: networkId === '-' ? 'WALK' : 'SUBWAY',
    route: networkId === '-' ? null : route,
    tripId: null,
    headsign: null,
    from: stop(from),
    to: stop(to),
    departure: midnight + (23 * 60 + 40 + index * 10) * 60_000,
    arrival: midnight + (23 * 60 + 45 + index * 10) * 60_000,
    intermediateStopCount: 0,
    timetableBasis: 'ESTIMATED',
    basisNote: '',
    crossing: null,
  }
}

function asked(legs: readonly string[], joinRules: readonly FareLegJoinRuleRow[] = []): string[] {
  const rules = { joinRules, isByArea: (networkId: string) => networkId !== 'flat' }
  return askFares(rules, legs.map(leg), 'ADULT').map((one) => `${one.networkId} ${one.fromStopId} ${one.toStopId}`)
}

test('a change of trains within one station of a network by distance is one fare from first to last station', () => {
  expect(asked(['mtr a b', 'mtr b c', 'mtr c d'])).toEqual(['mtr a d'])
})

test('two networks are two fares, even at one stop', () => {
  expect(asked(['mtr a b', 'ael b c'])).toEqual(['mtr a b', 'ael b c'])
})

test('whoever changes between two vehicles of flat fare pays twice', () => {
  expect(asked(['flat a b', 'flat b c'])).toEqual(['flat a b', 'flat b c'])
})

test('whoever leaves the gates and walks to another station pays twice', () => {
  expect(asked(['mtr a b', '- b x', 'mtr x y'])).toEqual(['mtr a b', 'mtr x y'])
})

test('a walk that the operator counts as part of the journey joins both rides to one fare, that way only', () => {
  const rules = [{ fromNetworkId: 'mtr', toNetworkId: 'mtr', fromStopId: 'b', toStopId: 'x' }]
  expect(asked(['mtr a b', '- b x', 'mtr x y'], rules)).toEqual(['mtr a y'])
  expect(asked(['mtr y x', '- x b', 'mtr b a'], rules)).toEqual(['mtr y x', 'mtr b a'])
})

test('coming back to a network after another one starts a new fare', () => {
  expect(asked(['mtr a b', 'ael b c', 'mtr c d'])).toEqual(['mtr a b', 'ael b c', 'mtr c d'])
})

test('the day of a fare is the day on which the traveller boards', () => {
  const rules = { joinRules: [], isByArea: () => true }
  const legs = ['mtr a b', '- b c', 'bus c d'].map(leg)
  expect(askFares(rules, legs, 'CHILD').map((one) => [one.date, one.secondOfDay, one.passenger])).toEqual([
    ['2026-11-23', 85_200, 'CHILD'],
    ['2026-11-24', 0, 'CHILD'],
  ])
})
