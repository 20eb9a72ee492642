import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { ConfigError, nodeEnvironment, portVariable, readConfig } from '../kit/config.ts'

type Environment = Readonly<Record<string, string | undefined>>

const defaultSupergraph = fileURLToPath(new URL('../schema/supergraph.graphql', import.meta.url))

/** A whole number of at least one; every limit is one of these. */
const bound = (fallback: number) =>
  z.coerce.number('wanted a whole number').int('wanted a whole number').min(1, 'wanted 1 or more').default(fallback)

const subgraphUrls = z
  .string()
  .default('{}')
  .transform((text, context) => {
    const parsed = z.record(z.string(), z.url({ protocol: /^https?$/ })).safeParse(parseJson(text))
    if (parsed.success) return parsed.data
    context.addIssue({ code: 'custom', message: 'wanted JSON such as {"transit":"http://127.0.0.1:4004/graphql"}' })
    return z.NEVER
  })

/** What begins so switches off the planner's own guards against operations that are made to be slow. */
const SECURITY_SWITCHES = 'APOLLO_DISABLE_SECURITY_'

const environment = z.object({
  PORT: portVariable.default(4000),
  HOST: z.string().default('127.0.0.1'),
  NODE_ENV: nodeEnvironment,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  SUPERGRAPH_FILE: z.string().default(defaultSupergraph),
  SUBGRAPH_URLS: subgraphUrls,
  KEYS_DIR: z.string().default('.gba/keys'),
  TOKEN_ISSUER: z.url('wanted the issuer as it stands in the tokens, a URL').default('http://127.0.0.1:4001'),
  TOKEN_AUDIENCE: z.string().default('gba-graph'),
  TOKEN_JWKS_FILE: z.string().optional(),
  // Where the defaults come from: the flagship operation takes less than half of each (a test holds that), and the
  // planner must bear what they let through: it plans on the event loop and cannot be stopped once it has begun.
  LIMIT_BYTES: bound(262_144),
  LIMIT_TOKENS: bound(2_000),
  LIMIT_DEPTH: bound(12),
  LIMIT_ALIASES: bound(30),
  LIMIT_ROOT_FIELDS: bound(10),
  LIMIT_DIRECTIVES: bound(50),
  LIMIT_SELECTIONS: bound(2_000),
  LIMIT_COST: bound(50_000),
  DEADLINE_MS: bound(8_000),
  SUBGRAPH_READ_TIMEOUT_MS: bound(2_000),
  SUBGRAPH_MUTATION_TIMEOUT_MS: bound(5_000),
  SUBGRAPH_RESPONSE_BYTES: bound(8 * 1_048_576),
  APOLLO_TELEMETRY_DISABLED: z
    .literal('1', 'wanted 1: the gateway library reports to its vendor otherwise')
    .default('1'),
  [`${SECURITY_SWITCHES}*`]: z
    .never({ error: ({ input }) => `${String(input)} switches a guard of the query planner off; unset it` })
    .optional(),
})

export interface Limits {
  readonly bytes: number
  readonly tokens: number
  readonly depth: number
  readonly aliases: number
  readonly rootFields: number
  readonly directives: number
  /** Fields after every fragment is expanded, which is what the planner has to walk. */
  readonly selections: number
  /** Fields that the answer may come to once page sizes are multiplied. */
  readonly cost: number
  readonly deadlineMs: number
}

export interface GatewayConfig {
  readonly host: string
  readonly port: number
  readonly production: boolean
  readonly logLevel: string
  readonly supergraphSdl: string
  readonly subgraphUrls: Readonly<Record<string, string>>
  readonly keysFolder: string
  readonly token: { readonly issuer: string; readonly audience: string; readonly jwksFile: string | undefined }
  readonly limits: Limits
  readonly subgraph: { readonly readTimeoutMs: number; readonly mutationTimeoutMs: number; readonly maxBytes: number }
}

/**
 * Reads, checks and freezes the room's configuration; every problem is named at once.
 * @throws {ConfigError}
 */
export function readGatewayConfig(env: Environment): GatewayConfig {
  const values = readConfig(environment, { ...env, ...librarySwitches(env) })
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    production: values.NODE_ENV === 'production',
    logLevel: values.LOG_LEVEL,
    supergraphSdl: readSupergraphFile(values.SUPERGRAPH_FILE),
    subgraphUrls: values.SUBGRAPH_URLS,
    keysFolder: values.KEYS_DIR,
    token: { issuer: values.TOKEN_ISSUER, audience: values.TOKEN_AUDIENCE, jwksFile: values.TOKEN_JWKS_FILE },
    limits: {
      bytes: values.LIMIT_BYTES,
      tokens: values.LIMIT_TOKENS,
      depth: values.LIMIT_DEPTH,
      aliases: values.LIMIT_ALIASES,
      rootFields: values.LIMIT_ROOT_FIELDS,
      directives: values.LIMIT_DIRECTIVES,
      selections: values.LIMIT_SELECTIONS,
      cost: values.LIMIT_COST,
      deadlineMs: values.DEADLINE_MS,
    },
    subgraph: {
      readTimeoutMs: values.SUBGRAPH_READ_TIMEOUT_MS,
      mutationTimeoutMs: values.SUBGRAPH_MUTATION_TIMEOUT_MS,
      maxBytes: values.SUBGRAPH_RESPONSE_BYTES,
    },
  })
}

/**
 * The gateway library sends usage metrics to usage-reporting.api.apollographql.com unless this is set (its 2.14.0
 * changelog). It reads the process itself, so this must have run before the library is loaded.
 */
export function switchTelemetryOff(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = '1'
}

/** The library reads its switches from the process, whatever environment we were handed; so both are looked at. */
function librarySwitches(env: Environment): Environment {
  const all = { ...process.env, ...env }
  const guardsOff = Object.keys(all).filter((name) => name.startsWith(SECURITY_SWITCHES) && all[name])
  return {
    APOLLO_TELEMETRY_DISABLED: all.APOLLO_TELEMETRY_DISABLED,
    [`${SECURITY_SWITCHES}*`]: guardsOff.join(', '),
  }
}

function readSupergraphFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new ConfigError(`supergraph ${path} cannot be read (${reason}); run npm run compose or set SUPERGRAPH_FILE`)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
