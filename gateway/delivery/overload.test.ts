import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { anonymous } from '../../kit/viewer-statement.ts'
import { shedLoad } from '../processes/shed-load.ts'
import type { FakeHouse } from '../testing/fake-house.ts'
import { startFakeHouse } from '../testing/fake-house.ts'

const load = { share: 1, refusedShare: () => load.share }
const identified: string[] = []

let house: FakeHouse
beforeAll(async () => {
  house = await startFakeHouse({
    shed: shedLoad(load, () => 0.5),
    async identify(authorization) {
      identified.push(String(authorization))
      return { viewer: anonymous, expiresAt: null }
    },
  })
})
afterAll(() => house.close())
beforeEach(() => {
  load.share = 1
  identified.length = 0
})

const ask = (accept: string, query = '{ me }') =>
  fetch(house.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
  })

test.each(['application/json', 'text/event-stream'])(
  'under overload a request for %s is refused before any work, and told when to come back',
  async (accept) => {
    const response = await ask(accept)
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '3'])
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] })
    expect([identified, house.engine.asked]).toEqual([[], []])
    const requestId = response.headers.get('x-request-id')
    await expect
      .poll(() => house.log.find((line) => line.requestId === requestId))
      .toMatchObject({ status: 503, codes: ['OVERLOADED'] })
  },
)

test('who is not among the refused is answered', async () => {
  load.share = 0.5
  expect(await (await ask('application/json')).json()).toEqual({ data: { me: 'anonymous' } })
})

test('an operation on a WebSocket is refused by itself; the socket stays and later ones are answered', async () => {
  const socket = new WebSocket(house.wsUrl, ['graphql-transport-ws'])
  const hear = async () => {
    const [data] = await once(socket, 'message')
    return JSON.parse(String(data))
  }
  const say = (message: unknown) => socket.send(JSON.stringify(message))
  await once(socket, 'open')
  say({ type: 'connection_init' })
  expect(await hear()).toEqual({ type: 'connection_ack' })
  say({ id: '1', type: 'subscribe', payload: { query: '{ me }' } })
  const message = 'more is asked than can be answered in time; ask again in 3 s'
  expect(await hear()).toEqual({ id: '1', type: 'error', payload: [{ message, extensions: { code: 'OVERLOADED' } }] })
  load.share = 0
  say({ id: '2', type: 'subscribe', payload: { query: '{ me }' } })
  expect(await hear()).toEqual({ id: '2', type: 'next', payload: { data: { me: 'anonymous' } } })
  socket.close()
  await once(socket, 'close')
})
