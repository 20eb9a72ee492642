import { expect, test } from 'vitest'
import { contractsOf, saysOf } from '../testing/graph-of.ts'
import { descriptions } from './descriptions.ts'

test('a contract in which everything is described passes, and Query needs no description', () => {
  const contracts = contractsOf({
    a: `type Query { "The park." park("Its number." id: ID!): Park }
    "A park." type Park { "Its name." name: String "How it is." state: State }
    "How a park is." enum State { "Open." OPEN }
    "What to look for." input Wish { "A part of the name." name: String }`,
  })
  expect(saysOf(descriptions, { contracts })).toEqual([])
})

test('a type, a field, an argument, an input field and an enum value without a word are each refused at their line', () => {
  const contracts = contractsOf({
    a: `type Query { "The park." park(id: ID!): Park }
type Park {
  name: String
  " " state: State
}
"How a park is." enum State { OPEN }
"What to look for." input Wish { name: String }`,
  })
  expect(saysOf(descriptions, { contracts })).toEqual([
    'a:2 got the argument Query.park(id:) without a description, wanted one',
    'a:3 got the type Park without a description, wanted one',
    'a:4 got the field Park.name without a description, wanted one',
    'a:5 got the field Park.state without a description, wanted one',
    'a:7 got the enum value State.OPEN without a description, wanted one',
    'a:8 got the input field Wish.name without a description, wanted one',
  ])
})
