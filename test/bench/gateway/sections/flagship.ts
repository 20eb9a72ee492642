import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Bench } from '../bench.ts'
import type { Child } from '../child.ts'
import { startNode } from '../child.ts'
import type { RunningEngine } from '../engines/engine.ts'
import { ampleBudgets, keysFolderIn, openOurs } from '../engines/ours.ts'
import type { MemoryHouse } from '../houses/memory-house.ts'
import { quantile } from '../load.ts'
import { median } from '../median.ts'
import type { Section } from '../section.ts'
import type { CallerTask } from './flagship-caller.ts'

const benches = new URL('../../', import.meta.url)
const CALLER = new URL('gateway/sections/flagship-caller.ts', benches)
const SUPERGRAPH = fileURLToPath(new URL('../../schema/supergraph.graphql', benches))

/** Where the agencies are, and how many requests warm the gateway up for them. */
const houses = [
  {
    agencies: 'from memory, 5 ms away',
    main: new URL('gateway/houses/memory-house.ts', benches),
    warmUpRequests: 6_000,
  },
  { agencies: 'real ones', main: new URL('gateway/houses/real-house.ts', benches), warmUpRequests: 1_500 },
]

/**
 * The flagship operation, one request after the other: the time of a request in which no agency was being asked. First with
 * agencies that answer from memory, as on machines of their own; then with the real ones, which compute on the same cores.
 */
export const flagship: Section = {
  name: 'flagship',
  async measure(bench, { seconds, rounds }) {
    const rows: Record<string, string | number>[] = []
    for (const house of houses) {
      const measured: Figures[] = []
      for (let round = 1; round <= rounds; round++) measured.push(await measureBefore(house, bench, seconds))
      rows.push({ agencies: house.agencies, ...medians(measured) })
    }
    return { document: { flagship: rows }, tables: [{ title: "The flagship: the gateway's own time", rows }] }
  },
}

type Figures = Readonly<Record<string, number>>

async function measureBefore(house: (typeof houses)[number], bench: Bench, seconds: number): Promise<Figures> {
  const env = { KEYS_DIR: keysFolderIn(bench.folder), PORT: '0', AGENCIES_AWAY_MS: '5' }
  const agencies = elsewhere(startNode({ args: [fileURLToPath(house.main)], env }))
  try {
    const address = JSON.parse(await agencies.readLine()) as MemoryHouse
    const lines = await askThroughGateway(bench, address, { seconds, warmUpRequests: house.warmUpRequests })
    return { requests: lines.length, ...quantiles('total', lines, 'durationMs'), ...quantiles('own', lines, 'ownMs') }
  } finally {
    await agencies.stop()
  }
}

/**
 * What runs on other machines outside a benchmark stands back here: a process that has just been written to is else woken in
 * the place of the one that wrote, and its time is taken for the gateway's.
 */
function elsewhere(child: Child): Child {
  setPriority(child.pid, constants.priority.PRIORITY_LOW)
  return child
}

async function askThroughGateway(
  bench: Bench,
  address: MemoryHouse,
  terms: { seconds: number; warmUpRequests: number },
): Promise<RequestLine[]> {
  const { agencyUrls, registerUrl } = address
  const env = { SUBGRAPH_URLS: JSON.stringify(agencyUrls), STANDING_URL: registerUrl, LOG_LEVEL: 'info' }
  const gateway = openOurs({ name: 'ours before the agencies', flags: [], env: { ...env, ...ampleBudgets } })
  const running = await bench.start(gateway, SUPERGRAPH)
  try {
    return await linesOf(running, { url: running.url, token: address.token, body: address.bodies[0] ?? '', ...terms })
  } finally {
    await running.stop()
  }
}

/** What the gateway logs of the requests after the warm-up. */
async function linesOf(running: RunningEngine, task: CallerTask): Promise<RequestLine[]> {
  const env = { CALLER_TASK: JSON.stringify(task) }
  const caller = elsewhere(startNode({ args: [fileURLToPath(CALLER)], env }))
  try {
    await caller.readLine()
    const lines = collectLines(running.process)
    await caller.readLine()
    return lines
  } finally {
    await caller.stop()
  }
}

/** What the gateway's log line tells of a request. */
interface RequestLine {
  readonly durationMs: number
  readonly ownMs: number
}

function collectLines(gateway: Child): RequestLine[] {
  const lines: RequestLine[] = []
  gateway.onErrorLine((text) => {
    if (!text.startsWith('{')) return
    const line = JSON.parse(text) as { msg?: string; durationMs?: number; ownMs?: number }
    if (line.msg !== 'request') return
    const { durationMs = Number.NaN, ownMs = Number.NaN } = line
    lines.push({ durationMs, ownMs })
  })
  return lines
}

function quantiles(name: string, lines: readonly RequestLine[], figure: keyof RequestLine): Record<string, number> {
  const sorted = lines.map((line) => line[figure]).toSorted((one, other) => one - other)
  if (sorted.some(Number.isNaN)) throw new Error(`the gateway's log line of a request has no ${figure}`)
  return { [`${name}P50Ms`]: quantile(sorted, 0.5), [`${name}P99Ms`]: quantile(sorted, 0.99) }
}

function medians(measured: readonly Figures[]): Figures {
  const names = Object.keys(measured[0] ?? {})
  return Object.fromEntries(names.map((name) => [name, median(measured.map((figures) => figures[name] ?? Number.NaN))]))
}
