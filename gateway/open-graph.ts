import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../kit/clock.ts'
import { ConfigError } from '../kit/config.ts'
import type { Logger } from '../kit/logger.ts'
import { scalars } from '../kit/scalars.ts'
import { anonymous } from '../kit/viewer-statement.ts'
import { loadTransferRules } from './access/load-transfer-rules.ts'
import { openAuthorization } from './access/open-authorization.ts'
import type { GatewayConfig } from './config.ts'
import { switchTelemetryOff } from './config.ts'
import type { Engine, Subgraphs, WarmOperation } from './engine/engine.ts'
import { loadEngine, planCacheOf } from './engine/load-engine.ts'
import type { RecordRelease } from './evidence/record-release.ts'
import { withholdAnswers } from './evidence/withhold-answers.ts'
import type { Metrics } from './metrics/metrics.ts'
import { authorizing } from './steps/authorize.ts'
import type { EngineSource } from './steps/prepare-operation.ts'
import type { StatementFor } from './subgraph-client/keep-statements.ts'
import type { SubgraphClient } from './subgraph-client/open-subgraph-client.ts'
import { openSubgraphClient } from './subgraph-client/open-subgraph-client.ts'
import type { Generations } from './supergraph/generations.ts'
import { openGenerations } from './supergraph/generations.ts'
import { openLastGood } from './supergraph/last-good.ts'
import type { Supergraph } from './supergraph/load-supergraph.ts'
import { openSupergraphSource } from './supergraph/open-source.ts'

/** What operations are executed with: the supergraph of the moment, its engine, and the way to the agencies. */
export interface Graph {
  readonly engines: EngineSource
  /** Where an agency of the supergraph of the moment answers; `undefined` where it has none of that name. */
  addressOf(subgraph: string): string | undefined
  /** Called when another engine has taken over, with the one that now drains. */
  onReplaced(listener: (previous: Engine) => void): void
  close(): Promise<void>
}

export interface GraphRoom {
  readonly config: GatewayConfig
  /** Addresses of agencies that win over the configured ones. */
  readonly subgraphUrls?: Readonly<Record<string, string>>
  /** Absent where agencies take no statements. */
  readonly sign?: StatementFor
  /** Absent where nobody decides on what is released. */
  readonly record?: RecordRelease
  readonly metrics: Metrics
  readonly now: Clock
  readonly logger: Logger
}

/** Resolves when the first supergraph is loaded and warm. @throws {ConfigError} */
export async function openGraph(room: GraphRoom): Promise<Graph> {
  switchTelemetryOff()
  const client = openClient(room)
  try {
    const generations = await followSupergraph(room, client)
    const { subgraphs } = generations.current().supergraph
    await trySeals(room, subgraphs)
    client.setSubgraphs(subgraphs)
    generations.onSwap((next) => client.setSubgraphs(next.supergraph.subgraphs))
    watchGraph(room, { client, generations })
    return {
      engines: engineSource(generations),
      addressOf: (subgraph) => addressIn(generations.current().supergraph, subgraph),
      onReplaced: (listener) => generations.onSwap((_next, previous) => listener(previous.engine)),
      async close() {
        await generations.close()
        await client.close()
      },
    }
  } catch (error) {
    await client.close()
    throw error
  }
}

function addressIn({ subgraphs }: Supergraph, subgraph: string): string | undefined {
  return subgraphs.find(({ name }) => name === subgraph)?.url
}

/** A secret that is missing is told at the start, not by the first question that needs it. @throws {ConfigError} */
async function trySeals({ sign }: GraphRoom, subgraphs: readonly { readonly name: string }[]): Promise<void> {
  for (const { name } of subgraphs) await sign?.({ viewer: anonymous, audience: name })
}

function openClient({ config, sign, metrics, logger }: GraphRoom): SubgraphClient {
  const { subgraph } = config
  return openSubgraphClient({
    subgraphs: [],
    ...(sign ? { sign } : {}),
    timeouts: subgraph,
    maxBytes: subgraph.maxBytes,
    limits: { inFlight: subgraph.inFlight, queued: subgraph.queued },
    subscriptionProtocols: subgraph.subscriptions,
    observe: metrics.subgraphCalled,
    logger,
  })
}

