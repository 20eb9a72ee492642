import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Child } from '../gateway/child.ts'
import { startNode } from '../gateway/child.ts'
import type { RunningEngine } from '../gateway/engines/engine.ts'
import { startEngine } from '../gateway/engines/engine.ts'
import { ampleBudgets, keysFolderIn, openOurs } from '../gateway/engines/ours.ts'
import type { MemoryHouse } from '../gateway/houses/memory-house.ts'
import { afterSeconds } from '../gateway/load.ts'
import { median } from '../gateway/median.ts'
import { watchTree } from '../gateway/process-tree.ts'
import type { Callers } from './callers.ts'
import { openCallers } from './callers.ts'

const ROOT = new URL('../../../', import.meta.url)
const SUPERGRAPH = fileURLToPath(new URL('schema/supergraph.graphql', ROOT))
const HOUSE = fileURLToPath(new URL('../gateway/houses/memory-house.ts', import.meta.url))
/** On the project's own disk, where a folder for temporary files may be none. */
const FOLDERS = fileURLToPath(new URL('node_modules/.cache/', ROOT))
const SLICE_SECONDS = 0.5
/** The compiler has seen enough after so many requests; a slow machine is not waited for longer. */
const WARM_UP = { requests: 3_000, secondsAtMost: 30 }

/** Processor time of the gateway for one request, its threads and its planner's process included. */
export interface TrustFigures {
  /** Nobody is known and nothing is decided: limits, engine, agencies. */
  readonly baseCpuMs: number
  /** Token, standing, decision, budgets, statements, MACs, the journal and its shipping beside it. */
  readonly fullCpuMs: number
  readonly addedCpuMs: number
  readonly addedByRound: readonly number[]
  readonly baseRequests: number
  readonly fullRequests: number
}

interface Terms {
  readonly seconds: number
  readonly rounds: number
  readonly note: (line: string) => void
}

/**
 * The flagship, warm, by eight callers at once that have nothing to share, in rounds of one gateway and then the other.
 * Every answer is held against the first. @throws at the first wrong one
 */
export async function measureTrust(terms: Terms): Promise<TrustFigures> {
  const folder = mkdtempSync(join(FOLDERS, 'trust-bench-'))
  const house = startNode({ args: [HOUSE], env: { KEYS_DIR: keysFolderIn(folder), PORT: '0' } })
  const stops: (() => Promise<unknown>)[] = [house.stop]
  try {
    const address = JSON.parse(await house.readLine()) as MemoryHouse
    const start = async (options: GatewayOptions): Promise<Gateway> => {
      const gateway = await startGateway(folder, address, options)
      stops.unshift(gateway.stop)
      return gateway
    }
    const full = await start({ name: 'full', flags: [], headers: { authorization: `Bearer ${address.token}` } })
    const base = await start({ name: 'base', flags: ['--no-auth', '--unprotected'], headers: {} })
    return await alternate({ base, full }, house, terms)
  } finally {
    for (const stop of stops) await stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface GatewayOptions {
  readonly name: string
  readonly flags: readonly string[]
  readonly headers: Readonly<Record<string, string>>
}

interface Gateway {
  readonly running: RunningEngine
  readonly callers: Callers
  stop(): Promise<void>
}

async function startGateway(folder: string, address: MemoryHouse, options: GatewayOptions): Promise<Gateway> {
  const { name, flags, headers } = options
  const env = {
    SUBGRAPH_URLS: JSON.stringify(address.agencyUrls),
    STANDING_URL: address.registerUrl,
    LOG_LEVEL: 'info',
    ...ampleBudgets,
  }
  const running = await startEngine(openOurs({ name, flags, env }), { supergraphFile: SUPERGRAPH, folder })
  const callers = openCallers({ url: running.url, headers, bodies: address.bodies })
  return {
    running,
    callers,
    stop: async () => {
      await callers.close()
      await running.stop()
    },
  }
}

/** First the one that is known: the agencies answer nobody else, and from then on from memory. */
async function alternate({ base, full }: Record<'base' | 'full', Gateway>, house: Child, terms: Terms) {
  const { seconds, rounds, note } = terms
  const right = await full.callers.learn()
  const warmUpSeconds = Math.min(WARM_UP.secondsAtMost, 5 * seconds)
  for (const { callers } of [full, base])
    await callers.load({ right, isOver: afterSeconds(warmUpSeconds), requests: WARM_UP.requests })
  const measured: Record<'base' | 'full', Measured>[] = []
  for (let round = 1; round <= rounds; round++) {
    const of = await measureRound({ base, full }, right, seconds)
    note(`  round ${round}: base ${of.base.cpuMs.toFixed(3)} ms, full ${of.full.cpuMs.toFixed(3)} ms CPU a request`)
    measured.push(of)
  }
  house.checkAlive()
  const added = measured.map((round) => round.full.cpuMs - round.base.cpuMs)
  return {
    baseCpuMs: median(measured.map((round) => round.base.cpuMs)),
    fullCpuMs: median(measured.map((round) => round.full.cpuMs)),
    addedCpuMs: median(added),
    addedByRound: added,
    baseRequests: measured.reduce((sum, round) => sum + round.base.requests, 0),
    fullRequests: measured.reduce((sum, round) => sum + round.full.requests, 0),
  }
}

interface Measured {
  readonly cpuMs: number
  readonly requests: number
}

/** In slices, first one and then the other, so that what else goes on in the machine falls on both alike. */
async function measureRound(gateways: Record<'base' | 'full', Gateway>, right: readonly Buffer[], seconds: number) {
  const sums = { base: { cpuMs: 0, requests: 0 }, full: { cpuMs: 0, requests: 0 } }
  for (let slice = 0; slice < seconds / SLICE_SECONDS; slice++) {
    for (const name of ['base', 'full'] as const) {
      const { cpuMs, requests } = await measureSlice(gateways[name], right)
      sums[name].cpuMs += cpuMs
      sums[name].requests += requests
    }
  }
  const perRequest = ({ cpuMs, requests }: Measured): Measured => ({ cpuMs: cpuMs / requests, requests })
  return { base: perRequest(sums.base), full: perRequest(sums.full) }
}

async function measureSlice({ running, callers }: Gateway, right: readonly Buffer[]): Promise<Measured> {
  const watch = watchTree(running.pid)
  const requests = await callers.load({ right, isOver: afterSeconds(SLICE_SECONDS) })
  return { cpuMs: watch.stop().cpuMs, requests }
}
