import { expect, test } from 'vitest'
import { parseContract } from '../contracts.ts'
import { agencyOf, contractsOf, saysOf } from '../testing/graph-of.ts'
import { gatewaySupport } from './gateway-support.ts'

test('the directives that this gateway knows pass, by short and by full name', () => {
  const a = `type Park @key(fields: "id") { id: ID! @federation__shareable name: ID @override(from: "b", label: "percent(5)") }
    type Subscription { parkOpened: Park }`
  expect(saysOf(gatewaySupport, { contracts: contractsOf({ a }) })).toEqual([])
})

test.each([
  ['type Park { id: ID! @federation__cacheTag(format: "a") }', '@cacheTag'],
  ['type Park { id: ID! @federation__connect(source: "a") }', '@connect'],
])('%s is refused', (text, what) => {
  expect(saysOf(gatewaySupport, { contracts: contractsOf({ a: text }) })).toEqual([
    `a:2 got ${what}, wanted only what the gateway enforces`,
  ])
})

test('an import of a directive that the gateway cannot enforce is refused, also under another name', () => {
  const text = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", { name: "@cacheTag", as: "@rule" }, "@policy", "@connect"])`
  const contracts = [parseContract({ agency: agencyOf('a'), text })]
  expect(saysOf(gatewaySupport, { contracts })).toEqual([
    'a:1 got @cacheTag, wanted only what the gateway enforces',
    'a:1 got @connect, wanted only what the gateway enforces',
  ])
})
