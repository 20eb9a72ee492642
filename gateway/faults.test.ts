import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SmallHouse } from './testing/small-house.ts'
import { startSmallHouse } from './testing/small-house.ts'

const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

type Behave = (request: IncomingMessage, response: ServerResponse) => void

/** A server in the place of the shelves agency that behaves as told. */
async function openHostile(behave: Behave): Promise<{ url: string; server: Server }> {
  const server = await listen(behave)
  opened.push({ close: () => server.close().closeAllConnections() })
  return { url: urlOf(server), server }
}

async function listen(behave: Behave): Promise<Server> {
  const server = createServer(behave).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return server
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
}

async function openHouse(options: Parameters<typeof startSmallHouse>[0] = {}): Promise<SmallHouse> {
  const house = await startSmallHouse(options)
  opened.push(house)
  return house
}

const sendJson = (response: ServerResponse, text: string, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(text)

const hostile: Record<string, { behave: Behave; code: string }> = {
  'never answers': { behave: () => {}, code: 'SUBGRAPH_TIMEOUT' },
  'begins an answer and stops': {
    behave: (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":'),
    code: 'SUBGRAPH_TIMEOUT',
  },
  'answers 9 MiB': {
    behave: (_, response) => sendJson(response, JSON.stringify({ data: { floors: ['x'.repeat(9 * 1_048_576)] } })),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'never stops answering': {
    behave: (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const pump = () => !response.destroyed && response.write('x'.repeat(65_536), pump)
      pump()
    },
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  redirects: {
    behave: (_, response) => response.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'answers a web page': {
    behave: (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>HKID A123456(3)</h1>'),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'answers 500 with a secret': {
    behave: (_, response) => sendJson(response, '{"errors":[{"message":"password hunter2"}]}', 500),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'answers 401': {
    behave: (_, response) => sendJson(response, '{"errors":[{"message":"no statement"}]}', 401),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'answers 503': { behave: (_, response) => sendJson(response, '{}', 503), code: 'SUBGRAPH_UNAVAILABLE' },
  'breaks off': {
    behave: (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"data":')
      setTimeout(() => response.destroy(), 20)
    },
    code: 'SUBGRAPH_UNAVAILABLE',
  },
  'hangs up': { behave: (request) => request.socket.destroy(), code: 'SUBGRAPH_UNAVAILABLE' },
  'answers half a document': {
    behave: (_, response) => sendJson(response, '{"data":{"floors":['),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'answers something else': {
    behave: (_, response) => sendJson(response, '[1,2,3]'),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'answers nothing at all': {
    behave: (_, response) => sendJson(response, '{"data":null}'),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'answers errors of another shape': {
    behave: (_, response) => sendJson(response, '{"data":{"floors":[]},"errors":"many"}'),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
  'compresses what nobody asked to compress': {
    behave: (_, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('\x1f\x8b'),
    code: 'SUBGRAPH_INVALID_RESPONSE',
  },
}

describe('one bad agency', () => {
  let behave: Behave = () => {}
  let house: SmallHouse
  let badServer: Server
  beforeAll(async () => {
    badServer = await listen((request, response) => behave(request, response))
    house = await startSmallHouse({ urls: { shelves: urlOf(badServer) }, env: { SUBGRAPH_READ_TIMEOUT_MS: '1000' } })
  })
  afterAll(async () => {
    badServer.close().closeAllConnections()
    await house.close()
  })

  test.each(Object.entries(hostile))('that %s leaves the rest of the answer as it is', async (_name, bad) => {
    behave = bad.behave
    const startedAtMs = performance.now()
    const answer = await house.ask('{ me floors }')
    expect(performance.now() - startedAtMs).toBeLessThan(2_500)
    expect([answer.status, answer.data]).toEqual([200, { me: 'anonymous', floors: null }])
    expect(answer.errors).toEqual([
      {
        message: expect.stringContaining('The shelves agency'),
        path: ['floors'],
        extensions: { code: bad.code, subgraph: 'shelves' },
      },
    ])
    for (const secret of ['hunter2', 'A123456', '127.0.0.1']) expect(answer.text).not.toContain(secret)
    expect(JSON.stringify(house.log)).not.toMatch(/hunter2|A123456/)
  })

  test('that behaves again is heard at once', async () => {
    behave = (_, response) => sendJson(response, '{"data":{"floors":["ground"]}}')
    expect((await house.ask('{ floors }')).data).toEqual({ floors: ['ground'] })
  })
})

test('a redirect is not followed', async () => {
  let reached = 0
  const target = await openHostile((_, response) => sendJson(response, `{"data":{"floors":["${++reached}"]}}`))
  const { url } = await openHostile((_, response) => response.writeHead(307, { location: target.url }).end())
  const house = await openHouse({ urls: { shelves: url } })
  expect((await house.ask('{ floors }')).data).toEqual({ floors: null })
  expect(reached).toBe(0)
})

test('headers of an agency do not reach the caller', async () => {
  const { url } = await openHostile((_, response) =>
    response
      .writeHead(200, {
        'content-type': 'application/json',
        'set-cookie': 'a=b',
        location: '/x',
        'cache-control': 'public',
      })
      .end('{"data":{"floors":["one"]}}'),
  )
  const { headers, data } = await (await openHouse({ urls: { shelves: url } })).ask('{ floors }')
  expect(data).toEqual({ floors: ['one'] })
  expect([headers.get('set-cookie'), headers.get('location'), headers.get('cache-control')]).toEqual([
    null,
    null,
    'no-store',
  ])
})

test('the whole request keeps its deadline although each agency may take longer', async () => {
  const { url } = await openHostile(() => {})
  const house = await openHouse({ urls: { shelves: url }, env: { DEADLINE_MS: '400' } })
  const startedAtMs = performance.now()
  const answer = await house.ask('{ books { id shelf } }')
  expect(performance.now() - startedAtMs).toBeLessThan(1_200)
  expect(answer.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    [['books', 0, 'shelf'], 'SUBGRAPH_TIMEOUT'],
    [['books', 1, 'shelf'], 'SUBGRAPH_TIMEOUT'],
  ])
  expect(answer.data).toEqual({
    books: [
      { id: '1', shelf: null },
      { id: '2', shelf: null },
    ],
  })
})

test('an agency hears how long it may take, and for whom in words only it accepts', async () => {
  const seen: IncomingMessage['headers'][] = []
  const { url } = await openHostile((request, response) => {
    seen.push(request.headers)
    sendJson(response, '{"data":{"floors":[]}}')
  })
  const house = await openHouse({ urls: { shelves: url } })
  const answer = await house.ask('{ floors me }', { headers: { authorization: `Bearer ${await house.tokenFor()}` } })
  expect(Number(seen[0]?.['x-deadline-ms'])).toBeGreaterThan(1_000)
  expect(seen[0]?.['x-request-id']).toBe(answer.headers.get('x-request-id'))
  expect(seen[0]?.authorization).toBeUndefined()
  const [, payload = ''] = String(seen[0]?.['gba-viewer-statement']).split('.')
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ aud: 'shelves', iss: 'gba-gateway' })
})

test('a caller who hangs up ends his reads; a change under way is seen through', async () => {
  const ended: string[] = []
  const { url } = await openHostile((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    response.on('close', () => ended.push(body.includes('mutation') ? 'change cut' : 'read cut'))
  })
  const house = await openHouse({ urls: { library: url, shelves: url }, env: { DEADLINE_MS: '1500' } })
  const hangUp = async (query: string) => {
    const body = JSON.stringify({ query })
    const headers = { 'content-type': 'application/json' }
    await fetch(house.gateway.url, { method: 'POST', headers, body, signal: AbortSignal.timeout(300) }).catch(() => {})
  }
  await hangUp('{ floors }')
  await expect.poll(() => ended, { timeout: 500 }).toEqual(['read cut'])
  await hangUp('mutation { lend(id: 1) { id } }')
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(ended).toEqual(['read cut'])
})

test('when an agency is down its part is missing; when it is back the next request has it', async () => {
  const house = await openHouse()
  const port = Number(new URL(house.agencies.shelves?.url ?? '').port)
  const shelfOf = async () => (await house.ask('{ book(id: "1") { title shelf } }')).data
  expect(await shelfOf()).toEqual({ book: { title: 'Book 1', shelf: 'shelf 1' } })
  await house.agencies.shelves?.close()
  expect(await shelfOf()).toEqual({ book: { title: 'Book 1', shelf: null } })
  await house.startAgency('shelves', port)
  expect(await shelfOf()).toEqual({ book: { title: 'Book 1', shelf: 'shelf 1' } })
})

test('where two agencies answer for one field, only what the dead one adds is missing, and is named', async () => {
  const house = await openHouse()
  const query = '{ member { id name seat } }'
  expect((await house.ask(query)).data).toEqual({ member: { id: 'm1', name: 'Ada', seat: 'A1' } })
  await house.agencies.shelves?.close()
  const partial = await house.ask(query)
  expect(partial.data).toEqual({ member: { id: 'm1', name: 'Ada', seat: null } })
  expect(partial.errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
    [['member', 'seat'], { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'shelves' }],
  ])
  const nulled = await house.ask('{ member { name key } me }')
  expect(nulled.data).toEqual({ member: null, me: 'anonymous' })
  expect(nulled.errors?.map(({ path }) => path)).toEqual([['member']])
})

test('a long list behind a dead agency is told of in twenty errors, not hundreds', async () => {
  const house = await openHouse()
  await house.agencies.shelves?.close()
  const answer = await house.ask('{ books(first: 300) { id shelf } }')
  expect(answer.errors).toHaveLength(20)
  expect(answer.data?.books).toHaveLength(300)
})

test('what an agency throws is masked under the id it logged; what it says to the caller is passed on', async () => {
  const answer = await (await openHouse()).ask('{ me leak refused }')
  expect([answer.status, answer.data]).toEqual([200, { me: 'anonymous', leak: null, refused: null }])
  expect(answer.errors).toEqual([
    {
      message: 'Something went wrong on our side; quote the errorId when you ask about it.',
      path: ['leak'],
      extensions: { code: 'INTERNAL', errorId: expect.stringMatching(/^[0-9a-f-]{36}$/), subgraph: 'library' },
    },
    {
      message: 'got first: 0, wanted 1 to 100',
      path: ['refused'],
      extensions: { code: 'PAGE_SIZE_INVALID', subgraph: 'library' },
    },
  ])
})

test('an agency that masks nothing is masked here, and cannot borrow the words of the gateway', async () => {
  const leaks = ['INTERNAL_SERVER_ERROR', 'SUBGRAPH_TIMEOUT', 'TOKEN_INVALID', 'ECONNREFUSED', 'MER_ERR_X', undefined]
  const errors = leaks.map((code) => ({
    message: 'connect postgres://gba:hunter2@10.0.0.5 failed',
    path: ['floors'],
    extensions: { code, stacktrace: ['at secret.js:1'], exception: { sql: 'select hkid' } },
  }))
  const { url } = await openHostile((_, response) =>
    sendJson(response, JSON.stringify({ data: { floors: null }, errors })),
  )
  const house = await openHouse({ urls: { shelves: url } })
  const answer = await house.ask('{ floors }')
  expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(leaks.map(() => 'INTERNAL'))
  expect(answer.text).not.toMatch(/hunter2|secret\.js|hkid|stacktrace|extensions":\{"valueCompletion/)
  const logged = house.log.filter(({ msg }) => msg === 'masked an error').map(({ errorId }) => errorId)
  expect(logged).toEqual(answer.errors?.map(({ extensions }) => extensions.errorId))
})

test('an error inside a list names the place in the answer', async () => {
  const answer = await (await openHouse()).ask('{ books { id } book(id: "666") { id shelf code } }')
  expect(answer.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    [['book', 'shelf'], 'INTERNAL'],
  ])
  expect(answer.data?.book).toEqual({ id: '666', shelf: null, code: 'code 666' })
})

test('a value that vanishes is told of, not only in an extension', async () => {
  const answer = await (await openHouse()).ask('{ book(id: "13") { id title code } }')
  expect(JSON.parse(answer.text)).toEqual({
    errors: [
      {
        message: 'An agency left out a value that the schema promises, so this part of the answer is missing.',
        path: ['book', 'code'],
        extensions: { code: 'DATA_INCOMPLETE' },
      },
    ],
    data: { book: null },
  })
})

test('a running request is finished before the gateway closes', async () => {
  const house = await startSmallHouse({ env: { SUBGRAPH_READ_TIMEOUT_MS: '4000' } })
  const answer = house.ask('{ slow }')
  await new Promise((resolve) => setTimeout(resolve, 200))
  await house.close()
  expect((await answer).data).toEqual({ slow: 'late' })
})
