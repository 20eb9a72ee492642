import { expect, test } from 'vitest'
import { classedContractsOf, saysOf } from '../testing/graph-of.ts'
import { sameClasses } from './same-classes.ts'

const says = (texts: Record<string, string>) => saysOf(sameClasses, { contracts: classedContractsOf(texts) })
const SCOPE = '@requiresScopes(scopes: [["profile"]])'
const READ = '@readableBy(subgraphs: ["a"])'

test('the same class in any order passes, by short and by full name, and so do roots and what is only read', () => {
  const a = `type Query { a: ID } type A { id: ID ${SCOPE} ${READ} x: ID ${SCOPE} }`
  const b = `type Query { b: ID } type A { id: ID ${READ} @federation__requiresScopes(scopes: [["profile"]]) x: ID @external }`
  expect(says({ a, b })).toEqual([])
  expect(says({ a: `type A ${SCOPE} { id: ID }`, b: 'type A { id: ID @external }' })).toEqual([])
})

test.each([
  [`type A { id: ID ${SCOPE} }`, 'type A { id: ID }', 'A.id without a class in b'],
  [
    `type A { id: ID ${SCOPE} }`,
    'type A { id: ID @requiresScopes(scopes: [["other"]]) }',
    'A.id with @requiresScopes(scopes: [["other"]]) in b',
  ],
  [`type A ${SCOPE} { id: ID }`, 'type A { id: ID }', 'A without a class in b'],
  ['type A { id: ID }', `type A { id: ID ${READ} }`, `A.id with ${READ} in b`],
])('%s beside %s is refused', (a, b, what) => {
  expect(says({ a, b })).toEqual([expect.stringContaining(`b:2 got ${what}`)])
})
