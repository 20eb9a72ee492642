import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { loadBodyMac } from '../kit/body-mac.ts'
import type { Clock } from '../kit/clock.ts'
import { ConfigError } from '../kit/config.ts'
import type { Keyring } from '../kit/keys.ts'
import { loadKeyPair } from '../kit/keys.ts'
import type { Logger } from '../kit/logger.ts'
import { anonymous, openStatementSigner } from '../kit/viewer-statement.ts'
import type { GatewayConfig } from './config.ts'
import { readGatewayConfig } from './config.ts'
import { openEvidence } from './evidence/open-evidence.ts'
import { openSender } from './evidence/send-records.ts'
import type { Sandbox } from './graphiql/add-graphiql.ts'
import { addGraphiql } from './graphiql/add-graphiql.ts'
import { openMeter } from './limits/open-meter.ts'
import { readTrustedOperations } from './limits/trusted-operations.ts'
import { countOperations } from './metrics/count-operations.ts'
import type { Metrics } from './metrics/metrics.ts'
import { openMetrics } from './metrics/metrics.ts'
import { addMetricsRoute, serveMetrics } from './metrics/serve-metrics.ts'
import type { Graph } from './open-graph.ts'
import { openGraph } from './open-graph.ts'
import { openHttp } from './open-http.ts'
import { addPipeline } from './pipeline.ts'
import { addDrain } from './processes/drain.ts'
import { measureLoad } from './processes/measure-load.ts'
import { openValkeySharedState } from './processes/open-valkey-state.ts'
import type { SharedState } from './processes/shared-state.ts'
import { openSharedState } from './processes/shared-state.ts'
import { shedLoad } from './processes/shed-load.ts'
import { openRegister } from './standing/ask-register.ts'
import type { Standing } from './standing/open-standing.ts'
import { openStanding } from './standing/open-standing.ts'
import type { IdentifyViewer } from './steps/authenticate.ts'
import { openTokenDoor } from './steps/authenticate.ts'
import { startGraphQLServer } from './steps/execute.ts'
import type { StatementFor } from './subgraph-client/keep-statements.ts'
import { keepStatements } from './subgraph-client/keep-statements.ts'

export interface GatewayOptions {
  /** Read and checked by config.ts, which lists the variables. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where the agencies answer, by name; these win over SUBGRAPH_URLS and over the supergraph's own. */
  readonly subgraphUrls?: Readonly<Record<string, string>>
  readonly now: Clock
  readonly logger: Logger
  /** Serves GraphiQL with an operation and personas to try. Refused in production. */
  readonly sandbox?: Sandbox
  /** Those of this process, unless it is one of several. */
  readonly metrics?: Metrics
  /** What is one for all processes of the gateway; this one alone by default. */
  readonly sharedState?: SharedState
}

export interface RunningGateway {
  /** The GraphQL endpoint, e.g. `http://127.0.0.1:4000/graphql`. In a sandbox GraphiQL answers at its root. */
  readonly url: string
  /**
   * Takes no new connections, lets running requests finish, then closes. Connections that ask nothing are closed at once,
   * or after `idleGraceMs`, so that no request is crossed that is on its way.
   */
  close(options?: { readonly idleGraceMs?: number }): Promise<void>
}

/** Subscribers of a supergraph that was replaced come back over so long a time, not all at once. */
const RETIRE_MS = 30_000

