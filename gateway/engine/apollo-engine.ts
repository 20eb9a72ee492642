import { createHash } from 'node:crypto'
import type { GraphQLDataSource } from '@apollo/gateway'
import { ApolloGateway } from '@apollo/gateway'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { GraphQLError, isScalarType, print } from 'graphql'
import { scalars } from '../../kit/scalars.ts'
import { GatewayError } from '../errors.ts'
import type { Exchange } from '../exchange.ts'
import type { AskSubgraph, LoadEngine, Operation, OperationResult } from './engine.ts'
import { placeFailures } from './place-failures.ts'
import { renameAliases, restoreAliases } from './rename-aliases.ts'

/**
 * The engine on Apollo's planner and executor. Planning is synchronous and cannot be stopped, hence the two bounds on
 * how many plans and paths it weighs; what it weighs has been bounded by the document limits before.
 */
export const loadApolloEngine: LoadEngine = async ({ supergraph, ask, logger }) => {
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph.sdl,
    buildService: ({ name }) => askingSource(name, ask),
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
  return {
    apiSchema: schema,
    supergraphSdl: supergraph.sdl,
    async execute(operation) {
      const plannable = plannableOf(operation.document, supergraph.keyFields)
      const result = placeFailures(
        surfaceHidden(await executor(requestContextOf({ ...operation, ...plannable }, logger))),
      )
      return plannable.document === operation.document ? result : restoreAliases(result)
    },
    stop: () => gateway.stop(),
  }
}

/** In place of RemoteGraphQLDataSource, which has no deadline and no size cap, follows redirects and tells addresses. */
function askingSource(name: string, ask: AskSubgraph): GraphQLDataSource {
  return {
    async process({ request, context }) {
      const answer = await ask(name, {
        query: request.query ?? '',
        variables: request.variables ?? {},
        operationName: request.operationName,
        exchange: (context as { exchange: Exchange }).exchange,
      })
      return { ...answer }
    },
  }
}

/**
 * A composed schema knows scalars by name only and would pass any value on to an agency. With the kit's behaviour a bad
 * date is refused here, as the caller's mistake and at its place.
 */
function addScalars(schema: GraphQLSchema): void {
  for (const [name, behaviour] of Object.entries(scalars)) {
    const type = schema.getType(name)
    if (!isScalarType(type)) continue
    type.parseValue = behaviour.parseValue
    type.parseLiteral = behaviour.parseLiteral
    type.serialize = behaviour.serialize
  }
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
