import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import type { CallFact } from './call.ts'
import type { StatementFor } from './keep-statements.ts'
import {
  closeOpened,
  mutation,
  openAgency,
  openClient,
  openExchange,
  openRawAgency,
  pause,
  query,
  sendJson,
} from './testing/open-agency.ts'

afterEach(closeOpened)

const floors = { data: { floors: ['ground'] } }
const answered = { data: { floors: ['ground'] }, errors: [], plain: true }
const resident: Viewer = { ...anonymous, subject: 'one', clientId: 'app', scopes: ['a'], purpose: 'travel' }

describe('a question', () => {
  test('reaches the agency as it stands, with the id, the time left and the statement of its viewer', async () => {
    const agency = await openAgency((response) => sendJson(response, floors))
    const sign: StatementFor = async ({ viewer, audience }) => ({
      text: `${audience} ${viewer.subject}`,
      macOf: (body) => `mac of ${body}`,
    })
    const client = openClient(agency.url, { sign })
    const exchange = openExchange({ viewer: resident, remainingMs: 700 })
    expect(await client.ask('shelves', query('{ floors }', exchange))).toEqual(answered)
    const [{ headers, body } = { headers: {}, body: '' }] = agency.asked
    expect(body).toBe('{"query":"{ floors }"}')
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-request-id': exchange.requestId,
      'gba-viewer-statement': 'shelves one',
      'gba-body-mac': 'mac of {"query":"{ floors }"}',
    })
    expect(Number(headers['x-deadline-ms'])).toBeGreaterThan(100)
    expect(Number(headers['x-deadline-ms'])).toBeLessThanOrEqual(700)
    expect(exchange.fetches).toEqual([
      { subgraph: 'shelves', startedAtMs: expect.any(Number), durationMs: expect.any(Number) },
    ])
  })

  test('carries no statement where nobody signs', async () => {
    const agency = await openAgency((response) => sendJson(response, floors))
    await openClient(agency.url).ask('shelves', query())
    expect(agency.asked[0]?.headers).not.toHaveProperty('gba-viewer-statement')
  })

  test('that cannot be signed is a failure and is not sent', async () => {
    const agency = await openAgency((response) => sendJson(response, floors))
    const client = openClient(agency.url, { sign: () => Promise.reject(new Error('no key')) })
    expect(await client.ask('shelves', query())).toMatchObject({ failure: 'SUBGRAPH_UNAVAILABLE' })
    expect(agency.asked).toEqual([])
    expect(client.states()[0]).toMatchObject({ inFlight: 0, queued: 0 })
  })

  test('to an agency nobody knows is a failure', async () => {
    expect(await openClient({}).ask('shelves', query())).toEqual({
      failure: 'SUBGRAPH_UNAVAILABLE',
      message: 'The shelves agency cannot be reached; its part of the answer is missing.',
    })
  })

  test('whose time is over is not sent', async () => {
    const agency = await openAgency((response) => sendJson(response, floors))
    const exchange = openExchange({ remainingMs: -1 })
    const reply = await openClient(agency.url).ask('shelves', query('{ floors }', exchange))
    expect(reply).toMatchObject({ failure: 'SUBGRAPH_TIMEOUT' })
    expect([agency.asked, exchange.fetches[0]?.code]).toEqual([[], 'SUBGRAPH_TIMEOUT'])
  })

  test('is counted when it has ended', async () => {
    const facts: CallFact[] = []
    const agency = await openAgency((response, body) => sendJson(response, floors, body.includes('lend') ? 500 : 200))
    const client = openClient(agency.url, { observe: (fact) => facts.push(fact) })
    await client.ask('shelves', query())
    await client.ask('shelves', mutation())
    const fact = { subgraph: 'shelves', durationMs: expect.any(Number), askers: 1, retried: false }
    expect(facts).toEqual([
      { ...fact, kind: 'query', outcome: 'ANSWERED' },
      { ...fact, kind: 'mutation', outcome: 'SUBGRAPH_INVALID_RESPONSE' },
    ])
  })
})

