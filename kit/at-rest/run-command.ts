import { parseArgs } from 'node:util'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { ConfigError, nodeEnvironment, readConfig } from '../config.ts'
import type { Keyring } from '../keys.ts'
import { openOwnDatabase } from '../own-database.ts'
import { openDataKeys } from './data-keys.ts'
import { openFileKeys } from './key-provider.ts'
import type { KeyRoom } from './rotate-keys.ts'
import { makeNextVersion, retireOldVersions, rewrapKeys } from './rotate-keys.ts'
import type { KeyTables } from './store.ts'
import { openKeyTable } from './store.ts'

const EXIT = { done: 0, refused: 1, usage: 2 }

export type Print = (line: string) => void

/** What a command about sealed data works with. */
export interface CommandRoom<Tables> {
  readonly database: Kysely<Tables>
  readonly keyring: Keyring
  readonly now: Clock
  readonly print: Print
}

const environment = z.object({ KEYS_DIR: z.string().default('.gba/keys'), NODE_ENV: nodeEnvironment })

/** Runs on the agency's own database and keyring and sets the exit code: the command's, or 2 for wrong usage. */
export async function runCommand<Tables>(
  agency: { readonly name: string; readonly migrationsFolder: string },
  command: (room: CommandRoom<Tables>) => Promise<number>,
): Promise<void> {
  try {
    const { KEYS_DIR, NODE_ENV } = readConfig(environment, process.env)
    const { name: schema, migrationsFolder } = agency
    const { database, close } = await openOwnDatabase<Tables>({ env: process.env, schema, migrationsFolder })
    const keyring = { folder: KEYS_DIR, createMissing: NODE_ENV !== 'production' }
    try {
      process.exitCode = await command({ database, keyring, now: Date.now, print: console.log })
    } finally {
      await close()
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!(error instanceof ConfigError) && !code.startsWith('ERR_PARSE_ARGS')) throw error
    console.error(error instanceof Error ? error.message.split('\n')[0] : '')
    process.exitCode = EXIT.usage
  }
}

const ROTATE_USAGE = `Makes a new key-encryption key and rewraps every data key under it; the agency may go on answering.

  --prepare   only makes the new key, for a house whose machines must all have it before it is used
  --rewrap    only rewraps, under the newest key there is; also goes on with a run that broke off
  --retire    destroys the older keys, once no data key is under them; backups copied before do not open with them any more
  --help      this text`

/** `rotate-keys` of an agency. @returns the exit code: 1 where something was refused */
export async function rotateKeys(
  agency: string,
  { database, keyring, now, print }: CommandRoom<KeyTables>,
  args: readonly string[],
): Promise<number> {
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({ args: [...args], options: { prepare: flag, rewrap: flag, retire: flag, help: flag } })
  if (values.help) {
    print(ROTATE_USAGE)
    return EXIT.done
  }
  const provider = openFileKeys(keyring, agency)
  const room: KeyRoom = { table: openKeyTable(database), keys: openDataKeys({ provider, now }), provider }
  const all = !values.prepare && !values.rewrap && !values.retire
  if (values.prepare || all) print(`made key-encryption key kek-${agency}-${await makeNextVersion(room)}`)
  if (values.rewrap || all) {
    const { rewrapped, damaged } = await rewrapKeys(room)
    print(`rewrapped ${rewrapped} data keys`)
    if (damaged > 0) {
      print(`${damaged} data keys do not open and were left; restore their rows from a backup, then --rewrap`)
      return EXIT.refused
    }
  }
  return values.retire ? retire(agency, room, print) : EXIT.done
}

async function retire(agency: string, room: KeyRoom, print: Print): Promise<number> {
  const { retired, inUse } = await retireOldVersions(room)
  if (inUse > 0) {
    print(`refused: ${inUse} data keys are under an older key; --rewrap first`)
    return EXIT.refused
  }
  print(
    retired.length ? `destroyed ${retired.map((version) => `kek-${agency}-${version}`).join(', ')}` : 'none is older',
  )
  return EXIT.done
}

/** The one argument of `erase-resident`. @throws {ConfigError} */
export function readReference(args: readonly string[]): string {
  const { values } = parseArgs({ args: [...args], options: { reference: { type: 'string' } } })
  const reference = z.uuid().safeParse(values.reference)
  if (!reference.success) throw new ConfigError("wanted --reference UUID, the resident's internal reference")
  return reference.data
}

/** Says what was done, and what is still to do for copies. @returns the exit code */
export function reportErasure(agency: string, { found, print }: { found: boolean; print: Print }): number {
  if (!found) {
    print(`${agency} knows no such resident; nothing was changed`)
    return EXIT.refused
  }
  print(`erased in ${agency}: the data key and all that it opened`)
  print('backups copied before still hold the wrapped key: rotate-keys, then rotate-keys --retire closes them for good')
  return EXIT.done
}
