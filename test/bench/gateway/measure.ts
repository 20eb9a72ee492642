import type { Bench } from './bench.ts'
import type { Engine } from './engines/engine.ts'
import type { Variant } from './load.ts'
import { afterSeconds, openTarget } from './load.ts'
import { watchTree } from './process-tree.ts'
import type { Question } from './questions.ts'

/**
 * What one gateway took for one kind of load. CPU and memory are of its process and all its descendants: CPU while it
 * was measured, memory from its first answer on.
 */
export interface Figures {
  readonly rps: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuMsPerRequest: number
  readonly peakRssMb: number
}

const CONNECTIONS = 32
/** Long enough for the JIT of the slowest gateway here, never longer than this. */
const WARM_UP_SECONDS = 5

/** A fresh process, warmed and then measured. @throws at the first wrong answer */
export async function measure(
  bench: Bench,
  terms: {
    engine: Engine
    supergraphFile: string
    question: Question
    variant: Variant
    seconds: number
    headers?: Readonly<Record<string, string>>
  },
): Promise<Figures> {
  const { engine, question, variant, seconds, headers = {} } = terms
  const running = await bench.start(engine, terms.supergraphFile)
  const whole = watchTree(running.pid)
  try {
    const target = await openTarget({ url: running.url, question, headers, connections: CONNECTIONS })
    await target.load({ variant, isOver: afterSeconds(Math.min(WARM_UP_SECONDS, seconds)) })
    const watch = watchTree(running.pid)
    const load = await target.load({ variant, isOver: afterSeconds(seconds) })
    const { cpuMs } = watch.stop()
    const { peakRssMb } = whole.stop()
    await target.close()
    bench.checkSubgraphs()
    const { answered, p50Ms, p99Ms } = load
    if (load.firstFailure !== undefined)
      throw new Error(`${engine.name} failed ${load.failed} times: ${load.firstFailure}`)
    return { rps: answered / load.seconds, p50Ms, p99Ms, cpuMsPerRequest: cpuMs / answered, peakRssMb }
  } finally {
    whole.stop()
    await running.stop()
  }
}
