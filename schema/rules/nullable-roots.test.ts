import { expect, test } from 'vitest'
import { contractsOf, saysOf } from '../testing/graph-of.ts'
import { nullableRoots } from './nullable-roots.ts'

test('nullable root fields pass, and other types may promise more', () => {
  const contracts = contractsOf({ a: 'type Query { park: Park parks: [Park!] }\ntype Park { id: ID! }' })
  expect(saysOf(nullableRoots, { contracts })).toEqual([])
})

test('a query or a mutation that promises an answer is refused, also in an extension', () => {
  const contracts = contractsOf({ a: 'type Query { park: ID! }\nextend type Mutation { open: [ID]! }' })
  expect(saysOf(nullableRoots, { contracts })).toEqual([
    'a:2 got Query.park: ID!, wanted a nullable type',
    'a:3 got Mutation.open: [ID]!, wanted a nullable type',
  ])
})
