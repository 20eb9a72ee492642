import { expect, test } from 'vitest'
import { graphOf, saysOf } from '../testing/graph-of.ts'
import { boundedLists } from './bounded-lists.ts'

const park = 'type Park @key(fields: "id") { id: ID! }'

test('connections, lists with a stated bound, and value objects of a parent pass', () => {
  const a = `type Query { parks: ParkConnection "The best, at most ten." best: [Park!] names: [String!] city: City }
  type ParkConnection { nodes: [Park!]! }
  type City { "At most 40 of them." parks: [Park!]! hours: [Hours!]! }
  type Hours { opens: String }
  ${park}`
  expect(saysOf(boundedLists, graphOf({ a }))).toEqual([])
})

test('a list of entities without an end is refused', () => {
  const a = `type Query { city: City }\ntype City { "All of them." parks: [Park!]! }\n${park}`
  expect(saysOf(boundedLists, graphOf({ a }))).toEqual([
    'a:3 got City.parks, a list of Park without an end; wanted a connection, or a bound in its description',
  ])
})

test('a list of any objects straight from Query is refused: it has no parent that bounds it', () => {
  const a = 'type Query { hours: [Hours!] }\ntype Hours { opens: String }'
  expect(saysOf(boundedLists, graphOf({ a }))).toHaveLength(1)
})
