import { parseArgs } from 'node:util'
import { z } from 'zod'
import { describeMachine } from '../gateway/machine.ts'
import { measureAppends } from './append.ts'
import { measureTrust } from './measure-trust.ts'

/**
 * What trust costs: `npm run -s bench:trust -- [--json] [--seconds 6] [--rounds 5]`. Progress goes to standard error, so that
 * `--json` leaves exactly one document on standard output.
 */
const flags = z.object({
  json: z.boolean().default(false),
  seconds: z.coerce.number().min(0.2).max(600).default(6),
  rounds: z.coerce.number().int().min(1).max(50).default(5),
})

function readFlags() {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, seconds: { type: 'string' }, rounds: { type: 'string' } },
  })
  const read = flags.safeParse(values)
  if (!read.success) throw new Error(z.prettifyError(read.error))
  return read.data
}

async function main(): Promise<void> {
  const { json, seconds, rounds } = readFlags()
  const trust = await measureTrust({ seconds, rounds, note: (line) => console.error(line) })
  // After the gateways have ended: they would want the same disk.
  const appends = await measureAppends({ folder: process.cwd(), seconds })
  const figures = { ...trust, ...appends }
  if (json) console.log(JSON.stringify({ ...figures, machine: describeMachine(new Date()) }, null, 2))
  else for (const [name, value] of Object.entries(figures)) console.log(`${name}  ${value}`)
}

// Ended from outside, it must end its gateways too, which it does on its own way out.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
