import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { stripIgnoredCharacters } from 'graphql'
import { startGateway } from './gateway/main.ts'
import type { Clock, Instant } from './kit/clock.ts'
import { addDays, isoWeekday, regionalDate } from './kit/clock.ts'
import { closeOnSignal } from './kit/close-on-signal.ts'
import { ConfigError } from './kit/config.ts'
import type { OpenSource } from './kit/database.ts'
import { openSource } from './kit/database.ts'
import { openLogger } from './kit/logger.ts'
import { doAll, reportStartFailure } from './kit/start-failure.ts'
import type { StartAgency } from './kit/subgraph/agency.ts'
import type { RunningSubgraph } from './kit/subgraph/start-subgraph.ts'
import { agencyPort } from './schema/agency-port.ts'
import type { RosterEntry } from './schema/roster.ts'
import { roster } from './schema/roster.ts'
import { checkComposition, checkStart, HOST, readHouseConfig } from './start/check-start.ts'
import { ISSUER, issuersAt } from './start/issuers.ts'
import { checkProcesses, startProcesses } from './start/start-processes.ts'
import type { SandboxWishes } from './subgraphs/identity/issuer/issue-token.ts'
import { issueSandboxToken, personas } from './subgraphs/identity/issuer/issue-token.ts'

/** The whole house in one process: the gateway, and every agency of the roster on a listener of its own. */
export interface House {
  readonly gatewayUrl: string
  readonly agencyUrls: ReadonlyMap<string, string>
  /** A sandbox access token for a persona, good for eight hours. @throws for an unknown persona */
  tokenFor(persona: string, wishes?: SandboxWishes): Promise<string>
  /** Takes one agency down; the rest goes on. */
  stopAgency(name: string): Promise<void>
  /** Brings it up again on the address it had. */
  startAgency(name: string): Promise<void>
  close(): Promise<void>
}

export interface HouseOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  /** `roster`: the addresses of the roster; `free`: any free ports, so that several houses can stand side by side. */
  readonly ports?: 'roster' | 'free'
  readonly now?: Clock
  /** `null` takes the agencies' own policy tables out, for the test that shows what the gateway refuses alone. */
  readonly agencyPolicy?: null
  /** True where the generated files are known to fit the contracts, as for whoever starts house after house of one state. */
  readonly composed?: boolean
}

/** @throws {ConfigError} for bad configuration or a port that cannot be had; an AggregateError of several */
export async function startHouse(options: HouseOptions = {}): Promise<House> {
  const { env = process.env, ports = 'roster', now = Date.now } = options
  await checkStart({ env, ports })
  const config = readHouseConfig(env)
  const [database] = await Promise.all([openSource(config), options.composed || checkComposition()])
  const keyring = { folder: config.KEYS_DIR, createMissing: config.NODE_ENV !== 'production' }
  const logger = openLogger({ name: 'house', level: config.LOG_LEVEL })
  const running = new Map<string, RunningSubgraph>()

  const startAgency = async (name: string) => {
    const entry = entryOf(name)
    const start = await loadAgency(entry)
    const port = portOf(running.get(name)?.url) ?? (ports === 'free' ? 0 : agencyPort(entry, env))
    const base = { env, host: HOST, port, keyring, now, ...(options.agencyPolicy === null ? { policy: null } : {}) }
    running.set(name, await start({ ...base, database: database.source, logger: logger.child({ agency: name }) }))
  }
  const tokenFor = (persona: string, wishes: SandboxWishes = {}) =>
    issueSandboxToken({ env, keyring, persona, now, wishes })
  const openGateway = (agencyUrls: ReadonlyMap<string, string>) =>
    startGateway({
      env: {
        ...env,
        HOST,
        PORT: ports === 'free' ? '0' : String(config.PORT),
        SUBGRAPH_URLS: JSON.stringify(Object.fromEntries(agencyUrls)),
        ...issuersAt(originOf(agencyUrls.get(ISSUER)), env),
      },
      now,
      logger: logger.child({ room: 'gateway' }),
      ...(config.NODE_ENV === 'production' ? {} : { sandbox: sandboxOf(tokenFor, now) }),
    })
  try {
    // An agency without a main module runs elsewhere; the gateway finds it at the roster's address.
    const here = roster.filter(({ main }) => main)
    await doAll(
      here.map(
        ({ name }) =>
          () =>
            startAgency(name),
      ),
    )
    const agencyUrls = new Map(here.map(({ name }) => [name, running.get(name)?.url ?? '']))
    const gateway = await openGateway(agencyUrls)
    return {
      gatewayUrl: new URL(gateway.url).origin,
      agencyUrls,
      tokenFor,
      startAgency,
      stopAgency: async (name) => running.get(name)?.close(),
      close: () => closeAll(gateway, running, database),
    }
  } catch (error) {
    await closeAll(undefined, running, database)
    throw error
  }
}

