import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import type { Client } from 'graphql-ws'
import { createClient } from 'graphql-ws'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { FakeHouse } from '../testing/fake-house.ts'
import { startFakeHouse } from '../testing/fake-house.ts'

/** A busy machine may take its time. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 })

let house: FakeHouse
beforeAll(async () => {
  house = await startFakeHouse({ streams: { initTimeoutMs: 300, heartbeatMs: 200 } })
})
afterAll(() => house.close())

const opened: WebSocket[] = []
afterEach(async () => {
  for (const socket of opened.splice(0)) socket.terminate()
  await eventually(() => [house.delivery.openStreams, house.engine.open(), house.leases()]).toEqual([0, 0, 0])
})

type Message = Record<string, unknown>

/** A caller who says exactly what a test tells him to. */
interface Caller {
  readonly socket: WebSocket
  say(message: unknown): void
  /** The next message; ends the test where there is none. */
  hear(): Promise<Message>
  /** Close code and reason. */
  readonly closed: Promise<[number, string]>
}

interface Dial {
  readonly protocols?: string[]
  readonly headers?: Record<string, string>
  readonly house?: FakeHouse
}

async function dial({
  protocols = ['graphql-transport-ws'],
  headers = {},
  house: at = house,
}: Dial = {}): Promise<Caller> {
  const socket = new WebSocket(at.wsUrl, protocols, { headers })
  opened.push(socket)
  const heard: Message[] = []
  const waiting: ((message: Message) => void)[] = []
  socket.on('message', (data) => {
    const message = JSON.parse(String(data))
    const next = waiting.shift()
    if (next) next(message)
    else heard.push(message)
  })
  const closed = new Promise<[number, string]>((resolve) =>
    socket.on('close', (code, reason) => resolve([code, String(reason)])),
  )
  await once(socket, 'open')
  return {
    socket,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    hear: () => {
      const message = heard.shift()
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve))
    },
    closed,
  }
}

async function welcome(options: Dial & { payload?: Record<string, unknown> } = {}): Promise<Caller> {
  const caller = await dial(options)
  caller.say({ type: 'connection_init', ...(options.payload ? { payload: options.payload } : {}) })
  expect(await caller.hear()).toEqual({ type: 'connection_ack' })
  return caller
}

const subscribe = (id: string, query: string, variables?: Record<string, unknown>) => ({
  id,
  type: 'subscribe',
  payload: { query, ...(variables ? { variables } : {}) },
})

/** Clients give up by themselves where none of their subprotocols is chosen, so the close frame is read by hand. */
async function closeCodeOf(protocols: string[]): Promise<number> {
  const offered = protocols.length > 0 ? { 'sec-websocket-protocol': protocols.join(', ') } : {}
  const handshake = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', ...offered }
  const asked = request(house.url, {
    headers: { ...handshake, 'sec-websocket-key': randomBytes(16).toString('base64') },
  })
  asked.end()
  const [, socket, head] = await once(asked, 'upgrade')
  const [frame] = head.length > 0 ? [head] : await once(socket, 'data')
  socket.destroy()
  expect(frame[0]).toBe(0x88)
  return frame.readUInt16BE(2)
}

/** The status and code with which an upgrade was refused; `opened` where it was not. */
async function upgrade(options: {
  url?: string
  headers?: Record<string, string>
  house?: FakeHouse
}): Promise<unknown> {
  const { house: at = house } = options
  const socket = new WebSocket(options.url ?? at.wsUrl, ['graphql-transport-ws'], { headers: options.headers ?? {} })
  opened.push(socket)
  return new Promise((resolve) => {
    socket.on('open', () => resolve('opened'))
    socket.on('error', () => {})
    socket.on('unexpected-response', (_request, response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve([response.statusCode, JSON.parse(text).errors[0].extensions.code]))
    })
  })
}

