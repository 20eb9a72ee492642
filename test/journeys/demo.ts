import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { flagshipVariables, readOperation, startHouse } from '../../start.ts'
import { expectations, findFlagshipProblems } from './flagship.ts'

/**
 * Starts the house on free ports, asks the flagship for every persona and prints what came.
 * With --json one document: `{ok, personas: [{persona, ms, data, problems}], startMs, rssMb}`. Exit code 0 only if all hold.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
  const keys = mkdtempSync(join(tmpdir(), 'gba-demo-'))
  const house = await startHouse({ env: { ...process.env, KEYS_DIR: keys, NODE_ENV: 'test' }, ports: 'free' })
  const startMs = Math.round(performance.now())
  const personas = []
  for (const expectation of expectations) {
    const { persona } = expectation
    const { ms, data, errors } = await askFlagship(house.gatewayUrl, await house.tokenFor(persona))
    const problems = [...(errors ?? []).map(({ message }) => message), ...findFlagshipProblems(expectation, data)]
    personas.push({ persona, ms, data, problems })
  }
  const rssMb = Math.round(process.memoryUsage.rss() / 1_048_576)
  await house.close()
  rmSync(keys, { recursive: true })
  const ok = personas.every(({ problems }) => problems.length === 0)
  if (values.json) console.log(JSON.stringify({ ok, personas, startMs, rssMb }))
  else console.log(describe(personas, { startMs, rssMb }))
  return ok ? 0 : 1
}

interface FlagshipAnswer {
  readonly data?: unknown
  readonly errors?: readonly { readonly message: string }[]
}

async function askFlagship(gatewayUrl: string, token: string): Promise<FlagshipAnswer & { ms: number }> {
  const started = performance.now()
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: readOperation('cross-boundary-trip'), variables: flagshipVariables(Date.now()) }),
  })
  const answer = (await response.json()) as FlagshipAnswer
  return { ...answer, ms: Math.round(performance.now() - started) }
}

function describe(
  personas: readonly { persona: string; ms: number; problems: readonly string[] }[],
  house: { startMs: number; rssMb: number },
): string {
  const lines = personas.map(({ persona, ms, problems }) => {
    const outcome = problems.length === 0 ? 'as the rules say' : problems.join('\n      ')
    return `  ${persona.padEnd(24)} ${String(ms).padStart(4)} ms  ${outcome}`
  })
  return [`The house was up after ${house.startMs} ms and holds ${house.rssMb} MB.`, ...lines].join('\n')
}

process.exit(await main())
