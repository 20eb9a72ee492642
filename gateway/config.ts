import { accessSync, constants } from 'node:fs'
import { isIPv4 } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { ConfigError, nodeEnvironment, portVariable, readConfig } from '../kit/config.ts'
import type { LimitTerms } from './limits/limit-terms.ts'
import type { IssuerSettings } from './tokens/issuer-settings.ts'
import { parseIssuers, singleIssuer } from './tokens/issuer-settings.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const defaultSupergraph = fileURLToPath(new URL('../schema/supergraph.graphql', import.meta.url))

/** A whole number of at least one; every limit is one of these. */
const bound = (fallback: number) =>
  z.coerce.number('wanted a whole number').int('wanted a whole number').min(1, 'wanted 1 or more').default(fallback)

/** A switch; misspelt it must not pass for off. */
const flag = z
  .enum(['0', '1', 'false', 'true'], 'wanted 1 or 0')
  .default('0')
  .transform((value) => value === '1' || value === 'true')

/** A JSON object in one variable, by the name of the subgraph. */
const bySubgraph = <T extends z.ZodType>(value: T, example: string) =>
  z
    .string()
    .default('{}')
    .transform((text, context) => {
      const parsed = z.record(z.string(), value).safeParse(parseJson(text))
      if (parsed.success) return parsed.data
      context.addIssue({ code: 'custom', message: `wanted JSON such as ${example}` })
      return z.NEVER
    })

const subgraphUrls = bySubgraph(z.url({ protocol: /^https?$/ }), '{"transit":"http://127.0.0.1:4004/graphql"}')
const subgraphCosts = bySubgraph(z.int().min(1), '{"transit":50000}')
const subgraphSubscriptions = bySubgraph(z.enum(['sse', 'ws']), '{"transit":"sse"}')

const words = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )

