import { expect, test } from 'vitest'
import { classedContractsOf, saysOf } from '../testing/graph-of.ts'
import { classValues } from './class-values.ts'

const says = (text: string) => saysOf(classValues, { contracts: classedContractsOf({ a: text, b: '' }) })

test('words of the vocabulary, levels, jurisdictions and agencies pass', () => {
  const a = `type Card @personalData(category: "wallets", sensitivity: "SENSITIVE") @residency(jurisdiction: "SUBJECT") {
    id: ID @purpose(anyOf: ["fare-payment", "conformance"]) @assurance(level: "HIGH") @readableBy(subgraphs: ["a", "b"])
    born: ID @residency(jurisdiction: "MACAO") @requiresScopes(scopes: [["anything"]]) }`
  expect(says(a)).toEqual([])
})

test.each([
  ['@personalData(category: "wallet", sensitivity: "SENSITIVE")', 'category "wallet"'],
  ['@personalData(category: "wallets", sensitivity: "Sensitive")', 'sensitivity "Sensitive"'],
  ['@purpose(anyOf: ["fare-payment", "advertising"])', 'anyOf "advertising"'],
  ['@residency(jurisdiction: "HONGKONG")', 'jurisdiction "HONGKONG"'],
  ['@assurance(level: "VERY")', 'level "VERY"'],
  ['@readableBy(subgraphs: ["a", "c"])', 'subgraphs "c"'],
  ['@readableBy(subgraphs: "c")', 'subgraphs "c"'],
])('%s is refused', (directive, what) => {
  const [found, ...more] = says(`type Card { id: ID ${directive} }`)
  expect(found).toContain(`got ${what} in ${directive.split('(')[0]} at Card.id, wanted one of`)
  expect(more).toEqual([])
})

test('a type’s class is read like a field’s', () => {
  expect(says('type Card @purpose(anyOf: ["fun"]) { id: ID }')).toEqual([
    expect.stringContaining('a:2 got anyOf "fun" in @purpose at Card, wanted one of cross-boundary-travel'),
  ])
})
