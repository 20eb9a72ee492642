import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { FakeHouse } from '../testing/fake-house.ts'
import { openFakeEngine, startFakeHouse } from '../testing/fake-house.ts'

/** A busy machine may take its time. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 })

const houses: FakeHouse[] = []
const sockets: WebSocket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  for (const house of houses.splice(0)) {
    await eventually(() => [house.delivery.openStreams, house.engine.open(), house.leases()]).toEqual([0, 0, 0])
    await house.close()
  }
})

async function start(...wishes: Parameters<typeof startFakeHouse>): Promise<FakeHouse> {
  const house = await startFakeHouse(...wishes)
  houses.push(house)
  return house
}

interface Listener {
  readonly socket: WebSocket
  readonly messages: Record<string, unknown>[]
  readonly closed: Promise<[number, string]>
  subscribe(id: string, query: string): void
}

/** A socket that has said who it is; `closed` also where that was refused. */
async function listen(house: FakeHouse, authorization?: string): Promise<Listener> {
  const socket = new WebSocket(house.wsUrl, ['graphql-transport-ws'])
  sockets.push(socket)
  const messages: Record<string, unknown>[] = []
  socket.on('message', (data) => messages.push(JSON.parse(String(data))))
  const closed = once(socket, 'close').then(([code, reason]): [number, string] => [code, String(reason)])
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', payload: authorization ? { authorization } : {} }))
  await Promise.race([eventually(() => messages.length).toBeGreaterThan(0), closed])
  const subscribe = (id: string, query: string) =>
    socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } }))
  return { socket, messages, closed, subscribe }
}

/** An event stream: its status, and its text as it grows. */
async function stream(house: FakeHouse, query: string, authorization?: string) {
  const stop = new AbortController()
  const response = await fetch(house.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(authorization ? { authorization } : {}),
    },
    body: JSON.stringify({ query }),
    signal: stop.signal,
  })
  const heard = { text: '', ended: false }
  const reading = (async () => {
    for await (const chunk of response.body ?? []) heard.text += Buffer.from(chunk).toString()
    heard.ended = true
  })().catch(() => {})
  return { status: response.status, heard, reading, stop: () => stop.abort() }
}

const QUIET = 'subscription { quiet }'

