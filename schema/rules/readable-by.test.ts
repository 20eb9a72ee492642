import { expect, test } from 'vitest'
import { classedContractsOf, saysOf } from '../testing/graph-of.ts'
import { readableBy } from './readable-by.ts'

const says = (texts: Record<string, string>) => saysOf(readableBy, { contracts: classedContractsOf(texts) })
const owner = `type A @key(fields: "id") { id: ID! @readableBy(subgraphs: ["a", "b"]) secret: S @readableBy(subgraphs: ["b"]) open: ID }
type S { deep: ID @readableBy(subgraphs: ["b"]) }`
const reader =
  'type A @key(fields: "id") { id: ID! secret: S @external open: ID @external mine: ID @requires(fields: "open secret { deep }") } type S { deep: ID @external }'

test('who is listed may read, in keys and in what a field requires', () => {
  expect(says({ a: owner, b: reader })).toEqual([])
})

test('who is not listed may not, however deep the field lies', () => {
  expect(says({ a: owner, c: reader })).toEqual([
    'c:2 got @key of c that reads A.id, wanted a reader listed there: a, b',
    'c:2 got @requires of c that reads A.secret, wanted a reader listed there: b',
    'c:2 got @requires of c that reads S.deep, wanted a reader listed there: b',
  ])
})

test('a type’s list holds for its fields, and a fragment hides nothing', () => {
  const a = 'type A { any: Any } union Any = S type S @readableBy(subgraphs: ["b"]) { deep: ID }'
  const c =
    'type A { any: Any @external mine: ID @requires(fields: "any { ... on S { deep } }") } union Any = S type S { deep: ID @external }'
  expect(says({ a, c })).toEqual(['c:2 got @requires of c that reads S.deep, wanted a reader listed there: b'])
  expect(says({ a, b: c })).toEqual([])
})

test.each(['$user { secret { deep } }', '$user ... on A { secret { deep } }'])(
  'a context is a way to read like any other: %s',
  (field) => {
    const c = `type A @key(fields: "open") @context(name: "user") { open: ID secret: S @external }
      type S { deep: ID @external } type B { b(x: ID @fromContext(field: "${field}")): ID }`
    expect(says({ a: owner, c })).toContain(
      'c:3 got @fromContext of c that reads A.secret, wanted a reader listed there: b',
    )
  },
)
