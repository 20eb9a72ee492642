import { expect, test } from 'vitest'
import { contractsOf, saysOf } from '../testing/graph-of.ts'
import { money } from './money.ts'

test('Money in answers and minor units in questions pass, and so do counts and rates', () => {
  const contracts = contractsOf({
    a: `type Query { quote(buyAmountMinor: SafeInt!): Money }
    scalar SafeInt
    type Money { amountMinor: SafeInt! }
    type Ticket { fare: Money! totalCount: Int! rate: String! fareMedia: String feedback: String welfare: Int }`,
  })
  expect(saysOf(money, { contracts })).toEqual([])
})

test.each([
  ['type Ticket { price: Float }', 'Ticket.price as Float, wanted Money'],
  ['type Ticket { fareAmount: Int }', 'Ticket.fareAmount as Int, wanted Money'],
  ['type Ticket { adultFares: [String!] }', 'Ticket.adultFares as String, wanted Money'],
  ['type Ticket { feeMinor: SafeInt }', 'Ticket.feeMinor as SafeInt, wanted Money: an answer carries its currency'],
  ['type Query { pay(amount: Float): ID }', 'Query.pay(amount:) as Float, wanted `amountMinor: SafeInt`'],
  ['input Pay { amountMinor: Int }', 'Pay.amountMinor as Int, wanted SafeInt: whole minor units pass 2^31'],
])('%s is refused', (text, said) => {
  expect(saysOf(money, { contracts: contractsOf({ a: text }) })).toEqual([`a:2 got ${said}`])
})
