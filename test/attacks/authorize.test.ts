import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Engine } from '../../gateway/engine/engine.ts'
import type { FakeHouse } from '../../gateway/testing/fake-house.ts'
import { startFakeHouse } from '../../gateway/testing/fake-house.ts'
import type { Federation } from '../../gateway/testing/federation.ts'
import {
  asked,
  borders,
  canaries,
  effects,
  fares,
  homes,
  openGuarded,
  people,
  policiesOf,
} from '../../gateway/testing/guarded-graph.ts'

let house: FakeHouse
/** With the step around them, and with the step taken out. */
const engines: Record<'person' | 'home', { guarded: Engine; bare: Engine }> = {} as typeof engines // filled below
const open: Federation[] = []

beforeAll(async () => {
  house = await startFakeHouse()
  const policies = policiesOf(asked)
  const [person, home] = await Promise.all([
    openGuarded({ subgraphs: { people, borders, fares }, policies }),
    openGuarded({ subgraphs: { homes, rooms: { typeDefs: 'type Room @key(fields: "id") { id: ID! }' } }, policies }),
  ])
  open.push(person.guarded, home.guarded)
  engines.person = { guarded: person.guarded.engine, bare: person.bare }
  engines.home = { guarded: home.guarded.engine, bare: home.bare }
}, 30_000)
afterAll(async () => {
  await house.close()
  await Promise.all(open.map((federation) => federation.close()))
})

type Send = (document: string, variables?: Record<string, unknown>) => Promise<string>

/** Somebody with a token, and without any scope. */
const headers = { authorization: 'Bearer 1@app-a', 'content-type': 'application/json' }

const byPost =
  (accept: string): Send =>
  async (query, variables) => {
    const body = JSON.stringify({ query, variables })
    return (await fetch(house.url, { method: 'POST', headers: { ...headers, accept }, body })).text()
  }

const send = {
  post: byPost('application/json'),
  parts: byPost('multipart/mixed; deferSpec=20220824, application/json'),
  events: byPost('text/event-stream'),
  async get(query) {
    return (await fetch(`${house.url}?query=${encodeURIComponent(query)}`, { headers })).text()
  },
  async socket(query) {
    const socket = new WebSocket(house.wsUrl, ['graphql-transport-ws'], { headers })
    await once(socket, 'open')
    socket.send('{"type":"connection_init"}')
    await once(socket, 'message')
    const said: string[] = []
    const done = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        said.push(String(data))
        if (/"type":"(complete|error)"/.test(String(data))) resolve()
      })
    })
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
    await done
    socket.close()
    return said.join('\n')
  },
} satisfies Record<string, Send>

interface Attack {
  readonly name: string
  readonly graph?: 'person' | 'home'
  readonly send?: keyof typeof send
  readonly query: string
  readonly variables?: Record<string, unknown>
  readonly wins: string
}

const { name, number, salt, paid } = canaries

/** Advisories by their numbers in GitHub's database: each found a way past a gateway that checked. */
const attacks: readonly Attack[] = [
  { name: 'the field itself', query: '{ me { name } }', wins: name },
  { name: 'an alias', query: '{ me { id: name } }', wins: name },
  { name: 'a named fragment', query: '{ me { ...F } } fragment F on Person { name }', wins: name },
  { name: 'fragments in fragments', query: '{ ... { me { ... on Node { ... on Person { name } } } } }', wins: name },
  { name: 'a list', query: '{ people { name } }', wins: name },
  { name: 'two mentions that merge', query: '{ me { id } ... on Query { me { name } } }', wins: name },
  {
    name: 'a mention on a variable',
    query: 'query ($a: Boolean!) { me { name @include(if: $a) } }',
    variables: { a: true },
    wins: name,
  },
  { name: 'beside introspection', query: '{ __schema { queryType { name } } me { name } }', wins: name },
  { name: 'an interface that carries the rule (GHSA-mx7m-j9xf-62hw)', query: '{ owner { name } }', wins: name },
  { name: 'an implementation of it', query: '{ owner { ... on Person { name } } }', wins: name },
  {
    name: 'an interface that does not (GHSA-x33c-7c2v-mrj9)',
    query: '{ node { ... on Person { name } } }',
    wins: name,
  },
  { name: 'an interface inside another', query: '{ node { ... on Named { name } } }', wins: name },
  { name: 'a union', query: '{ found { ... on Named { ... on Person { name } } } }', wins: name },
  { name: 'what another agency requires (GHSA-m8jr-fxqx-8xx6)', query: '{ me { crossing } }', wins: number },
  { name: 'a chain of requirements', query: '{ me { fare } }', wins: number },
  { name: 'a requirement below a list', query: '{ people { friend { crossing } } }', wins: number },
  { name: 'a context', graph: 'home', query: '{ home { room { heat } } }', wins: salt },
  { name: 'a deferred fragment', send: 'parts', query: '{ me { id ... @defer { name } } }', wins: name },
  {
    name: 'a deferred requirement',
    send: 'parts',
    query: '{ me { id ... @defer(label: "x") { crossing } } }',
    wins: number,
  },
  { name: 'a GET', send: 'get', query: '{ me { name } }', wins: name },
  { name: 'server-sent events', send: 'events', query: '{ me { name } }', wins: name },
  { name: 'a WebSocket', send: 'socket', query: '{ me { name } }', wins: name },
  { name: 'a subscription by events', send: 'events', query: 'subscription { moved { id name } }', wins: name },
  { name: 'a subscription on a socket', send: 'socket', query: 'subscription { moved { crossing } }', wins: number },
  { name: 'a mutation', query: 'mutation { pay { text } }', wins: paid },
  { name: 'a mutation beside one that is free', query: 'mutation { wave pay { text } }', wins: paid },
]

async function attack(
  { graph = 'person', send: transport = 'post', query, variables }: Attack,
  step: 'guarded' | 'bare',
) {
  house.swap(engines[graph][step])
  return send[transport](query, variables)
}

test.each(attacks)('$name gives nothing away', async (one) => {
  const before = { ...effects }
  const answer = await attack(one, 'guarded')
  expect(answer).not.toContain(one.wins)
  expect(answer).toContain('"code":"SCOPE_REQUIRED"')
  expect(effects).toEqual(before)
  expect(house.leases()).toBe(0)
})

test.each(attacks)('with the step taken out $name succeeds, so that these tests see what it does', async (one) => {
  expect(await attack(one, 'bare')).toContain(one.wins)
})

test('a rule whose directive a subgraph imports under another name holds (GHSA-g8jh-vg5j-4h3f)', async () => {
  const typeDefs = `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
      import: ["@key", { name: "@requiresScopes", as: "@only" }])
    type Query { me: Person }
    type Person @key(fields: "id") { id: ID!  name: String @only(scopes: [["profile"]]) }`
  const resolvers = { Query: { me: () => ({ id: '1', name }) } }
  const { guarded, bare } = await openGuarded({ subgraphs: { people: { typeDefs, resolvers } } })
  open.push(guarded)
  house.swap(guarded.engine)
  const answer = JSON.parse(await send.post('{ me { id name } }'))
  expect(answer.data).toEqual({ me: { id: '1', name: null } })
  expect(answer.errors).toEqual([expect.objectContaining({ path: ['me', 'name'] })])
  house.swap(bare)
  expect(await send.post('{ me { id name } }')).toContain(name)
})
