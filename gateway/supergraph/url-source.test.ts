import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSupergraphSource } from './open-source.ts'
import type { SupergraphSource } from './source.ts'
import { openLog, pause, until } from './testing/collect.ts'

let server: Server
let origin: string
let answer: (request: IncomingMessage, response: ServerResponse) => void
let seen: IncomingMessage[]
let source: SupergraphSource
let got: string[]
let log: ReturnType<typeof openLog>

beforeEach(async () => {
  seen = []
  got = []
  log = openLog()
  answer = tagged('first')
  server = createServer((request, response) => {
    seen.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  source = open()
})
afterEach(() => {
  source.close()
  server.closeAllConnections()
  server.close()
})

function open(options: Partial<Parameters<typeof openSupergraphSource>[0]> = {}): SupergraphSource {
  const location = `${origin}/graph?key=secret`
  const terms = { location, pollMs: 10, timeoutMs: 300, maxBytes: 1_000, chance: () => 0 }
  return openSupergraphSource({ ...terms, now: () => 7, logger: log.logger, ...options })
}

/** As a registry does it: the text with its tag, or 304 to whoever has it. */
function tagged(text: string) {
  return ({ headers }: IncomingMessage, response: ServerResponse) => {
    const etag = `"${text}"`
    if (headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
    else response.writeHead(200, { etag }).end(text)
  }
}

test('a new text is fetched once, and while there is none only its tag is asked for', async () => {
  expect(await source.read()).toBe('first')
  source.watch((text) => got.push(text))
  await until(() => seen.length >= 3)
  answer = tagged('second')
  await until(() => got.length > 0)
  const asked = seen.length
  await until(() => seen.length >= asked + 3)
  expect(got).toEqual(['second'])
  expect(seen.slice(1, 3).map(({ headers }) => headers['if-none-match'])).toEqual(['"first"', '"first"'])
  expect(seen.at(-1)?.headers['if-none-match']).toBe('"second"')
})

test('a server without tags is asked in full, and the same text is no change', async () => {
  answer = (_request, response) => response.end('first')
  expect(await source.read()).toBe('first')
  source.watch((text) => got.push(text))
  await until(() => seen.length >= 4)
  expect(got).toEqual([])
  expect(source.state()).toEqual({ confirmedAt: 7, failure: undefined })
})

test.each<[string, typeof answer, string]>([
  ['fails', (_request, response) => response.writeHead(500).end('secret stack'), 'got status 500, wanted 200'],
  ['has none', (_request, response) => response.writeHead(404).end(), 'got status 404, wanted 200'],
  [
    'redirects',
    (_request, response) => response.writeHead(302, { location: '/other' }).end(),
    'no redirect is followed',
  ],
  ['says that nothing is new', (_request, response) => response.writeHead(304).end(), 'got status 304'],
  ['sends nothing', (_request, response) => response.end(), 'it is empty'],
  ['sends no text', (_request, response) => response.end(Buffer.from([0xff])), 'it is no UTF-8 text'],
  ['sends too much', (_request, response) => response.end('x'.repeat(1_001)), 'got over 1000 bytes'],
  [
    'compresses',
    (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    'compressed',
  ],
  ['never answers', () => {}, 'aborted due to timeout'],
  ['never ends', (_request, response) => response.write('x'), 'aborted due to timeout'],
  ['hangs up', (request) => request.socket.destroy(), 'UND_ERR_SOCKET'],
  [
    'cuts the text',
    (_request, response) => response.writeHead(200, { 'content-length': 9 }).write('x', () => response.destroy()),
    'UND_ERR_SOCKET',
  ],
])("where the server %s, the start is refused, without the address's key", async (_name, harm, reason) => {
  answer = harm
  const problem = await source.read().then(String, (error: Error) => error.message)
  expect(problem).toContain(`supergraph ${origin}/graph cannot be read (`)
  expect(problem).toContain(reason)
  expect(JSON.stringify([problem, log.lines])).not.toContain('secret')
  expect(seen).toHaveLength(1)
})

test('nobody is asked more than the cap: an endless text is cut off', async () => {
  let sent = 0
  answer = (_request, response) => {
    const more = () => {
      sent += 65_536
      if (response.writable && sent < 1e9) response.write('x'.repeat(65_536), () => setImmediate(more))
    }
    more()
  }
  await expect(source.read()).rejects.toThrow('got over 1000 bytes')
  expect(sent).toBeLessThan(2e7)
})

test('while the server is down it is asked less and less, and its return is noticed', async () => {
  await source.read()
  source.watch((text) => got.push(text))
  answer = (_request, response) => response.writeHead(503).end()
  await until(() => source.state().failure !== undefined)
  const asked = seen.length
  await pause(150)
  expect(seen.length - asked).toBeLessThan(8)
  answer = tagged('second')
  await until(() => got.length > 0)
  expect(got).toEqual(['second'])
  expect(log.lines.map(({ msg }) => msg)).toEqual(['the supergraph cannot be read', 'the supergraph can be read again'])
})

test('the registry gets the headers it wants', async () => {
  source = open({ headers: { authorization: 'Bearer x' } })
  await source.read()
  expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer x', 'accept-encoding': 'identity' })
})

test('credentials in the address are refused unseen', () => {
  const location = 'https://user:secret@registry.example/graph'
  expect(() => open({ location })).toThrow('wanted an address without credentials')
})

test('after closing nobody is asked any more', async () => {
  await source.read()
  source.watch((text) => got.push(text))
  await until(() => seen.length >= 2)
  source.close()
  const asked = seen.length
  await pause(100)
  expect(seen.length).toBeLessThanOrEqual(asked + 1)
})
