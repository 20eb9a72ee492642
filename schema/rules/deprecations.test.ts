import { expect, test } from 'vitest'
import { contractsOf, saysOf } from '../testing/graph-of.ts'
import { deprecations } from './deprecations.ts'

test('a deprecation with a way out and a day passes', () => {
  const contracts = contractsOf({ a: 'type Park { name: ID @deprecated(reason: "Use title. Removal 2027-06-30.") }' })
  expect(saysOf(deprecations, { contracts })).toEqual([])
})

test.each([
  ['no reason', 'type Park { name: ID @deprecated }', 'no reason'],
  ['no day', 'type Park { name: ID @deprecated(reason: "Use title.") }', '"Use title."'],
  [
    'a day that does not exist',
    'enum Park { name @deprecated(reason: "Use B. Removal 2027-02-30") }',
    '"Use B. Removal 2027-02-30"',
  ],
  [
    'nothing to use instead',
    'type Park { name: ID @deprecated(reason: "Removal 2027-06-30") }',
    '"Removal 2027-06-30"',
  ],
])('a deprecation with %s is refused', (_what, text, got) => {
  expect(saysOf(deprecations, { contracts: contractsOf({ a: text }) })).toEqual([
    `a:2 got ${got} for the end of Park.name, wanted what to use instead and a removal date`,
  ])
})
