import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import {
  closeOpened,
  mutation,
  openAgency,
  openClient,
  openExchange,
  pause,
  query,
  sendJson,
} from './testing/open-agency.ts'

afterEach(closeOpened)

const floors = { data: { floors: ['ground'] } }
const answered = { data: { floors: ['ground'] }, errors: [], plain: true }
const resident: Viewer = { ...anonymous, subject: 'one', clientId: 'app', scopes: ['a'], purpose: 'travel' }

describe('one call for many', () => {
  test('serves those who ask the same for the same viewer at the same time, each with an object of his own', async () => {
    const agency = await openAgency((response) => setTimeout(() => sendJson(response, floors), 50))
    const client = openClient(agency.url)
    const exchanges = Array.from({ length: 5 }, () => openExchange({ viewer: { ...resident } }))
    const replies = await Promise.all(exchanges.map((exchange) => client.ask('shelves', query('{ floors }', exchange))))
    expect(agency.asked).toHaveLength(1)
    expect(replies).toEqual(Array(5).fill(answered))
    expect(new Set(replies.map((reply) => ('data' in reply ? reply.data : reply))).size).toBe(5)
    expect(exchanges.map(({ fetches }) => fetches.map(({ shared }) => shared))).toEqual([
      [undefined],
      ...Array(4).fill([true]),
    ])
  })

  test('is not made for questions one after the other, nor for changes', async () => {
    const agency = await openAgency((response) => sendJson(response, floors))
    const client = openClient(agency.url)
    await client.ask('shelves', query())
    await client.ask('shelves', query())
    await Promise.all([client.ask('shelves', mutation()), client.ask('shelves', mutation())])
    expect(agency.asked).toHaveLength(4)
  })

  test('serves a thousand, and those beyond have another', async () => {
    const agency = await openAgency((response) => setTimeout(() => sendJson(response, floors), 50))
    const client = openClient(agency.url)
    const replies = await Promise.all(Array.from({ length: 2_500 }, () => client.ask('shelves', query())))
    expect(replies.every((reply) => 'data' in reply)).toBe(true)
    expect(agency.asked).toHaveLength(3)
  })

  test('that fails is a failure for each', async () => {
    const agency = await openAgency((response) => sendJson(response, '{}', 500))
    const client = openClient(agency.url)
    const replies = await Promise.all([1, 2, 3].map(() => client.ask('shelves', query())))
    expect(replies).toMatchObject(Array(3).fill({ failure: 'SUBGRAPH_INVALID_RESPONSE' }))
    expect(client.log.map(({ level, askers, cause }) => [level, askers, cause])).toEqual([[40, 3, 'status 500']])
  })

  test('goes on for the others when one hangs up, and ends when all have', async () => {
    const cut = vi.fn()
    const agency = await openAgency((response, body) => {
      response.on('close', () => response.writableFinished || cut())
      if (body.includes('floors')) setTimeout(() => sendJson(response, floors), 200)
    })
    const client = openClient(agency.url)
    const [one, other] = [new AbortController(), new AbortController()]
    const ask = (text: string, { signal }: AbortController) =>
      client.ask('shelves', query(text, openExchange({ gone: signal })))
    const first = ask('{ floors }', one)
    const second = ask('{ floors }', other)
    await expect.poll(() => agency.asked.length).toBe(1)
    one.abort()
    expect(await first).toMatchObject({ failure: 'SUBGRAPH_TIMEOUT' })
    expect([await second, cut.mock.calls.length]).toEqual([answered, 0])
    const third = ask('{ endless }', other)
    other.abort()
    expect(await third).toMatchObject({ failure: 'SUBGRAPH_TIMEOUT' })
    await expect.poll(() => client.states()[0]?.inFlight).toBe(0)
  })

  test('ends for each at his own deadline', async () => {
    const agency = await openAgency((response) => setTimeout(() => sendJson(response, floors), 400))
    const client = openClient(agency.url)
    const patient = client.ask('shelves', query('{ floors }', openExchange({ remainingMs: 900 })))
    const hasty = client.ask('shelves', query('{ floors }', openExchange({ remainingMs: 100 })))
    expect(await hasty).toMatchObject({ failure: 'SUBGRAPH_TIMEOUT' })
    expect(await patient).toEqual(answered)
  })

  test('is not joined by one with far more time than it has left', async () => {
    let calls = 0
    const agency = await openAgency((response) => calls++ > 0 && sendJson(response, floors))
    const client = openClient(agency.url)
    const hasty = client.ask('shelves', query('{ floors }', openExchange({ remainingMs: 150 })))
    expect(await client.ask('shelves', query('{ floors }', openExchange({ remainingMs: 900 })))).toEqual(answered)
    expect(await hasty).toMatchObject({ failure: 'SUBGRAPH_TIMEOUT' })
  })

  test('that is under way while a change is made is not joined after it', async () => {
    let value = 'old'
    const agency = await openAgency((response, body) => {
      const read = value
      if (body.includes('lend')) value = 'new'
      setTimeout(() => sendJson(response, { data: { value: read } }), body.includes('lend') ? 0 : 200)
    })
    const client = openClient(agency.url)
    const before = client.ask('shelves', query('{ value }'))
    await expect.poll(() => agency.asked.length).toBe(1)
    await client.ask('shelves', mutation())
    expect(await client.ask('shelves', query('{ value }'))).toMatchObject({ data: { value: 'new' } })
    expect(await before).toMatchObject({ data: { value: 'old' } })
  })

  test('is never made for two viewers: 2,000 mixed questions of 50 people bring nobody what is not his', async () => {
    const agency = await openAgency((response, _body, { headers }) =>
      setTimeout(() => sendJson(response, { data: { canary: headers['gba-viewer-statement'] } }), 5),
    )
    const client = openClient(agency.url, {
      sign: async ({ viewer }) => ({ text: JSON.stringify(viewer), macOf: () => 'mac' }),
      limits: { queued: 2_000 },
      timeouts: { readTimeoutMs: 8_000, mutationTimeoutMs: 8_000 },
    })
    const people = Array.from({ length: 50 }, (_, index): Viewer => {
      const subject = `person ${Math.floor(index / 5)}`
      const differing = [{}, { clientId: 'other' }, { scopes: ['a', 'b'] }, { purpose: 'tax' }, { subject: null }]
      return { ...resident, subject, ...differing[index % 5], ...(index % 5 === 4 ? { clientId: `app ${index}` } : {}) }
    })
    const foreign = await Promise.all(
      Array.from({ length: 2_000 }, async (_, index) => {
        const viewer = { ...(people[(index * 7) % 50] ?? anonymous) }
        if (index % 100 === 0) await pause(1)
        const reply = await client.ask('shelves', query('{ canary }', openExchange({ viewer })))
        return 'data' in reply && JSON.stringify(reply.data) === JSON.stringify({ canary: JSON.stringify(viewer) })
          ? 0
          : 1
      }),
    )
    expect(foreign.filter(Boolean)).toEqual([])
    expect(agency.asked.length).toBeLessThan(1_000)
  })
})
