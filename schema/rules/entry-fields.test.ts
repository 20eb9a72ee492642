import { expect, test } from 'vitest'
import { classedContractsOf, saysOf } from '../testing/graph-of.ts'
import { entryFields } from './entry-fields.ts'

const says = (texts: Record<string, string>) => saysOf(entryFields, { contracts: classedContractsOf(texts) })
const W = '@personalData(category: "wallets", sensitivity: "SENSITIVE")'
const P = '@personalData(category: "payments", sensitivity: "SENSITIVE")'
const types = `type Wallet ${W} { balance: Balance! owner: ID! } type Balance ${W} { amount: ID! }
type WalletConnection { nodes: [Wallet!]! edges: [WalletEdge!]! } type WalletEdge { node: Wallet! } type Plain { id: ID }`

test('an entry with a class of its own passes, and what is inside the same class needs none', () => {
  expect(
    says({ a: `type Query { wallet: Wallet ${W} wallets: WalletConnection ${W} plain: Plain! }\n${types}` }),
  ).toEqual([])
})

test.each([
  ['wallet: Wallet', 'Query.wallet'],
  ['wallets: [Wallet]', 'Query.wallets'],
  ['wallets: WalletConnection', 'Query.wallets'],
  ['any: Any', 'Query.any'],
  ['holder: Holder', 'Query.holder'],
])('%s without a class is refused', (field, coordinate) => {
  const holder = `interface Holder { id: ID } type Purse implements Holder ${W} { id: ID } union Any = Plain | Wallet`
  const found = says({ a: `type Query { ${field} }\n${types} ${holder}` })
  expect(found).toEqual([expect.stringContaining(`a:2 got ${coordinate}, which gives the classed type`)])
  expect(found[0]).toContain('without a class of its own; wanted it')
})

test('being readable by agencies is no class that callers are refused by', () => {
  expect(says({ a: `type Query { wallet: Wallet @readableBy(subgraphs: ["a"]) }\n${types}` })).toHaveLength(1)
})

test('an entry that cannot be null is refused', () => {
  expect(says({ a: `type Query { wallet: Wallet! ${W} }\n${types}` })).toEqual([
    'a:2 got Query.wallet, which gives the classed type Wallet, without a nullable type; wanted it',
  ])
})

test('a way from one class into another is an entry', () => {
  const payment = (field: string) => `type Payment ${P} {\n wallet: Wallet${field} }\n${types}`
  expect(says({ a: payment(` ${W}`) })).toEqual([])
  expect(says({ a: payment('!') })).toEqual([expect.stringContaining('a:3 got Payment.wallet')])
})

test('another agency’s entry into a classed type is one too', () => {
  const b = 'type Query { mine: Wallet } type Wallet { id: ID @external }'
  expect(says({ a: types, b })).toEqual([expect.stringContaining('b:2 got Query.mine')])
})
