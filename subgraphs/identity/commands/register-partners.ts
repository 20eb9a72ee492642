import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { ConfigError } from '../../../kit/config.ts'
import { openOwnDatabase } from '../../../kit/own-database.ts'
import { partnerSchema } from '../partners/partner.ts'
import type { PartnerTables } from '../partners/store.ts'
import { openPartnerStore } from '../partners/store.ts'

const USAGE = `Registers the partners of a JSON file, or changes their registration.

  register-partners FILE   a list of registrations, as partners/partner.ts has them
  --help                   this text`

const EXIT = { done: 0, refused: 1, usage: 2 }

process.exitCode = await run()

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean', short: 'h', default: false } },
    allowPositionals: true,
  })
  const [path, ...more] = positionals
  if (values.help || path === undefined || more.length > 0) {
    console.log(USAGE)
    return values.help ? EXIT.done : EXIT.usage
  }
  try {
    return await register(path)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    return EXIT.refused
  }
}

/** All of the file or nothing: a list that is wrong in one place may be wrong in others. */
async function register(path: string): Promise<number> {
  const parsed = z.array(partnerSchema).min(1).safeParse(readJson(path))
  if (!parsed.success) throw new ConfigError(`${path}: ${z.prettifyError(parsed.error)}`)
  const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))
  const { database, close } = await openOwnDatabase<PartnerTables>({
    env: process.env,
    schema: 'identity',
    migrationsFolder,
  })
  try {
    await openPartnerStore(database).savePartners(parsed.data)
  } finally {
    await close()
  }
  for (const { clientId } of parsed.data) console.log(`${clientId} is registered; gateways know it within seconds`)
  return EXIT.done
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new ConfigError(`${path} cannot be read as JSON; name a file with a list of registrations`)
  }
}
