import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flagshipVariables, readOperation } from '../../start.ts'
import type { RealPostgres } from '../support/real-postgres.ts'
import { startPostgres } from '../support/real-postgres.ts'
import { beginQuestion } from '../support/slow-question.ts'
import type { Place, Started } from '../support/started-house.ts'
import { isListening, listening, openPlace, projectRoot, runInBash, startCommand } from '../support/started-house.ts'

const server = await startPostgres()
const flagship = { query: readOperation('cross-boundary-trip'), variables: flagshipVariables(Date.now()) }
const UP = 'GBA Graph is up, a process for each part'

/** What each agency answers by itself at the front door. */
const ownFields: Readonly<Record<string, readonly string[]>> = {
  identity: ['viewer.name', 'viewer.identityDocuments'],
  permits: ['viewer.travelPermits'],
  wallets: ['viewer.wallets'],
  transit: ['itineraries'],
}
const agencies = Object.keys(ownFields)

interface Answer {
  readonly data?: Record<string, unknown>
  readonly errors?: readonly { readonly extensions: { readonly code: string; readonly subgraph?: string } }[]
}

let place: Place
let house: Started
let token: string

afterAll(() => server?.stop())

describe.skipIf(!server)('a process for each part on PostgreSQL (skipped where none can be started here)', () => {
  beforeAll(async () => {
    place = await openPlace({ DATABASE_URL: await (server as RealPostgres).createDatabase('gba') })
    house = startCommand(['npm', 'start', '--script-shell=bash', '--', '--processes'], place)
    await house.says(UP)
    token = (await runInBash('npx gba token --persona hk-resident', place.env)).trim()
  })
  afterAll(() => {
    house.end()
    place.remove()
  })

  test('the parts are told with their processes, and the flagship is answered whole', async () => {
    const parts = partsOf(house)
    expect([...parts.keys()]).toEqual(['gateway', ...agencies])
    for (const [name, { url, pid }] of parts) {
      expect([name, url, isAlive(pid)]).toEqual([name, `http://127.0.0.1:${place.ports[name]}`, true])
    }
    expect(new Set([...parts.values()].map(({ pid }) => pid)).size).toBe(5)
    await expectWhole()
    expect(house.stderr()).toBe('')
  })

  test.each(agencies)(
    '%s is killed: only its own fields go, and the command that is told brings them back',
    async (name) => {
      process.kill(pidOf(name), 'SIGKILL')
      const command = await commandAfterDeath(name)
      const { data, errors = [] } = await ask(flagship)
      for (const [owner, paths] of Object.entries(ownFields)) {
        for (const path of paths) {
          if (owner === name) expect(at(data, path), path).toBeNull()
          else expect(at(data, path), path).toBeTruthy()
        }
      }
      expect(errors.length).toBeGreaterThan(0)
      for (const { extensions } of errors)
        expect(extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: name })
      await runInBash(command, place.env)
      await expect.poll(async () => (await ask(flagship)).errors, { timeout: 10_000, interval: 100 }).toBeUndefined()
      await expectWhole()
    },
  )

  test('the gateway is killed: it is told like any part, and the same command brings it back', async () => {
    process.kill(pidOf('gateway'), 'SIGKILL')
    await runInBash(await commandAfterDeath('gateway'), place.env)
    await house.says('gateway is up again')
    await expectWhole()
  })

  test('a part whose port somebody took meanwhile is not taken for up; it says why and how to try again', async () => {
    const stranger = startCommand(['node', '-e', STRANGER], place)
    process.kill(pidOf('permits'), 'SIGKILL')
    const command = await commandAfterDeath('permits')
    await stranger.says('listening')
    await runInBash(command, place.env)
    await house.says(`permits cannot start: port ${place.ports.permits} of permits is taken`)
    stranger.end()
    await stranger.exit
    await runInBash(await commandAfterDeath('permits'), place.env)
    await expect.poll(async () => (await ask(flagship)).errors, { timeout: 10_000, interval: 100 }).toBeUndefined()
  })

  test('what was paid stands in the statement after a restart, and the sandbox is not filled again', {
    timeout: 60_000,
  }, async () => {
    await pay()
    const before = await wallets()
    expect(before.map(({ statement }) => statement.nodes[0]?.kind)).toContain('FARE')
    const pids = [...partsOf(house).keys()].map(pidOf)

    const running = await beginQuestion({ port: place.ports.gateway ?? 0, token, question: flagship })
    const toldAt = performance.now()
    house.signalGroup('SIGINT')
    await expect.poll(() => isListening(place.ports.gateway ?? 0), { timeout: 5_000, interval: 20 }).toBe(false)
    expect(await running.finish()).toMatchObject({
      status: 200,
      body: { data: { itineraries: { nodes: [{}, {}, {}] } } },
    })
    expect(await house.exit).toEqual({ code: 0, signal: null })
    expect(performance.now() - toldAt).toBeLessThan(10_000)
    expect(pids.filter(isAlive)).toEqual([])
    expect(await listening(place)).toEqual([])

    house = startCommand([join(projectRoot, 'node_modules/.bin/node'), 'start.ts', '--processes'], place)
    await house.says(UP)
    expect(await wallets()).toEqual(before)
  })

  test('the house itself is killed: its parts end by themselves', async () => {
    const pids = [...partsOf(house).values()].map(({ pid }) => pid)
    house.signalGroup('SIGKILL')
    await house.exit
    await expect.poll(() => pids.filter(isAlive), { timeout: 10_000, interval: 50 }).toEqual([])
    expect(await listening(place)).toEqual([])
    // The one that is killed last may still have noticed that the others are gone.
    expect(house.stderr().replace(/^.*evidence (could not be shipped|stays in the journal).*\n/gm, '')).toBe('')
  })

  test('a Ctrl-C while it starts stops what has started, and is no failure', { timeout: 60_000 }, async () => {
    house = startCommand([join(projectRoot, 'node_modules/.bin/node'), 'start.ts', '--processes'], place)
    // An open port is not enough: the house tries every port before it starts anything.
    const health = `http://127.0.0.1:${place.ports.permits}/health`
    await expect
      .poll(async () => (await fetch(health).catch(() => null))?.ok, { timeout: 20_000, interval: 10 })
      .toBe(true)
    house.signalGroup('SIGINT')
    expect(await house.exit).toEqual({ code: 0, signal: null })
    expect([house.stdout(), house.stderr()]).toEqual(['', ''])
    expect(await listening(place)).toEqual([])
  })
})

