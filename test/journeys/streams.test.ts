import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient } from 'graphql-ws'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { flagshipVariables, readOperation } from '../../start.ts'
import type { Started } from '../support/started-house.ts'
import { projectRoot, runInBash, startCommand } from '../support/started-house.ts'
import type { TestHouse } from '../support/test-house.ts'
import { openTestHouse } from '../support/test-house.ts'

const TOKEN_LIFE_MS = 8 * 3_600_000
const node = join(projectRoot, 'node_modules/.bin/node')
const firstQuestion = readOperation('first-question')

/** The day the README speaks of; from test to test the clock only goes on, because statements are kept for their time. */
let now = Date.parse('2026-11-20T09:00:00+08:00')
let house: TestHouse
const running: Started[] = []

beforeAll(async () => {
  house = await openTestHouse({ now: () => now })
})
afterEach(() => {
  for (const command of running.splice(0)) command.end()
})
afterAll(() => house.close())

/** The blocks of the README's section, in their order, asked of this house. */
function readSection() {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')
  const section = /^## Streams and deferred parts\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? ''
  const blocks = [...section.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text)
  const [subscribe = '', event = '', defer = '', parts = '', listen = '', payment = ''] = blocks
  return {
    subscribe: here(subscribe),
    event,
    defer: here(defer),
    parts,
    listen: here(listen),
    payment,
    count: blocks.length,
  }
}
const here = (text: string) => text.replaceAll('127.0.0.1:4000', new URL(house.gatewayUrl).host)

/** Runs until the test ends. */
function run(command: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  const started = startCommand(command, { env: { ...process.env, ...env } })
  running.push(started)
  return started
}

/** A stream of events, by curl as a partner calls it. */
async function subscribeByCurl(query: string, token?: string): Promise<Started> {
  const started = run([
    ...['curl', '-sN', `${house.gatewayUrl}/graphql`, '-H', 'content-type: application/json'],
    ...['-H', 'accept: text/event-stream', ...(token ? ['-H', `authorization: Bearer ${token}`] : [])],
    ...['-d', JSON.stringify({ query })],
  ])
  // The beat that comes before all events: the gateway has taken the subscription.
  await started.says(':\n')
  return started
}

/** The first fare of the README, of Shenzhen's metro, with AlipayHK: so little that many can be paid. */
async function findOption(): Promise<string> {
  const query = firstQuestion.replace('payableWith {', 'payableWith { id')
  const { data } = await house.ask({ query, variables: flagshipVariables(now), persona: 'hk-resident' })
  const { itineraries } = data as { itineraries: { nodes: { fares: { payableWith: { id: string }[] }[] }[] } }
  return itineraries.nodes[0]?.fares[0]?.payableWith[0]?.id ?? ''
}

/** What is left of a budget follows from what was asked before. */
const withoutRemaining = (text: string) => text.replace(/"remaining":\d+/, '"remaining":0')

let payments = 0

async function pay(paymentOptionId: string): Promise<void> {
  payments += 1
  const { data, errors } = await house.ask({
    query: 'mutation ($input: PayFareInput!) { payFare(input: $input) { __typename } }',
    variables: { input: { paymentOptionId, idempotencyKey: `payment ${payments}` } },
    persona: 'hk-resident',
  })
  expect([data, errors]).toEqual([{ payFare: { __typename: 'FarePaid' } }, undefined])
}

/** Events are news: one that was told before the agency listened is gone, so somebody pays until one is heard. */
async function payUntilSaid(listener: Started, text: string): Promise<void> {
  const said = async () => {
    if (!listener.stdout().includes(text)) await pay(await findOption())
    return listener.stdout() + listener.stderr()
  }
  await expect.poll(said, { timeout: 20_000, interval: 500 }).toContain(text)
}

describe('what the README shows, word for word', () => {
  test('a subscription over two agencies by curl: the same event', async () => {
    const { subscribe, event } = readSection()
    await run(['bash', '-c', subscribe]).says(event.trim())
  })

  test('a deferred query over two agencies by curl: the same parts, in the same order', async () => {
    const { defer, parts } = readSection()
    const said = await runInBash(defer, { ...process.env, TOKEN: await house.tokenFor('hk-resident') })
    expect(withoutRemaining(said.replaceAll('\r', '').trim())).toBe(withoutRemaining(parts.trim()))
  })

  test('a subscription over two agencies by graphql-ws: the payment is told when the fare is paid', async () => {
    const { listen, payment, count } = readSection()
    const listener = run([node, '--input-type=module', '-e', listen], { TOKEN: await house.tokenFor('hk-resident') })
    await payUntilSaid(listener, payment.trim())
    expect(listener.stdout().split('\n')[0]).toBe(payment.trim())
    expect([listener.stderr(), count]).toEqual(['', 6])
  })
})