function followSupergraph(room: GraphRoom, subgraphs: Subgraphs): Promise<Generations> {
  const { config, metrics, now, logger } = room
  const source = openSupergraphSource({ ...config.supergraph, now, logger })
  const authorize = config.auth ? openStep(room) : undefined
  const { stateFolder, trustedFolder } = config
  return openGenerations({
    source,
    addresses: { ...config.subgraphUrls, ...room.subgraphUrls },
    async load(supergraph) {
      checkProtected(supergraph, config)
      const bare = await openEngine(supergraph, { config, subgraphs, metrics, logger })
      const engine = authorize ? authorize(bare, supergraph) : bare
      return { supergraph, engine, stop: () => engine.stop() }
    },
    ...(stateFolder ? { lastGood: openLastGood({ folder: stateFolder, sourceName: source.name, now }) } : {}),
    trusted: trustedFolder ? readOperations(trustedFolder) : [],
    observe: ({ kind }) => {
      if (kind !== 'stopped') metrics.supergraphOffered(kind)
    },
    now,
    logger,
  })
}

/** The step that decides who may read what, for the supergraph of the moment. @throws {ConfigError} */
function openStep({ config, record, now }: GraphRoom) {
  const { consentUrl, transferRulesFile } = config.access
  const rules = loadTransferRules(transferRulesFile)
  const links = { register: config.standing.subgraph, ...(consentUrl ? { consentUrl } : {}) }
  return (engine: Engine, { policies, id: schemaVersion }: Supergraph): Engine => {
    if (policies.size === 0) return engine
    const withheld = record ? withholdAnswers(engine, { record, schemaVersion }) : engine
    return authorizing(withheld, { authorization: openAuthorization({ policies, rules, now, links }), now })
  }
}

/** Without `auth` nobody decides who may read what: what the supergraph asks would be a promise that nobody keeps. */
function checkProtected({ policies }: Supergraph, { auth, unprotected, engine }: GatewayConfig): void {
  if (policies.size === 0) return
  if (auth && engine === 'reference') {
    throw new ConfigError('ENGINE=reference cannot tell what an operation reads, so nobody could be refused; unset it')
  }
  if (auth || unprotected) return
  throw new ConfigError(
    `the supergraph says who may read ${policies.size} fields, which --no-auth would not ask; leave it out, or add --unprotected to serve them to every caller on this machine`,
  )
}

async function openEngine(
  supergraph: Supergraph,
  room: { config: GatewayConfig; subgraphs: Subgraphs; metrics: Metrics; logger: Logger },
): Promise<Engine> {
  const { config, subgraphs, metrics, logger } = room
  if (config.engine === 'reference') {
    // Half a second to load, and nobody else needs it.
    const { loadReferenceEngine } = await import('./engine/reference/load-reference-engine.ts')
    return loadReferenceEngine({ supergraph, subgraphs, logger })
  }
  const { cacheBytes, ...planner } = config.planning
  const labels = new Set(config.overrideLabels)
  // Agencies that take our statements are built with the kit, and so are their scalars.
  const known = config.auth ? scalars : {}
  const { default: most, byName } = config.subgraphCosts
  const subgraphCost = (name: string) => byName[name] ?? most
  const bounds = { planner, cacheBytes, subgraphCost }
  return loadEngine({ supergraph, subgraphs, logger, ...bounds, labels, scalars: known, observe: metrics })
}

function readOperations(folder: string): WarmOperation[] {
  return globSync('*.graphql', { cwd: folder })
    .toSorted()
    .map((file) => ({ source: readFileSync(join(folder, file), 'utf8'), operationName: undefined }))
}

function watchGraph(room: GraphRoom, graph: { client: SubgraphClient; generations: Generations }): void {
  const { metrics, now } = room
  const { client, generations } = graph
  metrics.watch({
    subgraphs: client.states,
    subscriptions: client.subscriptions,
    planCache: () => planCacheOf(generations.current().engine),
    supergraph() {
      const { id, servedSince, source } = generations.state()
      const secondsSince = (instant: number) => Math.max(0, (now() - instant) / 1_000)
      return {
        id,
        ageSeconds: secondsSince(servedSince),
        staleSeconds: secondsSince(source.confirmedAt ?? servedSince),
      }
    },
  })
}

function engineSource(generations: Generations): EngineSource {
  return {
    acquire() {
      const { generation, release } = generations.acquire()
      return { engine: generation.engine, release }
    },
    note: generations.note,
  }
}