/** Tries until the port is free, then listens there and answers its health. */
const STRANGER = `
const { PERMITS_PORT } = process.env
const server = require('node:http').createServer((_request, response) => response.end('{}'))
server.on('error', () => setTimeout(listen, 10)).on('listening', () => console.log('listening'))
function listen() { server.listen(Number(PERMITS_PORT), '127.0.0.1') }
listen()`

async function ask(question: object): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${place.ports.gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(question),
  })
  return (await response.json()) as Answer
}

async function expectWhole(): Promise<void> {
  const { data, errors } = await ask(flagship)
  expect(errors).toBeUndefined()
  for (const path of Object.values(ownFields).flat()) expect(at(data, path), path).toBeTruthy()
}

const at = (data: unknown, path: string) =>
  path.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | null)?.[step], data)

function partsOf(started: Started) {
  const lines = [...started.stdout().matchAll(/^ {2}(\w+) +(http\S+) +\(process (\d+)\)$/gm)]
  return new Map(lines.map(([, name = '', url = '', pid]) => [name, { url, pid: Number(pid) }]))
}

/** The process that has the part now: it may have been started again. */
function pidOf(name: string): number {
  const again = [...house.stderr().matchAll(new RegExp(`^${name} is up again \\(process (\\d+)\\)$`, 'gm'))].at(-1)
  return Number(again?.[1] ?? partsOf(house).get(name)?.pid)
}

const COMMAND = /the rest goes on\. Start it again: (.+)$/gm

/** Every death is told in a line of its own; the last one is this one's once there is one more than before. */
async function commandAfterDeath(name: string): Promise<string> {
  const told = () => [...house.stderr().matchAll(COMMAND)].length
  deathsHeard += 1
  await expect.poll(told, { timeout: 5_000, interval: 20 }).toBe(deathsHeard)
  const line = house.stderr().trimEnd().split('\n').at(-1) ?? ''
  expect(line).toMatch(new RegExp(`^${name} stopped \\((SIGKILL|not up again)\\); `))
  return [...line.matchAll(COMMAND)][0]?.[1] ?? ''
}
let deathsHeard = 0

function isAlive(pid: number): boolean {
  try {
    // A process that ended and that nobody has asked for yet still has its number.
    return !/^Z/.test(execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim())
  } catch {
    return false
  }
}

interface WalletState {
  readonly balance: unknown
  readonly statement: { readonly totalCount: number; readonly nodes: readonly { readonly kind: string }[] }
}

async function wallets(): Promise<readonly WalletState[]> {
  const query = `{ viewer { wallets { nodes {
    id balance { available { amountMinor currency } }
    statement { totalCount nodes { id kind amount { amountMinor currency } payment { id } } }
  } } } }`
  const { data, errors } = await ask({ query })
  expect(errors).toBeUndefined()
  const nodes = at(data, 'viewer.wallets.nodes') as WalletState[]
  expect(nodes).toHaveLength(3)
  return nodes
}

async function pay(): Promise<void> {
  const { data } = await ask(flagship)
  const trips = at(data, 'itineraries.nodes') as {
    fares: { payableWith: { id: string; payable: boolean }[] | null }[]
  }[]
  const option = trips
    .flatMap(({ fares }) => fares.flatMap(({ payableWith }) => payableWith ?? []))
    .find(({ payable }) => payable)
  const { data: paid, errors } = await ask({
    query: 'mutation ($input: PayFareInput!) { payFare(input: $input) { __typename } }',
    variables: { input: { paymentOptionId: option?.id, idempotencyKey: 'before the restart' } },
  })
  expect([paid, errors]).toEqual([{ payFare: { __typename: 'FarePaid' } }, undefined])
}
