import type {
  GraphQLRequestContextDidResolveSource,
  GraphQLRequestContextWillSendResponse,
  HTTPGraphQLResponse,
} from '@apollo/server'
import { ApolloServer, HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { FastifyRequest } from 'fastify'
import type { FormattedExecutionResult } from 'graphql'
import { invariant } from '../../kit/errors.ts'
import type { Logger } from '../../kit/logger.ts'
import { answerInParts, PARTS_TYPE } from '../delivery/answer-in-parts.ts'
import type { ServerContext } from '../delivery/apollo-gateway.ts'
import { engineGateway } from '../delivery/apollo-gateway.ts'
import { WrittenData } from '../engine/engine.ts'
import { searchOf } from '../exchange.ts'
import { noteErrors, openMask } from './mask.ts'
import type { EngineSource } from './prepare-operation.ts'

export interface GraphQLServer {
  readonly apollo: ApolloServer<ServerContext>
  /** Where every transport finds the engine of the moment. */
  readonly engines: EngineSource
  readonly production: boolean
  stop(): Promise<void>
}

/**
 * The GraphQL server: request parameters, cross-site guard, the hooks of its plugins. Documents come to it checked and
 * with the engine they were checked against, so that it knows no schema and a new supergraph is no change to it.
 */
export async function startGraphQLServer(options: {
  /** Its engines are stopped by whoever made them. */
  engines: EngineSource
  production: boolean
  logger: Logger
}): Promise<GraphQLServer> {
  const { engines, production, logger } = options
  const mask = openMask(logger)
  const apollo = new ApolloServer<ServerContext>({
    gateway: engineGateway(),
    logger: serverLogger(logger),
    nodeEnv: production ? 'production' : 'development',
    includeStacktraceInErrorResponses: false,
    formatError: mask,
    // A document that was not handed over checked would be parsed and kept here, past every limit.
    documentStore: null,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    stringifyResult,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      {
        requestDidStart: async () => ({
          didResolveSource: handOver,
          responseForOperation: answerInParts(mask),
          willSendResponse,
        }),
      },
    ],
  })
  await apollo.start()
  return { apollo, engines, production, stop: () => apollo.stop() }
}

/** Everything refusable has been refused: hands the request to the GraphQL server, with the media type settled. */
export function execute(
  { apollo }: GraphQLServer,
  run: { request: FastifyRequest; context: ServerContext; allowSimpleGet: boolean },
): Promise<HTTPGraphQLResponse> {
  const { request, context } = run
  return apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headersOf(run),
      search: searchOf(request),
      body: request.body,
    },
    context: async () => context,
  })
}

function headersOf(run: { request: FastifyRequest; context: ServerContext; allowSimpleGet: boolean }): HeaderMap {
  const { request, context, allowSimpleGet } = run
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const { mediaType } = context.exchange
  headers.set('accept', context.parts ? `${PARTS_TYPE}, ${mediaType}` : mediaType)
  if (allowSimpleGet && request.method === 'GET') headers.set('apollo-require-preflight', 'true')
  return headers
}

/**
 * The server parses and validates only where the request has no document yet (@apollo/server 5.5.1, requestPipeline.js;
 * a test holds it), so this first hook of all gives it ours. Its types say that there is none so early, hence assign.
 */
async function handOver(run: GraphQLRequestContextDidResolveSource<ServerContext>): Promise<void> {
  const { operation } = run.contextValue
  invariant(operation, 'only what was prepared is executed')
  Object.assign(run, { document: operation.document, schema: operation.lease.engine.apiSchema })
}

/** Notes, for the log line, what the caller is told; and the body, where it is written already. */
async function willSendResponse(run: GraphQLRequestContextWillSendResponse<ServerContext>): Promise<void> {
  const { body } = run.response
  const data: unknown = body.kind === 'single' ? body.singleResult.data : undefined
  if (data instanceof WrittenData && body.kind === 'single' && !body.singleResult.errors) {
    run.contextValue.written.body = data.body
  }
  noteErrors(run.contextValue.exchange, (body.kind === 'single' ? body.singleResult : body.initialResult).errors)
}

/** What the engine has written stays as it is: errors are added to it, and without any its own body is sent. */
function stringifyResult(result: FormattedExecutionResult): string {
  const data: unknown = result.data
  if (!(data instanceof WrittenData)) return JSON.stringify(result)
  return result.errors ? `{"errors":${JSON.stringify(result.errors)},"data":${data.json}}` : ''
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
