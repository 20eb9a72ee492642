import type { Kysely } from 'kysely'
import { z } from 'zod'
import { ConfigError, readConfig } from './config.ts'
import { openDatabase, openSource } from './database.ts'

const environment = z.object({ DATABASE_URL: z.url().optional(), DATA_DIR: z.string().optional() })

/**
 * An agency's own database for one of its commands: the server of DATABASE_URL, or the folder DATA_DIR on which no agency
 * may be running. @throws {ConfigError} where neither is set: what is written to memory would be forgotten at once
 */
export async function openOwnDatabase<T>(options: {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly schema: string
  readonly migrationsFolder: string
}): Promise<{ database: Kysely<T>; close(): Promise<void> }> {
  const config = readConfig(environment, options.env)
  if (!config.DATABASE_URL && !config.DATA_DIR)
    throw new ConfigError('got neither DATABASE_URL nor DATA_DIR, wanted one')
  const { source, close } = await openSource(config)
  const database = await openDatabase<T>({ source, schema: options.schema, migrationsFolder: options.migrationsFolder })
  return { database, close: () => database.destroy().finally(close) }
}
