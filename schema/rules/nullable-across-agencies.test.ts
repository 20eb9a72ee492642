import { expect, test } from 'vitest'
import { graphOf, saysOf } from '../testing/graph-of.ts'
import { nullableAcrossAgencies } from './nullable-across-agencies.ts'

const parks = (type: string) => `type Query { park: Park }\ntype Park @key(fields: "id") { id: ID!\n name: ${type} }`

test('a promise passes while only its own agency hands the object out', () => {
  const trees = 'type Park @key(fields: "id") { id: ID! trees: Int }'
  expect(saysOf(nullableAcrossAgencies, graphOf({ parks: parks('String!'), trees }))).toEqual([])
})

test('a nullable field passes wherever the object comes from, and the key is exempt', () => {
  const trees = 'type Query { tree: Tree }\ntype Tree { park: Park! }\ntype Park @key(fields: "id") { id: ID! }'
  expect(saysOf(nullableAcrossAgencies, graphOf({ parks: parks('String'), trees }))).toEqual([])
})

test.each([
  ['directly', 'type Tree { park: Park }'],
  ['in a list', 'type Tree { park: [[Park!]!]! }'],
  ['through a union', 'type Tree { park: Place }\nunion Place = Park | Pond\ntype Pond { id: ID! }'],
])('a promise is refused where another agency hands the object out %s', (_how, tree) => {
  const trees = `type Query { tree: Tree }\n${tree}\ntype Park @key(fields: "id", resolvable: false) { id: ID! }`
  expect(saysOf(nullableAcrossAgencies, graphOf({ parks: parks('String!'), trees }))).toEqual([
    'parks:4 got Park.name: String! answered by parks, while Tree.park of trees hands out a Park without it; wanted a nullable type',
  ])
})

test('a promise is refused where another agency hands the object out through an interface', () => {
  const place = 'interface Place { id: ID! }\ntype Park implements Place @key(fields: "id") { id: ID! }'
  const trees = `type Query { tree: Tree }\ntype Tree { park: Place }\n${place}`
  expect(saysOf(nullableAcrossAgencies, graphOf({ parks: parks('String!'), trees }))).toHaveLength(1)
})

test('a promise passes where the other agency answers the field as well', () => {
  const shared = (query: string) =>
    `type Query { ${query}: Park }\ntype Park @key(fields: "id") { id: ID! name: String! @shareable }`
  expect(saysOf(nullableAcrossAgencies, graphOf({ parks: shared('park'), trees: shared('shade') }))).toEqual([])
})

test('an external field is not an answer: the promise is refused', () => {
  const trees = `type Query { shade: Park }\ntype Park @key(fields: "id") { id: ID! name: String! @external sign: String @requires(fields: "name") }`
  expect(saysOf(nullableAcrossAgencies, graphOf({ parks: parks('String!'), trees }))).toHaveLength(1)
})
