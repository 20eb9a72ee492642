import type { Bench } from '../bench.ts'
import { apollo, apolloTuned } from '../engines/apollo.ts'
import type { Engine } from '../engines/engine.ts'
import { checkRivals, hives } from '../engines/hive.ts'
import { ours } from '../engines/ours.ts'
import type { Variant } from '../load.ts'
import type { Figures } from '../measure.ts'
import { measure } from '../measure.ts'
import { median } from '../median.ts'
import { makeDeepQuestion } from '../questions.ts'
import type { Section } from '../section.ts'

interface Run extends Figures {
  readonly engine: string
  readonly variant: Variant
}

/** How many times as much as ours another gateway took (`rps`: how many times as many requests ours answered). */
interface Ratio {
  readonly variant: Variant
  readonly engine: string
  readonly cpu: number
  readonly rss: number
  readonly rps: number
}

const variants: readonly Variant[] = ['identical', 'differing']

/**
 * Every gateway in turn, round after round, so that what else the machine does falls on all alike. Figures are medians
 * over the rounds; a ratio is the median of the rounds' ratios.
 */
export const table: Section = {
  name: 'table',
  async measure(bench, { seconds, rounds, rivals }) {
    if (rivals) checkRivals()
    const engines = [ours, apollo, apolloTuned, ...(rivals ? hives : [])]
    const measured: Run[][] = []
    for (let round = 1; round <= rounds; round++) {
      bench.note(`round ${round} of ${rounds}`)
      measured.push(await measureRound(bench, engines, seconds))
    }
    const document = { runs: medians(measured), ratios: ratiosOf(measured) }
    return {
      document,
      tables: [
        {
          title: 'The deep query; identical requests may share answers in flight, differing ones cannot',
          rows: document.runs.map((run) => ({ ...run })),
        },
        { title: 'Times ours', rows: document.ratios.map((ratio) => ({ ...ratio })) },
      ],
    }
  },
}

async function measureRound(bench: Bench, engines: readonly Engine[], seconds: number): Promise<Run[]> {
  const question = await makeDeepQuestion()
  const supergraphFile = bench.writeSupergraph('supergraph', bench.composeWith([]))
  const runs: Run[] = []
  for (const variant of variants) {
    for (const engine of engines) {
      const figures = await measure(bench, { engine, supergraphFile, question, variant, seconds })
      bench.note(`  ${engine.name} ${variant}: ${figures.cpuMsPerRequest.toFixed(2)} ms CPU a request`)
      runs.push({ engine: engine.name, variant, ...figures })
    }
  }
  return runs
}

function medians(rounds: readonly Run[][]): Run[] {
  const [first = []] = rounds
  return first.map(({ engine, variant }, place) => {
    const over = (figure: keyof Figures) =>
      toThousandths(median(rounds.map((runs) => runs[place]?.[figure] ?? Number.NaN)))
    return {
      engine,
      variant,
      rps: over('rps'),
      p50Ms: over('p50Ms'),
      p99Ms: over('p99Ms'),
      cpuMsPerRequest: over('cpuMsPerRequest'),
      peakRssMb: over('peakRssMb'),
    }
  })
}

function ratiosOf(rounds: readonly Run[][]): Ratio[] {
  const [first = []] = rounds
  return first.flatMap(({ engine, variant }, place) => {
    if (engine === ours.name) return []
    const pairs = rounds.flatMap((runs) => {
      const own = runs.find((run) => run.engine === ours.name && run.variant === variant)
      const other = runs[place]
      return own && other ? [{ own, other }] : []
    })
    const over = (ratio: (pair: { own: Run; other: Run }) => number) => toThousandths(median(pairs.map(ratio)))
    return [
      {
        variant,
        engine,
        cpu: over(({ own, other }) => other.cpuMsPerRequest / own.cpuMsPerRequest),
        rss: over(({ own, other }) => other.peakRssMb / own.peakRssMb),
        rps: over(({ own, other }) => own.rps / other.rps),
      },
    ]
  })
}

const toThousandths = (value: number) => Math.round(value * 1000) / 1000
