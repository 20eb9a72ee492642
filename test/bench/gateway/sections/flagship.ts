import { fileURLToPath } from 'node:url'
import type { Bench } from '../bench.ts'
import type { Child } from '../child.ts'
import { startNode } from '../child.ts'
import type { RunningEngine } from '../engines/engine.ts'
import { keysFolderIn, openOurs } from '../engines/ours.ts'
import { afterSeconds, quantile } from '../load.ts'
import type { Section } from '../section.ts'
import type { HouseAddress } from './flagship-house.ts'

const SUPERGRAPH = fileURLToPath(new URL('../../../../schema/supergraph.graphql', import.meta.url))
const HOUSE = fileURLToPath(new URL('flagship-house.ts', import.meta.url))
const WARM_UP_REQUESTS = 100

/**
 * The flagship operation, one request after the other, on the real agencies: the time of a request in which none of them
 * was being asked. The agencies run in a process of their own, so that their work is not taken for the gateway's.
 */
export const flagship: Section = {
  name: 'flagship',
  async measure(bench, { seconds }) {
    const house = startNode({ args: [HOUSE], env: { KEYS_DIR: keysFolderIn(bench.folder), PORT: '0' } })
    try {
      const address = JSON.parse(await house.readLine()) as HouseAddress
      const lines = await askThroughGateway(bench, address, seconds)
      const row = {
        requests: lines.length,
        ...quantiles('total', lines, 'durationMs'),
        ...quantiles('own', lines, 'ownMs'),
      }
      return { document: { flagship: row }, tables: [{ title: "The flagship: the gateway's own time", rows: [row] }] }
    } finally {
      await house.stop()
    }
  },
}

async function askThroughGateway(bench: Bench, address: HouseAddress, seconds: number): Promise<RequestLine[]> {
  const gateway = openOurs({
    name: 'ours before the agencies',
    flags: [],
    env: { SUBGRAPH_URLS: JSON.stringify(address.agencyUrls), LOG_LEVEL: 'info' },
  })
  const running = await bench.start(gateway, SUPERGRAPH)
  try {
    for (let request = 0; request < WARM_UP_REQUESTS; request++) await ask(running, address)
    const lines = collectLines(running.process)
    const isOver = afterSeconds(seconds)
    while (!isOver()) await ask(running, address)
    return lines
  } finally {
    await running.stop()
  }
}

async function ask(running: RunningEngine, { token, body }: HouseAddress): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(running.url, { method: 'POST', headers, body })
  const { errors } = (await answer.json()) as { errors?: unknown }
  if (errors) throw new Error(`the flagship got errors, wanted none: ${JSON.stringify(errors).slice(0, 500)}`)
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
