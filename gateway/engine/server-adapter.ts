import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server'
import { GraphQLError } from 'graphql'
import type { Exchange } from '../exchange.ts'
import type { Engine } from './engine.ts'

type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway']

/** Our engine in the shape the GraphQL server asks of a gateway: a schema to validate against, and an executor. */
export function asGateway(engine: Engine): GatewayInterface {
  const listeners = new Set<Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0]>()
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async load() {
      for (const listener of listeners) {
        listener({ apiSchema: engine.apiSchema, coreSupergraphSdl: engine.supergraphSdl })
      }
      return {
        executor: async ({ document, source, operation, request, context }) => {
          if (!operation) return { errors: [unresolved(request.operationName)] }
          return engine.execute({
            document,
            source,
            operationName: request.operationName,
            variables: request.variables,
            exchange: (context as { exchange: Exchange }).exchange,
          })
        },
      }
    },
    stop: () => engine.stop(),
  }
}

/** The server gives it the code OPERATION_RESOLUTION_FAILURE. */
function unresolved(operationName: string | undefined): GraphQLError {
  return new GraphQLError(
    operationName
      ? `the document has no operation ${operationName}; name one it has`
      : 'the document has several operations; name one in operationName',
  )
}
