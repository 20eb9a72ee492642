import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify'
import { fastify, LogController } from 'fastify'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { Kind } from 'graphql'
import type { JWK } from 'jose'
import { mercurius } from 'mercurius'
import type { Clock } from '../clock.ts'
import { PublicError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { Viewer } from '../viewer-statement.ts'
import { answerErrors } from './answer-errors.ts'
import type { Door } from './door.ts'
import { isRefused, openDoor } from './door.ts'
import { buildFederatedSchema } from './federated-schema.ts'
import { fillDefaults } from './fill-defaults.ts'
import { hasRecursiveInput } from './recursive-inputs.ts'
import type { RequestBase } from './request-base.ts'
import { requestBase } from './request-base.ts'
import { openResponseStreams } from './response-streams.ts'
import { serveEventStream } from './serve-event-stream.ts'
import { serveWebSocket } from './serve-web-socket.ts'

export type { RequestBase } from './request-base.ts'

export interface SubgraphDefinition {
  /** The name in the roster; also the audience a viewer statement must name. */
  readonly name: string
  readonly typeDefs: string
  readonly resolvers: object
  /** Called for each request, and for each event of a subscription. */
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
  /** Subscriptions open at once; 1,000 unless given. */
  readonly streamsLimit?: number
}

export interface RunningSubgraph {
  readonly name: string
  readonly url: string
  /** Ends the subscriptions, lets running requests finish, then closes. */
  close(): Promise<void>
}

/** The one address of an agency: queries, and subscriptions over server-sent events and WebSocket. */
const PATH = '/graphql'

/** Serves one subgraph: `/graphql` behind the door, `/health` before it. @throws where the port is taken or not allowed */
export async function startSubgraph(
  definition: SubgraphDefinition,
  options: SubgraphOptions,
): Promise<RunningSubgraph> {
  const { name } = definition
  const { host, port, logger } = options
  const server: FastifyInstance = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_048_576,
    forceCloseConnections: 'idle',
  })
  // The library's answer schema turns the list indices of error paths into text.
  server.setSerializerCompiler(() => JSON.stringify)
  closeConnectionsWhileDraining(server)
  server.get('/health', () => ({ status: 'ok', subgraph: name }))
  definition.routes?.(server)
  const door = await openDoor({ agency: name, ...options })
  const baseOf = addDoor(server, door, options)
  const schema = buildFederatedSchema(definition)
  if (schema.getSubscriptionType()) serveSubscriptions(server, { schema, door, baseOf, definition, ...options })
  await serveQueries(server, { schema, baseOf, definition, ...options })
  await server.listen({ host, port })
  const address = server.server.address() as AddressInfo
  return { name, url: `http://${host}:${address.port}${PATH}`, close: () => server.close() }
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

type BaseOf = (request: FastifyRequest) => RequestBase

/** Before anything of a request is read. @returns what a request that has passed starts from */
function addDoor(server: FastifyInstance, door: Door, options: { now: Clock; logger: Logger }): BaseOf {
  const viewers = new WeakMap<IncomingMessage, Viewer>()
  server.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== PATH) return
    const outcome = await door(request.raw)
    if (isRefused(outcome)) await reply.code(401).send(outcome)
    else viewers.set(request.raw, outcome)
  })
  return ({ raw }) => {
    const viewer = viewers.get(raw)
    if (!viewer) throw new Error('a request reached GraphQL around the door')
    return requestBase(raw, { ...options, viewer })
  }
}

interface Serving {
  readonly schema: GraphQLSchema
  readonly definition: SubgraphDefinition
  readonly baseOf: BaseOf
  readonly now: Clock
  readonly logger: Logger
}

/** Mercurius could stream too, but not as the protocols are written: two libraries that do stand beside it. */
function serveSubscriptions(
  server: FastifyInstance,
  serving: Serving & { readonly door: Door; readonly streamsLimit?: number },
): void {
  const { schema, definition, door, baseOf, now, logger, streamsLimit: limit } = serving
  const { createContext } = definition
  const streams = openResponseStreams({ schema, createContext, logger, limit })
  serveEventStream(server, { path: PATH, streams, baseOf })
  const socketBase = (request: IncomingMessage, viewer: Viewer) => requestBase(request, { viewer, now, logger })
  const sockets = serveWebSocket(server.server, { path: PATH, streams, door, baseOf: socketBase })
  server.addHook('preClose', async () => {
    streams.drain()
    await sockets.close()
  })
}

async function serveQueries(server: FastifyInstance, serving: Serving): Promise<void> {
  const { schema, definition, baseOf, logger } = serving
  await server.register(mercurius, {
    schema,
    jit: hasRecursiveInput(schema) ? 0 : 1,
    // A compiled document holds a megabyte or two; the library's own default keeps two thousand of them.
    cache: 64,
    graphiql: false,
    allowBatchedQueries: false,
    csrfPrevention: true,
    context: (request: FastifyRequest) => definition.createContext(baseOf(request)),
    errorFormatter: (execution) =>
      answerErrors(execution, logger) as ReturnType<typeof mercurius.defaultErrorFormatter>,
  })
  server.graphql.addHook('preExecution', async (schema, document, _context, variables) => {
    checkNoSubscription(document)
    return { variables: fillDefaults(schema, document, variables) }
  })
}

/** The library would answer it as a query, of which nothing follows. */
function checkNoSubscription({ definitions }: DocumentNode): void {
  if (!definitions.some((node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === 'subscription')) return
  const message = 'got a subscription, wanted a query; accept text/event-stream or ask over WebSocket'
  throw new PublicError('SUBSCRIPTION_NEEDS_STREAM', message)
}
