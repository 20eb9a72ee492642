import { once } from 'node:events'
import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { hashOf } from '../../../gateway/limits/trusted-operations.ts'
import type { FakeHouse } from '../../../gateway/testing/fake-house.ts'
import type { LimitedHouse } from './limited-house.ts'
import { openLimitedHouse, post, TRUSTED, terms } from './limited-house.ts'

const BUDGET = terms.clientCostPerMinute
const times = (count: number, write: (index: number) => string) => Array.from({ length: count }, (_, i) => write(i))
const PAGE = '{ trees(first: 20) { name tree { name } } }' // costs 61
const all = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))

/** What somebody tries who wants more than his share; true where he has got it. */
const attacks: Record<string, (house: LimitedHouse) => Promise<boolean>> = {
  async 'one operation that is larger than the budget'({ gateways: [first], executed }) {
    await post(first, { query: '{ trees(first: 500) { name tree { name } } }', as: 'ann@app-a' })
    return executed().length > 0
  },
  async 'the same page under many aliases'({ gateways: [first], executedCost }) {
    const pages = times(10, (index) => `p${index}: trees(first: 20) { name tree { name } }`)
    await post(first, { query: `{ ${pages.join(' ')} }`, as: 'ann@app-a' })
    return executedCost() > BUDGET
  },
  async 'one page after another'({ gateways: [first], executedCost }) {
    for (let index = 0; index < 15; index++) await post(first, { query: PAGE, as: 'ann@app-a' })
    return executedCost() > BUDGET
  },
  async 'all pages at once, over two gateways'({ gateways, executedCost }) {
    await all(20, (index) => post(gateways[index % 2], { query: PAGE, as: `ann@app-a` }))
    return executedCost() > BUDGET
  },
  async 'the same over every transport in turn'(house) {
    const accepts = ['application/json', 'text/event-stream', 'multipart/mixed; deferSpec=20220824, application/json']
    for (let index = 0; index < 12; index++) {
      await post(house.gateways[0], { query: PAGE, as: 'ann@app-a', accept: accepts[index % 3] ?? '' })
    }
    await overSocket(house.gateways[1], { query: PAGE, as: 'ann@app-a', count: 5 })
    return house.executedCost() > BUDGET
  },
  async 'on many sockets'(house) {
    await all(3, () => overSocket(house.gateways[0], { query: PAGE, as: 'ann@app-a', count: 5 }))
    return house.executedCost() > BUDGET
  },
  async 'with a new token, or for another resident'({ gateways: [first], executedCost }) {
    await all(15, (index) => post(first, { query: PAGE, as: `resident-${index}@app-a` }))
    return executedCost() > BUDGET
  },
  async 'without a token, from one address'({ gateways: [first], executedCost }) {
    await all(15, () => post(first, { query: PAGE }))
    return executedCost() > terms.anonymousCostPerMinute
  },
  async 'operations in a batch'({ gateways: [first], executed }) {
    const one = { query: '{ me }' }
    const told = await post(first, { body: times(40, () => '').map(() => one), as: 'ann@app-a' })
    // Batches are refused as such; so the rate is what is left to try.
    await all(40, () => post(first, { ...one, as: 'bob@app-a' }))
    return told.status === 200 || executed().length > terms.clientPerMinute
  },
  async 'asking what would be decided, again and again'({ gateways: [first] }) {
    const told = await all(40, () => post(first, { query: '{ me }', as: 'ann@app-a', path: '/access' }))
    return told.filter(({ status }) => status === 200).length > terms.clientPerMinute
  },
  async 'many mutations in one operation, again and again'({ gateways: [first], executed }) {
    const plants = times(8, (index) => `p${index}: plant(name: "elm") { name }`)
    const query = `mutation { ...P ...Q } fragment P on Mutation { ${plants.slice(4).join(' ')} } fragment Q on Mutation { ${plants.slice(0, 4).join(' ')} }`
    for (let index = 0; index < 6; index++) await post(first, { query, as: 'ann@app-a' })
    return executed().length * plants.length > terms.clientPerMinute
  },
  async 'one resident looked at by several clients'({ gateways, executed }) {
    await all(60, (index) => post(gateways[index % 2], { query: '{ me }', as: `ann@app-${index % 3}` }))
    return executed().length > terms.residentPerMinute
  },
  async 'hanging up before the answer, to be given it back twice'({ gateways: [first], executedCost }) {
    const query = '{ wait(ms: 60) trees(first: 60) { name tree { name } } }' // costs 182
    for (let index = 0; index < 4; index++) {
      const gone = new AbortController()
      const answered = post(first, { query, as: 'ann@app-a', signal: gone.signal }).catch(() => {})
      await Promise.race([answered, until(() => (first?.engine.asked.length ?? 0) > index)])
      gone.abort()
      await answered
    }
    return executedCost() > BUDGET
  },
  async 'a subscription that never ends'({ gateways: [first], executed }) {
    const told = await post(first, {
      query: 'subscription { ticks(ms: 0, upTo: 650) }',
      as: 'ann@app-a',
      accept: 'text/event-stream',
    })
    const events = told.text.match(/"ticks":/g)?.length ?? 0
    return events > BUDGET || executed().length === 0
  },
  async 'an operation nobody has looked at, by a client that may not'({ gateways: [first], executed }) {
    for (const as of ['ann@trusted-app', '@trusted-app']) await post(first, { query: '{ tree { name } }', as })
    await post(first, { query: '{ me } #', as: 'ann@trusted-app', accept: 'text/event-stream' })
    await post(first, { query: '{ me me2: me }', as: 'ann@trusted-app' })
    return executed().some(({ source }) => source !== '{ me } #')
  },
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1))
}

