import { randomUUID } from 'node:crypto'
import type { ExecutionResult, GraphQLFormattedError } from 'graphql'
import { GraphQLError } from 'graphql'
import { PublicError } from '../errors.ts'
import type { Logger } from '../logger.ts'

/**
 * What an agency tells of its errors: public ones and the caller's own mistakes as they are; bugs as a code and an id.
 * The mark `public: true` is how an agency says that a caller may read an error; the gateway masks all others.
 */
export function answerErrors(execution: ExecutionResult, logger: Logger): ErrorAnswer {
  const errors = (execution.errors ?? []).flatMap(unfold)
  const requestFault = !execution.data && errors.some((error) => !error.path)
  return {
    statusCode: requestFault ? 400 : 200,
    response: { data: execution.data ?? null, errors: errors.map((error) => answerError(error, logger)) },
  }
}

interface ErrorAnswer {
  readonly statusCode: number
  readonly response: { readonly data: ExecutionResult['data']; readonly errors: readonly GraphQLFormattedError[] }
}

/** Mercurius wraps the validation errors of a document into one that only says that there are some. */
function unfold(error: GraphQLError): readonly GraphQLError[] {
  const { errors } = (error.originalError ?? {}) as { errors?: unknown }
  return Array.isArray(errors)
    ? errors.map((inner) => (inner instanceof GraphQLError ? inner : new GraphQLError(String(inner))))
    : [error]
}

function answerError(error: GraphQLError, logger: Logger): GraphQLFormattedError {
  const { path } = error
  const place = { ...(error.locations ? { locations: error.locations } : {}), ...(path ? { path } : {}) }
  const cause = error.originalError ?? error
  if (cause instanceof PublicError)
    return { message: cause.message, ...place, extensions: { ...cause.extensions, public: true } }
  if (!path) return { message: error.message, ...place, extensions: { code: 'BAD_REQUEST' } }
  const errorId = randomUUID()
  logger.error({ err: cause, errorId, path: path.join('.') }, 'unexpected error in a resolver')
  const message = 'Something went wrong on our side; quote the errorId when you ask about it.'
  return { message, ...place, extensions: { code: 'INTERNAL', errorId } }
}
