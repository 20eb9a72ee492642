import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { FakeHouse } from '../testing/fake-house.ts'
import { startFakeHouse } from '../testing/fake-house.ts'

const counts = { opened: 0, ended: 0, events: 0 }

let house: FakeHouse
beforeAll(async () => {
  house = await startFakeHouse({
    countSubscriptions: {
      subscriptionOpened: () => void counts.opened++,
      subscriptionEnded: () => void counts.ended++,
      eventDelivered: () => void counts.events++,
    },
  })
})
afterAll(() => house.close())
beforeEach(() => Object.assign(counts, { opened: 0, ended: 0, events: 0 }))

/** Asks, and reads until the end. */
const transports = {
  async 'an event stream'(query: string) {
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream' }
    await (await fetch(house.url, { method: 'POST', headers, body: JSON.stringify({ query }) })).text()
  },
  async 'a WebSocket'(query: string) {
    const client = createClient({ url: house.wsUrl, webSocketImpl: WebSocket })
    await Array.fromAsync(client.iterate({ query }))
    await client.dispose()
  },
}

for (const [name, ask] of Object.entries(transports)) {
  test(`over ${name} a subscription and each of its events is counted`, async () => {
    await ask('subscription { ticks(ms: 1, upTo: 3) }')
    await expect.poll(() => counts).toEqual({ opened: 1, ended: 1, events: 3 })
  })

  test(`over ${name} a subscription that is refused has no events, and a query is none`, async () => {
    await ask('subscription { refused }')
    await ask('{ me }')
    await expect.poll(() => [counts.events, counts.opened - counts.ended]).toEqual([0, 0])
  })

  test(`over ${name} one that is running is open`, async () => {
    const running = ask('subscription { ticks(ms: 1000, upTo: 2) }')
    await expect.poll(() => counts.opened - counts.ended).toBe(1)
    await running
    await expect.poll(() => counts.opened - counts.ended).toBe(0)
  })
}
