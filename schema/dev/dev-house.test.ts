import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SUPERGRAPH_FILE } from '../generated-files.ts'
import type { RosterEntry } from '../roster.ts'
import { agencyOf } from '../testing/graph-of.ts'
import type { DevEvent } from './dev-house.ts'
import { startDevHouse } from './dev-house.ts'

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12")\n'
/** Stands for an agency or the gateway: answers its health, and tells which process it is and what it was given. */
const PART = `import { createServer } from 'node:http'
const { PORT, SUBGRAPH_URLS } = process.env
createServer((request, response) => response.end(JSON.stringify({ pid: process.pid, SUBGRAPH_URLS }))).listen(Number(PORT), '127.0.0.1')`

const roster: readonly RosterEntry[] = ['parks', 'trees'].map((name) => ({
  ...agencyOf(name),
  main: `subgraphs/${name}/main.ts`,
  url: 'http://127.0.0.1:1/graphql',
}))

let root: string
let ports: { parks: number; trees: number; gateway: number }
let events: DevEvent[]
let house: { close(): Promise<void> } | undefined

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'gba-dev-'))
  for (const name of ['parks', 'trees']) {
    write(`subgraphs/${name}/schema.graphql`, `${LINK}type Query { ${name}: ID }`)
    write(`subgraphs/${name}/main.ts`, PART)
  }
  write('gateway/main.ts', PART)
  ports = { parks: await freePort(), trees: await freePort(), gateway: await freePort() }
  events = []
})

afterEach(async () => {
  await house?.close()
  house = undefined
  rmSync(root, { recursive: true })
})

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

async function start(mine: readonly string[] = ['parks', 'trees'], env: Record<string, string> = {}): Promise<void> {
  house = await startDevHouse({
    root,
    roster,
    mine,
    env: { ...process.env, PARKS_PORT: String(ports.parks), TREES_PORT: String(ports.trees), ...env },
    gatewayPort: ports.gateway,
    tell: (event) => events.push(event),
  })
}

async function ask(part: keyof typeof ports): Promise<{ pid: number; SUBGRAPH_URLS?: string }> {
  const response = await fetch(`http://127.0.0.1:${ports[part]}/health`)
  return (await response.json()) as { pid: number; SUBGRAPH_URLS?: string }
}

async function pids() {
  const [parks, trees, gateway] = await Promise.all([ask('parks'), ask('trees'), ask('gateway')])
  return { parks: parks.pid, trees: trees.pid, gateway: gateway.pid }
}

const told = (kind: DevEvent['kind']) =>
  expect.poll(() => events.some((event) => event.kind === kind), { timeout: 15_000 }).toBe(true)

test('a saved contract reaches the gateway: its agency and the gateway are new, the others go on', async () => {
  await start()
  const before = await pids()
  write('subgraphs/trees/schema.graphql', `${LINK}type Query { trees: ID oaks: ID }`)
  await told('restarted')
  expect(events).toMatchObject([{ kind: 'up' }, { kind: 'restarted', names: ['trees', 'gateway'] }])
  expect(readFileSync(join(root, SUPERGRAPH_FILE), 'utf8')).toContain('oaks')
  const after = await pids()
  expect(after.parks).toBe(before.parks)
  expect([after.trees, after.gateway]).not.toContain(before.trees)
  expect(after.gateway).not.toBe(before.gateway)
})

test('a contract that does not compose changes nothing, and is told', async () => {
  await start()
  const [before, supergraph] = [await pids(), readFileSync(join(root, SUPERGRAPH_FILE), 'utf8')]
  write('subgraphs/trees/schema.graphql', `${LINK}type Query { trees: Tree }`)
  await told('refused')
  expect(events.at(-1)).toMatchObject({
    kind: 'refused',
    composition: { findings: [{ code: 'INVALID_GRAPHQL', line: 2 }] },
  })
  expect(readFileSync(join(root, SUPERGRAPH_FILE), 'utf8')).toBe(supergraph)
  expect(await pids()).toEqual(before)
})

test('saved code restarts its own agency alone; tests and generated types restart nothing', async () => {
  await start()
  const before = await pids()
  write('subgraphs/parks/parks.test.ts', '// a test')
  write('subgraphs/parks/resolvers.ts', '// code')
  await told('restarted')
  expect(events.slice(1)).toMatchObject([{ kind: 'restarted', names: ['parks'] }])
  const after = await pids()
  expect(after).toEqual({ ...before, parks: after.parks })
  expect(after.parks).not.toBe(before.parks)
})

test('an agency that is not mine is not run, and the gateway asks it where it is', async () => {
  await start(['parks'], { SUBGRAPH_URLS: '{"trees":"https://trees.example/graphql"}' })
  const { SUBGRAPH_URLS = '' } = await ask('gateway')
  expect(JSON.parse(SUBGRAPH_URLS)).toEqual({
    parks: `http://127.0.0.1:${ports.parks}/graphql`,
    trees: 'https://trees.example/graphql',
  })
  await expect(ask('trees')).rejects.toThrow('fetch failed')
})

test('a part that cannot start at the beginning ends the house, and leaves nothing running', async () => {
  write('subgraphs/trees/main.ts', 'throw new Error("no soil")')
  await expect(start()).rejects.toMatchObject({ name: 'StartError', kind: 'refused' })
  await expect(ask('parks')).rejects.toThrow('fetch failed')
})

test('a part that cannot start after a save is told, and the next save mends it', async () => {
  await start()
  write('subgraphs/trees/main.ts', 'throw new Error("no soil")')
  await told('failed')
  write('subgraphs/trees/main.ts', PART)
  await told('restarted')
  expect((await ask('trees')).pid).toBeGreaterThan(0)
})

test('a crash is told', async () => {
  await start()
  process.kill((await ask('parks')).pid, 'SIGKILL')
  await told('crashed')
  expect(events.at(-1)).toEqual({ kind: 'crashed', name: 'parks', how: 'SIGKILL' })
})

test('contracts that never composed start no house', async () => {
  write('subgraphs/trees/schema.graphql', `${LINK}type Query { trees: Tree }`)
  await expect(start()).rejects.toThrow('no earlier schema/supergraph.graphql')
})
