import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildSchema, subscribe } from 'graphql'
import { createHandler } from 'graphql-sse/lib/use/http'
import { useServer } from 'graphql-ws/use/ws'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import type { SubgraphReply, SubgraphRequest } from '../../engine/engine.ts'
import type { SubgraphClientOptions } from '../settings.ts'
import type { TestClient } from '../testing/open-agency.ts'
import {
  closeLater,
  closeOpened,
  openAgency,
  openClient,
  openExchange,
  pause,
  sendJson,
} from '../testing/open-agency.ts'

afterEach(closeOpened)

const schema = buildSchema(
  'type Query { a: Int } type Subscription { count(to: Int!): Int  endless: Int  broken: Int }',
)

/** What the servers below run: `returned` counts the sources that were closed by their subscriber. */
function openSource() {
  const seen = { returned: 0, headers: [] as unknown[] }
  const endless = async function* () {
    try {
      for (let number = 0; ; number += 1) {
        yield { endless: number }
        await pause(5)
      }
    } finally {
      seen.returned += 1
    }
  }
  const count = async function* ({ to }: { to: number }) {
    for (let number = 1; number <= to; number += 1) yield { count: number }
  }
  const broken = () => Promise.reject(new Error('no such source'))
  return { seen, rootValue: { count, endless, broken } }
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  closeLater(() => server.close().closeAllConnections())
  // A server that listens on TCP has an address of this kind.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
}

type OpenServer = () => Promise<{ url: string; seen: ReturnType<typeof openSource>['seen'] }>

const openSseServer: OpenServer = async () => {
  const { seen, rootValue } = openSource()
  const handle = createHandler({ schema, subscribe: (args) => subscribe({ ...args, rootValue }) })
  const url = await listen(
    createServer((request, response) => {
      seen.headers.push(request.headers['gba-viewer-statement'])
      return handle(request, response)
    }),
  )
  return { url, seen }
}

const openWsServer: OpenServer = async () => {
  const { seen, rootValue } = openSource()
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, path: '/graphql' })
  useServer(
    {
      schema,
      roots: { subscription: rootValue },
      onConnect: ({ extra, connectionParams }) => {
        seen.headers.push(extra.request.headers['gba-viewer-statement'], connectionParams?.['gba-viewer-statement'])
      },
    },
    sockets,
  )
  closeLater(() => {
    for (const socket of sockets.clients) socket.terminate()
  })
  return { url: await listen(http), seen }
}

function subscription(text: string, exchange = openExchange()): SubgraphRequest {
  return { kind: 'subscription', body: JSON.stringify({ query: `subscription { ${text} }` }), exchange }
}

async function collect(client: TestClient, request: SubgraphRequest): Promise<SubgraphReply[]> {
  const replies: SubgraphReply[] = []
  for await (const reply of client.stream('shelves', request)) replies.push(reply)
  return replies
}

const data = (value: unknown) => expect.objectContaining({ data: value, errors: [] })
const unavailable = expect.objectContaining({ failure: 'SUBGRAPH_UNAVAILABLE' })
const invalid = expect.objectContaining({ failure: 'SUBGRAPH_INVALID_RESPONSE' })

