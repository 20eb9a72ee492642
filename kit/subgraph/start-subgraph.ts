import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { fastify, LogController } from 'fastify'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { Kind } from 'graphql'
import { mercurius } from 'mercurius'
import type { Clock } from '../clock.ts'
import { PublicError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { enforcePolicy } from '../policy/enforce-policy.ts'
import type { PolicyTable } from '../policy/policy-table.ts'
import type { Viewer } from '../viewer-statement.ts'
import { answerErrors } from './answer-errors.ts'
import { boundClose } from './bound-close.ts'
import type { Door, DoorKeys } from './door.ts'
import { openDoor } from './door.ts'
import { buildFederatedSchema } from './federated-schema.ts'
import { fillDefaults } from './fill-defaults.ts'
import type { ViewerOf } from './guard-routes.ts'
import { guardRoutes } from './guard-routes.ts'
import { hasRecursiveInput } from './recursive-inputs.ts'
import type { RequestBase } from './request-base.ts'
import { requestBase } from './request-base.ts'
import { openResponseStreams } from './response-streams.ts'
import { serveEventStream } from './serve-event-stream.ts'
import { serveWebSocket } from './serve-web-socket.ts'

export type { RequestBase } from './request-base.ts'

/** Who asks and the clock stay where the base has them: the agency's policy is decided by them. */
export type CreateContext = (base: RequestBase) => Pick<RequestBase, 'viewer' | 'now'>

export interface SubgraphDefinition {
  /** The name in the roster; also the audience a viewer statement must name. */
  readonly name: string
  readonly typeDefs: string
  readonly resolvers: object
  /** Called for each request, and for each event of a subscription. */
  readonly createContext: CreateContext
  /** What its policy table asks is decided before its resolvers run; none is asked where there is no table. */
  readonly policy?: PolicyTable
  /** Further routes of the agency, outside the statement door (an issuer's public keys, say). */
  readonly routes?: (server: FastifyInstance) => void
  /** Further routes behind the door: JSON by POST from the gateway, `viewerOf` whom it speaks for. */
  readonly guardedRoutes?: (server: FastifyInstance, viewerOf: ViewerOf) => void
}

export interface SubgraphOptions extends DoorKeys {
  readonly host: string
  readonly port: number
  readonly now: Clock
  readonly logger: Logger
  /** Subscriptions open at once; 1,000 unless given. */
  readonly streamsLimit?: number
  /** `null` takes the agency's own table out, to show that the gateway refuses without it. */
  readonly policy?: null
  /** How long a close waits for what does not end by itself; 10 seconds unless given. */
  readonly closeMs?: number
}

export interface RunningSubgraph {
  readonly name: string
  readonly url: string
  /** Ends the subscriptions, lets running requests finish, then closes. */
  close(): Promise<void>
}

/** The one address of an agency: queries, and subscriptions over server-sent events and WebSocket. */
const PATH = '/graphql'

/** Beside the library's own 16 KB there is room for a statement of many consents. */
const HEADERS_LIMIT_BYTES = 32_768

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
    http: { maxHeaderSize: HEADERS_LIMIT_BYTES },
    forceCloseConnections: 'idle',
  })
  // The library's answer schema turns the list indices of error paths into text.
  server.setSerializerCompiler(() => JSON.stringify)
  boundClose(server, options.closeMs)
  server.get('/health', () => ({ status: 'ok', subgraph: name }))
  definition.routes?.(server)
  const door = await openDoor({ agency: name, ...options })
  const behindDoor: FastifyPluginAsync = (guarded) => serveGuarded(guarded, { door, definition, ...options })
  await server.register(behindDoor)
  await server.listen({ host, port })
  const address = server.server.address() as AddressInfo
  return { name, url: `http://${host}:${address.port}${PATH}`, close: () => server.close() }
}

/** All that lies behind the door. */
async function serveGuarded(
  server: FastifyInstance,
  options: SubgraphOptions & { door: Door; definition: SubgraphDefinition },
): Promise<void> {
  const { door, definition } = options
  const viewerOf = guardRoutes(server, door)
  const baseOf: BaseOf = (request) => requestBase(request.raw, { ...options, viewer: viewerOf(request) })
  const schema = buildFederatedSchema(definition)
  if (definition.policy && options.policy !== null) enforcePolicy(schema, definition.policy)
  definition.guardedRoutes?.(server, viewerOf)
  if (schema.getSubscriptionType()) serveSubscriptions(server, { schema, baseOf, ...options })
  await serveQueries(server, { schema, baseOf, ...options })
}

type BaseOf = (request: FastifyRequest) => RequestBase

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