/** What the sandbox's query page starts with: the flagship, and a token for each persona. */
function sandboxOf(tokenFor: (persona: string) => Promise<string>, now: Clock) {
  return {
    operation: readOperation('cross-boundary-trip'),
    variables: flagshipVariables(now()),
    personas: () => Promise.all(personas.map(async ({ slug, name }) => ({ slug, name, token: await tokenFor(slug) }))),
  }
}

/** Outside in: no new requests, then the agencies, then the tables. */
async function closeAll(
  gateway: { close(): Promise<void> } | undefined,
  running: ReadonlyMap<string, RunningSubgraph>,
  database: OpenSource,
) {
  await gateway?.close()
  await Promise.all([...running.values()].map((agency) => agency.close()))
  await database.close()
}

function entryOf(name: string): RosterEntry {
  const entry = roster.find((candidate) => candidate.name === name)
  if (!entry) throw new ConfigError(`no agency ${name}; the roster has ${roster.map((known) => known.name).join(', ')}`)
  return entry
}

async function loadAgency(entry: RosterEntry): Promise<StartAgency> {
  if (!entry.main) throw new ConfigError(`${entry.name} runs elsewhere: the roster names no main module for it`)
  const module = (await import(new URL(entry.main, import.meta.url).href)) as { startAgency: StartAgency }
  return module.startAgency
}

const originOf = (url: string | undefined) => (url ? new URL(url).origin : '')
const portOf = (url: string | undefined) => (url ? Number(new URL(url).port) : undefined)

export function readOperation(name: string): string {
  return readFileSync(new URL(`schema/operations/${name}.graphql`, import.meta.url), 'utf8')
}

/** From the middle of Shenzhen to Central, at half past eight on the next weekday. */
export function flagshipVariables(now: Instant) {
  const days = Array.from({ length: 4 }, (_, later) => addDays(regionalDate(now), later + 1))
  const weekday = days.find((date) => isoWeekday(date) <= 5)
  return { from: 'sz:metro:civic-center', to: 'hk:mtr:CEN', departure: `${weekday}T08:30:00+08:00` }
}

function welcome(house: House, startMs: number): string {
  const agencies = [...house.agencyUrls].map(([name, url]) => `  ${name.padEnd(9)} ${url}  (answers the gateway only)`)
  return `GBA Graph is up after ${(startMs / 1000).toFixed(1)} s.

  gateway   ${house.gatewayUrl}/graphql
${agencies.join('\n')}

Ctrl-C stops it.`
}

async function sandboxWelcome(house: House): Promise<string> {
  const [first, second] = await Promise.all([house.tokenFor('hk-resident'), house.tokenFor('shenzhen-hukou')])
  const query = stripIgnoredCharacters(readOperation('first-question'))
  const body = JSON.stringify({ query, variables: flagshipVariables(Date.now()) })
  return `
It is a sandbox with made-up residents; open ${house.gatewayUrl}/ in a browser for GraphiQL.

Sandbox tokens, good for eight hours; \`npx gba token --persona NAME\` makes more:
  hk-resident     ${first}
  shenzhen-hukou  ${second}

Ask a first question:

curl -s ${house.gatewayUrl}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${first}' -d '${body}'
`
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { processes: { type: 'boolean', default: false } } })
  const { env } = process
  if (values.processes) {
    await doAll([() => checkProcesses(env), () => checkStart({ env, ports: 'roster' }), checkComposition])
    return startProcesses(env)
  }
  const house = await startHouse({ env })
  closeOnSignal(() => house.close())
  console.log(welcome(house, performance.now()))
  if (env.NODE_ENV !== 'production') console.log(await sandboxWelcome(house))
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    reportStartFailure('GBA Graph', error)
    process.exit(1)
  })
}
