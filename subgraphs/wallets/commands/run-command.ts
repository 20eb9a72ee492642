import { fileURLToPath } from 'node:url'
import { ConfigError } from '../../../kit/config.ts'
import { openOwnDatabase } from '../../../kit/own-database.ts'
import type { Store } from '../store.ts'
import { openStore } from '../store.ts'
import type { Tables } from '../tables.ts'

/** What a command works on and where it may print; a test gives its own. */
export interface CommandContext {
  readonly store: Store
  readonly print: (line: string) => void
}

/**
 * Runs a command on the agency's own database. Exit codes: what the command answers; 2 where arguments or configuration
 * are wrong.
 */
export async function runCommand(command: (ctx: CommandContext) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await runOnOwnDatabase(command)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exitCode = 2
  }
}

async function runOnOwnDatabase(command: (ctx: CommandContext) => Promise<number>): Promise<number> {
  const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))
  const { database, close } = await openOwnDatabase<Tables>({ env: process.env, schema: 'wallets', migrationsFolder })
  try {
    return await command({ store: openStore(database), print: console.log })
  } finally {
    await close()
  }
}