describe('time', () => {
  test('ends a call that gets no answer, and the agency sees its connection closed', async () => {
    const closed = vi.fn()
    const agency = await openAgency((response) => response.on('close', closed))
    const client = openClient(agency.url, { timeouts: { readTimeoutMs: 150, mutationTimeoutMs: 150 } })
    for (const request of [query(), mutation()]) {
      expect(await client.ask('shelves', request)).toMatchObject({ failure: 'SUBGRAPH_TIMEOUT' })
    }
    await expect.poll(() => closed.mock.calls.length).toBe(2)
    await expect.poll(() => client.states().map(({ inFlight }) => inFlight)).toEqual([0, 0])
  })

  test('of the request bounds every call in it', async () => {
    const agency = await openAgency(() => {})
    const client = openClient(agency.url, { timeouts: { readTimeoutMs: 60_000, mutationTimeoutMs: 60_000 } })
    const reply = client.ask('shelves', query('{ floors }', openExchange({ remainingMs: 120 })))
    expect(await reply).toMatchObject({ failure: 'SUBGRAPH_TIMEOUT' })
  })

  test('is not spent on a caller who has hung up, except on his change', async () => {
    const cut: string[] = []
    const agency = await openAgency((response, body) => {
      response.on('close', () => response.writableFinished || cut.push(body.includes('lend') ? 'change' : 'read'))
      if (body.includes('lend')) setTimeout(() => sendJson(response, { data: { lend: 1 } }), 200)
    })
    const client = openClient(agency.url)
    const caller = new AbortController()
    const exchange = () => openExchange({ gone: caller.signal })
    const read = client.ask('shelves', query('{ floors }', exchange()))
    const change = client.ask('shelves', mutation('mutation { lend }', exchange()))
    await expect.poll(() => agency.asked.length).toBe(2)
    caller.abort()
    expect(await read).toMatchObject({ failure: 'SUBGRAPH_TIMEOUT' })
    expect(await change).toEqual({ data: { lend: 1 }, errors: [], plain: true })
    expect(cut).toEqual(['read'])
    expect(client.log.filter(({ level }) => Number(level) >= 40)).toEqual([])
  })
})

describe('a second try', () => {
  /** Fails the first request in one way and answers the second. */
  const trouble: Record<string, (response: ServerResponse) => unknown> = {
    'hangs up before it answers': (response) => response.destroy(),
    'answers 502': (response) => sendJson(response, '{}', 502),
    'answers 503': (response) => sendJson(response, '{}', 503),
    'answers 504': (response) => sendJson(response, '{}', 504),
  }
  const failOnce = async (fail: (response: ServerResponse) => unknown) => {
    let calls = 0
    return openAgency((response) => (calls++ === 0 ? fail(response) : sendJson(response, floors)))
  }

  test.each(Object.entries(trouble))('is made for a query where the agency %s', async (_name, fail) => {
    const agency = await failOnce(fail)
    expect(await openClient(agency.url).ask('shelves', query())).toEqual(answered)
    expect(agency.asked).toHaveLength(2)
  })

  test.each(Object.entries(trouble))('is never made for a change where the agency %s', async (_name, fail) => {
    const agency = await failOnce(fail)
    expect(await openClient(agency.url).ask('shelves', mutation())).toMatchObject({ failure: 'SUBGRAPH_UNAVAILABLE' })
    await pause(150)
    expect(agency.asked).toHaveLength(1)
  })

  test.each(
    Object.entries({
      'breaks off in its answer': (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":')
        setTimeout(() => response.destroy(), 20)
      },
      'answers 500': (response: ServerResponse) => sendJson(response, '{}', 500),
      'answers no JSON': (response: ServerResponse) => sendJson(response, '<h1>'),
      'answers an error': (response: ServerResponse) => sendJson(response, { errors: [{ message: 'no' }] }),
    }),
  )('is not made where the agency %s', async (_name, fail) => {
    const agency = await failOnce(fail)
    await openClient(agency.url).ask('shelves', query())
    await pause(150)
    expect(agency.asked).toHaveLength(1)
  })

  test('is the last one', async () => {
    const agency = await openAgency((response) => response.destroy())
    expect(await openClient(agency.url).ask('shelves', query())).toMatchObject({ failure: 'SUBGRAPH_UNAVAILABLE' })
    expect(agency.asked).toHaveLength(2)
  })

  test('is not made when the time would not last for it', async () => {
    const agency = await failOnce((response) => sendJson(response, '{}', 503))
    const client = openClient(agency.url, { random: () => 0.99 })
    await client.ask('shelves', query('{ floors }', openExchange({ remainingMs: 60 })))
    await pause(150)
    expect(agency.asked).toHaveLength(1)
  })

  test('is made for a tenth of the traffic and ten times at once, no more', async () => {
    const agency = await openAgency((response) => sendJson(response, '{}', 503))
    const client = openClient(agency.url, { limits: { breaker: neverOpens } })
    await Promise.all(Array.from({ length: 60 }, (_, index) => client.ask('shelves', query(`{ f${index} }`))))
    expect(agency.asked.length).toBeGreaterThanOrEqual(70)
    expect(agency.asked.length).toBeLessThanOrEqual(76)
  })
})

