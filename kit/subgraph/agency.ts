import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { closeOnSignal } from '../close-on-signal.ts'
import { databaseUrl, nodeEnvironment, portVariable, readConfig } from '../config.ts'
import type { DatabaseSource } from '../database.ts'
import { openSource } from '../database.ts'
import type { Keyring } from '../keys.ts'
import type { Logger } from '../logger.ts'
import { openLogger } from '../logger.ts'
import { reportStartFailure } from '../start-failure.ts'
import type { RunningSubgraph } from './start-subgraph.ts'

/** What an agency needs to run: the house passes it in one process; alone, the agency reads it from its environment. */
export interface AgencyOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly host: string
  readonly port: number
  readonly database: DatabaseSource
  readonly keyring: Keyring
  readonly now: Clock
  readonly logger: Logger
  /** `null` takes the agency's policy table out, to show that the gateway refuses without it. */
  readonly policy?: null
}

/** Every `subgraphs/<name>/main.ts` exports one of these as `startAgency`. */
export type StartAgency = (options: AgencyOptions) => Promise<RunningSubgraph>

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: portVariable,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  KEYS_DIR: z.string().default('.gba/keys'),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: databaseUrl.optional(),
  NODE_ENV: nodeEnvironment,
})

/** Runs one agency alone in this process until it is told to stop; a refusal to start is one line and exit code 1. */
export async function runAgency(options: { name: string; defaultPort: number; start: StartAgency }): Promise<void> {
  const { name, defaultPort, start } = options
  try {
    const config = readConfig(environment, { PORT: String(defaultPort), ...process.env })
    const database = await openSource(config)
    const running = await start({
      env: process.env,
      host: config.HOST,
      port: config.PORT,
      database: database.source,
      keyring: { folder: config.KEYS_DIR, createMissing: config.NODE_ENV !== 'production' },
      now: Date.now,
      logger: openLogger({ name, level: config.LOG_LEVEL }),
    })
    console.log(`${name} answers on ${running.url}`)
    closeOnSignal(async () => {
      await running.close()
      await database.close()
    })
  } catch (error) {
    reportStartFailure(name, error)
    process.exit(1)
  }
}
