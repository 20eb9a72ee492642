import { expect, test } from 'vitest'
import { ConfigError } from '../../kit/config.ts'
import { loadSupergraph, loadSupergraphInSlices } from './load-supergraph.ts'
import { compose, federated, withField } from './testing/compose.ts'

const plain = withField('a')
const load = (sdl: string, addresses: Record<string, string> = {}) => loadSupergraph({ sdl, addresses })
const linking = (link: string) => plain.replace('schema\n', `schema\n  ${link}\n`)
const official = (name: string, rest = '') => `@link(url: "https://specs.apollo.dev/${name}"${rest})`

test.each([
  ['cacheTag v0.1', federated('"@cacheTag"', 'type Query { a: Int @cacheTag(format: "a") }')],
  [
    'connect v0.3',
    `${federated('"@key"', 'type Query { a: Int @connect(source: "s", http: {GET: "/a"}, selection: "$") }')}
    extend schema @link(url: "https://specs.apollo.dev/connect/v0.2", import: ["@connect", "@source"])
    @source(name: "s", http: {baseURL: "http://a.example"})`,
  ],
])('a composed supergraph that relies on %s is refused by that name', (feature, subgraph) => {
  const sdl = compose({ one: subgraph })
  expect(() => load(sdl)).toThrow(`the supergraph asks for @link to ${feature} (not enforced here)`)
})

test.each([
  ['an unknown official feature', official('teleport/v1.0'), '@link to teleport v1.0 (not enforced here)'],
  ['one called like a member of every object', official('constructor/v0.1'), '@link to constructor v0.1'],
  ['a later version of ours', '@link(url: "https://gba-graph.example/access/v2.0")', 'access v2.0 (known here in 1.0)'],
  ['a version nobody here knows', official('join/v0.6'), '@link to join v0.6 (known here in 0.1, 0.2, 0.3, 0.4, 0.5)'],
  ['a feature without its version', official('inaccessible'), '@link to inaccessible (known here in 0.1, 0.2)'],
  ['a renamed feature', official('cacheTag/v0.1', ', as: "tag"'), '@link to cacheTag v0.1'],
  ['a feature at a look-alike host', '@link(url: "https://SPECS.apollo.dev./source/v0.1")', '@link to source v0.1'],
  ['an address that is none', '@link(url: "inaccessible")', '@link to something without an address'],
  [
    "somebody's security",
    '@link(url: "https://a.example/lock/v1.0", for: SECURITY)',
    '@link to lock v1.0 (for SECURITY',
  ],
  ["somebody's execution", '@link(url: "https://a.example/run/v1.0", for: EXECUTION)', '@link to run v1.0 (for EXEC'],
  [
    'a link of one agency',
    '@join__directive(name: "link", args: {url: "https://specs.apollo.dev/connect/v0.1"})',
    'connect',
  ],
  ['a directive of one agency', '@join__directive(graphs: [ONE], name: "source")', '@source'],
])('%s is refused', (_name, link, problem) => {
  expect(() => load(linking(link))).toThrow(ConfigError)
  expect(() => load(linking(link))).toThrow(problem)
})

test('every problem is told at once', () => {
  const sdl = linking(`${official('cacheTag/v0.1')} ${official('connect/v0.1')}`)
  expect(() => load(sdl)).toThrow(/cacheTag v0.1 .*connect v0.1 .*which this gateway does not enforce/)
})

test.each([
  ['no GraphQL', 'type {', 'the supergraph is no GraphQL schema'],
  ['no supergraph', 'type Query { a: Int }', 'the schema is no supergraph'],
  ['of Federation 1', `schema @core(feature: "https://specs.apollo.dev/join/v0.1") { query: Query }`, 'Federation 1'],
  ['put together by hand', `${plain}\nextend type Query { b: Int }`, 'extends what it defines'],
])('a schema that is %s is refused, in one go and in slices', async (_name, sdl, problem) => {
  expect(() => load(sdl)).toThrow(problem)
  await expect(loadSupergraphInSlices({ sdl, addresses: {} })).rejects.toThrow(problem)
})

test("somebody's labels are carried and named, whatever the agency said they are for", () => {
  const subgraph = federated('"@composeDirective"', 'type Query { a: Int @mark }')
  const sdl = compose({
    one: `${subgraph} extend schema @link(url: "https://a.example/mark/v1.2", import: ["@mark"], for: SECURITY)
      @composeDirective(name: "@mark") directive @mark on FIELD_DEFINITION`,
  })
  expect(load(sdl).metadata).toEqual(['mark v1.2'])
})

