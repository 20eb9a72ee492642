import { expect, test } from 'vitest'
import { contractsOf, saysOf } from '../testing/graph-of.ts'
import { cityCoverage } from './city-coverage.ts'

const contract = (field: string, coverage = 'Coverage!') =>
  `type City @key(fields: "id") { id: ID! ${field} }
  type CityParks { coverage: ${coverage} note: LocalizedText! }
  enum Coverage { FULL } type LocalizedText { en: String! }`

test('an agency that says how much of each city it covers passes', () => {
  expect(saysOf(cityCoverage, { contracts: contractsOf({ parks: contract('parks: CityParks') }) })).toEqual([])
})

test.each([
  ['has no City', 'type Query { park: ID }'],
  ['adds nothing to City', contract('')],
  ['reads the field from another agency', contract('parks: CityParks @external')],
  ['promises an answer', contract('parks: CityParks!')],
  ['may leave the coverage out', contract('parks: CityParks', 'Coverage')],
])('an agency that %s is refused', (_what, text) => {
  expect(saysOf(cityCoverage, { contracts: contractsOf({ parks: text }) })).toEqual([
    'parks:1 got a contract of parks that does not say which cities it covers, wanted a field of City for it',
  ])
})
