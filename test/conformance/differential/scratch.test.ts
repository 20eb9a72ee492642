import fc from 'fast-check'
import { test } from 'vitest'
import { buildWorld } from './build-world.ts'
import { worldSpec } from './world-spec.ts'
import { operationSpec } from './operation-spec.ts'
import { writeOperation } from './write-operation.ts'
import { openPair } from './open-pair.ts'
import { SharedPlanner } from './shared-planner.ts'
import { difference } from './compare.ts'
const planner = new SharedPlanner()
test('scratch', async () => {
  const n = Number(process.env.N ?? 10)
  const worlds = fc.sample(worldSpec, { numRuns: n, seed: Number(process.env.SEED ?? 1) })
  const ops = fc.sample(operationSpec, { numRuns: n * 20, seed: Number(process.env.SEED ?? 1) })
  const counts: Record<string, number> = {}
  const count = (k: string) => { counts[k] = (counts[k] ?? 0) + 1 }
  const t = { open: 0, mono: 0, ours: 0, ref: 0 }
  let shown = 0
  for (const [i, spec] of worlds.entries()) {
    let pair
    const t0 = performance.now()
    try { pair = await openPair(buildWorld(spec), planner) } catch (e) {
      console.log(String((e as Error).stack).slice(0,900)); count('world: ' + String(e).slice(0, 300)); 
      continue }
    t.open += performance.now() - t0
    for (const [j, op] of ops.slice(i * 20, i * 20 + 20).entries()) {
      try {
        const w = writeOperation(pair.schema, op)
        const t1 = performance.now()
        const right = await pair.answer(w)
        const t2 = performance.now()
        const ab = planner.aborts; const ours = await pair.ask('ours', w); if (planner.aborts > ab && process.env.ABORTS) console.log('ABORT', i, j, w.text, pair.contracts.join('\n'))
        const t3 = performance.now()
        t.mono += t2 - t1; t.ours += t3 - t2
        const d = difference(right, ours)
        count('ours ' + (d ?? 'equal').slice(0, 25) + (d ? ours.errors.map(e => e.message).join(';').slice(0,60) : ''))
        count(right.errors.length ? 'with errors' : 'without errors')
        if (d && process.env.BRIEF && !w.text.startsWith('mutation')) console.log(i, j, d, JSON.stringify(pair.plan())?.length, '\n', w.text, JSON.stringify(w.variables), '\nWANT', JSON.stringify(right).slice(0,1500), '\nGOT', JSON.stringify({data: ours.data, errors: ours.errors}).slice(0,1500))
 if (d && shown++ < Number(process.env.SHOW ?? 1)) console.log(i, j, d, w.text, JSON.stringify(w.variables), '\nWANT', JSON.stringify(right), '\nGOT', JSON.stringify({data: ours.data, errors: ours.errors}), pair.contracts.join('\n'), JSON.stringify(pair.plan()))
        if (process.env.REF) { const ref = await pair.ask('reference', w)
        t.ref += performance.now() - t3
        count('ref ' + (difference(right, ref) ?? 'equal').slice(0, 25)) }
      } catch (e) { count('op: ' + String(e).slice(0, 400)); }
    }
  }
  console.log(counts, t, planner.aborts); planner.close()
}, 600_000)
