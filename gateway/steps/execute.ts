import type { GraphQLRequestContextDidResolveOperation, GraphQLRequestContextWillSendResponse } from '@apollo/server'
import { ApolloServer, HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from '../../kit/logger.ts'
import type { Limits } from '../config.ts'
import type { Engine } from '../engine/engine.ts'
import { asGateway } from '../engine/server-adapter.ts'
import type { Exchange } from '../exchange.ts'
import { exchangeOf, searchOf } from '../exchange.ts'
import { checkOperation } from './check-operation.ts'
import { openMask } from './mask.ts'
import { respond } from './respond.ts'

interface ServerContext {
  readonly exchange: Exchange
}

export type GraphQLServer = ApolloServer<ServerContext>

/** The GraphQL server: request parameters, cross-site guard, parsing, validation; the engine does the rest. */
export async function startGraphQLServer(options: {
  engine: Engine
  production: boolean
  limits: Limits
  logger: Logger
}): Promise<GraphQLServer> {
  const { engine, production, limits, logger } = options
  const server = new ApolloServer<ServerContext>({
    gateway: asGateway(engine),
    logger: serverLogger(logger),
    nodeEnv: production ? 'production' : 'development',
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    formatError: openMask(logger),
    parseOptions: { maxTokens: limits.tokens },
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    stringifyResult: (value) => JSON.stringify(value),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      { requestDidStart: async () => ({ didResolveOperation: didResolveOperation(limits), willSendResponse }) },
    ],
  })
  await server.start()
  return server
}

/** Everything refusable has been refused: hands the request to the GraphQL server, with the media type settled. */
export function execute(server: GraphQLServer) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const exchange = exchangeOf(request)
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headersOf(request, exchange),
        search: searchOf(request),
        body: request.body,
      },
      context: async () => ({ exchange }),
    })
    return respond(reply, exchange, answer)
  }
}

function headersOf(request: FastifyRequest, exchange: Exchange): HeaderMap {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  headers.set('accept', exchange.mediaType)
  return headers
}

/** After validation and before planning: the first moment at which types and variables are known. */
function didResolveOperation(limits: Limits) {
  return async (run: GraphQLRequestContextDidResolveOperation<ServerContext>): Promise<void> => {
    const { schema, document, operation, request, contextValue } = run
    contextValue.exchange.operationName = run.operationName
    contextValue.exchange.operationType = operation?.operation ?? null
    if (operation) checkOperation({ schema, document, operation, variables: request.variables ?? {} }, limits)
  }
}

/** Notes, for the log line, what the caller is told. */
async function willSendResponse(run: GraphQLRequestContextWillSendResponse<ServerContext>): Promise<void> {
  const { body } = run.response
  const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : []
  const { exchange } = run.contextValue
  exchange.codes = [...new Set(errors.map(({ extensions }) => String(extensions?.code)))]
  exchange.errorIds = errors.flatMap(({ extensions }) => (extensions?.errorId ? [String(extensions.errorId)] : []))
}

/** The server logs with one text argument; ours are pino's. */
function serverLogger(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.debug(String(message)),
    info: (message?: unknown) => logger.info(String(message)),
    warn: (message?: unknown) => logger.warn(String(message)),
    error: (message?: unknown) => logger.error(String(message)),
  }
}
