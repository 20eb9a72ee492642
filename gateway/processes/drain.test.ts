import { once } from 'node:events'
import { Agent, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { openHttp } from '../open-http.ts'
import type { Drain } from './drain.ts'
import { addDrain } from './drain.ts'

const agents: Agent[] = []
const sockets: Socket[] = []
afterEach(() => {
  for (const held of [...agents.splice(0), ...sockets.splice(0)]) held.destroy()
})

/** A server whose `/slow` answers when it is told to. */
async function startServer(requestMs = 5_000) {
  const http = openHttp({ logger: pino({ level: 'silent' }), deadlineMs: 5_000 })
  const drain: Drain = addDrain(http, { requestMs })
  const slow = Promise.withResolvers<string>()
  const arrived = Promise.withResolvers<void>()
  http.get('/', () => 'quick')
  http.get('/slow', () => {
    arrived.resolve()
    return slow.promise
  })
  await http.listen({ host: '127.0.0.1', port: 0 })
  const { port } = http.server.address() as AddressInfo
  return { drain, slow, arrived: arrived.promise, port }
}

/** One caller on one connection that stays open. */
function openCaller(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  agents.push(agent)
  return (path: string) =>
    new Promise<{ text: string; connection: string | undefined }>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path, agent }, (response) => {
        let text = ''
        response.on('data', (chunk) => {
          text += String(chunk)
        })
        response.on('end', () => resolve({ text, connection: response.headers.connection }))
      })
      asked.on('error', reject).end()
    })
}

/** A connection on which nothing is asked. */
async function connectTo(port: number): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port })
  sockets.push(socket)
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

const isRefused = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.on('connect', () => resolve(false)).on('error', () => resolve(true))
    socket.unref()
  })

test('who is being answered gets the answer, who is connected may ask once more, nobody else comes in', async () => {
  const { drain, slow, arrived, port } = await startServer()
  const [idle, waiting] = [openCaller(port), openCaller(port)]
  expect(await idle('/')).toMatchObject({ text: 'quick', connection: 'keep-alive' })
  const running = waiting('/slow')
  await arrived
  const closed = drain.close(5_000)
  expect(drain.isDraining()).toBe(true)
  expect(await isRefused(port)).toBe(true)
  expect(await idle('/')).toEqual({ text: 'quick', connection: 'close' })
  slow.resolve('late')
  expect(await running).toEqual({ text: 'late', connection: 'close' })
  await closed
})

test('a connection that asks nothing holds the drain no longer than its grace', async () => {
  const { drain, port } = await startServer()
  await openCaller(port)('/')
  const closed = drain.close(100)
  expect(await Promise.race([closed.then(() => 'closed'), setTimeout(4_000, 'still open')])).toBe('closed')
})

test('without a grace idle connections are closed at once, running requests are still answered', async () => {
  const { drain, slow, arrived, port } = await startServer()
  const running = openCaller(port)('/slow')
  await arrived
  const closed = drain.close(0)
  slow.resolve('late')
  expect(await running).toMatchObject({ text: 'late' })
  await closed
})

test('a connection that never carried a byte holds the drain no longer than its grace', async () => {
  const { drain, port } = await startServer()
  await openCaller(port)('/')
  const unused = await connectTo(port)
  const cut = once(unused, 'close')
  const closed = drain.close(100)
  expect(await Promise.race([closed.then(() => 'closed'), setTimeout(4_000, 'still open')])).toBe('closed')
  await cut
})

test('without a grace such a connection is closed at once', async () => {
  const { drain, port } = await startServer()
  await connectTo(port)
  const closed = drain.close(0)
  expect(await Promise.race([closed.then(() => 'closed'), setTimeout(4_000, 'still open')])).toBe('closed')
})

test('what is still open when no request can be running any more is cut', async () => {
  const { drain, port } = await startServer(100)
  const stalled = await connectTo(port)
  stalled.write('GET / HTTP/1.1\r\nhost: ')
  await setTimeout(50)
  const closed = drain.close(0)
  expect(await Promise.race([closed.then(() => 'closed'), setTimeout(4_000, 'still open')])).toBe('closed')
})
