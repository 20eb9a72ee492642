import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server'
import { buildSchema } from 'graphql'
import { invariant } from '../../kit/errors.ts'
import type { Exchange } from '../exchange.ts'
import { chargeWhole } from '../limits/charge-answer.ts'
import type { CostTold } from '../limits/open-charge.ts'
import type { PreparedOperation } from '../steps/prepare-operation.ts'

type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway']
type Executor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>
type ExecutionResult = Awaited<ReturnType<Executor>>

/** What one request brings along through the GraphQL server. */
export interface ServerContext {
  readonly exchange: Exchange
  /** `undefined` where the request was not well-formed, which the server refuses. */
  readonly operation: PreparedOperation | undefined
  /** True where the answer may come in parts. */
  readonly parts: boolean
  /**
   * Holds the whole body where the engine has written it and no errors are to be added, and what the answer cost. The
   * server copies this context.
   */
  readonly written: { body?: Buffer; cost?: CostTold }
}

/**
 * Our engines in the shape the GraphQL server asks of a gateway. Each request brings the engine it was checked against,
 * so that the server needs no schema and is not told of a new one: it would hash and index it on the event loop, for as
 * long as a second at 250 kB.
 */
export function engineGateway(): GatewayInterface {
  const listeners = new Set<Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0]>()
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async load() {
      const apiSchema = buildSchema('type Query { unused: Boolean }')
      for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl: '' })
      return { executor }
    },
    async stop() {},
  }
}

const executor: Executor = async ({ context }) => {
  // The server passes on what its context function made (steps/execute.ts) under a type of its own.
  const { operation, written } = context as ServerContext
  invariant(operation, 'only what was prepared is executed')
  const result = await operation.lease.engine.execute(operation)
  const cost = chargeWhole(operation.exchange, result)
  if (cost) written.cost = cost
  // Data that is written already goes through the server untouched.
  return result as ExecutionResult
}
