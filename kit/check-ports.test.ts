import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkPorts, describeObstacle } from './check-ports.ts'
import { ConfigError } from './config.ts'

const HOST = '127.0.0.1'
const servers = [createServer(), createServer()]
let taken: number[]

beforeAll(async () => {
  await Promise.all(servers.map((server) => once(server.listen(0, HOST), 'listening')))
  taken = servers.map((server) => (server.address() as AddressInfo).port)
})
afterAll(() => servers.forEach((server) => void server.close()))

const part = (name: string, port = 0) => ({ name, variable: `${name.toUpperCase()}_PORT`, port })

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await once(server.close(), 'close')
  return port
}

test('ports that are free stay free, and a port that the system is to choose is never in the way', async () => {
  const port = await freePort()
  await checkPorts([part('parks', port), part('trees'), part('ponds')], HOST)
  await checkPorts([part('parks', port)], HOST)
})

test('every port that is taken is told, with its part and its variable', async () => {
  const check = checkPorts([part('parks', taken[0]), part('trees', taken[1]), part('ponds')], HOST)
  await expect(check).rejects.toMatchObject({
    errors: [
      new ConfigError(`port ${taken[0]} of parks is taken; stop what listens there or set PARKS_PORT to a free one`),
      new ConfigError(`port ${taken[1]} of trees is taken; stop what listens there or set TREES_PORT to a free one`),
    ],
  })
})

test('two parts with one port are told so, not that it is taken', async () => {
  const port = await freePort()
  await expect(checkPorts([part('parks', port), part('trees', port)], HOST)).rejects.toThrow(
    `PARKS_PORT and TREES_PORT have the same port ${port}; each part needs one of its own`,
  )
})

test('an address that is not this machine’s is told with the system’s reason', async () => {
  await expect(checkPorts([part('parks', await freePort())], '192.0.2.1')).rejects.toThrow('(EADDRNOTAVAIL)')
})

test('a port that this user may not use is told with the way out', () => {
  expect(describeObstacle({ ...part('parks', 80), code: 'EACCES' })).toBe(
    'this user may not listen on port 80, wanted for parks; set PARKS_PORT to one above 1023',
  )
})
