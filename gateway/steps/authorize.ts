import type { GraphQLError } from 'graphql'
import type { Clock } from '../../kit/clock.ts'
import type { AccessRow } from '../access/access-table.ts'
import type { Authorization, Grant } from '../access/open-authorization.ts'
import type { Authorize, Engine, Operation, OperationResult } from '../engine/engine.ts'
import { GatewayError } from '../errors.ts'

export interface AuthorizingEngine extends Engine {
  /** What would be decided on an operation; or why it cannot be planned. */
  explainAccess(operation: Operation): Promise<readonly AccessRow[] | readonly GraphQLError[]>
}

/**
 * After an operation is prepared and planned, and before the first agency is asked: may this caller read it, for his
 * purpose, in his jurisdiction? It stands around the engine, because that is what every transport ends in and what alone
 * knows what a plan reads; so there is no way past it. What is given away is noted on the exchange:
 * evidence/withhold-answers.ts puts it on record before the answer goes.
 */
export function authorizing(engine: Engine, room: { authorization: Authorization; now: Clock }): AuthorizingEngine {
  const { authorization, now } = room

  const begin = (operation: Operation) => {
    const { exchange } = operation
    const granted: { grant?: Grant } = {}
    const authorize: Authorize = (reads) => {
      const grant = authorization.decide(reads, exchange.viewer)
      granted.grant = grant
      exchange.releases = grant.releases
      return grant.refusals
    }
    return { asked: { ...operation, authorize }, granted }
  }

  return {
    ...engine,
    execute: (operation) => engine.execute(begin(operation).asked),
    executeIncrementally: (operation) => engine.executeIncrementally(begin(operation).asked),
    async subscribe(operation) {
      const { asked, granted } = begin(operation)
      const result = await engine.subscribe(asked)
      return Symbol.asyncIterator in result ? whileGranted(result, granted.grant?.until ?? null, now) : result
    },
    async explainAccess(operation) {
      const reads = await engine.reads(operation)
      return 'fields' in reads ? authorization.explain(reads, operation.exchange.viewer) : reads
    },
  }
}

/** A consent or a route may end while events still come. */
async function* whileGranted(
  events: AsyncIterable<OperationResult>,
  until: number | null,
  now: Clock,
): AsyncGenerator<OperationResult> {
  for await (const event of events) {
    if (until !== null && now() >= until) {
      yield { errors: [new GatewayError({ code: 'STREAM_RESTART', message: 'what allowed this stream has ended' })] }
      return
    }
    yield event
  }
}
