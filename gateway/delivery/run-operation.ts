import type { FormattedExecutionResult } from 'graphql'
import { GraphQLError } from 'graphql'
import type { OperationResult } from '../engine/engine.ts'
import type { Exchange } from '../exchange.ts'
import { chargeEvent, chargeWhole, costExtension } from '../limits/charge-answer.ts'
import type { CostTold } from '../limits/open-charge.ts'
import type { MaskError } from '../steps/mask.ts'
import { maskAll, noteErrors } from '../steps/mask.ts'
import type { PreparedOperation } from '../steps/prepare-operation.ts'
import type { WriteLogLine } from '../steps/write-log-line.ts'
import type { Events } from './events.ts'
import { openEvents } from './events.ts'

/** Of the calls to agencies that a subscription makes, the log line tells the last ones. */
const FETCHES_TOLD = 100

export type AnswerEvents = Events<FormattedExecutionResult>

/** Told of subscriptions over every transport; the metrics are one of these. */
export interface CountSubscriptions {
  subscriptionOpened(): void
  subscriptionEnded(): void
  eventDelivered(): void
}

export interface RunRoom {
  readonly mask: MaskError
  readonly writeLine: WriteLogLine
  /** How long each event of a subscription may take. */
  readonly deadlineMs: number
  readonly count?: CountSubscriptions
  /** The HTTP method, or WS. */
  readonly method: string
  /** Why the stream was ended by us, once it was. */
  readonly fate: { readonly ended?: string }
  /** Called once, when no answer comes any more. */
  readonly onEnd: () => void
}

/**
 * The answers of one operation for a transport of events: one of a query or mutation, one an event of a subscription.
 * Every error in them is masked; one log line is written at the end; the engine is held until then.
 */
export async function runOperation(operation: PreparedOperation, room: RunRoom): Promise<AnswerEvents> {
  const { exchange } = operation
  let events = 0
  const lasts = operation.type === 'subscription'
  const source = lasts ? await subscribe(operation, room) : execute(operation)
  if (lasts) room.count?.subscriptionOpened()
  return openEvents(source, {
    map: async (result) => {
      const cost = await (lasts ? chargeEvent(exchange, result) : chargeWhole(exchange, result))
      events += 1
      // A subscription that was refused has an answer, but no event.
      if (lasts && result.data !== undefined) room.count?.eventDelivered()
      return formatted(result, exchange, room.mask, cost)
    },
    failed: (error) => {
      events += 1
      return formatted({ errors: [errorOf(error)] }, exchange, room.mask)
    },
    onEnd: () => {
      if (lasts) {
        operation.lease.release()
        room.count?.subscriptionEnded()
      }
      room.writeLine(exchange, { method: room.method, status: 200, events, ...room.fate })
      room.onEnd()
    },
  })
}

/** Once begun it holds its engine until it is done, also where the caller has gone: a mutation is not cut off. */
function execute(operation: PreparedOperation): AsyncIterable<OperationResult> {
  const running = operation.lease.engine.execute(operation).finally(() => operation.lease.release())
  running.catch(() => {})
  return {
    async *[Symbol.asyncIterator]() {
      yield await running
    },
  }
}

async function subscribe(operation: PreparedOperation, room: RunRoom): Promise<AsyncIterable<OperationResult>> {
  const { exchange, lease } = operation
  const { gone } = exchange.deadline
  exchange.deadline = { remainingMs: () => room.deadlineMs, gone }
  const opened = await lease.engine.subscribe(operation).catch((error: unknown) => ({ errors: [errorOf(error)] }))
  return Symbol.asyncIterator in opened ? opened : one(opened)
}

async function* one(result: OperationResult): AsyncIterable<OperationResult> {
  yield result
}

function formatted(
  result: OperationResult,
  exchange: Exchange,
  mask: MaskError,
  cost?: CostTold,
): FormattedExecutionResult {
  const { data, errors } = result
  exchange.fetches.splice(0, exchange.fetches.length - FETCHES_TOLD)
  const masked = errors?.length ? maskAll(errors, mask) : undefined
  noteErrors(exchange, masked)
  // Written data writes itself (toJSON); the library's types know objects only.
  return {
    ...(masked ? { errors: masked } : {}),
    ...(data === undefined ? {} : { data }),
    ...costExtension(cost),
  } as FormattedExecutionResult
}

/** An error that somebody threw, in the form in which the mask takes it. */
export function errorOf(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error
  const originalError = error instanceof Error ? error : new Error(String(error))
  return new GraphQLError(originalError.message, { originalError })
}
