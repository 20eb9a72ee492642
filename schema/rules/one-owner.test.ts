import { expect, test } from 'vitest'
import { contractsOf, saysOf } from '../testing/graph-of.ts'
import { oneOwner } from './one-owner.ts'

test('shared fields of Query and of value types pass, and so do changes and events that are one agency’s', () => {
  const a = `type Query { viewer: ID @shareable }
    type Mutation { pay: ID }
    type Subscription { paid: ID }
    type Money @shareable { amount: Int }`
  expect(saysOf(oneOwner, { contracts: contractsOf({ a }) })).toEqual([])
})

test.each([
  ['type Mutation { pay: ID @shareable }', 'Mutation.pay'],
  ['type Subscription { paid: ID @federation__shareable }', 'Subscription.paid'],
  ['extend type Mutation { pay: ID @shareable }', 'Mutation.pay'],
  ['type Mutation @shareable { pay: ID }', 'type Mutation'],
])('%s is refused', (text, what) => {
  expect(saysOf(oneOwner, { contracts: contractsOf({ a: text }) })).toEqual([
    `a:2 got @shareable on ${what}, wanted one agency that answers for it`,
  ])
})