async function overSocket(gateway: FakeHouse | undefined, ask: { query: string; as: string; count: number }) {
  const socket = new WebSocket(gateway?.wsUrl ?? '', ['graphql-transport-ws'])
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${ask.as}+600` } }))
  await once(socket, 'message')
  let ended = 0
  const done = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      if (/"type":"(complete|error)"/.test(String(data)) && ++ended === ask.count) resolve()
    })
    socket.on('close', () => resolve())
  })
  for (let id = 0; id < ask.count; id++) {
    socket.send(JSON.stringify({ id: `${id}`, type: 'subscribe', payload: { query: ask.query } }))
  }
  await done
  socket.close()
}

async function attempt(attack: (house: LimitedHouse) => Promise<boolean>, limited: boolean): Promise<boolean> {
  const house = await openLimitedHouse({ limited })
  try {
    return await attack(house)
  } finally {
    await house.close()
  }
}

describe('nobody gets more than his share', () => {
  test.each(Object.entries(attacks))('by %s', async (_, attack) => {
    expect(await attempt(attack, true)).toBe(false)
  })
})

test('every one of these succeeds where the step is taken out', async () => {
  const succeeded = await Promise.all(
    Object.entries(attacks).map(async ([name, attack]) => [name, await attempt(attack, false)]),
  )
  expect(succeeded.filter(([, got]) => !got)).toEqual([])
}, 90_000)

describe('who stays within it', () => {
  test('is told what was asked, what it came to and what is left; nobody else is', async () => {
    const house = await openLimitedHouse({ limited: true, usedShare: 0.5 })
    const [first] = house.gateways
    const told = await post(first, { query: '{ trees(first: 20) { name } }', as: 'ann@app-a' })
    expect(told.cost).toEqual({ requested: 21, actual: 11, remaining: BUDGET - 11 })
    expect(told.headers.get('content-length')).toBe(String(told.text.length))
    expect(JSON.parse(told.text)).toMatchObject({ data: { trees: times(20, () => '').map(() => ({ name: 'oak' })) } })
    expect((await post(first, { query: '{ me }' })).text).toBe('{"data":{"me":"anonymous"}}')
    const events = await post(first, { query: '{ me }', as: 'ann@app-a', accept: 'text/event-stream' })
    expect(events.text).toContain('"extensions":{"cost":{"requested":1,"actual":1,"remaining":')
    const ticks = await post(first, {
      query: 'subscription { ticks(upTo: 2) }',
      as: 'ann@app-a',
      accept: 'text/event-stream',
    })
    expect(ticks.text.match(/"extensions":\{"cost":\{"requested":1,"actual":1,"remaining":\d+\}\}/g)).toHaveLength(2)
    await house.close()
  })

  test('gets an answer of megabytes to the last byte, with its cost behind it', async () => {
    const house = await openLimitedHouse({ limited: true })
    const told = await post(house.gateways[0], { query: '{ big(bytes: 2000000) }', as: 'ann@app-a' })
    expect(told.headers.get('content-length')).toBe(String(told.text.length))
    const { data, extensions } = JSON.parse(told.text)
    expect([data.big.length, extensions.cost]).toEqual([2_000_000, { requested: 1, actual: 1, remaining: BUDGET - 1 }])
    await house.close()
  })

  test('is charged what it came to and not what it could have: the rest is there again at once', async () => {
    const house = await openLimitedHouse({ limited: true, usedShare: 0.1 })
    for (let index = 0; index < 25; index++) {
      expect((await post(house.gateways[index % 2], { query: PAGE, as: 'ann@app-a' })).status).toBe(200)
    }
    await house.close()
  })

  test('is refused with the seconds to wait, and answered after them', async () => {
    const house = await openLimitedHouse({ limited: true })
    const [first] = house.gateways
    for (let index = 0; index < 9; index++) await post(first, { query: PAGE, as: 'ann@app-a' })
    const refused = await post(first, { query: PAGE, as: 'ann@app-a' })
    expect([refused.status, refused.code, refused.headers.get('retry-after')]).toEqual([429, 'BUDGET_EXHAUSTED', '1'])
    house.passMs(1_000)
    expect((await post(first, { query: PAGE, as: 'ann@app-a' })).status).toBe(200)
    await house.close()
  })

  test('may wait for his rate too, whose refusal costs him nothing', async () => {
    const house = await openLimitedHouse({ limited: true })
    const [first] = house.gateways
    await all(30, () => post(first, { query: '{ me }', as: 'ann@app-a' }))
    const refused = await post(first, { query: '{ me }', as: 'ann@app-a' })
    expect([refused.status, refused.code, refused.headers.get('retry-after')]).toEqual([429, 'RATE_LIMITED', '2'])
    house.passMs(2_000)
    const told = await post(first, { query: '{ me }', as: 'ann@app-a' })
    expect(told.cost?.remaining).toBe(BUDGET - 30 - 1 + 20)
    await house.close()
  })
})

describe('a trusted operation', () => {
  const hash = 'f2f5dd57b4a2b9dcbb7a5ee8ad3b5eef9dd8e1a3ac9e9a1a4d5f6a0d7c0f0a11'
  test('may be sent in any layout, or as its hash alone, by body and by search', async () => {
    const house = await openLimitedHouse({ limited: true })
    const [first] = house.gateways
    const persisted = { persistedQuery: { version: 1, sha256Hash: hashOfTrusted() } }
    const as = 'ann@trusted-app'
    expect((await post(first, { query: `# mine\n{\n  me\n}`, as })).text).toContain('"me":"ann"')
    expect((await post(first, { body: { extensions: persisted }, as })).text).toContain('"me":"ann"')
    expect((await post(first, { body: { extensions: persisted }, accept: 'text/event-stream', as })).text).toContain(
      '"me":"ann"',
    )
    const search = new URLSearchParams({ extensions: JSON.stringify(persisted) })
    const got = await fetch(`${first?.url}?${search}`, { headers: { 'content-type': 'application/json' } })
    expect(await got.text()).toBe('{"data":{"me":"anonymous"}}')
    await house.close()
  })

  test('is not another one that comes with its hash, and no other hash stands for anything', async () => {
    const house = await openLimitedHouse({ limited: true })
    const [first] = house.gateways
    const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } })
    const other = { query: '{ tree { name } }', extensions: persisted(hashOfTrusted()) }
    expect((await post(first, { body: other, as: 'ann@app-a' })).code).toBe('BAD_REQUEST')
    const unknown = await post(first, { body: { extensions: persisted(hash) }, as: 'ann@app-a' })
    expect(unknown.code).toBe('PERSISTED_QUERY_NOT_SUPPORTED')
    const refused = await post(first, { query: '{ tree { name } }', as: 'ann@trusted-app' })
    expect([refused.status, refused.code]).toEqual([403, 'OPERATION_NOT_TRUSTED'])
    expect(house.executed()).toEqual([])
    await house.close()
  })
})

function hashOfTrusted(): string {
  return hashOf(parse(TRUSTED))
}