const openingOfLoWu = `subscription { controlPointUpdated(id: "lo-wu") { opening { state } controlPoint { sides { city { name { en } } } } } }`
const paymentsOfViewer = 'subscription { paymentUpdated { operator { name { en } } wallet { provider { id } } } }'

test('a payment is told to its payer alone, by curl too, with the name that transit knows', async () => {
  const payer = await subscribeByCurl(paymentsOfViewer, await house.tokenFor('hk-resident'))
  const other = await subscribeByCurl(paymentsOfViewer, await house.tokenFor('shenzhen-hukou'))
  await payUntilSaid(payer, 'event: next')
  const [, data = ''] = /^data: (.+)$/m.exec(payer.stdout()) ?? []
  expect(JSON.parse(data)).toEqual({
    extensions: { cost: expect.anything() },
    data: {
      paymentUpdated: { operator: { name: { en: 'Shenzhen Metro' } }, wallet: { provider: { id: 'alipayhk' } } },
    },
  })
  expect(other.stdout()).not.toContain('event: next')
})

test('while transit is down the event comes all the same, with a coded error where the name should be', async () => {
  const payer = await subscribeByCurl(paymentsOfViewer, await house.tokenFor('hk-resident'))
  await payUntilSaid(payer, 'event: next')
  const option = await findOption()
  await house.stopAgency('transit')
  await pay(option)
  await payer.says('"code":"SUBGRAPH_UNAVAILABLE"')
  await house.startAgency('transit')
  const last = JSON.parse([...payer.stdout().matchAll(/^data: (.+)$/gm)].at(-1)?.[1] ?? '')
  expect(last).toMatchObject({
    data: { paymentUpdated: { operator: { name: null }, wallet: { provider: { id: 'alipayhk' } } } },
    errors: [{ path: ['paymentUpdated', 'operator', 'name'], extensions: { subgraph: 'transit' } }],
  })
})

describe('who may not listen is told so', () => {
  test('nobody at all is refused the payments, which belong to somebody', async () => {
    const stream = await subscribeByCurl(paymentsOfViewer)
    await stream.says('event: complete')
    expect(stream.stdout()).toContain('"code":"UNAUTHENTICATED"')
  })

  test('a stream ends when its token does, by events and by socket, and that token opens no other', async () => {
    const token = await house.tokenFor('hk-resident')
    now += TOKEN_LIFE_MS - 60_000
    const stream = await subscribeByCurl(paymentsOfViewer, token)
    const socket = listenBySocket(token)
    await socket.connected
    now += 60_000
    await stream.says('TOKEN_EXPIRED')
    expect(await stream.exit).toMatchObject({ code: 0 })
    expect(await socket.closed).toMatchObject({ code: 4401 })

    now += 60_000 // clocks of issuer and gateway may differ by seconds
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
    }
    const body = JSON.stringify({ query: paymentsOfViewer })
    const response = await fetch(`${house.gatewayUrl}/graphql`, { method: 'POST', headers, body })
    expect([response.status, await response.text()]).toEqual([401, expect.stringContaining('TOKEN_EXPIRED')])
  })
})

test('a control point closes: who listens is told, and again with the cities that identity knows', async () => {
  now = Date.parse('2026-11-20T23:59:00+08:00')
  const stream = await subscribeByCurl(openingOfLoWu)
  await stream.says('"state":"OPEN"')
  now += 120_000
  await stream.says('"state":"CLOSED"')
  const events = [...stream.stdout().matchAll(/^data: (.+)$/gm)].map(([, data = '']) => JSON.parse(data))
  const sides = [{ city: { name: { en: 'Hong Kong' } } }, { city: { name: { en: 'Shenzhen' } } }]
  expect(events).toEqual(
    ['OPEN', 'CLOSED'].map((state) => ({
      data: { controlPointUpdated: { opening: { state }, controlPoint: { sides } } },
    })),
  )
})

function listenBySocket(token: string) {
  const connected = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<unknown>()
  const client = createClient({
    url: `${house.gatewayUrl.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => {},
    connectionParams: { authorization: `Bearer ${token}` },
    on: { connected: () => connected.resolve(), closed: closed.resolve },
  })
  client.subscribe({ query: paymentsOfViewer }, { next: () => {}, error: () => {}, complete: () => {} })
  return { connected: connected.promise, closed: closed.promise }
}
