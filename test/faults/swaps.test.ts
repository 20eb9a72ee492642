import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GatewayProcess } from './support/gateway-process.ts'
import { startGatewayProcess } from './support/gateway-process.ts'
import { startSteadyLoad } from './support/steady-load.ts'

/** Three for everyday, the promised number where every change is tested, and a long row in the soak. */
const SWAPS = process.env.SOAK ? 200 : process.env.CI ? 20 : 3
/** Types that nobody asks for: each supergraph has the size of one that is in use. */
const FILLERS = 150
const SWAP_TIMEOUT_MS = 20_000

const agencies: Server[] = []
let folder: string
let file: string
let ports: { one: number; two: number }
/** A supergraph by who owns `Thing.owner` in it. */
let owned: { one: string; two: string }
let gateway: GatewayProcess

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gba-swaps-'))
  file = join(folder, 'supergraph.graphql')
  ports = { one: await openAgency('one'), two: await openAgency('two') }
  owned = { one: composeOwned('one'), two: composeOwned('two') }
  writeFileSync(file, supergraphOf(0))
  // A neighbour on the machine may hold an agency up for seconds, and that is not what is tried here.
  gateway = await startGatewayProcess(file, { SUBGRAPH_READ_TIMEOUT_MS: '7500' })
})
afterAll(() => {
  gateway?.process.end()
  for (const agency of agencies) agency.close().closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

/** Answers that it is the owner, whichever way it is asked. */
async function openAgency(name: string): Promise<number> {
  const server = createServer(async (request, response) => {
    const { query } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { query: string }
    const thing = { __typename: 'Thing', id: '1', owner: name }
    const data = query.includes('_entities') ? { _entities: [thing] } : { thing }
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }))
  })
  agencies.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Who answers `Thing.owner`: the one in even generations, the other in odd ones. */
const ownerOf = (generation: number) => (generation % 2 === 0 ? 'one' : 'two')

/** Its number is told by introspection, and its owner by an agency that is asked only if the plan is of this one. */
function supergraphOf(generation: number): string {
  return owned[ownerOf(generation)].replaceAll('generation N', `generation ${generation}`)
}

/** Composed once: it would hold up the agencies, which answer in this process. */
function composeOwned(owner: 'one' | 'two'): string {
  const link = '@link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key"])'
  const ownedBy = (name: string) => (owner === name ? 'owner: String' : '')
  const fillers = Array.from({ length: FILLERS }, (_, index) => `Filler${index}`)
  const texts = {
    one: `extend schema ${link} type Query { thing: Thing ${fillers.map((name) => `of${name}: ${name}`).join(' ')} }
      "generation N" type Thing @key(fields: "id") { id: ID! ${ownedBy('one')} }
      ${fillers.map((name) => `type ${name} { a: Int b: String c: [${name}] }`).join(' ')}`,
    two: `extend schema ${link} type Thing @key(fields: "id") { id: ID! since: Int ${ownedBy('two')} }`,
  }
  const services = (['one', 'two'] as const).map((name) => ({
    name,
    url: `http://127.0.0.1:${ports[name]}/graphql`,
    typeDefs: parse(texts[name]),
  }))
  const { supergraphSdl, errors } = composeServices(services)
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('; '))
  return supergraphSdl
}

/** Ways in which a supergraph cannot be served. */
const spoil: readonly ((sdl: string) => string)[] = [
  (sdl) => sdl.replace('owner: String', 'owner: Nobody'),
  (sdl) => sdl.slice(0, sdl.length / 2),
  (sdl) => sdl.replace('schema', 'schema @link(url: "https://specs.apollo.dev/futureRule/v1.0", for: SECURITY)'),
]

/** Half of them as a deployment does it, half as an editor. */
function write(sdl: string, index: number): void {
  const written = index % 2 === 0 ? file : `${file}.next`
  writeFileSync(written, sdl)
  if (written !== file) renameSync(written, file)
}

const question = JSON.stringify({ query: '{ __type(name: "Thing") { description } thing { owner } }' })

/** @returns the generation that has answered @throws where not all of the answer is of it */
async function askGeneration(): Promise<number> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(gateway.url, { method: 'POST', headers, body: question })
  const text = await response.text()
  const generation = Number(/"generation (\d+)"/.exec(text)?.[1])
  const wanted = { __type: { description: `generation ${generation}` }, thing: { owner: ownerOf(generation) } }
  if (text !== JSON.stringify({ data: wanted })) throw new Error(`got ${response.status} ${text.slice(0, 300)}`)
  return generation
}

