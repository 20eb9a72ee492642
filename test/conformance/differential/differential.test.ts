import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { buildWorld } from './build-world.ts'
import { difference } from './compare.ts'
import { knownDifference } from './known-differences.ts'
import type { Pair } from './open-pair.ts'
import { openPair } from './open-pair.ts'
import type { OperationSpec } from './operation-spec.ts'
import { operationSpec } from './operation-spec.ts'
import { ReferenceOpinions } from './reference-opinions.ts'
import { reportDifference } from './report.ts'
import { SharedPlanner } from './shared-planner.ts'
import type { WorldSpec } from './world-spec.ts'
import { worldSpec } from './world-spec.ts'
import { writeOperation } from './write-operation.ts'

const { env } = process
const OPERATIONS = env.SOAK ? 50_000 : env.CI === 'true' ? 2_000 : 300
const OPERATIONS_PER_WORLD = 20
const TIMEOUT_MS = env.SOAK ? 3_600_000 : 300_000

/** To load the reference costs more than to ask it: one operation of every second world. */
const REFERENCE_EACH = 40

/** How long a counterexample may be made smaller. */
const SHRINK_MS = 40_000

const planner = new SharedPlanner()
afterAll(() => planner.close())

let compared = 0
let uncomposed = 0
const opinions = new ReferenceOpinions()
const knownCounts = new Map<string, number>()
let last: { readonly key: string; readonly pair: Promise<Pair | null> } | undefined

/** The world of the case before, where only the operations have changed; `null` where composition gives up on it. */
function pairFor(spec: WorldSpec): Promise<Pair | null> {
  const key = JSON.stringify(spec)
  if (last?.key === key) return last.pair
  const pair = openPair(buildWorld(spec), planner).catch((error: unknown) => {
    if (!isBeyondComposition(error)) throw error
    uncomposed++
    return null
  })
  last = { key, pair }
  return pair
}

/** Composition recurses without end, or finds no way, where entities require fields of each other. */
function isBeyondComposition(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.message.includes('cannot satisfy @require'))
}

/** Runs that others wait for always ask the same; a soak asks something new each time. */
function seedOf({ DIFFERENTIAL_SEED, SOAK }: NodeJS.ProcessEnv): { readonly seed?: number } {
  if (DIFFERENTIAL_SEED) return { seed: Number(DIFFERENTIAL_SEED) }
  return SOAK ? {} : { seed: 1 }
}

async function check(pair: Pair, spec: OperationSpec): Promise<void> {
  const operation = writeOperation(pair.schema, spec)
  const wanted = await pair.answer(operation)
  const got = await pair.ask('ours', operation)
  const differs = difference(wanted, got)
  compared++
  if (!differs) {
    if (compared % REFERENCE_EACH === 0) await opinions.ask(pair, operation, wanted)
    return
  }
  const known = knownDifference({ pair, operation, wanted, got })
  if (known) return void knownCounts.set(known, (knownCounts.get(known) ?? 0) + 1)
  const plan = pair.plan()
  const reference = difference(wanted, await pair.ask('reference', operation)) ?? 'agrees with it'
  throw new Error(
    reportDifference({ difference: differs, pair: { ...pair, plan: () => plan }, operation, wanted, got, reference }),
  )
}

test(
  'a federation answers what one graph of the same data answers',
  async () => {
    const operations = fc.array(fc.option(operationSpec, { freq: OPERATIONS_PER_WORLD }), {
      minLength: OPERATIONS_PER_WORLD,
      maxLength: OPERATIONS_PER_WORLD,
    })
    let shrinkUntilMs = Number.POSITIVE_INFINITY
    // Operations before worlds: in that order a counterexample shrinks, and a world costs more than an operation.
    const promise = fc.asyncProperty(operations, worldSpec, async (specs, world) => {
      if (performance.now() > shrinkUntilMs) return
      const pair = await pairFor(world)
      for (const spec of specs) {
        if (!pair || !spec) continue
        await check(pair, spec).catch((error: unknown) => {
          shrinkUntilMs = Math.min(shrinkUntilMs, performance.now() + SHRINK_MS)
          throw error
        })
      }
    })
    const { failed, seed, counterexamplePath, errorInstance } = await fc.check(promise, {
      numRuns: Math.ceil((OPERATIONS / OPERATIONS_PER_WORLD) * 1.2),
      ...seedOf(env),
      ...(env.DIFFERENTIAL_PATH ? { path: env.DIFFERENTIAL_PATH } : {}),
      interruptAfterTimeLimit: TIMEOUT_MS - 20_000,
    })
    const replay = `DIFFERENTIAL_SEED=${seed} DIFFERENTIAL_PATH=${counterexamplePath} npx vitest run test/conformance/differential`
    if (failed)
      throw new Error(`${errorInstance instanceof Error ? errorInstance.message : errorInstance}\n# replay\n${replay}`)
    if (env.CI || env.SOAK)
      console.info({ compared, uncomposed, aborts: planner.aborts, known: knownCounts, reference: opinions.counts })
    if (!env.DIFFERENTIAL_PATH) expect(compared).toBeGreaterThanOrEqual(OPERATIONS)
  },
  TIMEOUT_MS,
)
