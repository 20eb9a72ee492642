import { serverAudits } from 'graphql-http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FakeHouse } from '../testing/fake-house.ts'
import { openFakeEngine, startFakeHouse } from '../testing/fake-house.ts'

/** A busy machine may take its time. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 })

let house: FakeHouse
let simple: FakeHouse
beforeAll(async () => {
  ;[house, simple] = await Promise.all([startFakeHouse(), startFakeHouse({ allowSimpleGet: true })])
})
afterAll(() => Promise.all([house.close(), simple.close()]))
afterEach(() => eventually(() => [house.leases(), simple.leases()]).toEqual([0, 0]))

const NEW = 'application/graphql-response+json'

async function send(at: FakeHouse, init: RequestInit & { search?: string } = {}) {
  const response = await fetch(`${at.url}${init.search ?? ''}`, init)
  const text = await response.text()
  const code = JSON.parse(text).errors?.[0]?.extensions.code
  return { status: response.status, headers: response.headers, text, outcome: [response.status, code] }
}

const post = (at: FakeHouse, body: unknown, headers: Record<string, string> = {}) =>
  send(at, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })

const search = (query: string, more = '') => `?query=${encodeURIComponent(query)}${more}`

describe('the audits of GraphQL over HTTP', () => {
  const failed = async (at: FakeHouse) => {
    const audits = serverAudits({ url: at.url })
    expect(audits).toHaveLength(61)
    const results = await Promise.all(audits.map(async ({ id, fn }) => ({ id, status: (await fn()).status })))
    return results.flatMap(({ id, status }) => (status === 'ok' ? [] : [id])).sort()
  }

  test('all 61 pass where a simple GET is allowed', async () => {
    expect(await failed(simple)).toEqual([])
  })

  test('otherwise three are missing: each sends a GET that a foreign page could have sent', async () => {
    expect(await failed(house)).toEqual(['5A70', '6A70', 'D6D5'])
  })
})

describe('what is allowed by GET', () => {
  test('a simple GET reads where that is allowed, and never changes anything', async () => {
    expect((await send(simple, { search: search('{ me }') })).outcome).toEqual([200, undefined])
    expect((await send(house, { search: search('{ me }') })).outcome).toEqual([400, 'BAD_REQUEST'])
    for (const at of [simple, house]) {
      const headers = { 'content-type': 'application/json' }
      const asked = await send(at, { search: search('mutation { plant(name: "x") { name } }'), headers })
      expect([asked.outcome, asked.headers.get('allow')]).toEqual([[405, 'METHOD_NOT_ALLOWED'], 'POST'])
      expect(at.engine.asked.some(({ source }) => source.startsWith('mutation'))).toBe(false)
    }
  })

  test('a mutation hidden behind another operation is refused too', async () => {
    const query = 'query A { me } mutation B { plant(name: "x") { name } }'
    expect((await send(simple, { search: search(query, '&operationName=B') })).outcome).toEqual([
      405,
      'METHOD_NOT_ALLOWED',
    ])
    expect((await send(simple, { search: search(query, '&operationName=A') })).outcome).toEqual([200, undefined])
  })

  test('parameters that stand there twice, or are of another kind, are refused', async () => {
    for (const more of [
      '&query=1',
      '&variables={}&variables={}',
      '&variables=[1]',
      '&variables=x',
      '&extensions="x"',
    ]) {
      expect((await send(simple, { search: search('{ me }', more) })).outcome).toEqual([400, 'BAD_REQUEST'])
    }
  })
})

test.each([
  ['no parse', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
  ['not valid', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['a wrong variable', { query: 'query ($ms: Int!) { wait(ms: $ms) }' }, 'BAD_USER_INPUT'],
  ['an operation nobody has', { query: 'query A { me }', operationName: 'B' }, 'OPERATION_RESOLUTION_FAILURE'],
])('%s is 200 under application/json and 400 under the newer type', async (_name, body, code) => {
  expect((await post(house, body)).outcome).toEqual([200, code])
  expect((await post(house, body, { accept: NEW })).outcome).toEqual([400, code])
})

test.each([
  [{ query: 1 }],
  [{ query: '' }],
  [{ query: '{ me }', variables: 'x' }],
  [{ query: '{ me }', variables: [1] }],
  [{ query: '{ me }', operationName: 1 }],
  [{ query: '{ me }', extensions: 'x' }],
  [[{ query: '{ me }' }]],
  [{}],
])('%j is refused as not well-formed and not run', async (body) => {
  const before = house.engine.asked.length
  expect((await post(house, body)).outcome).toEqual([400, 'BAD_REQUEST'])
  expect(house.engine.asked).toHaveLength(before)
})

test('what the engine has written is sent as it stands, with the errors beside it', async () => {
  const answer = await post(house, { query: '{ leak me }' })
  expect(answer.text).toMatch(/^{"errors":\[{.*}\],"data":{"leak":null,"me":"anonymous"}}$/)
  expect(Number(answer.headers.get('content-length'))).toBe(Buffer.byteLength(answer.text))
  expect((await post(house, { query: '{ me }' })).text).toBe('{"data":{"me":"anonymous"}}')
})

test('the document that was checked is the one that is executed: nothing reads the source again', async () => {
  await post(house, { query: 'query Once { me }' })
  await post(house, { query: 'query Once { me }' })
  const [one, two] = house.engine.asked.filter(({ source }) => source.includes('Once'))
  expect(one?.document).toBe(two?.document)
  // The server parses with places (its own way), we without: so this document is ours.
  expect(one?.document.loc).toBeUndefined()
})

test('a request ends with the engine with which it began', async () => {
  const swapped = await startFakeHouse()
  const running = post(swapped, { query: '{ wait(ms: 200) tree { owner } }' })
  await eventually(() => swapped.engine.asked.length).toBe(1)
  const next = openFakeEngine({ name: 'second', extra: 'extend type Query { added: Int }' })
  swapped.swap(next)
  expect((await post(swapped, { query: '{ added }' })).text).toBe('{"data":{"added":null}}')
  expect(JSON.parse((await running).text).data).toEqual({ wait: 'waited', tree: { owner: 'first' } })
  expect([next.asked.length, swapped.engine.asked.length, swapped.leases()]).toEqual([1, 1, 0])
  await swapped.close()
})

test('a document that was valid for the old graph is checked again for the new one', async () => {
  const swapped = await startFakeHouse()
  swapped.swap(openFakeEngine({ extra: 'extend type Query { added: Int }' }))
  expect((await post(swapped, { query: '{ added }' })).outcome).toEqual([200, undefined])
  swapped.swap(openFakeEngine())
  expect((await post(swapped, { query: '{ added }' })).outcome).toEqual([200, 'GRAPHQL_VALIDATION_FAILED'])
  await swapped.close()
})
