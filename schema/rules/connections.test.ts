import { expect, test } from 'vitest'
import { contractsOf, saysOf } from '../testing/graph-of.ts'
import { connections } from './connections.ts'

const size = '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"])'
const types = `type ParkConnection { edges: [ParkEdge!]! nodes: [Park!]! pageInfo: PageInfo! totalCount: Int! }
  type ParkEdge { cursor: String! node: Park! } type Park { id: ID! } type PageInfo { hasNextPage: Boolean! }`

test('a page with all its parts passes, also one that comes through a union', () => {
  const a = `type Query { parks(first: Int = 20, after: String): ParkConnection ${size}
    search(first: Int, after: String): Found }\nunion Found = ParkConnection | Park\n${types}`
  expect(saysOf(connections, { contracts: contractsOf({ a }) })).toEqual([])
})

test('a connection without its parts is refused for each of them', () => {
  const a = 'type ParkConnection { edges: [Park!]! totalCount: Int }'
  expect(saysOf(connections, { contracts: contractsOf({ a }) })).toEqual([
    'a:2 got [Park!]! for ParkConnection.edges, wanted [ParkEdge!]!',
    'a:2 got nothing for ParkConnection.nodes, wanted [Park!]!',
    'a:2 got nothing for ParkConnection.pageInfo, wanted PageInfo!',
    'a:2 got Int for ParkConnection.totalCount, wanted Int!',
  ])
})

test('a field that returns a page without its arguments or its price is refused', () => {
  const a = `type Query { parks: ParkConnection\n near(first: Int, after: ID): ParkConnection! @listSize(slicingArguments: ["first"], sizedFields: ["edges"]) }\n${types}`
  expect(saysOf(connections, { contracts: contractsOf({ a }) })).toEqual([
    'a:2 got Query.parks, which returns a page, without the argument `first: Int`; wanted it',
    'a:2 got Query.parks, which returns a page, without the argument `after: String`; wanted it',
    'a:2 got Query.parks, which returns a page, without @listSize; wanted it',
    'a:3 got Query.near, which returns a page, without the argument `after: String`; wanted it',
    'a:3 got Query.near, which returns a page, without sizedFields: ["edges","nodes"] in @listSize; wanted it',
  ])
})

test('a page behind a union also needs its arguments', () => {
  const a = `type Query { search: Found }\nunion Found = ParkConnection | Park\n${types}`
  expect(saysOf(connections, { contracts: contractsOf({ a }) })).toHaveLength(2)
})
