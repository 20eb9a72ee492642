import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ConfigError } from '../../kit/config.ts'
import { loadSupergraph, loadSupergraphInSlices } from './load-supergraph.ts'
import { compose, federated } from './testing/compose.ts'

const directives = readFileSync(new URL('../../schema/directives.graphql', import.meta.url), 'utf8')
const carried = ['personalData', 'purpose', 'residency', 'assurance', 'readableBy']

/** A subgraph that classes its fields; `imports` are Federation's, `access` the names of ours. */
function classed(text: string, options: { imports?: string; access?: string; definitions?: string } = {}): string {
  const { imports = '', access = carried.map((name) => `"@${name}"`).join(), definitions = directives } = options
  const names = [...access.matchAll(/"(@\w+)"(?!, as)/g)].map(([, name]) => name)
  const composed = names.map((name) => `@composeDirective(name: "${name}")`).join(' ')
  return `${federated(`"@key", "@shareable", "@composeDirective"${imports}`, text)}
    extend schema @link(url: "https://gba-graph.example/access/v1.0", import: [${access}]) ${composed}\n${definitions}`
}

const policiesOf = (...subgraphs: string[]) =>
  loadSupergraph({
    sdl: compose(Object.fromEntries(subgraphs.map((text, index) => [`s${index}`, text]))),
    addresses: {},
  }).policies
const scopesOf = (sdl: string, coordinate = 'Query.a') =>
  loadSupergraph({ sdl, addresses: {} })
    .policies.get(coordinate)
    ?.map(({ scopes }) => scopes)

test('what the directives ask is known by coordinate, and what they do not mention asks nothing', async () => {
  const sdl = compose({
    one: classed(
      `type Query { a: Int @personalData(category: "profile", sensitivity: "PERSONAL") @purpose(anyOf: ["x"])
         @residency(jurisdiction: "SUBJECT") @assurance(level: "HIGH") @readableBy(subgraphs: ["one"])
         @authenticated @requiresScopes(scopes: [["s"]]) @policy(policies: [["p", "q"]]) b: Int }`,
      { imports: ', "@authenticated", "@requiresScopes", "@policy"' },
    ),
  })
  const { policies, metadata } = loadSupergraph({ sdl, addresses: {} })
  expect([...policies]).toEqual([
    [
      'Query.a',
      [
        {
          coordinate: 'Query.a',
          authenticated: true,
          scopes: [['s']],
          policies: [['p', 'q']],
          personalData: { category: 'profile', sensitivity: 'PERSONAL' },
          purposes: ['x'],
          residency: 'SUBJECT',
          assurance: { level: 'HIGH', boundToken: false },
          readableBy: ['one'],
        },
      ],
    ],
  ])
  expect(metadata).toEqual([])
  expect((await loadSupergraphInSlices({ sdl, addresses: {} })).policies).toEqual(policies)
})

test.each([
  ['an import', '{name: "@requiresScopes", as: "@needs"}', '@needs'],
  ['its place', '"@key"', '@federation__requiresScopes'],
])('a rule that goes by %s under another name is still a rule', (_name, imports, directive) => {
  const sdl = compose({ one: federated(imports, `type Query { a: Int ${directive}(scopes: [["s"]]) }`) })
  expect(scopesOf(sdl)).toEqual([[['s']]])
})

test.each([
  [
    'a renamed import',
    '@link(url: "https://gba-graph.example/access/v1.0", import: [{name: "@purpose", as: "@aim"}])',
    'aim',
  ],
  ['a renamed link', '@link(url: "https://gba-graph.example/access/v1.0", as: "law")', 'law__purpose'],
  ['no import', '@link(url: "https://gba-graph.example/access/v1.0")', 'access__purpose'],
])('one of ours is read under %s', (_name, link, directive) => {
  const plain = compose({ one: 'type Query { a: Int }' })
  const sdl = plain
    .replace('schema\n', `schema\n  ${link}\n`)
    .replace('  a: Int', `  a: Int @${directive}(anyOf: ["x"])`)
  const { policies } = loadSupergraph({ sdl, addresses: {} })
  expect(policies.get('Query.a')?.map(({ purposes }) => purposes)).toEqual([['x']])
})

test('a rule of Federation counts even where its link was lost, but not where the name is somebody else’s', () => {
  const lost = compose({ one: 'type Query { a: Int }' }).replace(
    '  a: Int',
    '  a: Int @requiresScopes(scopes: [["s"]])',
  )
  expect(scopesOf(lost)).toEqual([[['s']]])
  const foreign = lost.replace(
    'schema\n',
    'schema\n  @link(url: "https://a.example/marks/v1.0", import: ["@requiresScopes"])\n',
  )
  expect(scopesOf(foreign)).toBeUndefined()
})

test('a look-alike of ours at another address is metadata and asks nothing', () => {
  const sdl = compose({ one: 'type Query { a: Int }' })
    .replace('schema\n', 'schema\n  @link(url: "https://other.example/access/v1.0", import: ["@purpose"])\n')
    .replace('  a: Int', '  a: Int @purpose(anyOf: ["x"])')
  const { policies, metadata } = loadSupergraph({ sdl, addresses: {} })
  expect([policies.size, metadata]).toEqual([0, ['access v1.0']])
})

test('whoever gives objects of a classed type asks for what the type asks, also by a page, a union or an interface', () => {
  const policies = policiesOf(
    classed(`type Query { one: Card many: CardConnection any: Any held: Held open: Open }
      type Card implements Held @purpose(anyOf: ["x"]) { id: ID own: ID @assurance(level: "LOW") }
      type CardConnection { nodes: [Card] } union Any = Open | Card interface Held { id: ID } type Open { id: ID }`),
  )
  const asked = (coordinate: string) =>
    policies.get(coordinate)?.map(({ purposes, assurance }) => [purposes?.join(), assurance?.level])
  for (const field of ['one', 'many', 'any', 'held']) expect(asked(`Query.${field}`)).toEqual([['x', undefined]])
  expect(asked('Card.id')).toEqual([['x', undefined]])
  expect(asked('Card.own')).toEqual([
    ['x', 'LOW'],
    ['x', undefined],
  ])
  expect(asked('CardConnection.nodes')).toEqual([['x', undefined]])
  expect([asked('Query.open'), asked('Open.id'), asked('Held.id')]).toEqual([undefined, undefined, undefined])
})

test('a value that nobody could decide by refuses the supergraph', () => {
  const text = classed('type Query { a: Int @personalData(category: "profile", sensitivity: "SECRET") }')
  expect(() => policiesOf(text)).toThrow(ConfigError)
  expect(() => policiesOf(text)).toThrow('the class of Query.a cannot be decided by: wanted a sensitivity')
})

test('a supergraph without classes has no policies', () => {
  expect(policiesOf('type Query { a: Int }').size).toBe(0)
})
