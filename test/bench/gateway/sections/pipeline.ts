import { issueSandboxToken } from '../../../../subgraphs/identity/issuer/issue-token.ts'
import type { Bench } from '../bench.ts'
import { bare } from '../engines/bare.ts'
import { ampleBudgets, keysFolderIn, openOurs } from '../engines/ours.ts'
import { measure } from '../measure.ts'
import { median } from '../median.ts'
import type { Question } from '../questions.ts'
import { makeSmallQuestion } from '../questions.ts'
import type { Section } from '../section.ts'

/** Everything on: the token is checked, the viewer is told to the agencies, limits hold, a line is logged. */
const full = openOurs({ name: 'full pipeline', flags: [], env: { ...ampleBudgets, LOG_LEVEL: 'info' } })

/** CPU a request of the whole gateway against that of its engine behind the least of an HTTP server. */
export const pipeline: Section = {
  name: 'pipeline',
  async measure(bench, { seconds, rounds }) {
    const question = await makeSmallQuestion()
    const supergraphFile = bench.writeSupergraph('supergraph', bench.composeWith([]))
    const token = await issueToken(bench)
    const measured: { fullMs: number; bareMs: number }[] = []
    for (let round = 1; round <= rounds; round++) {
      measured.push(await measureRound(bench, { question, supergraphFile, token, seconds }))
    }
    const row = {
      fullCpuMs: median(measured.map(({ fullMs }) => fullMs)),
      bareCpuMs: median(measured.map(({ bareMs }) => bareMs)),
      differenceMs: median(measured.map(({ fullMs, bareMs }) => fullMs - bareMs)),
    }
    return { document: { pipeline: row }, tables: [{ title: 'The pipeline over the bare engine', rows: [row] }] }
  },
}

async function measureRound(
  bench: Bench,
  terms: { question: Question; supergraphFile: string; token: string; seconds: number },
) {
  const { token, ...rest } = terms
  const headers = { authorization: `Bearer ${token}` }
  const { cpuMsPerRequest: fullMs } = await measure(bench, { engine: full, variant: 'differing', headers, ...rest })
  const { cpuMsPerRequest: bareMs } = await measure(bench, { engine: bare, variant: 'differing', ...rest })
  bench.note(`  full ${fullMs.toFixed(2)} ms, bare ${bareMs.toFixed(2)} ms CPU a request`)
  return { fullMs, bareMs }
}

function issueToken({ folder }: Bench): Promise<string> {
  const keyring = { folder: keysFolderIn(folder), createMissing: true }
  return issueSandboxToken({ env: {}, keyring, persona: 'hk-resident', now: Date.now })
}