test(`${SWAPS} supergraphs under load: no request fails, an invalid one is never served, and nothing stays behind`, {
  timeout: 60_000 + SWAPS * SWAP_TIMEOUT_MS,
}, async () => {
  const served = new Set<number>()
  const invalid = new Set<number>()
  const usage: Usage[] = []
  await readUsage() // what the start took is not ours
  const load = startSteadyLoad({ lines: 4, pauseMs: 5, ask: async () => void served.add(await askGeneration()) })
  try {
    for (let generation = 1; generation <= SWAPS; generation += 1) {
      // One in ten, and one at least: it comes between two good ones, as a deployment that went wrong.
      if (generation % 10 === 2) {
        const number = 100_000 + generation
        invalid.add(number)
        await offerInvalid(supergraphOf(number), generation)
      }
      const sdl = supergraphOf(generation)
      write(sdl, generation)
      await expect.poll(() => served.has(generation), { timeout: SWAP_TIMEOUT_MS, interval: 10 }).toBe(true)
      // The same once more is no change.
      if (generation % 5 === 3) write(sdl, generation + 1)
      usage.push(await readUsage())
    }
  } finally {
    await load.stop()
  }
  const figures = load.take()
  tell(figures, usage)

  expect(figures.failures).toEqual([])
  expect(figures.answered).toBeGreaterThan(SWAPS * 10)
  expect([...served].toSorted((one, other) => one - other)).toEqual(Array.from({ length: SWAPS + 1 }, (_, n) => n))
  const metrics = await gateway.metrics()
  expect(metrics.get('gateway_supergraph_offers_total{outcome="swapped"}')).toBe(SWAPS)
  expect(metrics.get('gateway_supergraph_offers_total{outcome="refused"}')).toBe(invalid.size)
  // Planners of supergraphs that have gone go too.
  await expect.poll(() => gateway.children().length, { timeout: 10_000 }).toBeLessThanOrEqual(usage[0]?.children ?? 0)
  // A collection comes once in tens of swaps, and only what it leaves is of interest: the low water of either half.
  const half = Math.ceil(SWAPS / 2)
  expect(lowWater(usage.slice(half))).toBeLessThan(lowWater(usage.slice(0, half)) * 1.5 + 16)
  expect(await gateway.stop()).toEqual({ code: 0, signal: null })
})

async function offerInvalid(sdl: string, generation: number): Promise<void> {
  const refused = async () => (await gateway.metrics()).get('gateway_supergraph_offers_total{outcome="refused"}') ?? 0
  const before = await refused()
  const how = spoil[Math.floor(generation / 10) % spoil.length] ?? (() => '')
  write(how(sdl), generation)
  await expect.poll(refused, { timeout: SWAP_TIMEOUT_MS, interval: 50 }).toBe(before + 1)
}

interface Usage {
  readonly blockMs: number
  readonly heapMb: number
  readonly rssMb: number
  readonly children: number
}

/** The longest block is that since the last reading. */
async function readUsage(): Promise<Usage> {
  const metrics = await gateway.metrics()
  const mb = (name: string) => Math.round((metrics.get(name) ?? Number.NaN) / 1_048_576)
  return {
    blockMs: Math.round((metrics.get('nodejs_eventloop_lag_max_seconds') ?? Number.NaN) * 1_000),
    heapMb: mb('nodejs_heap_size_used_bytes'),
    rssMb: mb('process_resident_memory_bytes'),
    children: gateway.children().length,
  }
}

const lowWater = (usage: readonly Usage[]) => Math.min(...usage.map(({ heapMb }) => heapMb))

function tell(figures: { answered: number; p50Ms: number; p99Ms: number }, usage: readonly Usage[]): void {
  const { answered, p50Ms, p99Ms } = figures
  const longest = Math.max(...usage.map(({ blockMs }) => blockMs))
  console.log(
    `${SWAPS} swaps of ${Math.round(supergraphOf(0).length / 1_000)} kB: ${answered} answers, p50 ${p50Ms.toFixed(1)} ms, ` +
      `p99 ${p99Ms.toFixed(1)} ms; longest block of the event loop ${longest} ms; ` +
      `heap ${usage.map(({ heapMb }) => heapMb).join(' ')} MB, RSS ${usage.at(-1)?.rssMb} MB, ${usage.at(-1)?.children} child processes`,
  )
}
