import type { GraphQLRequestContextResponseForOperation, GraphQLResponse } from '@apollo/server'
import { HeaderMap } from '@apollo/server'
import type { FormattedExecutionResult } from 'graphql'
import type { DeferredPart, IncrementalResult, OperationResult } from '../engine/engine.ts'
import type { Exchange } from '../exchange.ts'
import { chargePart, chargeWhole, costExtension } from '../limits/charge-answer.ts'
import type { CostTold } from '../limits/open-charge.ts'
import type { MaskError } from '../steps/mask.ts'
import { maskAll, noteErrors } from '../steps/mask.ts'
import type { ServerContext } from './apollo-gateway.ts'
import { errorOf } from './run-operation.ts'

/** The one incremental format there is for graphql-js 16 (and Apollo's clients know it best). */
export const PARTS_TYPE = 'multipart/mixed; deferSpec=20220824'

/**
 * The hook through which deferred parts leave: what a gateway's executor returns becomes one answer, whatever it holds.
 * It leaves operations alone whose answer may not come in parts.
 */
export function answerInParts(mask: MaskError) {
  return async (run: GraphQLRequestContextResponseForOperation<ServerContext>): Promise<GraphQLResponse | null> => {
    const { operation, parts, exchange, written } = run.contextValue
    if (!parts || !operation) return null
    const result = await operation.lease.engine.executeIncrementally(operation).catch(failed)
    if ('initial' in result) return inParts(result, { mask, exchange })
    // Nothing was deferred after all: one answer, as a single part only for who takes nothing else.
    const single = exchange.accepted?.whole === true || result.data === undefined
    if (single) Object.assign(written, costOf(chargeWhole(exchange, result)))
    return single ? inOnePiece(result, mask) : inParts({ initial: result, deferred: none }, { mask, exchange })
  }
}

function costOf(cost: CostTold | undefined): { cost?: CostTold } {
  return cost ? { cost } : {}
}

function inParts({ initial, deferred }: IncrementalResult, told: { mask: MaskError; exchange: Exchange }) {
  const http = { status: undefined, headers: new HeaderMap() }
  const { exchange } = told
  const cost = deferred === none ? chargeWhole(exchange, initial) : chargePart(exchange, initial)
  const initialResult = { ...formatted(initial, told.mask), ...costExtension(cost), hasNext: deferred !== none }
  return { http, body: { kind: 'incremental' as const, initialResult, subsequentResults: laterParts(deferred, told) } }
}

function inOnePiece(result: OperationResult, mask: MaskError): GraphQLResponse {
  // As for a plain operation that was refused; steps/respond.ts finds the status that belongs to its code.
  const http = { status: result.data === undefined ? 400 : undefined, headers: new HeaderMap() }
  return { http, body: { kind: 'single', singleResult: formatted(result, mask) } }
}

const none: IncrementalResult['deferred'] = { async *[Symbol.asyncIterator]() {} }

function failed(error: unknown): OperationResult {
  return { errors: [errorOf(error)] }
}

/** Which part is the last is known only once there is no other, so the end is told by itself. */
async function* laterParts(deferred: AsyncIterable<DeferredPart>, told: { mask: MaskError; exchange: Exchange }) {
  const { mask, exchange } = told
  if (deferred === none) return
  try {
    for await (const { path, label, cost = 0, ...part } of deferred) {
      exchange.charge?.add(cost)
      const result = formatted(part, mask)
      noteErrors(exchange, result.errors)
      yield { incremental: [{ ...result, path, ...(label === undefined ? {} : { label }) }], hasNext: true }
    }
  } catch (error) {
    // What went wrong between the parts has no place in any of them.
    const errors = maskAll([errorOf(error)], mask)
    noteErrors(exchange, errors)
    yield { incremental: [{ data: null, path: [], errors }], hasNext: true }
  } finally {
    exchange.charge?.settle()
  }
  yield { hasNext: false }
}

function formatted({ data, errors }: OperationResult, mask: MaskError): FormattedExecutionResult {
  const result = {
    ...(errors?.length ? { errors: maskAll(errors, mask) } : {}),
    ...(data === undefined ? {} : { data }),
  }
  // Written data writes itself (toJSON); the library's types know objects only.
  return result as FormattedExecutionResult
}
