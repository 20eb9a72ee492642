import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect } from 'node:net'
import { expect, test, vi } from 'vitest'
import { anonymous } from '../viewer-statement.ts'
import { openResponseStreams } from './response-streams.ts'
import { sealedHeaders } from './testing/seal.ts'
import { startHarbour } from './testing/start-harbour.ts'

/** Nobody waits that long here: what ends sooner was not cut off. */
const LONG_MS = 120_000

test('a connection that has never asked anything does not hold a close', async () => {
  const { running } = await startHarbour({ closeMs: LONG_MS })
  const socket = await connectTo(running.url)
  await running.close()
  await once(socket, 'close')
})

test('a request that is under way when the agency closes is answered, and its kept connection closed', async () => {
  const { running, sealFor, ask, gate } = await startHarbour({ closeMs: LONG_MS })
  const seal = await sealFor(anonymous)
  const [asked, closed] = [ask('{ slow }', seal), gate.reached.then(() => running.close())]
  await gate.reached
  gate.open()
  expect(await asked).toMatchObject({ status: 200, data: { slow: 'done' } })
  await closed
})

test('a subscriber who neither reads nor hangs up is cut off in the end', async () => {
  const { running, sealFor, floods } = await startHarbour({ closeMs: 200 })
  const socket = await connectTo(running.url)
  socket.pause()
  const body = JSON.stringify({ query: 'subscription { flood }' })
  const headers = { ...sealedHeaders(await sealFor(anonymous), body), accept: 'text/event-stream' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: ${body.length}\r\n${lines.join('')}\r\n${body}`)
  await vi.waitFor(() => expect(floods.count).toBeGreaterThan(3))
  await running.close()
  socket.destroy()
})

test('a subscription that comes while the agency closes ends as it begins', async () => {
  const { schema, logger } = startHarbour.parts()
  const streams = openResponseStreams({ schema, createContext: (base) => base, logger })
  streams.drain()
  const args = streams.prepare({ query: 'subscription { forever }' })
  if (!('schema' in args)) throw new Error('the subscription was refused')
  const contextValue = {
    viewer: anonymous,
    now: Date.now,
    logger,
    deadline: null,
    signal: new AbortController().signal,
  }
  const events = await streams.subscribe({ ...args, contextValue })
  expect(Symbol.asyncIterator in events && (await events.next())).toEqual({ done: true, value: undefined })
})

async function connectTo(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}
