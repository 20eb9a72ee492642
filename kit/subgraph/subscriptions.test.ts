import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { PublicError } from '../errors.ts'
import type { Keyring } from '../keys.ts'
import { openLogger } from '../logger.ts'
import type { Viewer } from '../viewer-statement.ts'
import { anonymous } from '../viewer-statement.ts'
import { loadDoorKeys } from './door.ts'
import type { RequestBase, RunningSubgraph } from './start-subgraph.ts'
import { startSubgraph } from './start-subgraph.ts'
import type { Seal } from './testing/seal.ts'
import { openSealer, postSealed, sealedHeaders } from './testing/seal.ts'
import type { Answer, Stream } from './testing/subscriber.ts'
import { postForEvents, sealOperation, subscribeByEventStream, subscribeByWebSocket } from './testing/subscriber.ts'
import type { Topic } from './topic.ts'
import { openTopic } from './topic.ts'

const typeDefs = /* GraphQL */ `
  type Query { greeting: String }
  type Subscription {
    count(to: Int!): Int
    tide: Tide
    forever: Int
    slowStart: Int
    refused: Int
    broken: Int
    breaksLater: Int
    publicLater: Int
  }
  type Tide { level: Int reads: Int me: String fails: Int }
`
const ada: Viewer = { ...anonymous, subject: 'ada', clientId: 'app' }

interface Context extends RequestBase {
  /** How often this context was read: one that lives on from event to event would count up. */
  readonly reads: { count: number }
}

let topic: Topic<number>
let ended: string[]
let gate: PromiseWithResolvers<void>
let clock: { now: number }
const keyring: Keyring = { folder: mkdtempSync(join(tmpdir(), 'harbour-')), createMissing: true }
let running: RunningSubgraph

const resolvers = {
  Query: { greeting: () => 'good day' },
  Subscription: {
    count: {
      subscribe: async function* (_: unknown, { to }: { to: number }) {
        for (let count = 1; count <= to; count++) yield { count }
      },
    },
    tide: {
      subscribe: async function* (_: unknown, _args: unknown, { signal }: Context) {
        try {
          for await (const level of topic.listen({ signal, wanted: () => true })) yield { tide: { level } }
        } finally {
          ended.push('tide')
        }
      },
    },
    forever: {
      // It never looks at the signal.
      subscribe: async function* () {
        yield { forever: 1 }
        await new Promise(() => {})
      },
    },
    slowStart: {
      subscribe: async (_: unknown, _args: unknown, { signal }: Context) => {
        ended.push('starting')
        await gate.promise
        return topic.listen({ signal, wanted: () => true })
      },
    },
    refused: {
      subscribe: () => {
        throw new PublicError('RESIDENT_REQUIRED', 'got nobody, wanted somebody')
      },
    },
    broken: {
      subscribe: () => {
        throw new Error('secret of the house')
      },
    },
    breaksLater: {
      subscribe: async function* () {
        yield { breaksLater: 1 }
        throw new Error('secret of the house')
      },
    },
    publicLater: {
      subscribe: async function* () {
        yield { publicLater: 1 }
        throw new PublicError('EVENTS_INTERRUPTED', 'subscribe again')
      },
    },
  },
  Tide: {
    reads: (_: unknown, _args: unknown, { reads }: Context) => ++reads.count,
    me: (_: unknown, _args: unknown, { viewer }: Context) => viewer.subject,
    fails: () => {
      throw new Error('secret of the house')
    },
  },
}

async function start(options: { streamsLimit?: number } = {}): Promise<RunningSubgraph> {
  const createContext = (base: RequestBase): Context => ({ ...base, reads: { count: 0 } })
  const doorKeys = await loadDoorKeys(keyring, 'harbour')
  const terms = { host: '127.0.0.1', port: 0, ...doorKeys, now: () => clock.now, ...options }
  const logger = openLogger({ name: 'harbour', level: 'silent' })
  return startSubgraph({ name: 'harbour', typeDefs, resolvers, createContext }, { ...terms, logger })
}

beforeEach(async () => {
  topic = openTopic()
  ended = []
  gate = Promise.withResolvers()
  clock = { now: Date.parse('2026-11-21T10:00:00+08:00') }
  running = await start()
})
afterEach(() => running.close())

const sealFor = async (viewer = ada, agency = 'harbour') =>
  (await openSealer({ keyring, agency, now: () => clock.now }))(viewer)
const transports = [
  ['server-sent events', subscribeByEventStream],
  ['WebSocket', subscribeByWebSocket],
] as const

