import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql'
import type { Logger } from '../../kit/logger.ts'
import type { Exchange } from '../exchange.ts'
import type { Supergraph } from '../supergraph/load-supergraph.ts'

/** One validated operation to be planned over the agencies and executed. */
export interface Operation {
  readonly document: DocumentNode
  readonly source: string
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>> | undefined
  readonly exchange: Exchange
}

export interface OperationResult {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly GraphQLError[]
}

/** What an agency is asked on behalf of an operation. */
export interface SubgraphRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
  readonly exchange: Exchange
}

export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly GraphQLError[]
}

/** Asks one agency. Never throws for what an agency or the network does: a failure is an answer with errors. */
export type AskSubgraph = (name: string, request: SubgraphRequest) => Promise<SubgraphAnswer>

/**
 * Plans operations over a supergraph and executes them. The rest of the room knows this interface only, so that another
 * engine can take its place.
 */
export interface Engine {
  /** What callers may ask: no federation machinery, nothing inaccessible. */
  readonly apiSchema: GraphQLSchema
  readonly supergraphSdl: string
  execute(operation: Operation): Promise<OperationResult>
  stop(): Promise<void>
}

export type LoadEngine = (options: { supergraph: Supergraph; ask: AskSubgraph; logger: Logger }) => Promise<Engine>
