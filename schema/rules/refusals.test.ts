import { expect, test } from 'vitest'
import { contractsOf, saysOf } from '../testing/graph-of.ts'
import { refusals } from './refusals.ts'

test('a no that implements Refusal passes, and so do words that only look like one', () => {
  const contracts = contractsOf({
    a: `interface Refusal { code: String! }
    type ParkUnknown implements Refusal { code: String! }
    type OpeningException { date: String }
    type Notification { id: ID }
    type Northbound { id: ID }
    type MissingRequirement { code: String! }`,
  })
  expect(saysOf(refusals, { contracts })).toEqual([])
})

test.each(['ParkError', 'ParkNotFound', 'TicketExpired', 'NoSuchPark', 'InsufficientShade'])(
  '%s outside Refusal is refused',
  (name) => {
    expect(saysOf(refusals, { contracts: contractsOf({ a: `type ${name} { id: ID }` }) })).toEqual([
      `a:2 got ${name}, which reads like a no, wanted \`implements Refusal\``,
    ])
  },
)

test('a type with the fields of a refusal is refused whatever its name', () => {
  const contracts = contractsOf({ a: 'type Sorry { code: String! message: String! nextStep: String! }' })
  expect(saysOf(refusals, { contracts })).toHaveLength(1)
})
