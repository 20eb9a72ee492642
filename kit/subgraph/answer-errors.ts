import { randomUUID } from 'node:crypto'
import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql'
import { PublicError } from '../errors.ts'
import type { Logger } from '../logger.ts'

/**
 * What an agency tells of its errors: public ones and the caller's own mistakes as they are; bugs as a code and an id
 * that the log also holds. List indices in paths become numbers again (the JIT answers them as text).
 */
export function answerErrors(
  execution: ExecutionResult,
  logger: Logger,
): { statusCode: number; response: { data: ExecutionResult['data']; errors: GraphQLFormattedError[] } } {
  const errors = (execution.errors ?? []).map((error) => answerError(error, logger))
  const refusedWhole = execution.data === undefined || execution.data === null
  const requestFault = refusedWhole && (execution.errors ?? []).some((error) => !error.path)
  return { statusCode: requestFault ? 400 : 200, response: { data: execution.data ?? null, errors } }
}

function answerError(error: GraphQLError, logger: Logger): GraphQLFormattedError {
  const path = error.path?.map((step) => (typeof step === 'string' && /^\d+$/.test(step) ? Number(step) : step))
  const place = { ...(error.locations ? { locations: error.locations } : {}), ...(path ? { path } : {}) }
  const cause = error.originalError ?? error
  if (cause instanceof PublicError) return { message: cause.message, ...place, extensions: { ...cause.extensions } }
  if (!path) return { message: error.message, ...place, extensions: { code: 'BAD_REQUEST' } }
  const errorId = randomUUID()
  logger.error({ err: cause, errorId, path: path.join('.') }, 'unexpected error in a resolver')
  return {
    message: 'Something went wrong on our side; quote the errorId when you ask about it.',
    ...place,
    extensions: { code: 'INTERNAL', errorId },
  }
}
