import { expect, test } from 'vitest'
import { classedContractsOf, saysOf } from '../testing/graph-of.ts'
import { classedFields } from './classed-fields.ts'

const says = (texts: Record<string, string>) => saysOf(classedFields, { contracts: classedContractsOf(texts) })
const PERSONAL = '@personalData(category: "profile", sensitivity: "PERSONAL")'

test('a type of which every field is classed or said to be public passes', () => {
  const a = `type A { name: ID ${PERSONAL} key: ID @readableBy(subgraphs: ["a"]) open: ID @publicData other: ID @external }`
  expect(says({ a })).toEqual([])
  expect(says({ a: `type A ${PERSONAL} { name: ID age: ID }` })).toEqual([])
  expect(says({ a: `type Query { name: ID ${PERSONAL} city: ID } type City { id: ID }` })).toEqual([])
})

test('a field nobody has classed is refused in a type that holds personal data', () => {
  expect(says({ a: `type A {\n name: ID ${PERSONAL}\n eMail: ID }` })).toEqual([
    'a:4 got A.eMail without a class in a type that holds personal data, wanted one',
  ])
})

test('it does not matter which agency says that the type holds personal data', () => {
  const b = 'type A @key(fields: "id") { id: ID! eMail: ID }'
  const found = says({ a: `type A @key(fields: "id") { id: ID! @publicData name: ID ${PERSONAL} }`, b })
  expect(found).toEqual(['b:2 got A.eMail without a class in a type that holds personal data, wanted one'])
})

test('an agency that calls its part of a type public answers for its own fields, not for another’s', () => {
  const a = 'type Fare @key(fields: "id") @publicData { id: ID! price: ID }'
  const b = `type Fare @key(fields: "id") { id: ID! price: ID @external payer: ID ${PERSONAL} }`
  expect(says({ a, b })).toEqual([])
  expect(says({ a, b: b.replace('payer', 'note: ID payer') })).toEqual([
    'b:2 got Fare.note without a class in a type that holds personal data, wanted one',
  ])
})
