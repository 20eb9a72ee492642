import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { closeOpened, openAgency, openClient, openRawAgency, query, sendJson } from './testing/open-agency.ts'

afterEach(closeOpened)

const JSON_HEAD = { 'content-type': 'application/json' }
const MIB = 1_048_576

/** Writes until nobody reads. */
function pump(response: ServerResponse, chunk: Buffer): void {
  if (!response.destroyed) response.write(chunk, () => setImmediate(pump, response, chunk))
}

const overHttp: Record<string, { behave: (response: ServerResponse) => unknown; code: string }> = {
  'announces 300 MB': {
    behave: (response) => {
      response.writeHead(200, { ...JSON_HEAD, 'content-length': 300 * MIB })
      pump(response, Buffer.alloc(65_536, 120))
    },
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'sends a byte now and then': {
    behave: (response) => {
      response.writeHead(200, JSON_HEAD)
      const timer = setInterval(() => response.write(' '), 100)
      response.on('close', () => clearInterval(timer))
    },
    code: 'SUBGRAPH_TIMEOUT',
  },
  'never answers': { behave: () => {}, code: 'SUBGRAPH_TIMEOUT' },
  'is reset in the middle of its answer': {
    behave: (response) => {
      response.writeHead(200, { ...JSON_HEAD, 'content-length': 100 }).write('{"data":')
      setTimeout(() => response.socket?.resetAndDestroy(), 20)
    },
    code: 'SUBGRAPH_UNAVAILABLE',
  },
  'redirects to the cloud': {
    behave: (response) => response.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'redirects to a file': {
    behave: (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'compresses its answer': {
    behave: (response) =>
      response.writeHead(200, { ...JSON_HEAD, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10 * MIB))),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'answers a web page': {
    behave: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>'),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'answers JSON of another kind': {
    behave: (response) => response.writeHead(200, { 'content-type': 'application/jsonp' }).end('{"data":{}}'),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'says not what it answers': {
    behave: (response) => response.writeHead(200).end('{"data":{}}'),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'answers bytes that are no UTF-8': {
    behave: (response) => response.writeHead(200, JSON_HEAD).end(Buffer.from('{"data":{"a":"\xff\xfe"}}', 'latin1')),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'begins with a byte order mark': {
    behave: (response) => sendJson(response, '\ufeff{"data":{"a":1}}'),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'answers 401': { behave: (response) => sendJson(response, '{"data":{}}', 401), code: 'SUBGRAPH_INVALID_RESPONSE' },
  'answers 204': { behave: (response) => response.writeHead(204).end(), code: 'SUBGRAPH_INVALID_RESPONSE' },
}

test.each(Object.entries(overHttp))('an agency that %s is a failure, in time', async (_name, { behave, code }) => {
  const agency = await openAgency(behave)
  const client = openClient(agency.url, { timeouts: { readTimeoutMs: 400, mutationTimeoutMs: 400 } })
  expect(await client.ask('shelves', query())).toEqual({ failure: code, message: expect.stringContaining('shelves') })
  await expect.poll(() => client.states()[0]).toMatchObject({ inFlight: 0, queued: 0 })
})

const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'
const answer = '{"data":{"a":1}}'

const overBytes: Record<string, { behave: (socket: Socket) => unknown; code: string }> = {
  'sends 10,000 headers': {
    behave: (socket) => socket.write(`${OK}${'x-header: value\r\n'.repeat(10_000)}content-length: 2\r\n\r\n{}`),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'speaks no HTTP': { behave: (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'), code: 'SUBGRAPH_INVALID_RESPONSE' },
  'gives two lengths': {
    behave: (socket) => socket.write(`${OK}content-length: 2\r\ncontent-length: 16\r\n\r\n${answer}`),
    code: 'SUBGRAPH_UNAVAILABLE',
  },
  'gives a length and chunks': {
    behave: (socket) => socket.write(`${OK}content-length: 16\r\ntransfer-encoding: chunked\r\n\r\n${answer}`),
    code: 'SUBGRAPH_UNAVAILABLE',
  },
  'gives a chunk of no size': {
    behave: (socket) => socket.write(`${OK}transfer-encoding: chunked\r\n\r\nzz\r\n${answer}`),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'promises more than it sends': {
    behave: (socket) => socket.end(`${OK}content-length: 100\r\n\r\n${answer}`),
    code: 'SUBGRAPH_UNAVAILABLE',
  },
  'only ever says that it goes on': {
    behave: (socket) => {
      const timer = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 50)
      socket.on('close', () => clearInterval(timer))
    },
    code: 'SUBGRAPH_TIMEOUT',
  },
}

test.each(Object.entries(overBytes))('an agency that %s is a failure, in time', async (_name, { behave, code }) => {
  const url = await openRawAgency((socket) => socket.once('data', () => behave(socket)))
  const client = openClient(url, { timeouts: { readTimeoutMs: 400, mutationTimeoutMs: 400 } })
  expect(await client.ask('shelves', query())).toMatchObject({ failure: code })
  await expect.poll(() => client.states()[0]).toMatchObject({ inFlight: 0, queued: 0 })
})

test('an endless answer is cut at the cap, and what it costs is bounded', async () => {
  let sent = 0
  const agency = await openAgency((response) => {
    response.writeHead(200, JSON_HEAD)
    const chunk = Buffer.alloc(65_536, 120)
    // After an error the stream is not destroyed yet, and would tell the next write of it at once, without end.
    const next = (error?: Error | null) => {
      sent += chunk.length
      if (!error && !response.destroyed) response.write(chunk, next)
    }
    next()
  })
  const client = openClient(agency.url, { timeouts: { readTimeoutMs: 8_000, mutationTimeoutMs: 8_000 } })
  const before = process.memoryUsage().rss
  for (let call = 0; call < 5; call += 1) {
    expect(await client.ask('shelves', query())).toMatchObject({ failure: 'SUBGRAPH_INVALID_RESPONSE' })
  }
  expect(sent).toBeLessThan(5 * 64 * MIB)
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * MIB)
})

test('an answer in chunks of one byte costs about its size', async () => {
  const url = await openRawAgency((socket) => {
    const chunks = Buffer.from('1\r\n \r\n'.repeat(10_000))
    const next = (error?: Error | null) => void (error || socket.destroyed || socket.write(chunks, next))
    socket.once('data', () => {
      socket.write(`${OK}transfer-encoding: chunked\r\n\r\n`)
      next()
    })
  })
  const client = openClient(url, { maxBytes: MIB, timeouts: { readTimeoutMs: 8_000, mutationTimeoutMs: 8_000 } })
  const before = process.memoryUsage().rss
  expect(await client.ask('shelves', query())).toMatchObject({ failure: 'SUBGRAPH_INVALID_RESPONSE' })
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * MIB)
})

test('two answers to one question do not shift what comes after them', async () => {
  let asked = 0
  const url = await openRawAgency((socket) => {
    socket.on('data', () => {
      asked += 1
      const body = `{"data":{"asked":${asked}}}`
      const message = `${OK}content-length: ${body.length}\r\n\r\n${body}`
      const evil = `${OK}content-length: 17\r\n\r\n{"data":{"x":66}}`
      socket.write(message + evil)
    })
  })
  const client = openClient(url)
  for (let call = 0; call < 10; call += 1) {
    const reply = await client.ask('shelves', query())
    expect(JSON.stringify(reply)).not.toContain('66')
  }
})

test('magic names and numbers beyond all bounds come through as data and change nothing else', async () => {
  const agency = await openAgency((response) =>
    sendJson(
      response,
      '{"data":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"big":1e400,"a":1,"a":2},' +
        '"__proto__":{"polluted":1},"errors":[{"message":"no","extensions":{"__proto__":{"code":"EVIL","public":true}}}]}',
    ),
  )
  const reply = await openClient(agency.url).ask('shelves', query())
  expect(reply).toMatchObject({ errors: [{ message: 'no', code: undefined, public: false }] })
  expect('data' in reply && Object.keys(Object(reply.data))).toEqual(['__proto__', 'constructor', 'big', 'a'])
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})