describe('graphql-transport-ws, to the letter', () => {
  test.each([[[]], [['graphql-ws']], [['soap']]])('subprotocols %j are not acceptable: 4406', async (protocols) => {
    expect(await closeCodeOf(protocols)).toBe(4406)
  })

  test('of several subprotocols the one we speak is chosen', async () => {
    const { socket } = await dial({ protocols: ['soap', 'graphql-transport-ws'] })
    expect(socket.protocol).toBe('graphql-transport-ws')
  })

  test('the first message is answered with an acknowledgement', async () => {
    await welcome()
  })

  test('a first message may carry anything', async () => {
    await welcome({ payload: { anything: [1, { deep: true }] } })
  })

  test('who says nothing in time is closed with 4408', async () => {
    const { closed } = await dial()
    expect((await closed)[0]).toBe(4408)
  })

  test('a second first message is closed with 4429', async () => {
    const { say, closed } = await welcome()
    say({ type: 'connection_init' })
    expect((await closed)[0]).toBe(4429)
  })

  test('two first messages in one breath are closed with 4429', async () => {
    const { say, closed } = await dial()
    say({ type: 'connection_init' })
    say({ type: 'connection_init' })
    expect((await closed)[0]).toBe(4429)
  })

  test('an operation before the first message is closed with 4401', async () => {
    const { say, closed } = await dial()
    say(subscribe('1', '{ me }'))
    expect((await closed)[0]).toBe(4401)
  })

  test('an operation before the acknowledgement is closed with 4401', async () => {
    const { say, closed } = await dial()
    say({ type: 'connection_init' })
    say(subscribe('1', '{ me }'))
    expect((await closed)[0]).toBe(4401)
  })

  test.each([
    ['no JSON', 'nonsense'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no type', {}],
    ['a type that is a number', { type: 7 }],
    ['an unknown type', { type: 'start' }],
    ['a subscribe without id', { type: 'subscribe', payload: { query: '{ me }' } }],
    ['a subscribe with an empty id', { type: 'subscribe', id: '', payload: { query: '{ me }' } }],
    ['a subscribe with a number for id', { type: 'subscribe', id: 1, payload: { query: '{ me }' } }],
    ['a subscribe without payload', { type: 'subscribe', id: '1' }],
    ['a subscribe without query', { type: 'subscribe', id: '1', payload: {} }],
    ['a subscribe with a number for query', { type: 'subscribe', id: '1', payload: { query: 1 } }],
    [
      'a subscribe with text for variables',
      { type: 'subscribe', id: '1', payload: { query: '{ me }', variables: '{}' } },
    ],
    ['a complete without id', { type: 'complete' }],
    ['a ping with text for payload', { type: 'ping', payload: 'x' }],
  ])('%s is closed with 4400', async (_name, message) => {
    const { say, closed } = await welcome()
    say(message)
    expect((await closed)[0]).toBe(4400)
  })

  test('a binary message is closed with 4400', async () => {
    const { socket, closed } = await welcome()
    socket.send(Buffer.from('{"type":"ping"}'))
    expect((await closed)[0]).toBe(4400)
  })

  test('a ping is answered with a pong that carries its payload, before and after the first message', async () => {
    const { say, hear } = await dial()
    say({ type: 'ping' })
    expect(await hear()).toEqual({ type: 'pong' })
    say({ type: 'connection_init' })
    expect(await hear()).toEqual({ type: 'connection_ack' })
    say({ type: 'ping', payload: { at: 1 } })
    expect(await hear()).toEqual({ type: 'pong', payload: { at: 1 } })
  })

  test('a pong nobody asked for is taken', async () => {
    const { say, hear } = await welcome()
    say({ type: 'pong' })
    say(subscribe('1', '{ me }'))
    expect(await hear()).toMatchObject({ type: 'next' })
  })

  test('a query is answered once and completed', async () => {
    const { say, hear } = await welcome()
    say(subscribe('q', 'query Mine { me tree { name } }'))
    expect(await hear()).toEqual({
      id: 'q',
      type: 'next',
      payload: { data: { me: 'anonymous', tree: { name: 'oak' } } },
    })
    expect(await hear()).toEqual({ id: 'q', type: 'complete' })
  })

  test('a mutation is answered once and completed', async () => {
    const { say, hear } = await welcome()
    say(subscribe('m', 'mutation ($name: String!) { plant(name: $name) { name } }', { name: 'elm' }))
    expect(await hear()).toEqual({ id: 'm', type: 'next', payload: { data: { plant: { name: 'oak' } } } })
    expect(await hear()).toEqual({ id: 'm', type: 'complete' })
  })

  test('a subscription is answered event by event and completed when its source ends', async () => {
    const { say, hear } = await welcome()
    say(subscribe('s', 'subscription { ticks(upTo: 3) }'))
    for (const ticks of [1, 2, 3]) expect(await hear()).toEqual({ id: 's', type: 'next', payload: { data: { ticks } } })
    expect(await hear()).toEqual({ id: 's', type: 'complete' })
  })

  test('complete from the caller ends the source, also while it is silent', async () => {
    const { say, hear, socket } = await welcome()
    say(subscribe('s', 'subscription { quiet }'))
    expect(await hear()).toMatchObject({ type: 'next' })
    say({ id: 's', type: 'complete' })
    await eventually(() => house.engine.open()).toBe(0)
    expect(socket.readyState).toBe(WebSocket.OPEN)
  })

  test('complete for an operation nobody knows is ignored', async () => {
    const { say, hear } = await welcome()
    say({ id: 'nobody', type: 'complete' })
    say(subscribe('1', '{ me }'))
    expect(await hear()).toMatchObject({ id: '1', type: 'next' })
  })

  test('an id that is in use is closed with 4409', async () => {
    const { say, hear, closed } = await welcome()
    say(subscribe('s', 'subscription { quiet }'))
    await hear()
    say(subscribe('s', '{ me }'))
    expect((await closed)[0]).toBe(4409)
  })

  test('an id may be used again after its operation is complete', async () => {
    const { say, hear } = await welcome()
    for (let round = 0; round < 2; round += 1) {
      say(subscribe('again', '{ me }'))
      expect(await hear()).toMatchObject({ id: 'again', type: 'next' })
      expect(await hear()).toEqual({ id: 'again', type: 'complete' })
    }
  })

  test('operations run beside one another', async () => {
    const { say, hear } = await welcome()
    say(subscribe('slow', '{ wait(ms: 100) }'))
    say(subscribe('fast', '{ me }'))
    const order = [await hear(), await hear(), await hear(), await hear()].map(({ id, type }) => `${id} ${type}`)
    expect(order).toEqual(['fast next', 'fast complete', 'slow next', 'slow complete'])
  })

  test('a document that does not parse, or is not valid, ends its operation with an error and nothing else', async () => {
    const { say, hear } = await welcome()
    say(subscribe('p', '{'))
    expect(await hear()).toMatchObject({
      id: 'p',
      type: 'error',
      payload: [{ message: 'Syntax Error: Expected Name, found <EOF>.', extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    })
    say(subscribe('v', '{ nothing }'))
    expect(await hear()).toMatchObject({
      id: 'v',
      type: 'error',
      payload: [{ locations: [{ line: 1, column: 3 }], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    })
    say(subscribe('v', '{ me }'))
    expect(await hear()).toMatchObject({ id: 'v', type: 'next' })
  })

  test('an error of a field comes with its data, masked', async () => {
    const { say, hear } = await welcome()
    say(subscribe('l', '{ leak me }'))
    const { payload } = await hear()
    expect(payload).toMatchObject({
      data: { leak: null, me: 'anonymous' },
      errors: [{ path: ['leak'], extensions: { code: 'INTERNAL' } }],
    })
    expect(JSON.stringify(payload)).not.toContain('hunter2')
  })

  test('an error of an event, and of a subscription that is refused, are masked', async () => {
    const { say, hear } = await welcome()
    for (const field of ['leaks', 'refused']) {
      say(subscribe(field, `subscription { ${field} }`))
      const { type, payload } = await hear()
      expect([type, payload]).toMatchObject(['next', { errors: [{ extensions: { code: 'INTERNAL' } }] }])
      expect(JSON.stringify(payload)).not.toContain('hunter2')
      expect(await hear()).toEqual({ id: field, type: 'complete' })
    }
  })

  test('a caller who leaves ends what he has asked for', async () => {
    const { say, hear, socket } = await welcome()
    say(subscribe('s', 'subscription { quiet }'))
    await hear()
    socket.close()
    await eventually(() => house.engine.open()).toBe(0)
  })

  test('a caller who no longer answers beats is dropped', async () => {
    const socket = new WebSocket(house.wsUrl, ['graphql-transport-ws'], { autoPong: false })
    opened.push(socket)
    await once(socket, 'open')
    socket.send('{"type":"connection_init"}')
    expect((await once(socket, 'close'))[0]).toBe(1006)
  })

  test('the library of the protocol itself is served', async () => {
    const client = createClient({ url: house.wsUrl, webSocketImpl: WebSocket, lazyCloseTimeout: 0 })
    const results = await collect(client, 'subscription { ticks(upTo: 2) }')
    expect(results).toEqual([{ data: { ticks: 1 } }, { data: { ticks: 2 } }])
    await client.dispose()
  })
})

async function collect(client: Client, query: string): Promise<unknown[]> {
  const results: unknown[] = []
  for await (const result of client.iterate({ query })) results.push(result)
  return results
}

describe('who may open a socket', () => {
  test.each([
    ['no origin, as from a server', {}, 'opened'],
    ['the origin of our own host', { origin: 'OWN' }, 'opened'],
    ['another origin', { origin: 'https://evil.test' }, [403, 'ORIGIN_FORBIDDEN']],
    ['an origin that begins like ours', { origin: 'OWN.evil.test' }, [403, 'ORIGIN_FORBIDDEN']],
    ['the origin of a file', { origin: 'null' }, [403, 'ORIGIN_FORBIDDEN']],
  ])('%s', async (_name, headers: Record<string, string>, wanted) => {
    const own = new URL(house.url).origin
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace('OWN', own)]))
    expect(await upgrade({ headers: sent })).toEqual(wanted)
  })

  test('an origin of the list, exactly and no other', async () => {
    const listed = await startFakeHouse({ allowedOrigins: ['https://app.test'] })
    const ask = (origin: string) => upgrade({ house: listed, headers: { origin } })
    expect(await ask('https://app.test')).toBe('opened')
    expect(await ask('https://app.test:8443')).toEqual([403, 'ORIGIN_FORBIDDEN'])
    expect(await ask('http://app.test')).toEqual([403, 'ORIGIN_FORBIDDEN'])
    await listed.close()
  })

  test('another path, and too many headers, are refused as over HTTP', async () => {
    expect(await upgrade({ url: house.wsUrl.replace('/graphql', '/other') })).toEqual([404, 'NOT_FOUND'])
    const headers = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`x-${index}`, 'x']))
    expect(await upgrade({ headers })).toEqual([431, 'HEADERS_TOO_LARGE'])
  })

  test('the token comes with the first message, or as a header; the first wins', async () => {
    const viaMessage = await welcome({ payload: { authorization: 'Bearer ada@app' } })
    viaMessage.say(subscribe('1', '{ me }'))
    expect(await viaMessage.hear()).toMatchObject({ payload: { data: { me: 'ada' } } })
    const viaHeader = await welcome({ headers: { authorization: 'Bearer bob@app' } })
    viaHeader.say(subscribe('1', '{ me }'))
    expect(await viaHeader.hear()).toMatchObject({ payload: { data: { me: 'bob' } } })
    const both = await welcome({
      headers: { authorization: 'Bearer bob@app' },
      payload: { authorization: 'Bearer ada@app' },
    })
    both.say(subscribe('1', '{ me }'))
    expect(await both.hear()).toMatchObject({ payload: { data: { me: 'ada' } } })
  })

  test('a bad token is closed with 4401, and what came with it in one breath is not run', async () => {
    const before = house.engine.asked.length
    const { say, closed } = await dial()
    say({ type: 'connection_init', payload: { authorization: 'Bearer forged' } })
    say(subscribe('1', 'mutation { plant(name: "x") { name } }'))
    expect((await closed)[0]).toBe(4401)
    expect(house.engine.asked).toHaveLength(before)
  })

  test('a bad token in the header is closed with 4401 and its reason', async () => {
    const { say, closed } = await dial({ headers: { authorization: 'Bearer forged' } })
    say({ type: 'connection_init' })
    expect(await closed).toEqual([4401, 'TOKEN_INVALID'])
  })
})
