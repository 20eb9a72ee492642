import { z } from 'zod'
import { readGatewayConfig } from '../gateway/config.ts'
import type { Listener } from '../kit/check-ports.ts'
import { checkPorts } from '../kit/check-ports.ts'
import { ConfigError, databaseUrl, nodeEnvironment, portVariable, readConfig } from '../kit/config.ts'
import { loadSecret } from '../kit/keys.ts'
import { doAll } from '../kit/start-failure.ts'
import { agencyPort, portVariableOf } from '../schema/agency-port.ts'
import { findStale } from '../schema/compose.ts'
import { roster } from '../schema/roster.ts'

export const HOST = '127.0.0.1'
export const GATEWAY = 'gateway'

/** A room that listens on a port of its own. */
export interface Part extends Listener {
  /** From the project's root. */
  readonly module: string
}

type Environment = Readonly<Record<string, string | undefined>>

const environment = z.object({
  PORT: portVariable.default(4000),
  KEYS_DIR: z.string().default('.gba/keys'),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: databaseUrl.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  NODE_ENV: nodeEnvironment,
})

/** What the house reads for all its parts. @throws {ConfigError} */
export function readHouseConfig(env: Environment): Readonly<z.output<typeof environment>> {
  return readConfig(environment, env)
}

/**
 * Looks at what can be known in a moment, before anything starts: variables, ports, the keys' folder.
 * @throws {ConfigError}, or an AggregateError of several: whoever mends a start learns of every problem together
 */
export async function checkStart(options: { env: Environment; ports: 'roster' | 'free' }): Promise<void> {
  const { env, ports } = options
  await doAll([
    () => readHouseConfig(env),
    () => readGatewayConfig(without(env, Object.keys(environment.shape))),
    ...agenciesHere.map((entry) => () => agencyPort(entry, env)),
    () => (ports === 'roster' ? checkPorts(readParts(env), HOST) : undefined),
    () => checkKeys(env),
  ])
}

const agenciesHere = roster.filter(({ main }) => main)

/** The gateway reads the house's variables too; told once is enough. */
function without(env: Environment, names: readonly string[]): Environment {
  return { ...env, ...Object.fromEntries(names.map((name) => [name, undefined])) }
}

/** The gateway, then the agencies of this house. One whose port cannot be read is left out: its variable is told of. */
export function readParts(env: Environment): Part[] {
  const gateway = { name: GATEWAY, variable: 'PORT', module: 'gateway/main.ts' }
  const agencies = agenciesHere.map((entry) => {
    const variable = portVariableOf(entry)
    const port = readable(() => agencyPort(entry, env))
    return { name: entry.name, variable, module: entry.main ?? '', port }
  })
  const parts = [{ ...gateway, port: readable(() => readHouseConfig({ PORT: env.PORT }).PORT) }, ...agencies]
  return parts.flatMap(({ port, ...part }) => (port === undefined ? [] : { ...part, port }))
}

function readable(read: () => number): number | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** One key stands for the folder: the first that both gateway and identity need. A sandbox makes it here. */
async function checkKeys(env: Environment): Promise<void> {
  const { KEYS_DIR, NODE_ENV } = readHouseConfig({ KEYS_DIR: env.KEYS_DIR, NODE_ENV: env.NODE_ENV })
  await loadSecret({ folder: KEYS_DIR, createMissing: NODE_ENV !== 'production' }, 'pairwise')
}

/** @throws {ConfigError} with the difference where the generated files do not fit the contracts */
export async function checkComposition(): Promise<void> {
  const stale = await findStale().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError(`the contracts do not compose: ${reason}; \`npx gba check\` says more`)
  })
  if (stale.length === 0) return
  throw new ConfigError(
    `generated files are out of date; run \`npm run compose\` and look at the difference:\n\n${stale.join('\n\n')}`,
  )
}
