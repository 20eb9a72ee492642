import { createClient } from 'graphql-sse'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { FakeHouse } from '../testing/fake-house.ts'
import { startFakeHouse } from '../testing/fake-house.ts'

/** A busy machine may take its time. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 })

let house: FakeHouse
beforeAll(async () => {
  house = await startFakeHouse()
})
afterAll(() => house.close())
afterEach(() => eventually(() => [house.delivery.openStreams, house.engine.open(), house.leases()]).toEqual([0, 0, 0]))

interface Sent {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

async function post(body: unknown, headers: Record<string, string> = {}): Promise<Sent> {
  const response = await fetch(house.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

async function get(query: string, headers: Record<string, string> = {}): Promise<Sent> {
  const url = `${house.url}?query=${encodeURIComponent(query)}`
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers } })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** The events of a stream as the specification of server-sent events reads them: comments left out. */
function eventsOf({ text }: Sent): [string, unknown][] {
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('event:'))
    .map((block) => {
      const [, event = '', data = ''] = /^event: (\w+)\ndata: ?(.*)$/s.exec(block) ?? []
      return [event, data === '' ? null : JSON.parse(data)]
    })
}

const END = ['complete', null]
const codeOf = ({ text }: Sent) => JSON.parse(text).errors[0].extensions.code

test('a subscription is one event an answer, and its end', async () => {
  const sent = await post({ query: 'subscription { ticks(upTo: 2) }' })
  expect([sent.status, sent.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  expect(eventsOf(sent)).toEqual([['next', { data: { ticks: 1 } }], ['next', { data: { ticks: 2 } }], END])
})

test('a query and a mutation are one event and the end', async () => {
  expect(eventsOf(await post({ query: '{ me }' }))).toEqual([['next', { data: { me: 'anonymous' } }], END])
  const query = 'mutation ($name: String!) { plant(name: $name) { name } }'
  expect(eventsOf(await post({ query, variables: { name: 'elm' } }))).toEqual([
    ['next', { data: { plant: { name: 'oak' } } }],
    END,
  ])
})

test('the stream begins at once, before there is an event', async () => {
  const stop = new AbortController()
  const response = await fetch(house.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { ticks(ms: 60000) }' }),
    signal: stop.signal,
  })
  const reader = response.body?.getReader()
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(':\n\n')
  stop.abort()
})

test('a caller who leaves ends what he has asked for, also while it is silent', async () => {
  const stop = new AbortController()
  await fetch(house.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { quiet }' }),
    signal: stop.signal,
  })
  expect(house.engine.open()).toBe(1)
  stop.abort()
  await eventually(() => house.engine.open()).toBe(0)
})

test('a document at fault is an event with its errors, and the end', async () => {
  for (const [query, code] of [
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { me } query B { me }', 'OPERATION_RESOLUTION_FAILURE'],
  ]) {
    const sent = await post({ query })
    expect([sent.status, eventsOf(sent)]).toMatchObject([200, [['next', { errors: [{ extensions: { code } }] }], END]])
  }
})

test('what is refused before the document is read is refused by status', async () => {
  expect([(await post('{"query":1}')).status, (await post('nonsense')).status]).toEqual([400, 400])
  const token = await post({ query: '{ me }' }, { authorization: 'Bearer forged' })
  expect([token.status, codeOf(token)]).toEqual([401, 'TOKEN_INVALID'])
  const big = await post({ query: '{ me }', variables: { x: 'x'.repeat(300_000) } })
  expect([big.status, codeOf(big)]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
  const type = await post({ query: '{ me }' }, { 'content-type': 'text/plain' })
  expect([type.status, codeOf(type)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
})

test('errors of events and of a refused subscription are masked', async () => {
  for (const query of ['subscription { leaks }', 'subscription { refused }', '{ leak }']) {
    const sent = await post({ query })
    expect(eventsOf(sent)).toMatchObject([['next', { errors: [{ extensions: { code: 'INTERNAL' } }] }], END])
    expect(sent.text).not.toContain('hunter2')
  }
})

test('a GET reads and subscribes where no foreign page can have sent it, and never changes anything', async () => {
  const trusted: Record<string, string>[] = [
    { 'content-type': 'application/json' },
    { 'apollo-require-preflight': '1' },
    { 'sec-fetch-site': 'same-origin' },
  ]
  for (const headers of trusted) {
    expect(eventsOf(await get('subscription { ticks(upTo: 1) }', headers))).toEqual([
      ['next', { data: { ticks: 1 } }],
      END,
    ])
  }
  const foreign: Record<string, string>[] = [{}, { 'sec-fetch-site': 'cross-site' }, { 'content-type': 'text/plain' }]
  for (const headers of foreign) {
    const sent = await get('subscription { ticks(upTo: 1) }', headers)
    expect([sent.status, codeOf(sent)]).toEqual([400, 'BAD_REQUEST'])
  }
  const changed = await get('mutation { plant(name: "x") { name } }', { 'content-type': 'application/json' })
  expect([changed.status, codeOf(changed)]).toEqual([405, 'METHOD_NOT_ALLOWED'])
})

test('who takes JSON as well gets JSON for a query and events for a subscription', async () => {
  const accept = 'application/json, text/event-stream'
  expect(JSON.parse((await post({ query: '{ me }' }, { accept })).text)).toEqual({ data: { me: 'anonymous' } })
  expect(eventsOf(await post({ query: 'subscription { ticks(upTo: 1) }' }, { accept }))).toHaveLength(2)
})

test('a subscription without a way to stream it is refused, and says what to do', async () => {
  const sent = await post({ query: 'subscription { ticks }' }, { accept: 'application/json' })
  expect([sent.status, codeOf(sent)]).toEqual([400, 'BAD_REQUEST'])
  expect(sent.text).toContain('text/event-stream')
})

test('the library of the protocol itself is served', async () => {
  const client = createClient({ url: house.url, retryAttempts: 0 })
  const results: unknown[] = []
  for await (const result of client.iterate({ query: 'subscription { ticks(upTo: 2) }' })) results.push(result)
  expect(results).toEqual([{ data: { ticks: 1 } }, { data: { ticks: 2 } }])
  client.dispose()
})