describe.each([
  ['sse', openSseServer],
  ['ws', openWsServer],
] as const)('a subscription over %s', (protocol, openServer) => {
  const open = async (options: Partial<SubgraphClientOptions> = {}) => {
    const { url, seen } = await openServer()
    const client = openClient(url, { subscriptionProtocols: { shelves: protocol }, ...options })
    return { client, seen, openStreams: () => client.subscriptions()[0]?.open }
  }

  test('brings every event and ends with the agency', async () => {
    const { client, openStreams } = await open()
    expect(await collect(client, subscription('count(to: 3)'))).toEqual([1, 2, 3].map((count) => data({ count })))
    expect(openStreams()).toBe(0)
  })

  test('tells the agency for whom it is', async () => {
    const { client, seen } = await open({
      sign: async ({ audience }) => ({ text: `for ${audience}`, macOf: () => 'mac' }),
    })
    await collect(client, subscription('count(to: 1)'))
    expect(new Set(seen.headers)).toEqual(new Set(['for shelves']))
  })

  test('is closed at the agency when nobody listens any more', async () => {
    const { client, seen, openStreams } = await open()
    for await (const reply of client.stream('shelves', subscription('endless'))) {
      if ('data' in reply && JSON.stringify(reply.data) === '{"endless":3}') break
    }
    await expect.poll(() => seen.returned).toBe(1)
    expect(openStreams()).toBe(0)
  })

  test('is closed when the caller hangs up', async () => {
    const { client, seen } = await open()
    const caller = new AbortController()
    const replies = collect(client, subscription('endless', openExchange({ gone: caller.signal })))
    setTimeout(() => caller.abort(), 100)
    expect((await replies).length).toBeGreaterThan(1)
    await expect.poll(() => seen.returned).toBe(1)
  })

  test('that is not taken in time ends with a failure after what was kept', async () => {
    const { client, seen } = await open({ limits: { events: 4 } })
    const replies = client.stream('shelves', subscription('endless'))[Symbol.asyncIterator]()
    await replies.next()
    await expect.poll(() => seen.returned).toBe(1)
    const rest: SubgraphReply[] = []
    for (let next = await replies.next(); !next.done; next = await replies.next()) rest.push(next.value)
    expect(rest).toEqual([...[1, 2, 3, 4].map((endless) => data({ endless })), unavailable])
  })

  test('that the agency refuses is its answer, once', async () => {
    const { client } = await open()
    expect(await collect(client, subscription('unknown'))).toMatchObject([
      { data: null, errors: [{ message: expect.stringContaining('unknown') }] },
    ])
    expect(await collect(client, subscription('broken'))).toMatchObject([{ errors: [{ message: 'no such source' }] }])
  })

  test('at an agency that is not there is a failure', async () => {
    const client = openClient('http://127.0.0.1:9/graphql', { subscriptionProtocols: { shelves: protocol } })
    expect(await collect(client, subscription('endless'))).toEqual([unavailable])
  })

  test('at an agency that does not accept it in time is a failure', async () => {
    const agency = await openAgency(() => {})
    agency.server.on('upgrade', () => {})
    const client = openClient(agency.url, {
      subscriptionProtocols: { shelves: protocol },
      timeouts: { readTimeoutMs: 150, mutationTimeoutMs: 150 },
    })
    const replies = await collect(client, subscription('endless'))
    expect(replies).toEqual([expect.objectContaining({ failure: expect.stringMatching(/TIMEOUT|UNAVAILABLE/) })])
  })

  test('has a connection of its own, up to a bound', async () => {
    const { client, openStreams } = await open({ limits: { streams: 2 } })
    const streams = [1, 2].map(() => client.stream('shelves', subscription('endless'))[Symbol.asyncIterator]())
    for (const stream of streams) expect(await stream.next()).toMatchObject({ value: data({ endless: 0 }) })
    expect(await collect(client, subscription('endless'))).toEqual([unavailable])
    for (const stream of streams) await stream.return?.()
    expect(openStreams()).toBe(0)
  })
})