describe('what one caller may hold open', () => {
  test('five sockets a resident, whatever app asks for him; the sixth is told to try later', async () => {
    const house = await start()
    for (let one = 0; one < 5; one += 1) await listen(house, `Bearer ada@app-${one}`)
    expect((await (await listen(house, 'Bearer ada@app')).closed)[0]).toBe(1013)
    await listen(house, 'Bearer bob@app')
    sockets[0]?.close()
    await eventually(async () => (await listen(house, 'Bearer ada@app')).messages.length).toBe(1)
  })

  test('five sockets a client that acts for itself, and five an address without a token', async () => {
    const house = await start({ streams: { socketsPerSubject: 2 } })
    for (const authorization of ['Bearer @app-a', 'Bearer @app-b', undefined]) {
      await listen(house, authorization)
      await listen(house, authorization)
      expect((await (await listen(house, authorization)).closed)[0]).toBe(1013)
    }
  })

  test('twenty operations a socket; the next is refused by itself', async () => {
    const house = await start()
    const { subscribe, messages } = await listen(house)
    for (let id = 1; id <= 21; id += 1) subscribe(`${id}`, QUIET)
    await eventually(() => messages.filter(({ type }) => type === 'next')).toHaveLength(20)
    expect(messages.filter(({ type }) => type === 'error')).toMatchObject([
      { id: '21', payload: [{ extensions: { code: 'LIMIT_STREAMS' } }] },
    ])
  })

  test('so many connections in all, sockets and event streams together', async () => {
    const house = await start({ streams: { connections: 2 } })
    await listen(house)
    const { heard, stop } = await stream(house, QUIET)
    expect((await stream(house, QUIET)).status).toBe(429)
    const third = new WebSocket(house.wsUrl, ['graphql-transport-ws'])
    sockets.push(third)
    third.on('error', () => {})
    const [, response] = await once(third, 'unexpected-response')
    expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '10'])
    await eventually(() => heard.text).toContain('quiet')
    stop()
    await eventually(async () => (await stream(house, '{ me }')).status).toBe(200)
  })

  test('so many event streams a caller', async () => {
    const house = await start({ streams: { eventStreamsPerSubject: 1 } })
    const first = await stream(house, QUIET, 'Bearer ada@app')
    expect((await stream(house, QUIET, 'Bearer ada@app')).status).toBe(429)
    expect((await stream(house, '{ me }', 'Bearer bob@app')).status).toBe(200)
    first.stop()
  })

  test('sockets that never say who they are cannot take all places', async () => {
    const house = await start({ streams: { unidentifiedPerAddress: 2, initTimeoutMs: 200 } })
    const mute = () => {
      const socket = new WebSocket(house.wsUrl, ['graphql-transport-ws'])
      sockets.push(socket)
      socket.on('error', () => {})
      return socket
    }
    await Promise.all([once(mute(), 'open'), once(mute(), 'open')])
    const [, response] = await once(mute(), 'unexpected-response')
    expect(response.statusCode).toBe(429)
    await eventually(async () => Promise.race([once(mute(), 'open').then(() => 'open'), wait(50)])).toBe('open')
  })

  test('a message of more than 256 KiB closes the socket', async () => {
    const { socket, closed } = await listen(await start())
    socket.send(JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(256 * 1_024) } }))
    expect((await closed)[0]).toBe(1009)
  })

  test('a message in fragments without end closes the socket', async () => {
    const { socket, closed } = await listen(await start())
    for (let sent = 0; sent < 200; sent += 1) socket.send(' ', { fin: false })
    expect((await closed)[0]).toBe(1008)
  })
})

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('who reads slowly', () => {
  test('is dropped from his socket once 256 KB wait for him', async () => {
    const house = await start()
    const { socket, subscribe } = await listen(house)
    socket.pause()
    subscribe('f', 'subscription { flood(bytes: 50000) }')
    await eventually(() => house.engine.open()).toBe(0)
    await expect
      .poll(() => house.log.filter(({ msg }) => msg === 'request'))
      .toMatchObject([{ method: 'WS', operationType: 'subscription', ended: 'slow' }])
  })

  test('is dropped from his event stream once 256 KB wait for him', async () => {
    const house = await start()
    const body = JSON.stringify({ query: 'subscription { flood(bytes: 50000) }' })
    const { port } = new URL(house.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
    await once(socket, 'readable')
    await eventually(() => house.engine.open()).toBe(0)
    await expect
      .poll(() => house.log.filter(({ msg }) => msg === 'request'))
      .toMatchObject([{ method: 'POST', operationType: 'subscription', ended: 'slow' }])
    socket.destroy()
  })

  test('still gets one big answer whole', async () => {
    const house = await start()
    const { subscribe, messages } = await listen(house)
    subscribe('b', '{ big(bytes: 2000000) }')
    await eventually(() => messages.map(({ type }) => type)).toEqual(['connection_ack', 'next', 'complete'])
  })
})

describe('when a token ends', () => {
  test('its socket is closed with 4401, and nothing comes after', async () => {
    const house = await start()
    const { subscribe, closed } = await listen(house, 'Bearer ada@app+0.5')
    subscribe('t', 'subscription { ticks }')
    expect(await closed).toEqual([4401, 'the token has expired; get a new one and subscribe again'])
    await eventually(() => house.engine.open()).toBe(0)
    await eventually(() => house.log.some(({ ended }) => ended === 'expired')).toBe(true)
  })

  test('its event stream ends with an error and a complete', async () => {
    const house = await start()
    const { heard, reading } = await stream(house, QUIET, 'Bearer ada@app+0.5')
    await reading
    expect(heard.ended).toBe(true)
    const [, ...events] = heard.text.split('\n\n')
    expect(events).toEqual([
      'event: next\ndata: {"data":{"quiet":0}}',
      expect.stringContaining('"code":"TOKEN_EXPIRED"'),
      'event: complete\ndata:',
      '',
    ])
  })

  test('nobody else is touched', async () => {
    const house = await start()
    const other = await listen(house)
    const { closed } = await listen(house, 'Bearer ada@app+0.3')
    await closed
    expect(other.socket.readyState).toBe(WebSocket.OPEN)
  })
})

describe('when access is withdrawn', () => {
  test('the streams of that viewer end within a second, on every transport, and no others', async () => {
    const house = await start()
    const own = await listen(house, 'Bearer ada@app')
    const events = await stream(house, QUIET, 'Bearer ada@app')
    const other = await listen(house, 'Bearer bob@app')
    own.subscribe('q', QUIET)
    other.subscribe('q', QUIET)
    await eventually(() => house.engine.open()).toBe(3)
    expect(house.delivery.revoke(({ subject }) => subject === 'ada')).toBe(3)
    expect((await own.closed)[0]).toBe(4403)
    await events.reading
    expect(events.heard.text).toMatch(/withdrawn.*\n\nevent: complete/)
    await eventually(() => house.engine.open()).toBe(1)
    expect(other.socket.readyState).toBe(WebSocket.OPEN)
  })
})

describe('when the graph changes', () => {
  test('what runs stays on its engine, what is new goes to the new one', async () => {
    const house = await start()
    const { subscribe, messages } = await listen(house)
    subscribe('old', 'subscription { ticks(upTo: 20) }')
    await eventually(() => house.engine.open()).toBe(1)
    const next = openFakeEngine({ name: 'second', extra: 'extend type Query { added: Int }' })
    house.swap(next)
    subscribe('new', '{ added tree { owner } }')
    await expect
      .poll(() => messages.find(({ id }) => id === 'new'))
      .toMatchObject({
        payload: { data: { added: null, tree: { owner: 'second' } } },
      })
    await eventually(() => messages.filter(({ id, type }) => id === 'old' && type === 'next')).toHaveLength(20)
    expect(next.asked).toHaveLength(1)
  })

  test('the streams of a retired engine end so that callers ask again, and no others', async () => {
    const house = await start()
    const listeners = await Promise.all([1, 2, 3, 4].map((one) => listen(house, `Bearer ada-${one}@app`)))
    for (const { subscribe } of listeners) subscribe('q', QUIET)
    const idle = await listen(house, 'Bearer bob@app')
    const events = await stream(house, QUIET)
    await eventually(() => house.engine.open()).toBe(5)
    house.swap(openFakeEngine({ name: 'second' }))
    house.delivery.retire(house.engine, { overMs: 1_000 })
    const codes = await Promise.all(listeners.map(async ({ closed }) => (await closed)[0]))
    expect(codes).toEqual([1012, 1012, 1012, 1012])
    await events.reading
    expect(events.heard).toMatchObject({ ended: true, text: expect.stringContaining('"code":"STREAM_RESTART"') })
    expect(events.heard.text).not.toContain('complete')
    expect(idle.socket.readyState).toBe(WebSocket.OPEN)
  })

  test('a subscription that has grown old is ended so that it is asked for again', async () => {
    const house = await start({ streams: { maxAgeMs: 500 } })
    const { subscribe, closed } = await listen(house)
    subscribe('q', QUIET)
    expect(await closed).toMatchObject([1012, expect.stringContaining('subscribe again')])
  })
})

describe('when the gateway drains', () => {
  test('sockets are closed with 1012 and event streams end cleanly, at once', async () => {
    const house = await startFakeHouse()
    const { subscribe, closed } = await listen(house)
    const mute = new WebSocket(house.wsUrl, ['graphql-transport-ws'])
    const muteClosed = once(mute, 'close')
    await once(mute, 'open')
    subscribe('q', QUIET)
    const events = await stream(house, QUIET)
    await eventually(() => house.engine.open()).toBe(2)
    await house.close()
    expect((await closed)[0]).toBe(1012)
    expect((await muteClosed)[0]).toBe(1012)
    await events.reading
    expect(events.heard).toMatchObject({ ended: true, text: expect.stringContaining('STREAM_RESTART') })
    expect([house.engine.open(), house.leases(), house.delivery.openStreams]).toEqual([0, 0, 0])
  })
})

test('a drain lets a query be answered over a socket and over an event stream, and takes no other', async () => {
  const house = await startFakeHouse()
  const { subscribe, messages, closed } = await listen(house)
  subscribe('q', '{ wait(ms: 300) }')
  const events = stream(house, '{ wait(ms: 300) }')
  await eventually(() => house.engine.asked.length).toBe(2)
  const closing = house.close()
  subscribe('late', '{ me }')
  expect((await closed)[0]).toBe(1012)
  expect(messages.slice(1)).toMatchObject([
    { id: 'late', type: 'error', payload: [{ extensions: { code: 'STREAM_RESTART' } }] },
    { id: 'q', type: 'next', payload: { data: { wait: 'waited' } } },
    { id: 'q', type: 'complete' },
  ])
  const { heard, reading } = await events
  await reading
  expect(heard.text).toMatch(/"wait":"waited".*\n\nevent: complete/)
  await closing
})

test('every operation writes one line, with its events counted, whatever it travelled over', async () => {
  const house = await start()
  const { subscribe, messages, socket } = await listen(house, 'Bearer margarida@app')
  subscribe('s', 'subscription Count { ticks(upTo: 3) }')
  await eventually(() => messages.some(({ type }) => type === 'complete')).toBe(true)
  subscribe('bad', '{ nothing }')
  await eventually(() => messages.some(({ type }) => type === 'error')).toBe(true)
  socket.close()
  const events = await stream(house, 'subscription Count { leaks }', 'Bearer margarida@app')
  await events.reading
  await expect
    .poll(() => house.log.filter(({ msg }) => msg === 'request'))
    .toMatchObject([
      {
        method: 'WS',
        status: 200,
        operationName: 'Count',
        operationType: 'subscription',
        clientId: 'app',
        forResident: true,
        events: 3,
        codes: [],
      },
      { method: 'WS', status: 400, codes: ['GRAPHQL_VALIDATION_FAILED'] },
      {
        method: 'POST',
        status: 200,
        operationName: 'Count',
        events: 1,
        codes: ['INTERNAL'],
        errorIds: [expect.any(String)],
      },
    ])
  expect(JSON.stringify(house.log.filter(({ msg }) => msg === 'request'))).not.toContain('margarida')
})
