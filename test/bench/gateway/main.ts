import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Bench } from './bench.ts'
import { openBench } from './bench.ts'
import { describeMachine } from './machine.ts'
import type { Failure } from './report.ts'
import { writeDocument, writeTables } from './report.ts'
import type { Section, SectionResult, Terms } from './section.ts'
import { flagship } from './sections/flagship.ts'
import { growth } from './sections/growth.ts'
import { parts } from './sections/parts.ts'
import { pipeline } from './sections/pipeline.ts'
import { swap } from './sections/swap.ts'
import { table } from './sections/table.ts'

/**
 * Measures the gateway: `npm run -s bench:gateway -- [--json] [--seconds 10] [--rounds 1] [--rivals] [--only table,…]`.
 * Progress goes to standard error, so that `--json` leaves exactly one document on standard output.
 */
const sections: readonly Section[] = [table, flagship, growth, pipeline, swap, parts]

const flags = z.object({
  json: z.boolean().default(false),
  rivals: z.boolean().default(false),
  seconds: z.coerce.number().min(0.2).max(600).default(10),
  rounds: z.coerce.number().int().min(1).max(50).default(1),
  only: z
    .string()
    .default(table.name)
    .transform((names) => names.split(','))
    .pipe(z.array(z.enum(sections.map(({ name }) => name)))),
})

function readFlags() {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean' },
      rivals: { type: 'boolean' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      only: { type: 'string' },
    },
  })
  const read = flags.safeParse(values)
  if (!read.success) throw new Error(z.prettifyError(read.error))
  return read.data
}

async function main(): Promise<void> {
  const { json, only, ...terms } = readFlags()
  const bench = await openBench((line) => console.error(line))
  try {
    const chosen = sections.filter(({ name }) => only.includes(name))
    const { results, failures } = await measureAll(bench, chosen, terms)
    const machine = describeMachine(new Date())
    console.log(json ? writeDocument(machine, results, failures) : writeTables(machine, results))
    if (failures.length > 0) process.exitCode = 1
  } finally {
    await bench.close()
  }
}

/** One section that fails does not cost the others their figures. */
async function measureAll(bench: Bench, chosen: readonly Section[], terms: Terms) {
  const results: SectionResult[] = []
  const failures: Failure[] = []
  for (const section of chosen) {
    bench.note(section.name)
    try {
      results.push(await section.measure(bench, terms))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      failures.push({ section: section.name, message })
      bench.note(`${section.name} failed: ${message}`)
    }
  }
  return { results, failures }
}

// Ended from outside, it must end its gateways too, which it does on its own way out.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
