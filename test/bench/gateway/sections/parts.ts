import { cpuUsage } from 'node:process'
import { afterSeconds } from '../load.ts'
import { openExecute } from '../parts/execute.ts'
import { openMerge } from '../parts/merge.ts'
import type { Part } from '../parts/part.ts'
import { openPlan } from '../parts/plan.ts'
import { openRepresent } from '../parts/represent.ts'
import { openWrite } from '../parts/write.ts'
import type { Section } from '../section.ts'

const openers = [openPlan, openRepresent, openMerge, openWrite, openExecute]
const WARM_UP_SHARE = 0.3

/** The parts of one answer to the deep query, each alone in this process, so that a slower one shows where it is. */
export const parts: Section = {
  name: 'parts',
  async measure(bench, { seconds }) {
    const supergraphFile = bench.writeSupergraph('supergraph', bench.composeWith([]))
    const rows: { part: string; microseconds: number; what: string }[] = []
    for (const open of openers) {
      const part = await open(supergraphFile)
      try {
        rows.push({ part: part.name, microseconds: await measurePart(part, seconds), what: part.what })
      } finally {
        await part.close?.()
      }
      bench.note(`  ${part.name}: ${rows.at(-1)?.microseconds.toFixed(1)} µs`)
    }
    return { document: { parts: rows }, tables: [{ title: 'Parts of the engine', rows }] }
  },
}

/** Microseconds of this process's CPU a run; for what is done in another process, of the clock. */
async function measurePart(part: Part, seconds: number): Promise<number> {
  await runUntil(part, afterSeconds(seconds * WARM_UP_SHARE))
  const startCpu = cpuUsage()
  const startMs = performance.now()
  const runs = await runUntil(part, afterSeconds(seconds))
  const { user, system } = cpuUsage(startCpu)
  return (part.elsewhere ? (performance.now() - startMs) * 1000 : user + system) / runs
}

async function runUntil(part: Part, isOver: () => boolean): Promise<number> {
  let runs = 0
  while (!isOver()) {
    const done = part.run()
    if (done !== undefined) await done
    runs++
  }
  return runs
}