test('tags and costs are accepted', () => {
  const subgraph = federated(
    '"@tag", "@cost", "@listSize"',
    'type Query { a: [Int] @tag(name: "x") @listSize(assumedSize: 3) }',
  )
  expect(load(compose({ one: subgraph })).metadata).toEqual([])
})

const demanding = compose({
  'a-b_C': federated(
    '"@key", "@context", "@fromContext", "@override"',
    `type Query { user: User! }
     type Subscription { ticks: Int }
     type User @key(fields: "id") @context(name: "c") { id: ID! plan: String card: Card! }
     type Card @key(fields: "id org { code }") {
       id: ID! org: Org! moved: Int @override(from: "two", label: "percent(5)")
       fee(plan: String @fromContext(field: "$c { plan }")): String
     }
     type Org { code: ID! }`,
  ),
  two: federated(
    '"@key", "@requires", "@external", "@shareable"',
    `type Card @key(fields: "id org { code }") { id: ID! org: Org! @shareable moved: Int }
     type User @key(fields: "id") { id: ID! plan: String @external price: Int @requires(fields: "plan") }
     type Org { code: ID! @shareable }`,
  ),
})

test('what a supergraph needs of the engine is told', async () => {
  const { graphNames, keyFields, usesContext, hasSubscriptions, overrideLabels, id } = load(demanding)
  expect(Object.fromEntries(graphNames)).toEqual({ A_B_C: 'a-b_C', TWO: 'two' })
  expect([...keyFields].sort()).toEqual(['__typename', 'code', 'id', 'org', 'plan'])
  expect({ usesContext, hasSubscriptions, overrideLabels }).toEqual({
    usesContext: true,
    hasSubscriptions: true,
    overrideLabels: ['percent(5)'],
  })
  expect(id).toMatch(/^[0-9a-f]{64}$/)
  expect(await loadSupergraphInSlices({ sdl: demanding, addresses: {} })).toEqual(load(demanding))
})

test('the objects of an interface are told, hidden ones too, and who takes it for an object', () => {
  const sdl = compose({
    one: federated(
      '"@key", "@inaccessible"',
      `type Query { media: Media either: Either }
       interface Media @key(fields: "id") { id: ID! }
       type Book implements Media @key(fields: "id") { id: ID! }
       type Draft implements Media @key(fields: "id") @inaccessible { id: ID! }
       union Either = Book | Draft`,
    ),
    two: federated(
      '"@key", "@interfaceObject"',
      'type Media @interfaceObject @key(fields: "id") { id: ID! stars: Int }',
    ),
  })
  const { possibleTypes, interfaceObjects } = load(sdl)
  expect(possibleTypes.get('Media')).toEqual(new Set(['Book', 'Draft']))
  expect(possibleTypes.get('Either')).toEqual(new Set(['Book', 'Draft']))
  expect([...interfaceObjects]).toEqual(['Media'])
})

test('a plain supergraph needs none of that', () => {
  const { usesContext, hasSubscriptions, overrideLabels } = load(plain)
  expect({ usesContext, hasSubscriptions, overrideLabels }).toEqual({
    usesContext: false,
    hasSubscriptions: false,
    overrideLabels: [],
  })
})

test('an address given at the start wins over the one in the supergraph', () => {
  expect(load(plain).subgraphs).toEqual([{ name: 'one', url: 'http://127.0.0.1:9/one' }])
  expect(load(plain, { one: 'http://b.example/' }).subgraphs).toEqual([{ name: 'one', url: 'http://b.example/' }])
})

test.each(['', 'nowhere', 'file:///etc/passwd', 'javascript:alert(1)'])('an agency at %o has no address', (url) => {
  const sdl = plain.replace('http://127.0.0.1:9/one', url)
  expect(() => load(sdl)).toThrow('no address (http or https) for one; set SUBGRAPH_URLS')
  expect(load(sdl, { one: 'https://b.example/' }).subgraphs[0]?.url).toBe('https://b.example/')
})

test('an address for an agency nobody knows is refused at the start, but not when an agency has left', async () => {
  const addresses = { gone: 'http://b.example/' }
  expect(() => load(plain, addresses)).toThrow('SUBGRAPH_URLS names gone')
  expect((await loadSupergraphInSlices({ sdl: plain, addresses })).subgraphs).toHaveLength(1)
})
