import { expect, test } from 'vitest'
import { classedContractsOf, saysOf } from '../testing/graph-of.ts'
import { completeClasses } from './complete-classes.ts'

const says = (a: string) => saysOf(completeClasses, { contracts: classedContractsOf({ a }) })
const PERSONAL = '@personalData(category: "profile", sensitivity: "PERSONAL")'
const REST = '@purpose(anyOf: ["conformance"]) @residency(jurisdiction: "SUBJECT")'

test('a class with purpose and residency passes, wherever the two are said', () => {
  expect(says(`type A { id: ID ${PERSONAL} ${REST} }`)).toEqual([])
  expect(says(`type A ${REST} { id: ID ${PERSONAL} }`)).toEqual([])
  expect(says(`type Query { a: A ${PERSONAL} } type A ${PERSONAL} ${REST} { id: ID }`)).toEqual([])
})

test('a pseudonym asks for neither, a yes or no for a purpose alone', () => {
  expect(says('type A { id: ID @personalData(category: "pseudonym", sensitivity: "PSEUDONYM") }')).toEqual([])
  const verification = '@personalData(category: "verification", sensitivity: "VERIFICATION")'
  expect(says(`type A { is: ID ${verification} @purpose(anyOf: ["conformance"]) }`)).toEqual([])
  expect(says(`type A { is: ID ${verification} }`)).toHaveLength(1)
})

test.each([
  ['@residency(jurisdiction: "SUBJECT")', '@purpose'],
  ['@purpose(anyOf: ["conformance"])', '@residency'],
])('with %s alone %s is missed', (said, missed) => {
  const wanted = `a:2 got A.id with personal data that ask for consent or a route, without ${missed}; wanted it`
  expect(says(`type A { id: ID ${PERSONAL} ${said} }`)).toEqual([wanted])
})
