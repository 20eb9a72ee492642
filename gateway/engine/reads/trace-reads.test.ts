import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Federation } from '../../testing/federation.ts'
import { openFederation } from '../../testing/federation.ts'
import { loadEngine } from '../load-engine.ts'

let federation: Federation
let contextual: Federation

beforeAll(async () => {
  federation = await openFederation({
    subgraphs: {
      people: {
        typeDefs: `
          type Query { me: Person  node: Node  found: Found  owner: Named }
          type Mutation { rename: Person }
          interface Node { id: ID! }
          interface Named { name: String }
          union Found = Person | Dog
          type Person implements Node & Named @key(fields: "id") {
            id: ID!  name: String  passport: Passport  friend: Person
          }
          type Passport { number: String  country: String }
          type Dog implements Node & Named @key(fields: "id") { id: ID!  name: String  age: Int }`,
      },
      borders: {
        typeDefs: `
          type Person @key(fields: "id") {
            id: ID!  passport: Passport @external
            crossing: String @requires(fields: "passport { number }")  lane: Int
          }
          type Passport { number: String @external }`,
      },
      fares: {
        typeDefs: `
          type Person @key(fields: "id") {
            id: ID!  crossing: String @external  fare: Int @requires(fields: "crossing")
          }`,
      },
    },
    load: loadEngine,
  })
  contextual = await openFederation({
    subgraphs: {
      homes: {
        typeDefs: `
          extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
            import: ["@key", "@context", "@fromContext"])
          type Query { home: Home }
          type Home @key(fields: "id") @context(name: "home") { id: ID!  secret: String  room: Room }
          type Room @key(fields: "id") { id: ID!  heat(salt: String @fromContext(field: "$home { secret }")): Int }`,
      },
      rooms: { typeDefs: 'type Room @key(fields: "id") { id: ID! size: Int }' },
    },
    load: loadEngine,
  })
}, 30_000)
afterAll(() => Promise.all([federation.close(), contextual.close()]))

/** By path: what the caller names, and what is read besides. */
async function read(text: string, from = federation) {
  const { fields } = await from.reads(text)
  return fields.map(({ path, own, onBehalf }) => [path.join('.'), own.toSorted(), onBehalf.toSorted()])
}

test('a field reads itself, under whatever name and in whatever fragment it is asked for', async () => {
  expect(await read('{ me { a: name ...F } } fragment F on Person { b: name ... { passport { number } } }')).toEqual([
    ['me', ['Query.me'], []],
    ['me.a', ['Person.name'], []],
    ['me.b', ['Person.name'], []],
    ['me.passport', ['Person.passport'], []],
    ['me.passport.number', ['Passport.number'], []],
  ])
})

test('a field of another agency reads the key, and what it requires, and what that requires', async () => {
  const [, lane] = await read('{ me { lane } }')
  expect(lane).toEqual(['me.lane', ['Person.lane'], ['Person.id']])
  const [, crossing] = await read('{ me { crossing } }')
  expect(crossing).toEqual(['me.crossing', ['Person.crossing'], ['Passport.number', 'Person.id', 'Person.passport']])
  const [, fare] = await read('{ me { fare } }')
  expect(fare).toEqual([
    'me.fare',
    ['Person.fare'],
    ['Passport.number', 'Person.crossing', 'Person.id', 'Person.passport'],
  ])
})

test('a field beside one that requires something is not held to it where it is fetched apart', async () => {
  const fields = await read('{ me { name fare } }')
  expect(fields[1]).toEqual(['me.name', ['Person.name'], []])
})

test('a field that an agency answers in one go with one that requires something is held to the key alone', async () => {
  const fields = await read('{ me { lane crossing } }')
  expect(fields[1]).toEqual(['me.lane', ['Person.lane'], ['Person.id']])
  expect(fields[2]?.[2]).toEqual(['Passport.number', 'Person.id', 'Person.passport'])
})

test('a field of an interface reads it of every type there may be', async () => {
  expect(await read('{ owner { name } }')).toEqual([
    ['owner', ['Query.owner'], []],
    ['owner.name', ['Dog.name', 'Named.name', 'Person.name'], []],
  ])
})

test('a fragment on a type reads that type alone, on an interface and on a union', async () => {
  expect(await read('{ node { ... on Person { name } ... on Named { name } } }')).toEqual([
    ['node', ['Query.node'], []],
    ['node.name', ['Person.name'], []],
    ['node.name', ['Dog.name', 'Named.name', 'Person.name'], []],
  ])
  expect(await read('{ found { ... on Dog { age } ... on Person { lane } } }')).toEqual([
    ['found', ['Query.found'], []],
    ['found.age', ['Dog.age'], []],
    ['found.lane', ['Person.lane'], ['Person.id']],
  ])
})

test('what comes from a context is read on behalf of the field that takes it', async () => {
  const fields = await read('{ home { room { heat } } }', contextual)
  expect(fields.at(-1)?.[0]).toBe('home.room.heat')
  expect(fields.at(-1)?.[2]).toContain('Home.secret')
})

test('each field has its place, and says whether a variable decides on it', async () => {
  const { fields } = await federation.reads('query ($a: Boolean!) { me { name @include(if: $a) friend { id } } }', {
    variables: { a: true },
  })
  expect(fields.map(({ number, parent, isConditional }) => [number, parent, isConditional])).toEqual([
    [0, null, false],
    [1, 0, true],
    [2, 0, false],
    [3, 2, false],
  ])
})

test('it is known which agency is asked for what', async () => {
  const { sources } = await federation.reads('{ me { lane } }')
  expect([...(sources.get('Person.lane') ?? [])]).toEqual(['borders'])
  expect([...(sources.get('Person.id') ?? [])]).toEqual(['people'])
})
