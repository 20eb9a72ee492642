import { expect, test } from 'vitest'
import { classedContractsOf, saysOf } from '../testing/graph-of.ts'
import { nullableClasses } from './nullable-classes.ts'

const says = (a: string) => saysOf(nullableClasses, { contracts: classedContractsOf({ a }) })
const CLASS = '@requiresScopes(scopes: [["profile"]])'

test('a nullable field with a class passes, so does what callers never see, and what only agencies are refused', () => {
  expect(
    says(`type A { a: ID ${CLASS} b: ID! @inaccessible ${CLASS} c: ID! @readableBy(subgraphs: ["a"]) d: ID! }`),
  ).toEqual([])
})

test('a non-null field of a classed type passes: the refusal shows where the object is given', () => {
  expect(says(`type A ${CLASS} { a: ID! }`)).toEqual([])
})

test.each([
  CLASS,
  '@authenticated',
  '@policy(policies: [["x"]])',
  '@federation__authenticated',
  '@assurance(level: "LOW")',
])('a non-null field with %s is refused', (directive) => {
  expect(says(`type A { a: [ID]! ${directive} }`)).toEqual(['a:2 got A.a: [ID]! with a class, wanted a nullable type'])
})