/** @throws {ConfigError} and the system's own errors for taken or forbidden ports */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { now, logger, sandbox, metrics = openMetrics() } = options
  const config = readGatewayConfig(options.env)
  if (sandbox && config.production) throw new ConfigError('a sandbox cannot run with NODE_ENV=production; unset it')
  const { limits, production } = config
  const keyring = { folder: config.keysFolder, createMissing: !production }
  const shared = config.sharedStateUrl && (await openValkeySharedState({ url: config.sharedStateUrl, now, logger }))
  const sharedState = shared || (options.sharedState ?? openSharedState({ now }))
  const identify = await openDoor({ config, keyring, now, sharedState })
  const sign = config.auth ? await openSigner(keyring, now) : undefined
  const { subgraphUrls = {} } = options
  const evidence = sign && openEvidence({ ...config.evidence, now, logger })
  const record = evidence?.record
  const graph = await openGraph({
    ...{ config, subgraphUrls, metrics, now, logger },
    ...(sign ? { sign } : {}),
    ...(record ? { record } : {}),
  })
  const standing = sign && followStanding({ config, graph, sign, now, logger })
  if (sign)
    evidence?.start(openSender({ subgraph: config.standing.subgraph, address: registerAddress(config, graph), sign }))
  const server = await startGraphQLServer({ engines: graph.engines, production, logger })

  const http = openHttp({ logger, deadlineMs: limits.deadlineMs })
  const drain = addDrain(http, { requestMs: limits.deadlineMs })
  const load = measureLoad()
  metrics.watch({ refusedShare: load.refusedShare })
  addProbes(http, [() => (drain.isDraining() ? 'draining' : undefined), load.overload])
  if (!config.metrics) addMetricsRoute(http, metrics)
  const { streams, allowedOrigins, allowSimpleGet } = config
  const observe = countOperations(metrics)
  const delivery = addPipeline(http, {
    ...{ limits, identify, server, logger, now, observe },
    ...{ streams, allowedOrigins, allowSimpleGet },
    ...{ countSubscriptions: metrics, shed: shedLoad(load) },
    ...(standing ? { standing } : {}),
    ...(config.auth ? countClients({ config, state: sharedState, logger }) : {}),
  })
  standing?.onWithdrawn(delivery.revoke)
  graph.onReplaced((engine) => delivery.retire(engine, { overMs: RETIRE_MS }))
  if (sandbox) addGraphiql(http, sandbox)
  const metricsServer = config.metrics && (await serveMetrics({ ...config.metrics, metrics }))
  await http.listen({ host: config.host, port: config.port }).catch(async (error: unknown) => {
    await standing?.close()
    throw error
  })
  return {
    url: urlOf(config.host, http),
    async close({ idleGraceMs = 0 } = {}) {
      await drain.close(idleGraceMs)
      load.stop()
      await standing?.close()
      await server.stop()
      await evidence?.close()
      await graph.close()
      await metricsServer?.close()
      if (shared) await shared.close()
    },
  }
}

/** Without authentication everybody is anonymous, whatever token he sends. */
async function openDoor(room: {
  config: GatewayConfig
  keyring: Keyring
  now: Clock
  sharedState: SharedState
}): Promise<IdentifyViewer> {
  const { config, keyring, now, sharedState: state } = room
  if (!config.auth) return async () => ({ viewer: anonymous, expiresAt: null })
  const { issuers, endpoints } = config
  return openTokenDoor({ issuers, endpoints, keyring, state, now })
}

/** Where the agency answers that keeps the registers and the access log. */
function registerAddress({ standing: { subgraph, url } }: GatewayConfig, graph: Graph): () => string | undefined {
  return () => url ?? graph.addressOf(subgraph)
}

/** A supergraph without the agency that keeps the registers has nobody to ask: no viewer has standing there. */
function followStanding(room: {
  config: GatewayConfig
  graph: Graph
  sign: StatementFor
  now: Clock
  logger: Logger
}): Standing | undefined {
  const { config, graph, sign, now, logger } = room
  const { subgraph } = config.standing
  const address = registerAddress(config, graph)
  if (!address()) return undefined
  return openStanding({ register: openRegister({ subgraph, address, sign }), worker: randomUUID(), now, logger })
}

/** Without authentication nobody can be told from anybody else. */
function countClients(room: { config: GatewayConfig; state: SharedState; logger: Logger }) {
  const { config, state, logger } = room
  const trusted = readTrustedOperations(config.trustedFolder)
  return { trusted, meter: openMeter({ state, terms: config.clients, trusted, logger }) }
}

async function openSigner(keyring: Keyring, now: Clock) {
  const { privateJwk } = await loadKeyPair(keyring, 'gateway')
  return keepStatements({
    sign: await openStatementSigner({ privateJwk, now }),
    loadMac: (agency) => loadBodyMac(keyring, agency),
    now,
  })
}

/** Alive, and ready for requests. Agencies do not count: without one we answer in part. */
function addProbes(http: FastifyInstance, obstacles: readonly (() => string | undefined)[]): void {
  http.get('/health', () => ({ status: 'ok' }))
  http.get('/ready', (_request, reply) => {
    const reasons = obstacles.flatMap((obstacle) => obstacle() ?? [])
    return reasons.length === 0 ? { ready: true } : reply.code(503).send({ ready: false, reasons })
  })
}

function urlOf(host: string, http: FastifyInstance): string {
  const { port } = http.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/graphql`
}

if (import.meta.main) {
  const { runCommand } = await import('./processes/run-command.ts')
  await runCommand(startGateway)
}
