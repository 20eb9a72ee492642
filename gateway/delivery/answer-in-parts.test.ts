import { once } from 'node:events'
import { connect } from 'node:net'
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
afterEach(() => eventually(() => house.leases()).toBe(0))

const DEFERRED = '{ tree { name ... @defer(label: "late") { slow } ... @defer { owner } } }'
const PARTS = 'multipart/mixed; deferSpec=20220824'

async function ask(query: string, accept?: string) {
  const response = await fetch(house.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(accept ? { accept } : {}) },
    body: JSON.stringify({ query }),
  })
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

/** The parts as RFC 2046 (5.1) reads them: between the delimiters, headers and body each, up to the closing delimiter. */
function partsOf({ type, text }: { type: string | null; text: string }): unknown[] {
  const boundary = /boundary="([^"]+)"/.exec(type ?? '')?.[1]
  const [preamble, ...rest] = `\r\n${text}`.split(`\r\n--${boundary}`)
  expect([preamble?.trim(), rest.pop()]).toEqual(['', '--\r\n'])
  return rest.map((part) => {
    const [headers, body = ''] = part.replace(/^\r\n/, '').split('\r\n\r\n')
    expect(headers).toBe('content-type: application/json; charset=utf-8')
    return JSON.parse(body)
  })
}

test.each([
  PARTS,
  'multipart/mixed',
  'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9',
])('what is deferred comes in later parts for who accepts %s', async (accept) => {
  const answer = await ask(DEFERRED, accept)
  expect([answer.status, answer.type]).toEqual([200, 'multipart/mixed; boundary="-"; deferSpec=20220824'])
  expect(partsOf(answer)).toEqual([
    { data: { tree: { name: 'oak' } }, hasNext: true },
    { incremental: [{ path: ['tree'], label: 'late', data: { slow: 'at last' } }], hasNext: true },
    { incremental: [expect.objectContaining({ path: ['tree'], data: { owner: null } })], hasNext: true },
    { hasNext: false },
  ])
})

test('errors are masked in every part, and noted', async () => {
  const told = () => house.log.filter(({ msg, codes }) => msg === 'request' && String(codes) === 'INTERNAL').length
  const before = told()
  const { text } = await ask(DEFERRED, PARTS)
  expect(text).toContain('"code":"INTERNAL"')
  expect(text).not.toContain('hunter2')
  const broken = await ask(`${DEFERRED} # breaks`, PARTS)
  expect(partsOf(broken)).toMatchObject([
    { hasNext: true },
    { incremental: [{ data: null, errors: [{ extensions: { code: 'INTERNAL' } }] }], hasNext: true },
    { hasNext: false },
  ])
  expect(broken.text).not.toContain('hunter2')
  await eventually(told).toBe(before + 2)
})

test('who does not accept parts gets one complete answer', async () => {
  const { type, text } = await ask(DEFERRED, 'application/json')
  expect([type, JSON.parse(text)]).toEqual([
    'application/json; charset=utf-8',
    { data: { tree: { name: 'oak', slow: 'at last', owner: 'first' } } },
  ])
  const newer = await ask(DEFERRED, 'multipart/mixed;incrementalSpec=v0.2, application/json')
  expect(newer.type).toBe('application/json; charset=utf-8')
})

test('who takes parts gets an answer without deferred parts whole, and as one part where he takes nothing else', async () => {
  expect(JSON.parse((await ask('{ me }', `${PARTS}, application/json`)).text)).toEqual({ data: { me: 'anonymous' } })
  const whole = await ask(`${DEFERRED} # one-piece`, `${PARTS}, application/json`)
  expect(whole.type).toBe('application/json; charset=utf-8')
  expect(partsOf(await ask(`${DEFERRED} # one-piece`, PARTS))).toEqual([
    { data: { tree: { name: 'oak', slow: 'at last', owner: 'first' } }, hasNext: false },
  ])
})

test('a document at fault is told as for any other answer', async () => {
  const answer = await ask('{ tree { ... @defer { nothing } } }', PARTS)
  expect([answer.status, JSON.parse(answer.text).errors[0].extensions.code]).toEqual([200, 'GRAPHQL_VALIDATION_FAILED'])
})

test('a caller who hangs up between the parts leaves nothing behind', async () => {
  const body = JSON.stringify({ query: DEFERRED })
  const socket = connect(Number(new URL(house.url).port), '127.0.0.1')
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: x\r\naccept: ${PARTS}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
  await once(socket, 'readable')
  socket.destroy()
  await eventually(() => house.leases()).toBe(0)
})