const neverOpens = { windowMs: 10_000, callsAtLeast: 1_000_000, failureShare: 0.5, openMs: 5_000 }

describe('the bulkhead', () => {
  test('holds some, lets some wait and refuses the rest; changes have room of their own', async () => {
    const held: ServerResponse[] = []
    const agency = await openAgency((response) => held.push(response))
    const client = openClient(agency.url, { limits: { inFlight: 2, queued: 2 } })
    const replies = Array.from({ length: 6 }, (_, index) => client.ask('shelves', query(`{ f${index} }`)))
    expect(await Promise.all(replies.slice(4))).toMatchObject(Array(2).fill({ failure: 'SUBGRAPH_UNAVAILABLE' }))
    expect(client.states()[0]).toMatchObject({ inFlight: 2, queued: 2 })
    const change = client.ask('shelves', mutation())
    await expect.poll(() => held.length).toBe(3)
    for (const response of held.splice(0)) sendJson(response, floors)
    await expect.poll(() => held.length).toBe(2)
    for (const response of held.splice(0)) sendJson(response, floors)
    expect(await Promise.all([change, ...replies.slice(0, 4)])).toEqual(Array(5).fill(answered))
    expect(client.states()[0]).toMatchObject({ inFlight: 0, queued: 0 })
  })

  test('counts the time in the queue, and who gives up leaves it', async () => {
    const agency = await openAgency(() => {})
    const client = openClient(agency.url, {
      limits: { inFlight: 1, queued: 1 },
      timeouts: { readTimeoutMs: 200, mutationTimeoutMs: 200 },
    })
    const replies = await Promise.all(['{ a }', '{ b }'].map((text) => client.ask('shelves', query(text))))
    expect(replies).toMatchObject(Array(2).fill({ failure: 'SUBGRAPH_TIMEOUT' }))
    await expect.poll(() => client.states()[0]).toMatchObject({ inFlight: 0, queued: 0 })
  })
})

