import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { Client } from 'pg'
import { agencyPort, portVariableOf } from './agency-port.ts'
import type { Composition } from './compose.ts'
import { composeProject, staleFiles } from './compose.ts'
import { projectRoot } from './root.ts'
import type { RosterEntry } from './roster.ts'

const PROBE_TIMEOUT_MS = 3_000
const GATEWAY_PORT = 4000
const WANTED_NODE = 24

/** One thing looked at; what is wrong comes with the way to mend it. */
export interface Diagnosis {
  readonly name: string
  readonly ok: boolean
  /** What was found; never a secret. */
  readonly found: string
  readonly fix?: string
}

export interface DoctorOptions {
  readonly root?: string
  readonly roster: readonly RosterEntry[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly nodeVersion: string
}

/** Looks at all that a house needs to start; changes nothing. */
export async function examine(options: DoctorOptions): Promise<readonly Diagnosis[]> {
  const [ports, database, contracts] = await Promise.all([
    examinePorts(options),
    examineDatabase(options.env),
    examineContracts(options),
  ])
  return [examineNode(options.nodeVersion), ...ports, database, examineKeys(options.env), ...contracts]
}

function examineNode(version: string): Diagnosis {
  const major = Number(version.replace(/^v/, '').split('.')[0])
  const found = `Node ${version}`
  if (major >= WANTED_NODE) return { name: 'node', ok: true, found }
  const fix = `Run \`npm ci\` once, then everything through npm or npx: they bring Node ${WANTED_NODE} from node_modules.`
  return { name: 'node', ok: false, found: `${found}, wanted ${WANTED_NODE} or newer`, fix }
}

async function examinePorts(options: DoctorOptions): Promise<Diagnosis[]> {
  const gateway = { name: 'gateway', port: Number(options.env.PORT ?? GATEWAY_PORT), variable: 'PORT' }
  const agencies = options.roster
    .filter(({ main }) => main)
    .map((entry) => ({
      name: entry.name,
      port: agencyPort(entry, options.env),
      variable: portVariableOf(entry),
    }))
  return Promise.all([gateway, ...agencies].map(examinePort))
}

async function examinePort(options: { name: string; port: number; variable: string }): Promise<Diagnosis> {
  const { port, variable } = options
  const name = `port of ${options.name}`
  const obstacle = await listenObstacle(port)
  if (!obstacle) return { name, ok: true, found: `${port} is free` }
  if (await isHealthy(port)) return { name, ok: true, found: `${port} answers /health: a house is running` }
  const fix = `Stop what listens there, or set ${variable} to a free port.`
  return { name, ok: false, found: `${port} cannot be used (${obstacle})`, fix }
}

function listenObstacle(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host: '127.0.0.1', port }, () => server.close(() => resolve(undefined)))
  })
}

async function isHealthy(port: number): Promise<boolean> {
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS)
  const response = await fetch(`http://127.0.0.1:${port}/health`, { signal }).catch(() => undefined)
  return response?.ok ?? false
}

async function examineDatabase(env: DoctorOptions['env']): Promise<Diagnosis> {
  const name = 'database'
  const { DATABASE_URL, DATA_DIR } = env
  if (!DATABASE_URL) {
    if (!DATA_DIR || isWritable(DATA_DIR)) {
      return { name, ok: true, found: DATA_DIR ? `embedded, in ${DATA_DIR}` : 'embedded, in memory' }
    }
    const fix = 'Set DATA_DIR to a folder this user owns, or unset it to keep the data in memory.'
    return { name, ok: false, found: `the folder ${DATA_DIR} cannot be written`, fix }
  }
  const server = databasePlace(DATABASE_URL)
  const client = new Client({ connectionString: DATABASE_URL, connectionTimeoutMillis: PROBE_TIMEOUT_MS })
  try {
    await client.connect()
    await client.query('select 1')
    return { name, ok: true, found: `PostgreSQL at ${server} answers` }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
    const fix = 'Start the server, mend DATABASE_URL, or unset it to use the embedded engine.'
    return { name, ok: false, found: `PostgreSQL at ${server} cannot be asked (${reason})`, fix }
  } finally {
    await client.end().catch(() => {})
  }
}

/** Host, port and database: a URL also holds a password. */
function databasePlace(url: string): string {
  if (!URL.canParse(url)) return 'a URL that cannot be read'
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

function examineKeys(env: DoctorOptions['env']): Diagnosis {
  const name = 'keys'
  const folder = env.KEYS_DIR ?? '.gba/keys'
  const count = existsSync(folder)
    ? readdirSync(folder).filter((file) => /\.(?:jwk\.json|secret)$/.test(file)).length
    : 0
  if (existsSync(folder) && !isWritable(folder)) {
    const fix = 'Give the folder to this user, or set KEYS_DIR to one that it owns.'
    return { name, ok: false, found: `the folder ${folder} cannot be written`, fix }
  }
  if (count > 0) return { name, ok: true, found: `${count} keys in ${folder}` }
  if (env.NODE_ENV !== 'production')
    return { name, ok: true, found: `none in ${folder} yet; the first start makes them` }
  const fix = `Put the production keys into ${folder}: in production none are made.`
  return { name, ok: false, found: `none in ${folder}`, fix }
}

function isWritable(folder: string): boolean {
  try {
    if (existsSync(folder)) accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function examineContracts({ root = projectRoot, roster }: DoctorOptions): Promise<Diagnosis[]> {
  const composition = await composeProject({ root, roster })
  const errors = composition.findings.filter(({ severity }) => severity === 'error')
  const composed: Diagnosis = {
    name: 'contracts',
    ok: errors.length === 0,
    found: errors.length === 0 ? `${roster.length} contracts compose` : `${errors.length} errors`,
    ...(errors.length === 0 ? {} : { fix: 'Run `npx gba check`: it says what and where.' }),
  }
  return errors.length === 0 ? [composed, examineGenerated(composition, root)] : [composed]
}

function examineGenerated(composition: Composition, root: string): Diagnosis {
  const name = 'generated files'
  const stale = staleFiles(composition, root).map(({ path }) => path)
  if (stale.length === 0) return { name, ok: true, found: `${composition.files.size} are current` }
  return { name, ok: false, found: `out of date: ${stale.join(', ')}`, fix: 'Run `npm run compose`.' }
}