/** Compared letter by letter with what a browser sends, so each must be written as browsers write it. */
const origins = words.refine(
  (list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
  'wanted origins such as https://app.example, commas between them',
)

/** Addresses of the graph as clients know them; a token's proof names one. */
const endpoints = words.refine(
  (list) => list.every((url) => /^https?:/.test(url) && URL.canParse(url)),
  'wanted addresses such as https://graph.example/graphql, commas between them',
)

const issuers = z.string().transform((text, context) => {
  const parsed = parseIssuers(text)
  if (typeof parsed !== 'string') return parsed
  context.addIssue({ code: 'custom', message: parsed })
  return z.NEVER
})

/** What begins so switches off the planner's own guards against operations that are made to be slow. */
const SECURITY_SWITCHES = 'APOLLO_DISABLE_SECURITY_'

const WORKERS_MAX = 128

const environment = z.object({
  PORT: portVariable.default(4000),
  HOST: z.string().default('127.0.0.1'),
  NODE_ENV: nodeEnvironment,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  ENGINE: z.enum(['ours', 'reference'], 'wanted ours or reference').default('ours'),
  NO_AUTH: flag,
  UNPROTECTED: flag,
  GATEWAY_WORKERS: z.coerce
    .number('wanted a whole number')
    .int('wanted a whole number')
    .min(0)
    .max(WORKERS_MAX)
    .default(0),
  METRICS_PORT: portVariable.optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  SUPERGRAPH_FILE: z.string().optional(),
  SUPERGRAPH_URL: z.url({ protocol: /^https?$/, error: 'wanted the URL of a supergraph, http or https' }).optional(),
  SUPERGRAPH_POLL_MS: bound(10_000),
  TRUSTED_OPERATIONS_DIR: z.string().optional(),
  CONSENT_URL: z.url({ protocol: /^https?$/, error: 'wanted the URL of a page on which residents agree' }).optional(),
  TRANSFER_RULES_FILE: z.string().optional(),
  OVERRIDE_LABELS: words,
  STATE_DIR: z.string().optional(),
  SUBGRAPH_URLS: subgraphUrls,
  STANDING_SUBGRAPH: z.string().default('identity'),
  STANDING_URL: z
    .url({ protocol: /^https?$/, error: 'wanted the URL of the agency that keeps the consents' })
    .optional(),
  EVIDENCE_DIR: z.string().optional(),
  // X-Road stops its message log after so long without a time stamp (message-log parameters, acceptable-timestamp-failure-period).
  EVIDENCE_MAX_LAG_SECONDS: bound(14_400),
  KEYS_DIR: z.string().default('.gba/keys'),
  TOKEN_ISSUER: z.url('wanted the issuer as it stands in the tokens, a URL').default('http://127.0.0.1:4001'),
  TOKEN_AUDIENCE: z.string().default('gba-graph'),
  TOKEN_JWKS_FILE: z.string().optional(),
  TOKEN_ISSUERS: issuers.optional(),
  PUBLIC_URLS: endpoints,
  // Where the defaults come from: the flagship operation takes less than half of each (a test holds that), and the
  // planner must bear what they let through: it plans on the event loop and cannot be stopped once it has begun.
  LIMIT_BYTES: bound(262_144),
  LIMIT_TOKENS: bound(2_000),
  LIMIT_DEPTH: bound(12),
  LIMIT_ALIASES: bound(30),
  LIMIT_ROOT_FIELDS: bound(10),
  LIMIT_DIRECTIVES: bound(50),
  LIMIT_SELECTIONS: bound(2_000),
  LIMIT_COST: bound(250_000),
  LIMIT_SUBGRAPH_COST: bound(250_000),
  SUBGRAPH_COST_LIMITS: subgraphCosts,
  BUDGET_ANONYMOUS_PER_MINUTE: bound(6_000_000),
  BUDGET_CLIENT_PER_MINUTE: bound(20_000_000),
  RATE_CLIENT_PER_MINUTE: bound(60_000),
  RATE_RESIDENT_PER_MINUTE: bound(6_000),
  SHARED_STATE_URL: z
    .url({ protocol: /^rediss?$/, error: 'wanted redis://host:port or rediss://host:port' })
    .optional(),
  PLAN_BUDGET_MS: bound(250),
  PLAN_MEMORY_MB: bound(512),
  PLAN_QUEUE: bound(50),
  PLAN_CACHE_BYTES: bound(64 * 1_048_576),
  DEADLINE_MS: bound(8_000),
  SUBGRAPH_READ_TIMEOUT_MS: bound(2_000),
  SUBGRAPH_MUTATION_TIMEOUT_MS: bound(5_000),
  SUBGRAPH_RESPONSE_BYTES: bound(8 * 1_048_576),
  SUBGRAPH_IN_FLIGHT: bound(64),
  SUBGRAPH_QUEUE: bound(1_000),
  SUBGRAPH_SUBSCRIPTIONS: subgraphSubscriptions,
  STREAM_CONNECTIONS: bound(1_000),
  STREAM_SOCKETS_PER_SUBJECT: bound(5),
  STREAM_EVENT_STREAMS_PER_SUBJECT: bound(20),
  STREAM_SUBSCRIPTIONS_PER_SOCKET: bound(20),
  STREAM_BUFFER_BYTES: bound(262_144),
  STREAM_INIT_TIMEOUT_MS: bound(5_000),
  STREAM_MAX_AGE_MS: bound(6 * 3_600_000),
  ALLOWED_ORIGINS: origins,
  ALLOW_GET_WITHOUT_PREFLIGHT: flag,
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
  /** `reference`: the library whose answers ours are compared with. */
  readonly engine: 'ours' | 'reference'
  /** False: every caller is anonymous and agencies get no statement; no key is read. Loopback only. */
  readonly auth: boolean
  /** True: a supergraph that says who may read what is served without `auth` all the same. Loopback only. */
  readonly unprotected: boolean
  /** Processes behind the one port; 0 and 1 mean this process alone. */
  readonly workers: number
  /** A port of its own for /metrics; without it loopback callers find it on the gateway's port. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined
  /** Where the supergraph is read and read again: a path or an http(s) URL. */
  readonly supergraph: { readonly location: string; readonly pollMs: number }
  /** Where the last good supergraph is kept for a start without its source. */
  readonly stateFolder: string | undefined
  /** Operations that are planned before anybody asks, a file each. */
  readonly trustedFolder: string | undefined
  readonly access: AccessSettings
  /** Labels of `@override(label:)` that are on. */
  readonly overrideLabels: readonly string[]
  readonly subgraphUrls: Readonly<Record<string, string>>
  /** Which agency keeps the registers of partners and consents; its address is the subgraph's where none is given. */
  readonly standing: { readonly subgraph: string; readonly url: string | undefined }
  readonly evidence: EvidenceSettings
  readonly keysFolder: string
  /** Whose access tokens are taken. */
  readonly issuers: readonly IssuerSettings[]
  /** The graph's addresses as clients know them; none: this machine's. */
  readonly endpoints: readonly string[]
  readonly limits: Limits
  /** What one operation may ask of one agency, in weighted fields. */
  readonly subgraphCosts: SubgraphCosts
  /** Budgets and rates of clients. */
  readonly clients: LimitTerms
  /** A Valkey or Redis server that several gateways share; without it this machine's processes share what is one. */
  readonly sharedStateUrl: string | undefined
  readonly planning: PlanningBounds
  readonly subgraph: SubgraphBounds
  readonly streams: StreamBounds
  /** Origins, beside the gateway's own, from which browsers may open sockets. */
  readonly allowedOrigins: readonly string[]
  /** Answers GET queries without a header that makes browsers ask first; for audits, not for partners. */
  readonly allowSimpleGet: boolean
}

/** `default` for agencies that are not named. */
export interface SubgraphCosts {
  readonly default: number
  readonly byName: Readonly<Record<string, number>>
}

export interface AccessSettings {
  /** Where a refusal for want of consent sends the resident. */
  readonly consentUrl: string | undefined
  /** By which routes data may leave a jurisdiction; without the file by none. */
  readonly transferRulesFile: string | undefined
}

export interface EvidenceSettings {
  /** Where it is kept, on this machine's own disk, what was released and is not yet in the access log. */
  readonly folder: string
  /** Nothing more is released once something has waited so long to reach the log. */
  readonly maxLagMs: number
}

export interface PlanningBounds {
  /** For one plan, from when it is begun. */
  readonly budgetMs: number
  readonly memoryMb: number
  /** Operations that may wait for their plan. */
  readonly queueLimit: number
  readonly cacheBytes: number
}

/** In flight and queued are for one agency. */
export interface SubgraphBounds {
  readonly readTimeoutMs: number
  readonly mutationTimeoutMs: number
  readonly maxBytes: number
  readonly inFlight: number
  readonly queued: number
  readonly subscriptions: Readonly<Record<string, 'sse' | 'ws'>>
}

export interface StreamBounds {
  /** Of this process. */
  readonly connections: number
  readonly socketsPerSubject: number
  readonly eventStreamsPerSubject: number
  readonly subscriptionsPerSocket: number
  /** What may wait for a slow reader before he is dropped. */
  readonly bufferedBytes: number
  readonly initTimeoutMs: number
  readonly maxAgeMs: number
}

/** Every variable that bounds a document, `LIMIT_DEPTH` and its like, with its default; each is a flag of the command. */
export const limitDefaults: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(environment.shape)
    .filter(([name]) => name.startsWith('LIMIT_'))
    .map(([name, variable]) => [name, variable.parse(undefined)]),
)

/** The process's environment with the command's flags over it. */
export function processEnvironment(flags: Environment = {}): Environment {
  return { ...process.env, ...flags }
}

/**
 * Reads, checks and freezes the room's configuration; every problem is named at once.
 * @throws {ConfigError}
 */
export function readGatewayConfig(env: Environment): GatewayConfig {
  const values = readConfig(environment, { ...env, ...librarySwitches(env) })
  checkTogether(values)
  return Object.freeze({
    host: isLocalhost(values.HOST) ? '127.0.0.1' : values.HOST,
    port: values.PORT,
    production: values.NODE_ENV === 'production',
    logLevel: values.LOG_LEVEL,
    engine: values.ENGINE,
    auth: !values.NO_AUTH,
    unprotected: values.UNPROTECTED,
    workers: values.GATEWAY_WORKERS,
    metrics: values.METRICS_PORT === undefined ? undefined : { host: values.METRICS_HOST, port: values.METRICS_PORT },
    supergraph: { location: locationOf(values), pollMs: values.SUPERGRAPH_POLL_MS },
    stateFolder: values.STATE_DIR,
    trustedFolder: values.TRUSTED_OPERATIONS_DIR,
    access: { consentUrl: values.CONSENT_URL, transferRulesFile: values.TRANSFER_RULES_FILE },
    overrideLabels: values.OVERRIDE_LABELS,
    subgraphUrls: values.SUBGRAPH_URLS,
    standing: { subgraph: values.STANDING_SUBGRAPH, url: values.STANDING_URL },
    evidence: {
      folder: values.EVIDENCE_DIR ?? join(dirname(values.KEYS_DIR), 'evidence'),
      maxLagMs: values.EVIDENCE_MAX_LAG_SECONDS * 1_000,
    },
    keysFolder: values.KEYS_DIR,
    issuers: issuersOf(values),
    endpoints: values.PUBLIC_URLS,
    limits: limitsOf(values),
    subgraphCosts: { default: values.LIMIT_SUBGRAPH_COST, byName: values.SUBGRAPH_COST_LIMITS },
    clients: {
      anonymousCostPerMinute: values.BUDGET_ANONYMOUS_PER_MINUTE,
      clientCostPerMinute: values.BUDGET_CLIENT_PER_MINUTE,
      clientPerMinute: values.RATE_CLIENT_PER_MINUTE,
      residentPerMinute: values.RATE_RESIDENT_PER_MINUTE,
    },
    sharedStateUrl: values.SHARED_STATE_URL,
    planning: {
      budgetMs: values.PLAN_BUDGET_MS,
      memoryMb: values.PLAN_MEMORY_MB,
      queueLimit: values.PLAN_QUEUE,
      cacheBytes: values.PLAN_CACHE_BYTES,
    },
    subgraph: {
      readTimeoutMs: values.SUBGRAPH_READ_TIMEOUT_MS,
      mutationTimeoutMs: values.SUBGRAPH_MUTATION_TIMEOUT_MS,
      maxBytes: values.SUBGRAPH_RESPONSE_BYTES,
      inFlight: values.SUBGRAPH_IN_FLIGHT,
      queued: values.SUBGRAPH_QUEUE,
      subscriptions: values.SUBGRAPH_SUBSCRIPTIONS,
    },
    streams: {
      connections: values.STREAM_CONNECTIONS,
      socketsPerSubject: values.STREAM_SOCKETS_PER_SUBJECT,
      eventStreamsPerSubject: values.STREAM_EVENT_STREAMS_PER_SUBJECT,
      subscriptionsPerSocket: values.STREAM_SUBSCRIPTIONS_PER_SOCKET,
      bufferedBytes: values.STREAM_BUFFER_BYTES,
      initTimeoutMs: values.STREAM_INIT_TIMEOUT_MS,
      maxAgeMs: values.STREAM_MAX_AGE_MS,
    },
    allowedOrigins: values.ALLOWED_ORIGINS,
    allowSimpleGet: values.ALLOW_GET_WITHOUT_PREFLIGHT,
  })
}

type Values = Readonly<z.output<typeof environment>>

function limitsOf(values: Values): Limits {
  return {
    bytes: values.LIMIT_BYTES,
    tokens: values.LIMIT_TOKENS,
    depth: values.LIMIT_DEPTH,
    aliases: values.LIMIT_ALIASES,
    rootFields: values.LIMIT_ROOT_FIELDS,
    directives: values.LIMIT_DIRECTIVES,
    selections: values.LIMIT_SELECTIONS,
    cost: values.LIMIT_COST,
    deadlineMs: values.DEADLINE_MS,
  }
}

function issuersOf(values: Values): readonly IssuerSettings[] {
  const { TOKEN_ISSUERS, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience, TOKEN_JWKS_FILE: jwksFile } = values
  return TOKEN_ISSUERS ?? singleIssuer({ issuer, audience, jwksFile })
}

/** What is wrong only beside another variable. */
function checkTogether(values: Values): void {
  const production = values.NODE_ENV === 'production'
  const problems = [
    production && values.ENGINE === 'reference' && 'ENGINE=reference is for comparing, not for production; unset it',
    production && values.NO_AUTH && 'NO_AUTH cannot run with NODE_ENV=production; unset one of them',
    values.NO_AUTH && !isLoopback(values.HOST) && 'NO_AUTH serves callers on this machine alone; set HOST to 127.0.0.1',
    values.UNPROTECTED && !values.NO_AUTH && 'UNPROTECTED means nothing without NO_AUTH; unset it',
    values.TOKEN_ISSUERS &&
      values.TOKEN_JWKS_FILE &&
      'TOKEN_JWKS_FILE is for one issuer; name it in TOKEN_ISSUERS instead',
    values.SUPERGRAPH_FILE && values.SUPERGRAPH_URL && 'SUPERGRAPH_FILE and SUPERGRAPH_URL are both set; unset one',
  ].filter((problem) => typeof problem === 'string')
  if (problems.length > 0) throw new ConfigError(`bad configuration: ${problems.join('; ')}`)
}

/** Only what is surely this machine: 127.0.0.0/8 written in full, ::1, localhost. */
function isLoopback(host: string): boolean {
  return isLocalhost(host) || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}

/** The HTTP layer would open two listeners for this name, and a drain must know of all there are. */
function isLocalhost(host: string): boolean {
  return host.toLowerCase() === 'localhost'
}

function locationOf(values: Values): string {
  if (values.SUPERGRAPH_URL) return values.SUPERGRAPH_URL
  const path = values.SUPERGRAPH_FILE ?? defaultSupergraph
  // Told here beside all else that is wrong; with a copy of the last good one the gateway starts without the file.
  if (!values.STATE_DIR) checkReadable(path)
  return path
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

function checkReadable(path: string): void {
  try {
    accessSync(path, constants.R_OK)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new ConfigError(
      `supergraph ${path} cannot be read (${reason}); run npm run compose or name another by SUPERGRAPH_FILE`,
    )
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
