import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../kit/clock.ts'
import type { Logger } from '../kit/logger.ts'
import { scalars } from '../kit/scalars.ts'
import type { GatewayConfig } from './config.ts'
import { switchTelemetryOff } from './config.ts'
import type { Engine, Subgraphs, WarmOperation } from './engine/engine.ts'
import { loadEngine, planCacheOf } from './engine/load-engine.ts'
import type { Metrics } from './metrics/metrics.ts'
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
    client.setSubgraphs(generations.current().supergraph.subgraphs)
    generations.onSwap((next) => client.setSubgraphs(next.supergraph.subgraphs))
    watchGraph(room, { client, generations })
    return {
      engines: engineSource(generations),
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
  const { stateFolder, trustedFolder } = config
  return openGenerations({
    source,
    addresses: { ...config.subgraphUrls, ...room.subgraphUrls },
    async load(supergraph) {
      const engine = await openEngine(supergraph, { config, subgraphs, metrics, logger })
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
  return loadEngine({ supergraph, subgraphs, logger, planner, cacheBytes, labels, scalars: known, observe: metrics })
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
