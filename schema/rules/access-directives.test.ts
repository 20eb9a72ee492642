import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseContract } from '../contracts.ts'
import { agencyOf, classedContractsOf, saysOf } from '../testing/graph-of.ts'
import { accessDirectives } from './access-directives.ts'

const definitions = readFileSync(new URL('../directives.graphql', import.meta.url), 'utf8')
const FEDERATION = 'https://specs.apollo.dev/federation/v2.12'
const ACCESS = 'https://gba-graph.example/access/v1.0'

function says(text: string): string[] {
  return saysOf(accessDirectives, { contracts: [parseContract({ agency: agencyOf('a'), text })] })
}

test('a contract that copies, links and composes what it uses passes, and one that uses none', () => {
  const a = 'type A { a: ID @readableBy(subgraphs: ["a"]) b: ID @publicData }'
  expect(saysOf(accessDirectives, { contracts: classedContractsOf({ a }) })).toEqual([])
  expect(says(`extend schema @link(url: "${FEDERATION}", import: ["@key"]) type A { a: ID }`)).toEqual([])
})

test('a copy that means something else is refused', () => {
  const copy = definitions.replace('anyOf: [String!]!', 'anyOf: [String]')
  expect(says(copy)).toEqual([
    expect.stringContaining('got another @purpose than in schema/directives.graphql, wanted the same text'),
  ])
})

const uses = 'type A { a: ID @purpose(anyOf: ["x"]) }'
test.each([
  ['', `got @purpose without its import from ${ACCESS}, wanted it`],
  ['@link(url: "https://elsewhere.example/access/v1.0", import: ["@purpose"])', 'got @purpose without its import'],
  [
    `@link(url: "${ACCESS}", import: ["@purpose"])`,
    'got @purpose without @composeDirective(name: "@purpose"), wanted it',
  ],
])('a directive that is linked as %s does not reach the gateway, and is refused', (link, what) => {
  expect(says(`extend schema @link(url: "${FEDERATION}", import: ["@composeDirective"]) ${link}\n${uses}`)).toEqual([
    expect.stringContaining(what),
  ])
})

test.each([
  [`@link(url: "${ACCESS}", import: [{name: "@purpose", as: "@aim"}])`, 'got @purpose imported as @aim'],
  [`@link(url: "${FEDERATION}", import: [{name: "@policy", as: "@rule"}])`, 'got @policy imported as @rule'],
  [`@link(url: "${ACCESS}", as: "x", import: ["@purpose"])`, `got ${ACCESS} linked as another name`],
])('%s gives a rule another name, and is refused', (link, what) => {
  expect(says(`extend schema ${link}\ntype A { a: ID }`)).toEqual([expect.stringContaining(what)])
})