describe.each(transports)('a subscription over %s', (transport, subscribe) => {
  const open = async (query: string, viewer = ada): Promise<Stream> =>
    subscribe({ url: running.url, seal: await sealFor(viewer), query })
  const all = async (query: string): Promise<Answer[]> => Array.fromAsync(await open(query))

  test('answers each event in order and says when it is over', async () => {
    expect(await all('subscription { count(to: 3) }')).toEqual([
      { data: { count: 1 } },
      { data: { count: 2 } },
      { data: { count: 3 } },
    ])
  })

  test('knows its viewer, and each event has a context of its own', async () => {
    const stream = await open('subscription { tide { level reads me } }')
    const first = stream.next()
    await listened()
    topic.publish(7)
    topic.publish(8)
    expect((await first).value).toEqual({ data: { tide: { level: 7, reads: 1, me: 'ada' } } })
    expect((await stream.next()).value).toEqual({ data: { tide: { level: 8, reads: 1, me: 'ada' } } })
    await stream.leave()
  })

  test.each([
    ['no', () => Promise.resolve(undefined), 'VIEWER_STATEMENT_MISSING'],
    ['an invented', async () => ({ ...(await sealFor()), statement: 'a.b.c' }), 'VIEWER_STATEMENT_INVALID'],
    ["another agency's", () => sealFor(ada, 'lighthouse'), 'VIEWER_STATEMENT_INVALID'],
    ['an expired', expired, 'VIEWER_STATEMENT_EXPIRED'],
  ])('is refused with %s statement', async (_what, make, code) => {
    const seal = await make()
    const refusal =
      transport === 'WebSocket'
        ? await refusedUpgrade(seal)
        : await postForEvents({ url: running.url, seal, query: 'subscription { count(to: 1) }' })
    expect(refusal.status).toBe(401)
    expect(await refusal.json()).toMatchObject({ errors: [{ extensions: { code } }] })
  })

  test('tells a public refusal and hides a bug', async () => {
    const [refused] = await all('subscription { refused }')
    expect(refused?.errors).toMatchObject([
      { path: ['refused'], extensions: { code: 'RESIDENT_REQUIRED', public: true } },
    ])
    const [broken] = await all('subscription { broken }')
    expect(broken?.errors).toMatchObject([{ path: ['broken'], extensions: { code: 'INTERNAL' } }])
    expect(JSON.stringify(broken)).not.toContain('secret')
  })

  test('hides a bug in a field of an event and goes on', async () => {
    const stream = await open('subscription { tide { level fails } }')
    const first = stream.next()
    await listened()
    topic.publish(1)
    topic.publish(2)
    const { value } = await first
    expect(value).toMatchObject({ data: { tide: { level: 1, fails: null } } })
    expect(value?.errors).toMatchObject([{ path: ['tide', 'fails'], extensions: { code: 'INTERNAL' } }])
    expect(JSON.stringify(value)).not.toContain('secret')
    expect((await stream.next()).value).toMatchObject({ data: { tide: { level: 2 } } })
    await stream.leave()
  })

  test.each([
    ['breaksLater', 'INTERNAL'],
    ['publicLater', 'EVENTS_INTERRUPTED'],
  ])('whose events fail tells it as its last answer: %s', async (field, code) => {
    const answers = await all(`subscription { x: ${field} }`)
    expect(answers[0]).toEqual({ data: { x: 1 } })
    expect(answers[1]?.errors).toMatchObject([{ path: ['x'], extensions: { code } }])
    expect(answers).toHaveLength(2)
    expect(JSON.stringify(answers)).not.toContain('secret')
  })

  test.each([
    ['subscription {', 'a syntax error'],
    ['subscription { nothing }', 'an unknown field'],
    ['subscription A { count(to: 1) } subscription B { count(to: 1) }', 'two operations and no name'],
  ])('that cannot be asked is refused and the reason told: %s', async (query) => {
    const stream = await open(query)
    const { value } = await stream.next()
    expect(value?.data ?? null).toBeNull()
    expect(value?.errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }])
    await stream.leave()
  })

  test('answers a query on the same stream', async () => {
    expect(await all('{ greeting }')).toEqual([{ data: { greeting: 'good day' } }])
  })

  test('ends its events when the subscriber leaves', async () => {
    const stream = await open('subscription { tide { level } }')
    const first = stream.next()
    await listened()
    topic.publish(1)
    await first
    await stream.leave()
    await vi.waitFor(() => expect(ended).toEqual(['tide']))
  })

  test('that is still beginning when the subscriber leaves is not left running', async () => {
    const leaving = new AbortController()
    const seal = await sealFor()
    const query = 'subscription { slowStart }'
    const socket = transport === 'WebSocket' ? await openSocket(seal) : undefined
    const asked = socket
      ? socket.ask('1', query)
      : postForEvents({ url: running.url, seal, query }, leaving.signal).catch(() => {})
    await vi.waitFor(() => expect(ended).toEqual(['starting']))
    socket?.close()
    leaving.abort()
    await asked
    // The agency must have noticed before the events begin.
    await wait(50)
    gate.resolve()
    await wait(50)
    expect(topic.listening()).toBe(0)
  })

  test('is told that it is over when the agency closes, also where its events never end', async () => {
    const streams = [await open('subscription { tide { level } }'), await open('subscription { forever }')]
    const [tide, forever] = [streams[0]?.next(), streams[1]?.next()]
    expect((await forever)?.value).toEqual({ data: { forever: 1 } })
    await listened()
    const last = streams[1]?.next()
    await running.close()
    expect([await tide, await last]).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ])
    expect(ended).toEqual(['tide'])
  })

  test('is one of a bounded number, and a place is free again when one has left', async () => {
    const small = await start({ streamsLimit: 1 })
    const openThere = async () =>
      subscribe({ url: small.url, seal: await sealFor(), query: 'subscription { tide { level } }' })
    const first = await openThere()
    const event = first.next()
    await listened()
    const refused = await (await openThere()).next()
    expect(refused.value?.errors).toMatchObject([{ extensions: { code: 'TOO_MANY_STREAMS' } }])
    topic.publish(1)
    await event
    await first.leave()
    await vi.waitFor(() => expect(ended).toEqual(['tide']))
    const next = await openThere()
    const again = next.next()
    await listened()
    topic.publish(2)
    expect((await again).value).toEqual({ data: { tide: { level: 2 } } })
    await small.close()
  })
})

