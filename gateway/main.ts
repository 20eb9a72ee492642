import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../kit/clock.ts'
import { closeOnSignal } from '../kit/close-on-signal.ts'
import { ConfigError } from '../kit/config.ts'
import type { Keyring } from '../kit/keys.ts'
import { loadKeyPair } from '../kit/keys.ts'
import type { Logger } from '../kit/logger.ts'
import { openLogger } from '../kit/logger.ts'
import { reportStartFailure } from '../kit/start-failure.ts'
import { openStatementSigner } from '../kit/viewer-statement.ts'
import type { GatewayConfig } from './config.ts'
import { readGatewayConfig, switchTelemetryOff } from './config.ts'
import type { Sandbox } from './graphiql/add-graphiql.ts'
import { addGraphiql } from './graphiql/add-graphiql.ts'
import { openHttp } from './open-http.ts'
import { addPipeline } from './pipeline.ts'
import { openTokenDoor } from './steps/authenticate.ts'
import { startGraphQLServer } from './steps/execute.ts'
import { keepStatements } from './subgraph-client/keep-statements.ts'
import { openSubgraphClient } from './subgraph-client/open-subgraph-client.ts'
import { loadSupergraph } from './supergraph/load-supergraph.ts'

export interface GatewayOptions {
  /** Read and checked by config.ts, which lists the variables. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Where the agencies answer, by name; these win over SUBGRAPH_URLS and over the supergraph's own. */
  readonly subgraphUrls?: Readonly<Record<string, string>>
  readonly now: Clock
  readonly logger: Logger
  /** Serves GraphiQL with an operation and personas to try. Refused in production. */
  readonly sandbox?: Sandbox
}

export interface RunningGateway {
  /** The GraphQL endpoint, e.g. `http://127.0.0.1:4000/graphql`. In a sandbox GraphiQL answers at its root. */
  readonly url: string
  /** Takes no new connections, lets running requests finish, then closes. */
  close(): Promise<void>
}

/** @throws {ConfigError} and the system's own errors for taken or forbidden ports */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { now, logger, sandbox } = options
  const config = readGatewayConfig(options.env)
  if (sandbox && config.production) throw new ConfigError('a sandbox cannot run with NODE_ENV=production; unset it')
  const { limits, production } = config
  const keyring = { folder: config.keysFolder, createMissing: !production }
  const identify = await openTokenDoor({ token: config.token, keyring, now })
  const { engine, client } = await openEngine({ config, keyring, options })
  const server = await startGraphQLServer({ engine, production, limits, logger })

  const http = openHttp({ logger, deadlineMs: limits.deadlineMs })
  const drain = addDrain(http)
  addPipeline(http, { limits, identify, server, logger })
  if (sandbox) addGraphiql(http, sandbox)
  await http.listen({ host: config.host, port: config.port })
  const { port } = http.server.address() as AddressInfo
  return {
    url: `http://${config.host}:${port}/graphql`,
    async close() {
      drain()
      await http.close()
      await server.stop()
      await client.close()
    },
  }
}

async function openEngine(room: { config: GatewayConfig; keyring: Keyring; options: GatewayOptions }) {
  const { config, keyring, options } = room
  const { now, logger } = options
  const addresses = { ...config.subgraphUrls, ...options.subgraphUrls }
  const supergraph = loadSupergraph({ sdl: config.supergraphSdl, addresses })
  const { privateJwk } = await loadKeyPair(keyring, 'gateway')
  const client = openSubgraphClient({
    subgraphs: supergraph.subgraphs,
    sign: keepStatements(await openStatementSigner({ privateJwk, now }), now),
    timeouts: config.subgraph,
    maxBytes: config.subgraph.maxBytes,
    logger,
  })
  switchTelemetryOff()
  const { loadApolloEngine } = await import('./engine/apollo-engine.ts')
  return { client, engine: await loadApolloEngine({ supergraph, ask: client.ask, logger }) }
}

/** Health and readiness, and the switch that turns to draining. Agencies do not count: without one we answer in part. */
function addDrain(http: FastifyInstance): () => void {
  let draining = false
  http.get('/health', () => ({ status: 'ok' }))
  http.get('/ready', (_request, reply) => reply.code(draining ? 503 : 200).send({ ready: !draining }))
  // A connection kept alive after its last answer would hold the drain until it idles out.
  http.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close')
  })
  return () => {
    draining = true
  }
}

if (import.meta.main) {
  try {
    const { logLevel } = readGatewayConfig(process.env)
    const gateway = await startGateway({
      env: process.env,
      now: Date.now,
      logger: openLogger({ name: 'gateway', level: logLevel }),
    })
    console.log(`gateway answers on ${gateway.url}`)
    closeOnSignal(() => gateway.close())
  } catch (error) {
    reportStartFailure('gateway', error)
    process.exit(1)
  }
}
