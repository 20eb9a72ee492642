import { expect, test } from 'vitest'
import { contractsOf, saysOf } from '../testing/graph-of.ts'
import { names } from './names.ts'

test('names in the house style pass', () => {
  const contracts = contractsOf({
    a: `type Query { park(cityId: ID): Park }
    type Park { id: ID! h2oMeters: Int island: Boolean arrival: String interval: Int listing: String }
    enum Mode { ON_FOOT BY_M4 FOOT }`,
  })
  expect(saysOf(names, { contracts })).toEqual([])
})

test.each([
  ['type park { id: ID }', 'the type park, wanted a name in PascalCase'],
  ['type Public_Park { id: ID }', 'the type Public_Park, wanted a name in PascalCase'],
  ['type ParkType { id: ID }', 'the type ParkType, wanted a name that does not end with what kind of type it is'],
  ['enum StateEnum { OPEN }', 'the type StateEnum, wanted a name that does not end with what kind of type it is'],
  ['type Park { Name: String }', 'the field Park.Name, wanted a name in camelCase'],
  ['type Park { city_id: ID }', 'the field Park.city_id, wanted a name in camelCase'],
  ['type Park { strName: String }', 'the field Park.strName, wanted a name that does not begin with its type'],
  [
    'type Park { gateList: [String] }',
    'the field Park.gateList, wanted a plural, since the brackets already say that it is a list',
  ],
  ['type Park { gate(Id: ID): ID }', 'the argument Park.gate(Id:), wanted a name in camelCase'],
  ['enum State { open }', 'the enum value State.open, wanted a name in SCREAMING_SNAKE_CASE'],
  ['enum State { OPEN_ }', 'the enum value State.OPEN_, wanted a name in SCREAMING_SNAKE_CASE'],
  ['type Query { getPark: ID }', 'the field Query.getPark, wanted a noun: a query field is a thing'],
])('%s is refused', (text, said) => {
  expect(saysOf(names, { contracts: contractsOf({ a: text }) })).toEqual([`a:2 got ${said}`])
})
