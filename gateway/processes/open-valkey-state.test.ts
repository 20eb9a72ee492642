import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ValkeyState } from './open-valkey-state.ts'
import { openValkeySharedState } from './open-valkey-state.ts'

const program = ['valkey-server', 'redis-server'].find((name) => !spawnSync(name, ['--version']).error)

const log: string[] = []
const logger = pino({ level: 'warn' }, { write: (line: string) => log.push(line) })
const open = (url: string) => openValkeySharedState({ url, now: Date.now, logger })

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(port, '127.0.0.1')
    const isUp = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isUp) return
    await sleep(50)
  }
  throw new Error(`nothing answers on port ${port} after 10 s`)
}

describe.skipIf(!program)('in a Valkey or Redis server (needs valkey-server or redis-server on the path)', () => {
  let server: ChildProcess
  let folder: string
  let url: string
  let states: readonly [ValkeyState, ValkeyState]
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gba-valkey-'))
    const port = await freePort()
    url = `redis://127.0.0.1:${port}`
    const flags = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder]
    server = spawn(program ?? '', flags, { stdio: 'ignore' })
    await listening(port)
    states = [await open(url), await open(url)]
  })
  afterAll(async () => {
    await Promise.all(states.map((state) => state.close()))
    if (server.exitCode === null && server.signalCode === null) {
      server.kill()
      await once(server, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  })

  test('the first of two gateways who claims a key has it, until its time is over', async () => {
    const claims = await Promise.all(Array.from({ length: 100 }, (_, i) => claim(i, 'proof-1', 300)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    await expect.poll(() => claim(1, 'proof-1', 300), { timeout: 5_000 }).toBe(true)
    await expect(claim(0, 'x'.repeat(257), 1)).rejects.toThrow('wanted at most 256')
  })

  test('two gateways give what one bucket holds, and say when there will be enough', async () => {
    const bucket = { key: 'app-a', capacity: 10, refillPerSecond: 0.01 }
    const taken = await Promise.all(Array.from({ length: 30 }, (_, i) => stateOf(i).take([{ bucket, cost: 1 }])))
    expect(taken.filter(({ granted }) => granted)).toHaveLength(10)
    const refused = await states[0].take([{ bucket, cost: 5 }])
    expect(refused).toMatchObject({ granted: false, short: 0 })
    expect(refused.retryAfterMs).toBeGreaterThan(400_000)
    expect(refused.retryAfterMs).toBeLessThanOrEqual(500_000)
    expect(await states[1].take([{ bucket, cost: 11 }])).toMatchObject({ granted: false, retryAfterMs: null })
  })

  test('of several buckets nothing is taken where one is short', async () => {
    const wide = { key: 'wide', capacity: 10, refillPerSecond: 0.001 }
    const narrow = { key: 'narrow', capacity: 1, refillPerSecond: 0.001 }
    const both = [wide, narrow].map((bucket) => ({ bucket, cost: 1 }))
    expect((await states[0].take(both)).granted).toBe(true)
    const refused = await states[1].take(both)
    expect([refused.granted, refused.short, refused.levels.map(Math.round)]).toEqual([false, 1, [9, 0]])
  })

  test('what was not used is given back, never beyond the capacity; what came out higher is owed', async () => {
    const bucket = { key: 'app-b', capacity: 10, refillPerSecond: 0.001 }
    const level = async () => Math.round((await states[0].take([{ bucket, cost: 0 }])).levels[0] ?? 0)
    await states[0].take([{ bucket, cost: 8 }])
    await states[1].refund(bucket, 5)
    expect(await level()).toBe(7)
    await states[1].refund(bucket, 1_000)
    expect(await level()).toBe(10)
    await states[0].refund(bucket, -1_000)
    expect((await states[1].take([{ bucket, cost: 1 }])).levels.map(Math.round)).toEqual([-10])
    await states[0].refund({ ...bucket, key: 'nobody' }, 5)
    expect((await states[0].take([{ bucket: { ...bucket, key: 'nobody' }, cost: 10 }])).granted).toBe(true)
  })

  test('an empty bucket refills by the clock of the server', async () => {
    const bucket = { key: 'app-c', capacity: 10, refillPerSecond: 20 }
    await states[0].take([{ bucket, cost: 10 }])
    await expect.poll(async () => (await states[1].take([{ bucket, cost: 5 }])).granted, { timeout: 5_000 }).toBe(true)
  })

  test('while the server is away nothing can be claimed, and budgets are kept by each process alone', async () => {
    server.kill('SIGKILL')
    await once(server, 'exit')
    const bucket = { key: 'app-d', capacity: 2, refillPerSecond: 0.001 }
    expect(await states[0].claimOnce('proof-9', 1_000)).toBe(false)
    const taken = await Promise.all(Array.from({ length: 5 }, () => states[0].take([{ bucket, cost: 1 }])))
    expect(taken.map(({ granted }) => granted)).toEqual([true, true, false, false, false])
    await states[0].refund(bucket, 1)
    expect((await states[0].take([{ bucket, cost: 1 }])).granted).toBe(true)
    expect(log.join()).toContain('the shared state is away')
  })

  const stateOf = (index: number) => (index % 2 === 0 ? states[0] : states[1])
  const claim = (index: number, key: string, ttlMs: number) => stateOf(index).claimOnce(key, ttlMs)
})