describe('a lost subscription', () => {
  const next = (value: unknown) => `event: next\ndata: ${JSON.stringify({ data: value })}\n\n`
  const begin = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' })
  const limits = { reconnectMs: 5, reconnects: 3 }

  test('over sse is opened again, and goes on', async () => {
    let opened = 0
    const agency = await openAgency((response) => {
      opened += 1
      begin(response).write(`:\n\n${next({ opened })}`)
      if (opened < 3) setTimeout(() => response.destroy(), 10)
      else response.end('event: complete\ndata:\n\n')
    })
    const replies = await collect(openClient(agency.url, { limits }), subscription('opened'))
    expect(replies).toEqual([1, 2, 3].map((number) => data({ opened: number })))
  })

  test('over ws is opened again, also where it was closed politely', async () => {
    let opened = 0
    const http = createServer()
    const sockets = new WebSocketServer({ server: http })
    sockets.on('connection', (socket) => {
      opened += 1
      socket.on('message', (message) => {
        const { type, id } = JSON.parse(String(message)) as { type: string; id?: string }
        if (type === 'connection_init') socket.send('{"type":"connection_ack"}')
        if (type !== 'subscribe') return
        socket.send(JSON.stringify({ type: 'next', id, payload: { data: { opened } } }))
        if (opened === 1) socket.close(1000)
        else if (opened === 2) socket.terminate()
        else socket.send(JSON.stringify({ type: 'complete', id }))
      })
    })
    const client = openClient(await listen(http), { limits, subscriptionProtocols: { shelves: 'ws' } })
    const replies = await collect(client, subscription('opened'))
    expect(replies).toEqual([1, 2, 3].map((number) => data({ opened: number })))
    expect(opened).toBe(3)
  })

  test('is given up after some tries, with a failure', async () => {
    let opened = 0
    const agency = await openAgency((response) => {
      opened += 1
      if (opened > 1) return sendJson(response, '{}', 503)
      begin(response).write(next({ opened }))
      setTimeout(() => response.destroy(), 10)
    })
    const replies = await collect(openClient(agency.url, { limits }), subscription('opened'))
    expect(replies).toEqual([data({ opened: 1 }), unavailable])
    expect(opened).toBe(1 + limits.reconnects)
  })

  test('is not opened again where nobody listens', async () => {
    let opened = 0
    const agency = await openAgency((response) => {
      opened += 1
      begin(response).write(next({ opened }))
      setTimeout(() => response.destroy(), 10)
    })
    const stream = openClient(agency.url, { limits: { reconnectMs: 50 } })
      .stream('shelves', subscription('opened'))
      [Symbol.asyncIterator]()
    await stream.next()
    await pause(20)
    await stream.return?.()
    expect(await stream.next()).toEqual({ value: undefined, done: true })
    await pause(80)
    expect(opened).toBe(1)
  })
})

describe('an agency that streams', () => {
  const hostile: Record<string, (response: ServerResponse) => unknown> = {
    'an event without end': (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: next\ndata: ')
      const pump = () => void (response.destroyed || response.write('x'.repeat(65_536), pump))
      pump()
    },
    'what is no JSON': (response) =>
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: next\ndata: <h1>\n\n'),
    'what is no UTF-8': (response) =>
      response
        .writeHead(200, { 'content-type': 'text/event-stream' })
        .write(Buffer.from('event: next\ndata: {"data":{"a":"\xff"}}\n\n', 'latin1')),
    'compressed events': (response) =>
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' }).write('\x1f\x8b'),
    'a redirect': (response) => response.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
    'a web page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>'),
  }

  test.each(Object.entries(hostile))('%s is a failure, and the end', async (_name, behave) => {
    const agency = await openAgency(behave)
    const client = openClient(agency.url, { maxBytes: 1_048_576 })
    expect(await collect(client, subscription('a'))).toEqual([invalid])
    expect(agency.asked).toHaveLength(1)
  })

  test('over ws a message beyond the cap is a failure, and the end', async () => {
    const http = createServer()
    const sockets = new WebSocketServer({ server: http })
    sockets.on('connection', (socket) => {
      socket.on('error', () => {})
      socket.on('message', () => socket.send('{"type":"connection_ack"}', () => socket.send('x'.repeat(2_000_000))))
    })
    const client = openClient(await listen(http), { maxBytes: 1_048_576, subscriptionProtocols: { shelves: 'ws' } })
    expect(await collect(client, subscription('a'))).toEqual([invalid])
  })
})

test('a client that closes ends its subscriptions', async () => {
  const { url, seen } = await openSseServer()
  const client = openClient(url)
  const replies = client.stream('shelves', subscription('endless'))[Symbol.asyncIterator]()
  expect(await replies.next()).toMatchObject({ done: false })
  await client.close()
  expect(await replies.next()).toEqual({ value: undefined, done: true })
  await expect.poll(() => seen.returned).toBe(1)
})
