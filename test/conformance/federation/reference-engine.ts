import type { GraphQLDataSource } from '@apollo/gateway'
import { ApolloGateway } from '@apollo/gateway'
import type { GraphQLFormattedError } from 'graphql'
import { GraphQLError, print } from 'graphql'
import type { OperationResult, Subgraphs } from '../../../gateway/engine/engine.ts'
import { isFailure } from '../../../gateway/engine/engine.ts'
import type { Exchange } from '../../../gateway/exchange.ts'
import type { LoadLocalEngine } from '../../../gateway/testing/federation.ts'

/** `@apollo/gateway` as it is, in the shape of our engine: a second opinion on what the cases here expect. */
export const loadReferenceEngine: LoadLocalEngine = async ({ supergraph, subgraphs }) => {
  const silent = { debug() {}, info() {}, warn() {}, error() {} }
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph.sdl,
    buildService: ({ name }) => sourceOf(name, subgraphs),
    logger: silent,
  })
  const { schema, executor } = await gateway.load()
  type Context = Parameters<typeof executor>[0]
  const refuse = async (): Promise<OperationResult> => ({ errors: [new GraphQLError('the reference cannot do this')] })
  return {
    apiSchema: schema,
    supergraphSdl: supergraph.sdl,
    async execute({ document, source, operationName, variables, exchange }) {
      const context = {
        request: { query: source, operationName, variables },
        document,
        source,
        queryHash: `${operationName}:${print(document)}`,
        operationName,
        context: { exchange },
        metrics: {},
        logger: silent,
      }
      // The executor reads these members of the server's request context and no others.
      const { data, errors } = await executor(context as unknown as Context)
      return { ...(data === undefined ? {} : { data }), ...(errors ? { errors: errors.map(asGraphQLError) } : {}) }
    },
    executeIncrementally: refuse,
    subscribe: refuse,
    reads: () => Promise.reject(new Error('this engine does not tell what it reads')),
    warm: async () => {},
    stop: () => gateway.stop(),
  }
}

/** Some of its errors are plain objects. */
function asGraphQLError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { path: path ?? null, extensions: extensions ?? null })
}

function sourceOf(name: string, subgraphs: Subgraphs): GraphQLDataSource {
  return {
    async process({ request, context }) {
      const reply = await subgraphs.ask(name, {
        kind: request.query?.startsWith('mutation') ? 'mutation' : 'query',
        body: JSON.stringify({ query: request.query, variables: request.variables }),
        exchange: (context as { exchange: Exchange }).exchange,
      })
      if (isFailure(reply)) return { data: null, errors: [new GraphQLError(reply.message)] }
      const errors = reply.errors.map(
        ({ message, path, code }) => new GraphQLError(message, { path, extensions: { code } }),
      )
      // Data are an object or null in the reference's type; here they are whatever the subgraph said.
      return { data: reply.data as Record<string, unknown> | null, ...(errors.length > 0 ? { errors } : {}) }
    },
  }
}
