import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import { fastify, LogController } from 'fastify'
import type { JWK } from 'jose'
import { mercurius } from 'mercurius'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { Viewer } from '../viewer-statement.ts'
import { openStatementVerifier, STATEMENT_HEADER } from '../viewer-statement.ts'
import { answerErrors } from './answer-errors.ts'
import { buildFederatedSchema } from './federated-schema.ts'
import { fillDefaults } from './fill-defaults.ts'
import { hasRecursiveInput } from './recursive-inputs.ts'

/** What every agency's request starts from; its own `context.ts` adds store and loaders. */
export interface RequestBase {
  readonly viewer: Viewer
  readonly now: Clock
  readonly logger: Logger
}

export interface SubgraphDefinition {
  /** The name in the roster; also the audience a viewer statement must name. */
  readonly name: string
  readonly typeDefs: string
  readonly resolvers: object
  readonly createContext: (base: RequestBase) => object
  /** Further routes of the agency, outside the statement door (an issuer's public keys, say). */
  readonly routes?: (server: FastifyInstance) => void
}

export interface SubgraphOptions {
  readonly host: string
  readonly port: number
  readonly gatewayPublicJwk: JWK
  readonly now: Clock
  readonly logger: Logger
}

export interface RunningSubgraph {
  readonly name: string
  readonly url: string
  /** Lets running requests finish, then closes. */
  close(): Promise<void>
}

/** Serves one subgraph: `/graphql` behind the door, `/health` before it. @throws where the port is taken or not allowed */
export async function startSubgraph(
  definition: SubgraphDefinition,
  options: SubgraphOptions,
): Promise<RunningSubgraph> {
  const server: FastifyInstance = fastify({
    loggerInstance: options.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    forceCloseConnections: 'idle',
  })
  // The library's answer schema turns the list indices of error paths into text.
  server.setSerializerCompiler(() => JSON.stringify)
  closeConnectionsWhileDraining(server)
  server.get('/health', () => ({ status: 'ok', subgraph: definition.name }))
  definition.routes?.(server)
  const viewers = await addDoor(server, definition, options)
  const schema = buildFederatedSchema(definition)
  await server.register(mercurius, {
    schema,
    jit: hasRecursiveInput(schema) ? 0 : 1,
    // A compiled document holds a megabyte or two; the library's own default keeps two thousand of them.
    cache: 64,
    graphiql: false,
    allowBatchedQueries: false,
    csrfPrevention: true,
    context: (request: FastifyRequest) =>
      definition.createContext({ viewer: viewerOf(viewers, request), now: options.now, logger: options.logger }),
    errorFormatter: (execution) =>
      answerErrors(execution, options.logger) as ReturnType<typeof mercurius.defaultErrorFormatter>,
  })
  server.graphql.addHook('preExecution', async (schema, document, _context, variables) => ({
    variables: fillDefaults(schema, document, variables),
  }))
  await server.listen({ host: options.host, port: options.port })
  const address = server.server.address() as AddressInfo
  return {
    name: definition.name,
    url: `http://${options.host}:${address.port}/graphql`,
    close: () => server.close(),
  }
}

/** A kept-alive connection that was busy when closing began would otherwise hold the close until its own timeout. */
function closeConnectionsWhileDraining(server: FastifyInstance): void {
  let draining = false
  server.addHook('preClose', async () => {
    draining = true
  })
  server.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close')
  })
}

/** The agency's door: no `/graphql` request passes without a statement the gateway signed for this very agency. */
async function addDoor(server: FastifyInstance, definition: SubgraphDefinition, options: SubgraphOptions) {
  const verify = await openStatementVerifier({
    publicJwk: options.gatewayPublicJwk,
    audience: definition.name,
    now: options.now,
  })
  const viewers = new WeakMap<IncomingMessage, Viewer>()
  server.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql') return
    const statement = request.headers[STATEMENT_HEADER]
    const outcome = await verify(Array.isArray(statement) ? undefined : statement)
    if (typeof outcome !== 'string') {
      viewers.set(request.raw, outcome)
      return
    }
    const message = `The ${definition.name} agency answers only its gateway, with a viewer statement signed for it; ask the gateway instead.`
    await reply.code(401).send({ errors: [{ message, extensions: { code: outcome } }] })
  })
  return viewers
}

function viewerOf(viewers: WeakMap<IncomingMessage, Viewer>, request: FastifyRequest): Viewer {
  const viewer = viewers.get(request.raw)
  if (!viewer) throw new Error('a request reached GraphQL around the door')
  return viewer
}