test('a subscriber who does not keep up is cut off and told so, and what waits for it stays small', async () => {
  const stream = await subscribeByEventStream({
    url: running.url,
    seal: await sealFor(),
    query: `subscription { tide { ${Array.from({ length: 500 }, (_, n) => `field${n}: level`).join(' ')} } }`,
  })
  await listened()
  for (let level = 0; level < 5_000 && topic.listening() > 0; level++) {
    topic.publish(level)
    if (level % 10 === 0) await wait(1)
  }
  expect(topic.listening()).toBe(0)
  const answers = await Array.fromAsync(stream)
  expect(answers.at(-1)?.errors).toMatchObject([{ extensions: { code: 'SUBSCRIBER_TOO_SLOW' } }])
})

test('a socket starts nothing more once its statement has expired, and what runs goes on', async () => {
  const socket = await openSocket(await sealFor())
  socket.ask('1', 'subscription { tide { level } }')
  await listened()
  clock.now += 36_000
  socket.ask('2', 'subscription { count(to: 1) }')
  expect(await socket.next()).toMatchObject({
    id: '2',
    type: 'error',
    payload: [{ extensions: { code: 'VIEWER_STATEMENT_EXPIRED' } }],
  })
  topic.publish(5)
  expect(await socket.next()).toEqual({ id: '1', type: 'next', payload: { data: { tide: { level: 5 } } } })
  socket.close()
})

test('two viewers on two sockets are never mixed up', async () => {
  const streams = await Promise.all(
    ['ada', 'bea'].map(async (subject) =>
      subscribeByWebSocket({
        url: running.url,
        seal: await sealFor({ ...ada, subject }),
        query: 'subscription { tide { me } }',
      }),
    ),
  )
  const answers = streams.map((stream) => stream.next())
  await listened(2)
  topic.publish(1)
  expect((await Promise.all(answers)).map(({ value }) => value?.data)).toEqual([
    { tide: { me: 'ada' } },
    { tide: { me: 'bea' } },
  ])
  await Promise.all(streams.map((stream) => stream.leave()))
})

test('a subscription asked as a plain query is refused and told how to ask', async () => {
  const response = await postSealed(running.url, await sealFor(), { query: 'subscription { count(to: 1) }' })
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'SUBSCRIPTION_NEEDS_STREAM' } }] })
})

test('an upgrade to anything but the agency’s one address is refused', async () => {
  const refusal = await refusedUpgrade(await sealFor(), '/elsewhere')
  expect(refusal.status).toBe(404)
})

async function expired(): Promise<Seal> {
  const seal = await sealFor()
  clock.now += 36_000
  return seal
}

/** Waits until that many streams listen to the tide: an event before it would be missed. */
async function listened(count = 1): Promise<void> {
  await vi.waitFor(() => expect(topic.listening()).toBeGreaterThanOrEqual(count))
}

async function refusedUpgrade(seal: Seal | undefined, path = '/graphql') {
  const address = new URL(path, running.url.replace('http', 'ws'))
  const headers = sealedHeaders(seal, '')
  const socket = new WebSocket(address, 'graphql-transport-ws', { headers })
  const [, response] = await once(socket, 'unexpected-response')
  const body = (await Array.fromAsync(response)).join('')
  return { status: response.statusCode as number, json: async () => JSON.parse(body) as unknown }
}

/** The protocol by hand, where one socket must carry several operations. */
async function openSocket(seal: Seal) {
  const socket = new WebSocket(running.url.replace('http', 'ws'), 'graphql-transport-ws', {
    headers: sealedHeaders(seal, ''),
  })
  const messages: unknown[] = []
  socket.on('message', (data) => messages.push(JSON.parse(String(data))))
  await once(socket, 'open')
  const next = async () => {
    await vi.waitFor(() => expect(messages.length).toBeGreaterThan(0))
    return messages.shift()
  }
  socket.send('{"type":"connection_init"}')
  expect(await next()).toEqual({ type: 'connection_ack' })
  return {
    ask: (id: string, query: string) =>
      socket.send(JSON.stringify({ id, type: 'subscribe', payload: sealOperation(seal, { query }) })),
    next,
    close: () => socket.close(),
  }
}
