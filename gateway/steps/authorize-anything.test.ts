import { array, asyncProperty, assert as check, constantFrom, letrec, record, subarray, uniqueArray } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAuthorization } from '../access/open-authorization.ts'
import { loadEngine } from '../engine/load-engine.ts'
import { readFetch } from '../engine/reads/read-fetch.ts'
import type { TypeNames } from '../engine/reads/scope.ts'
import type { Federation } from '../testing/federation.ts'
import { openFederation } from '../testing/federation.ts'
import { borders, fares, people, policiesOf, scope, viewerWith } from '../testing/guarded-graph.ts'
import { authorizing } from './authorize.ts'

const runs = process.env.SOAK ? 5_000 : process.env.CI ? 400 : 80

/** What this run's callers may not read. */
const closed = { coordinates: [] as readonly string[] }
let types: TypeNames
let federation: Federation
let open: Federation

beforeAll(async () => {
  const subgraphs = { people, borders, fares }
  open = await openFederation({ subgraphs, load: loadEngine })
  federation = await openFederation({
    subgraphs,
    async load(terms) {
      types = terms.supergraph
      const engine = await loadEngine(terms)
      const none = { routes: [], exporters: [] }
      return authorizing(engine, {
        now: Date.now,
        authorization: {
          // Anew for each run, because what is asked changes between them.
          decide: (reads, viewer) =>
            openAuthorization({ policies: closedOnes(), rules: none, now: Date.now }).decide(reads, viewer),
          explain: () => [],
        },
      })
    },
  })
}, 30_000)
afterAll(() => Promise.all([federation.close(), open.close()]))

function closedOnes() {
  return policiesOf(Object.fromEntries(closed.coordinates.map((one) => [one, scope('never')])))
}

const coordinates = [
  ...[
    'Query.me',
    'Query.people',
    'Query.node',
    'Node.id',
    'Named.name',
    'Dog.name',
    'Dog.age',
    'Person.id',
    'Person.name',
  ],
  ...['Person.passport', 'Person.friend', 'Person.crossing', 'Person.lane', 'Person.fare', 'Passport.number'],
]

/** Selections on a person, aliases and fragments among them. */
const { onPerson } = letrec<{ onPerson: string; field: string }>((tie) => ({
  onPerson: array(tie('field'), { minLength: 1, maxLength: 4, depthIdentifier: 'person' }).map((all) => all.join(' ')),
  field: constantFrom(
    'id',
    'name',
    'n: name',
    'lane',
    'crossing',
    'c: crossing',
    'fare',
    'PASSPORT',
    'FRIEND',
    'FRAGMENT',
  ).chain((word) => {
    if (word === 'PASSPORT')
      return constantFrom('passport { number }', 'passport { country }', 'p: passport { country number }')
    if (word === 'FRIEND') return tie('onPerson').map((below) => `friend { ${below} }`)
    if (word === 'FRAGMENT')
      return record({ on: constantFrom('Person', 'Node', 'Named'), below: tie('onPerson') }).map(({ on, below }) =>
        on === 'Person' ? `... on Person { ${below} }` : `... on ${on} { ... on Person { ${below} } }`,
      )
    return constantFrom(word)
  }),
}))

const root = record({
  field: constantFrom('me', 'people', 'node', 'owner', 'found'),
  below: onPerson,
  beside: constantFrom('', '__typename', '... on Dog { age }'),
}).map(({ field, below, beside }) =>
  field === 'me' || field === 'people' ? `${field} { ${below} }` : `${field} { ${beside} ... on Person { ${below} } }`,
)
const document = uniqueArray(root, { minLength: 1, maxLength: 3, selector: (text) => text.split(' ')[0] }).map(
  (roots) => `{ ${roots.join(' ')} }`,
)

test(`whatever is asked and whatever is closed, no agency is asked for it, and all else is answered as ever (${runs})`, async () => {
  let refusals = 0
  await check(
    asyncProperty(document, subarray(coordinates, { maxLength: 4 }), async (query, chosen) => {
      closed.coordinates = chosen
      const whole = await open.query(query)
      const part = await federation.query(query, { viewer: viewerWith('some') })
      const asked = part.calls.flatMap((call) => [...askedIn(call)])
      expect(asked.filter((coordinate) => chosen.includes(coordinate))).toEqual([])
      const refused = part.errors.map(({ path, code }) => {
        expect(code).toBe('SCOPE_REQUIRED')
        return path ?? []
      })
      refusals += refused.length
      expect(part.data).toEqual(without(whole.data, refused))
    }),
    { numRuns: runs },
  )
  expect(refusals).toBeGreaterThan(runs / 4)
}, 300_000)

function askedIn({ query, subgraph }: { query: string; subgraph: string }) {
  const request = { subgraph, operation: query, operationName: null, variables: [], id: null }
  const node = { ...request, kind: 'fetch', operationKind: 'query', path: [], rewrites: [] } as const
  const { asked, entities } = readFetch(node, 'Query', types)
  return [...asked, ...[...entities.values()].flat(2)]
}

/** The data with null at these places; an id may not be null, so what it is of is. */
function without(data: unknown, places: readonly (readonly (string | number)[])[]): unknown {
  const copy = structuredClone(data)
  for (const told of places) {
    const place = told.at(-1) === 'id' ? told.slice(0, -1) : told
    let at: unknown = copy
    for (const step of place.slice(0, -1)) at = Reflect.get(Object(at), step)
    if (at !== null) Reflect.set(Object(at), place.at(-1) ?? '', null)
  }
  return copy
}
