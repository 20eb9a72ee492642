import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Started } from '../support/started-house.ts'
import { freePorts, projectRoot, startCommand } from '../support/started-house.ts'
import type { GatewayProcess } from './support/gateway-process.ts'
import { startGatewayProcess } from './support/gateway-process.ts'
import type { SteadyLoadFigures } from './support/steady-load.ts'
import { startSteadyLoad } from './support/steady-load.ts'

const names = ['identity', 'permits', 'wallets', 'transit'] as const
type Name = (typeof names)[number]

/** A death takes some ten seconds to watch; one stands for all where nobody asked for the long run. */
const killed: readonly Name[] = process.env.SOAK || process.env.CI ? names : ['transit']
const MEASURE_MS = process.env.SOAK ? 20_000 : process.env.CI ? 5_000 : 2_000
/**
 * A neighbour on the machine costs single queries hundreds of milliseconds in either measurement, so the ratio of the two is
 * printed and not asserted. What must never be is a query that waits for the dead agency's sake: one would wait for two
 * seconds, the time to answer, and all of them would show in the median.
 */
const NOISE = { factor: 3, p50Ms: 100, p99Ms: 1_000 }

const agencies = new Map<Name, Started>()
let ports: Readonly<Record<string, number>>
let folder: string
let gateway: GatewayProcess

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gba-killed-'))
  const free = await freePorts(names.length)
  ports = Object.fromEntries(names.map((name, index) => [name, free[index] ?? 0]))
  await Promise.all(names.map(startAgency))
  const file = join(folder, 'supergraph.graphql')
  writeFileSync(file, composeSupergraph())
  gateway = await startGatewayProcess(file)
})
afterAll(() => {
  gateway?.process.end()
  for (const agency of agencies.values()) agency.end()
  rmSync(folder, { recursive: true, force: true })
})

async function startAgency(name: Name): Promise<void> {
  const command = [join(projectRoot, 'node_modules/.bin/node'), 'test/faults/support/stub-agency.ts', name]
  const agency = startCommand([...command, String(ports[name])], { env: process.env })
  agencies.set(name, agency)
  await agency.says(`${name} listens`)
}

function composeSupergraph(): string {
  const services = names.map((name) => ({
    name,
    url: `http://127.0.0.1:${ports[name]}/graphql`,
    typeDefs: parse(`type Query { ${name}: Answer_${name} } type Answer_${name} { from: String }`),
  }))
  const { supergraphSdl, errors } = composeServices(services)
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('; '))
  return supergraphSdl
}

interface Answer {
  readonly data?: Record<string, { from: string } | null> | null
  readonly errors?: { path?: string[]; extensions: { code: string; subgraph?: string } }[]
}

async function ask(asked: readonly Name[]): Promise<Answer> {
  const query = `{ ${asked.map((name) => `${name} { from }`).join(' ')} }`
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) })
  return (await response.json()) as Answer
}

const dataOf = (asked: readonly Name[], dead?: Name) =>
  Object.fromEntries(asked.map((name) => [name, name === dead ? null : { from: name }]))

/** @throws where the answer is not whole */
async function askWhole(asked: readonly Name[]): Promise<void> {
  expect(await ask(asked)).toEqual({ data: dataOf(asked) })
}

/** Everybody else's fields stand, and the dead one's are null with a coded error at their place. */
async function askWithout(dead: Name): Promise<void> {
  const { data, errors } = await ask(names)
  expect(data).toEqual(dataOf(names, dead))
  expect(errors).toMatchObject([{ path: [dead], extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: dead } }])
}

async function breakerOf(name: Name): Promise<string | undefined> {
  const metrics = await gateway.metrics()
  return ['closed', 'half-open', 'open'].find(
    (state) => metrics.get(`gateway_subgraph_breaker{subgraph="${name}",kind="query",state="${state}"}`) === 1,
  )
}

const pause = () => new Promise((resolve) => setTimeout(resolve, MEASURE_MS))

async function kill(name: Name): Promise<void> {
  process.kill(agencies.get(name)?.pid ?? 0, 'SIGKILL')
  await agencies.get(name)?.exit
  agencies.delete(name)
}

// What one death has left undone must not be taken for the next one's.
afterEach(async () => {
  for (const name of names.filter((each) => !agencies.has(each))) await startAgency(name)
})

/** Kills it between two measurements. Queries that need it and queries that do not run until its breaker has opened. */
async function measureOthers(dead: Name): Promise<{ before: SteadyLoadFigures; after: SteadyLoadFigures }> {
  const others = names.filter((name) => name !== dead)
  await askWhole(others)
  const unrelated = startSteadyLoad({ lines: 4, pauseMs: 10, ask: () => askWhole(others) })
  const related = startSteadyLoad({ lines: 2, pauseMs: 10, ask: async () => void (await ask(names)) })
  try {
    await pause()
    const before = unrelated.take()
    await kill(dead)
    await askWithout(dead)
    await pause()
    const after = unrelated.take()
    // It opens at half of the calls of the last ten seconds, and those before the death were good.
    await expect.poll(() => breakerOf(dead), { timeout: 30_000, interval: 100 }).toBe('open')
    return { before, after }
  } finally {
    await Promise.all([unrelated.stop(), related.stop()])
  }
}

test.each(killed)(
  '%s is killed under load: queries that do not need it go on as before, its breaker opens, and closes when it is back',
  { timeout: 90_000 + 4 * MEASURE_MS },
  async (name) => {
    const { before, after } = await measureOthers(name)
    tell(name, before, after)
    expect([before.failures, after.failures]).toEqual([[], []])
    expect(after.answered).toBeGreaterThan(50)
    expect(after.p50Ms).toBeLessThan(Math.max(before.p50Ms * NOISE.factor, NOISE.p50Ms))
    expect(after.p99Ms).toBeLessThan(Math.max(before.p99Ms * NOISE.factor, NOISE.p99Ms))

    for (const other of names.filter((each) => each !== name)) expect(await breakerOf(other)).toBe('closed')
    await askWithout(name)

    await startAgency(name)
    await expect.poll(() => ask(names), { timeout: 20_000, interval: 100 }).toEqual({ data: dataOf(names) })
    expect(await breakerOf(name)).toBe('closed')
  },
)

function tell(dead: Name, before: SteadyLoadFigures, after: SteadyLoadFigures): void {
  const ratio = (after.p99Ms / before.p99Ms).toFixed(2)
  console.log(
    `${dead} killed: the others' p99 ${before.p99Ms.toFixed(1)} → ${after.p99Ms.toFixed(1)} ms (${ratio}×), ` +
      `p50 ${before.p50Ms.toFixed(1)} → ${after.p50Ms.toFixed(1)} ms, ${before.answered} and ${after.answered} answers`,
  )
}
