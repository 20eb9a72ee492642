import { createHash } from 'node:crypto'
import type { GraphQLDataSource } from '@apollo/gateway'
import { ApolloGateway } from '@apollo/gateway'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { GraphQLError, isScalarType, print } from 'graphql'
import { scalars } from '../../../kit/scalars.ts'
import { GatewayError } from '../../errors.ts'
import type { Exchange } from '../../exchange.ts'
import type { Engine, Operation, OperationResult, SubgraphError, Subgraphs } from '../engine.ts'
import { isFailure } from '../engine.ts'
import type { EngineOptions } from '../load-engine.ts'
import { failedPaths } from './failed-paths.ts'
import { placeFailures } from './place-failures.ts'
import { reduceSupergraph } from './reduce-supergraph.ts'
import { renameAliases, restoreAliases } from './rename-aliases.ts'

/**
 * Apollo's planner and executor (@apollo/gateway) in the shape of our engine: to compare answers with, never for
 * production. Its planning is synchronous and cannot be stopped; it gets a supergraph reduced to what it can load, and
 * neither defers nor subscribes.
 */
export async function loadReferenceEngine({ supergraph, subgraphs, logger }: EngineOptions): Promise<Engine> {
  const gateway = new ApolloGateway({
    supergraphSdl: reduceSupergraph(supergraph.sdl),
    buildService: ({ name }) => askingSource(name, subgraphs),
    queryPlannerConfig: { debug: { maxEvaluatedPlans: 100, pathsLimit: 100 } },
    // Left alone, the plan is shown to anybody who sends a header, except where NODE_ENV is production.
    __exposeQueryPlanExperimental: false,
    validateSupergraph: true,
    logger: {
      debug: (message) => logger.debug(message),
      info: (message) => logger.debug(message),
      warn: (message) => logger.warn(message),
      error: (message) => logger.error(message),
    },
  })
  const { schema, executor } = await gateway.load()
  addScalars(schema)

  const execute = async (operation: Operation): Promise<OperationResult> => {
    if (operation.authorize) return { errors: [cannotAuthorize()] }
    const plannable = plannableOf(operation.document, supergraph.keyFields)
    const answer = await executor(requestContextOf({ ...operation, ...plannable }, logger))
    const result = placeFailures(surfaceHidden(answer))
    return plannable.document === operation.document ? result : restoreAliases(result)
  }

  return {
    apiSchema: schema,
    supergraphSdl: supergraph.sdl,
    execute,
    executeIncrementally: execute,
    reads: async () => [cannotAuthorize()],
    subscribe: async () => ({ errors: [new GraphQLError('the reference engine executes no subscriptions')] }),
    warm: async () => {},
    stop: () => gateway.stop(),
  }
}

/** It knows its plans only while it runs them: too late to say what they read. */
function cannotAuthorize(): GraphQLError {
  return new GraphQLError('the reference engine cannot tell who may read what; unset ENGINE')
}

/** This schema is Apollo's and knows scalars by name only; without the kit's behaviour it would pass any value on. */
function addScalars(schema: GraphQLSchema): void {
  for (const [name, behaviour] of Object.entries(scalars)) {
    const type = schema.getType(name)
    if (!isScalarType(type)) continue
    type.parseValue = behaviour.parseValue
    type.parseLiteral = behaviour.parseLiteral
    type.serialize = behaviour.serialize
  }
}

/** In place of RemoteGraphQLDataSource, which has no deadline and no size cap, follows redirects and tells addresses. */
function askingSource(name: string, subgraphs: Subgraphs): GraphQLDataSource {
  return {
    async process({ request, context }) {
      const query = request.query ?? ''
      const { variables = {}, operationName } = request
      const reply = await subgraphs.ask(name, {
        kind: /^\s*mutation\b/.test(query) ? 'mutation' : 'query',
        body: JSON.stringify({ query, variables, operationName }),
        // The context is the one that `requestContextOf` hands in.
        exchange: (context as { exchange: Exchange }).exchange,
      })
      if (!isFailure(reply)) return { data: dataOf(reply.data), errors: reply.errors.map(asGraphQLError) }
      const { failure: code, message } = reply
      const paths = failedPaths({ query, variables })
      // Where no field could be named the failure must still be told.
      const places = paths.length > 0 ? paths : [undefined]
      const errors = places.map(
        (path) => new GatewayError({ code, subgraph: name, message, ...(path ? { path } : {}) }),
      )
      return { data: null, errors }
    },
  }
}

function dataOf(data: unknown): Record<string, unknown> | null {
  // An object by the check before it; of what is in it nothing is known.
  return typeof data === 'object' && !Array.isArray(data) ? (data as Record<string, unknown> | null) : null
}

function asGraphQLError({ message, path, code, errorId, public: marked }: SubgraphError): GraphQLError {
  const extensions = { ...(code ? { code } : {}), ...(errorId ? { errorId } : {}), ...(marked ? { public: true } : {}) }
  return new GraphQLError(message, { path: path ?? null, extensions })
}

type GatewayGraphQLRequestContext = Parameters<ApolloGateway['executor']>[0]

/** The executor reads these fields of the server's request context and no others (@apollo/gateway 2.14.4). */
function requestContextOf(operation: Operation & Plannable, logger: unknown): GatewayGraphQLRequestContext {
  const context = {
    request: { query: operation.source, operationName: operation.operationName, variables: operation.variables },
    document: operation.document,
    source: operation.source,
    queryHash: operation.planKey,
    operationName: operation.operationName,
    context: { exchange: operation.exchange },
    metrics: {},
    logger,
  }
  return context as unknown as GatewayGraphQLRequestContext
}

/** What is planned for a document, worked out once for as long as the server keeps the document. */
interface Plannable {
  readonly document: DocumentNode
  /** Plans are kept by what a document says, not how it is laid out: two spellings of one operation share a plan. */
  readonly planKey: string
}

const plannables = new WeakMap<DocumentNode, Plannable>()

function plannableOf(document: DocumentNode, keyFields: ReadonlySet<string>): Plannable {
  const known = plannables.get(document)
  if (known) return known
  const safe = renameAliases(document, keyFields)
  const plannable = { document: safe, planKey: createHash('sha256').update(print(safe)).digest('hex') }
  plannables.set(document, plannable)
  return plannable
}

/**
 * Where an agency's answer lacks what the schema promises, the executor nulls the field and its parents and tells of it
 * in an extension only; data would vanish without a word. Here it becomes an error like any other.
 */
function surfaceHidden(result: Awaited<ReturnType<ApolloGateway['executor']>>): OperationResult {
  const hidden = result.extensions?.valueCompletion
  const completion = Array.isArray(hidden) ? hidden.filter((error) => error instanceof GraphQLError) : []
  const errors = [...(result.errors ?? []), ...completion.map(incomplete)]
  return { ...(result.data !== undefined ? { data: result.data } : {}), ...(errors.length > 0 ? { errors } : {}) }
}

function incomplete(error: GraphQLError): GatewayError {
  return new GatewayError({
    code: 'DATA_INCOMPLETE',
    message: 'An agency left out a value that the schema promises, so this part of the answer is missing.',
    path: error.path ?? [],
  })
}
