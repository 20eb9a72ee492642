import type { Bench } from '../bench.ts'
import { ours } from '../engines/ours.ts'
import { makeFillers } from '../fillers.ts'
import { measure } from '../measure.ts'
import { median } from '../median.ts'
import type { Question } from '../questions.ts'
import { makeSmallQuestion } from '../questions.ts'
import type { Section } from '../section.ts'
import { subgraphNames } from '../subgraphs/contracts.ts'

const SIZES = [4, 20, 60, 120]

/** The same operation on ever larger supergraphs, warm: what is paid for subgraphs that are not asked. */
export const growth: Section = {
  name: 'growth',
  async measure(bench, { seconds, rounds }) {
    const question = await makeSmallQuestion()
    const files = SIZES.map((size) => bench.writeSupergraph(`size-${size}`, composeSize(bench, size)))
    const measured: number[][] = []
    for (let round = 1; round <= rounds; round++) measured.push(await measureRound(bench, { question, files, seconds }))
    const cpuMs = SIZES.map((_, place) => median(measured.map((round) => round[place] ?? Number.NaN)))
    const rows = SIZES.map((subgraphs, place) => ({
      subgraphs,
      cpuMsPerRequest: cpuMs[place] ?? Number.NaN,
      timesSmallest: median(measured.map((round) => (round[place] ?? Number.NaN) / (round[0] ?? Number.NaN))),
    }))
    return { document: { growth: rows }, tables: [{ title: 'The same operation on larger supergraphs', rows }] }
  },
}

const composeSize = (bench: Bench, size: number) => bench.composeWith(makeFillers(size - subgraphNames.length))

async function measureRound(
  bench: Bench,
  terms: { question: Question; files: readonly string[]; seconds: number },
): Promise<number[]> {
  const { question, files, seconds } = terms
  const cpuMs: number[] = []
  for (const supergraphFile of files) {
    const figures = await measure(bench, { engine: ours, supergraphFile, question, variant: 'differing', seconds })
    bench.note(`  ${supergraphFile}: ${figures.cpuMsPerRequest.toFixed(2)} ms CPU a request`)
    cpuMs.push(figures.cpuMsPerRequest)
  }
  return cpuMs
}
