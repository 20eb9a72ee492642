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
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { getVariableValues, Kind } from 'graphql'
import type { Logger } from '../../kit/logger.ts'
import type { Limits } from '../config.ts'
import type { Engine } from '../engine/engine.ts'
import { asGateway } from '../engine/server-adapter.ts'
import { GatewayError } from '../errors.ts'
import type { Exchange } from '../exchange.ts'
import { exchangeOf } from '../exchange.ts'
import { estimateFields } from './check-cost.ts'
import { openMask } from './mask.ts'
import { respond } from './respond.ts'

const VARIABLE_ERRORS_LIMIT = 10

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
      { requestDidStart: async () => ({ didResolveOperation: checkOperation(limits), willSendResponse }) },
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

/** The one reading of a GET request's parameters: what is checked must be what is executed. */
export function searchOf(request: FastifyRequest): string {
  return new URL(request.url, 'http://gateway.invalid').search
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
function checkOperation(limits: Limits) {
  return async (run: GraphQLRequestContextDidResolveOperation<ServerContext>): Promise<void> => {
    const { schema, document, operation, request } = run
    if (!operation) return
    run.contextValue.exchange.operationName = run.operationName
    run.contextValue.exchange.operationType = operation.operation
    const variables = request.variables ?? {}
    const fragments = new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    )
    const cost = estimateFields({ schema, fragments, variables }, operation)
    if (cost > limits.cost) {
      const message = `the answer could come to ${cost} fields, wanted at most ${limits.cost}; ask for shorter pages`
      throw new GatewayError({ code: 'LIMIT_COST', message })
    }
    checkVariables(schema, operation, variables)
  }
}

/** The engine reports every wrong value it finds; thousands of them would cost seconds and an answer of megabytes. */
function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): void {
  const definitions = operation.variableDefinitions ?? []
  const { errors } = getVariableValues(schema, definitions, variables, {
    maxErrors: VARIABLE_ERRORS_LIMIT,
  })
  if (!errors || errors.length <= VARIABLE_ERRORS_LIMIT) return
  const message = `got more than ${VARIABLE_ERRORS_LIMIT} wrong values in the variables; the first: ${errors[0]?.message}`
  throw new GatewayError({ code: 'BAD_USER_INPUT', message })
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