describe('the breaker', () => {
  const settings = { windowMs: 10_000, callsAtLeast: 20, failureShare: 0.5, openMs: 5_000 }

  test('opens on a failing agency, lets one call try after its pause and closes when that is answered', async () => {
    const clock = { aheadMs: 0 }
    let healthy = false
    const agency = await openAgency((response) => sendJson(response, floors, healthy ? 200 : 500))
    const client = openClient(agency.url, {
      limits: { breaker: settings },
      now: () => performance.now() + clock.aheadMs,
    })
    for (let call = 0; call < 25; call += 1) await client.ask('shelves', query())
    expect(agency.asked).toHaveLength(20)
    expect(client.states().map(({ breaker }) => breaker)).toEqual(['open', 'closed'])
    expect(client.log.filter(({ breaker }) => breaker === 'open')).toHaveLength(1)

    clock.aheadMs += 5_001
    expect(await client.ask('shelves', query())).toMatchObject({ failure: 'SUBGRAPH_INVALID_RESPONSE' })
    expect(await client.ask('shelves', query())).toMatchObject({ failure: 'SUBGRAPH_UNAVAILABLE' })
    expect(agency.asked).toHaveLength(21)

    clock.aheadMs += 5_001
    healthy = true
    const both = await Promise.all(['{ a }', '{ b }'].map((text) => client.ask('shelves', query(text))))
    expect(both).toMatchObject([answered, { failure: 'SUBGRAPH_UNAVAILABLE' }])
    expect(await client.ask('shelves', query())).toEqual(answered)
    expect(client.states()[0]?.breaker).toBe('closed')
  })

  test('does not open where fewer than twenty calls fail: an agency that is back is heard at once', async () => {
    let healthy = false
    const agency = await openAgency((response) => (healthy ? sendJson(response, floors) : response.destroy()))
    const client = openClient(agency.url)
    for (let call = 0; call < 9; call += 1) await client.ask('shelves', query())
    healthy = true
    expect(await client.ask('shelves', query())).toEqual(answered)
  })

  test('opens on an agency that never answers, and not on one that was given no time', async () => {
    const agency = await openAgency(() => {})
    const timeouts = { readTimeoutMs: 150, mutationTimeoutMs: 150 }
    const askAll = async (remainingMs: number) => {
      const client = openClient(agency.url, { timeouts })
      const exchange = () => openExchange({ remainingMs })
      await Promise.all(
        Array.from({ length: 30 }, (_, index) => client.ask('shelves', query(`{ f${index} }`, exchange()))),
      )
      return client.states()[0]?.breaker
    }
    expect([await askAll(8_000), await askAll(20)]).toEqual(['open', 'closed'])
  })

  test('is not opened by callers who hang up', async () => {
    const agency = await openAgency(() => {})
    const client = openClient(agency.url)
    const caller = new AbortController()
    const replies = Array.from({ length: 40 }, (_, index) =>
      client.ask('shelves', query(`{ f${index} }`, openExchange({ gone: caller.signal }))),
    )
    await expect.poll(() => agency.asked.length).toBe(40)
    caller.abort()
    await Promise.all(replies)
    expect(client.states()[0]?.breaker).toBe('closed')
  })
})

test('agencies of the next supergraph are asked at once, those of the last for a while', async () => {
  const [first, second] = await Promise.all(
    ['first', 'second'].map((name) => openAgency((response) => sendJson(response, { data: { name } }))),
  )
  const client = openClient({ one: first?.url ?? '', two: first?.url ?? '' }, { limits: { drainMs: 100 } })
  client.setSubgraphs([{ name: 'one', url: second?.url ?? '' }])
  expect(await client.ask('one', query())).toMatchObject({ data: { name: 'second' } })
  expect(await client.ask('two', query())).toMatchObject({ data: { name: 'first' } })
  await expect.poll(() => client.ask('two', query())).toMatchObject({ failure: 'SUBGRAPH_UNAVAILABLE' })
})

test('a connection that was reset is not used again', async () => {
  let connections = 0
  const url = await openRawAgency((socket) => {
    connections += 1
    const answer = JSON.stringify(floors)
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${answer.length}\r\n\r\n`
    socket.on('data', () => socket.write(head + answer, () => connections === 1 && socket.resetAndDestroy()))
  })
  const client = openClient(url)
  expect(await client.ask('shelves', query())).toEqual(answered)
  expect(await client.ask('shelves', query())).toEqual(answered)
  expect(await client.ask('shelves', query())).toEqual(answered)
  expect(connections).toBeGreaterThan(1)
})
