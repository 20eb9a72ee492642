import { setTimeout as sleep } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { ours } from '../engines/ours.ts'
import { makeFillers } from '../fillers.ts'
import type { Target } from '../load.ts'
import { afterSeconds, openTarget } from '../load.ts'
import { makeDeepQuestion } from '../questions.ts'
import type { Section } from '../section.ts'

const SWAPS = 20
const CONNECTIONS = 8
/** With these the supergraph has some 250 kB. */
const FILLERS = 117
const SWAP_TIMEOUT_MS = 30_000
const POLL_MS = 100
const CALM_SECONDS = 5
/** Each supergraph serves for a while before the next one comes. */
const BETWEEN_SWAPS_MS = 250

/**
 * Puts a new supergraph in place twenty times while the deep query is being asked. A new one is in force as soon as a
 * field that only it has can be asked for.
 */
export const swap: Section = {
  name: 'swap',
  async measure(bench) {
    const composeVersion = composerOf(bench)
    const supergraphFile = bench.writeSupergraph('swapped', composeVersion(0))
    const running = await bench.start(ours, supergraphFile)
    try {
      const question = await makeDeepQuestion()
      const target = await openTarget({ url: running.url, question, connections: CONNECTIONS })
      const calmBlockMs = await blockDuring(running.url, () => loadCalmly(target))
      const swapping = { ...(await swapUnderLoad({ bench, url: running.url, target, composeVersion })), calmBlockMs }
      await target.close()
      const supergraphKb = Math.round(composeVersion(0).length / 1000)
      const row = { swaps: SWAPS, supergraphKb, ...swapping }
      return { document: { swap: row }, tables: [{ title: 'Swapping supergraphs under load', rows: [row] }] }
    } finally {
      await running.stop()
    }
  },
}

/** Composed once: the versions differ in the name of one field. */
function composerOf(bench: Bench): (version: number) => string {
  const template = bench.composeWith([
    ...makeFillers(FILLERS),
    { name: 'versioned', typeDefs: 'type Query { version0: Int }' },
  ])
  return (version) => template.replaceAll('version0', `version${version}`)
}

async function loadCalmly(target: Target): Promise<void> {
  await target.load({ variant: 'differing', isOver: afterSeconds(CALM_SECONDS) })
}

async function swapUnderLoad(terms: {
  bench: Bench
  url: string
  target: Target
  composeVersion: (version: number) => string
}) {
  const { bench, url, target, composeVersion } = terms
  let over = false
  const load = target.load({ variant: 'differing', isOver: () => over })
  let slowestSwapMs = 0
  try {
    const swapAll = async () => {
      for (let version = 1; version <= SWAPS; version++) {
        const startMs = performance.now()
        bench.writeSupergraph('swapped', composeVersion(version))
        await waitForVersion(url, version)
        slowestSwapMs = Math.max(slowestSwapMs, performance.now() - startMs)
        await sleep(BETWEEN_SWAPS_MS)
        bench.note(`  swap ${version} of ${SWAPS}`)
      }
    }
    const longestBlockMs = await blockDuring(url, swapAll)
    over = true
    bench.checkSubgraphs()
    const { answered, failed, firstFailure = '' } = await load
    return { answered, failed, firstFailure, slowestSwapMs, longestBlockMs }
  } finally {
    over = true
    await load
  }
}

async function waitForVersion(url: string, version: number): Promise<void> {
  const endMs = performance.now() + SWAP_TIMEOUT_MS
  // Planned and validated, but never fetched: nobody listens behind the field.
  const body = JSON.stringify({ query: `{ __typename version${version} @include(if: false) }` })
  while (performance.now() < endMs) {
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const { errors } = (await answer.json()) as { errors?: unknown }
    if (!errors) return
    await sleep(POLL_MS)
  }
  throw new Error(`version ${version} of the supergraph is not in force ${SWAP_TIMEOUT_MS} ms after it was written`)
}

/**
 * The longest delay of the gateway's event loop while `act` ran, as the gateway tells it; each reading starts anew. Node
 * measures it with a timer of 10 ms, which are in the figure.
 */
async function blockDuring(url: string, act: () => Promise<void>): Promise<number> {
  await readLongestBlockMs(url)
  await act()
  return readLongestBlockMs(url)
}

async function readLongestBlockMs(url: string): Promise<number> {
  const answer = await fetch(new URL('/metrics', url))
  const seconds = /^nodejs_eventloop_lag_max_seconds(?:\{[^}]*\})? (\S+)/m.exec(await answer.text())?.[1]
  if (seconds === undefined) throw new Error('/metrics tells no nodejs_eventloop_lag_max_seconds')
  return Number(seconds) * 1000
}
