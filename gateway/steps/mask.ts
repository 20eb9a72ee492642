import { randomUUID } from 'node:crypto'
import type { GraphQLFormattedError } from 'graphql'
import { GraphQLError } from 'graphql'
import type { Logger } from '../../kit/logger.ts'
import { GatewayError, isAgencyPublic, isServerCode } from '../errors.ts'
import type { Exchange } from '../exchange.ts'

/** What the caller reads instead of a message that was not written for him. */
const MASKED = 'Something went wrong on our side; quote the errorId when you ask about it.'

/** Of an agency's own words no more than this is logged. */
const LOGGED_LENGTH = 300
/** Of the errors of one operation no more ids than this stand in its log line. */
const NOTED_LIMIT = 100

export type MaskError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError

/**
 * After execution and before anything is written: the one place through which every error of an executed request
 * leaves. It allows by the rules in errors.ts and builds each error anew, so that no extension, stack, address or body of
 * somebody else travels along.
 */
export function openMask(logger: Logger): MaskError {
  return (formatted, error) => {
    const own = originOf(error)
    if (own) return rebuild(formatted, own.message, { ...own.extensions })
    const extensions = formatted.extensions ?? {}
    const { code, serviceName, errorId } = extensions
    const subgraph = typeof serviceName === 'string' ? { subgraph: serviceName } : {}
    if (serviceName ? isAgencyPublic(extensions) : isServerCode(code)) {
      return rebuild(formatted, formatted.message, { code, ...subgraph })
    }
    // An agency that has masked the error itself has logged it under its own id; one id must lead to the cause.
    const id = code === 'INTERNAL' && isErrorId(errorId) ? errorId : randomUUID()
    const cause = serviceName ? { message: formatted.message.slice(0, LOGGED_LENGTH), code } : { err: error }
    logger.error({ errorId: id, ...subgraph, path: formatted.path?.join('.'), ...cause }, 'masked an error')
    return rebuild(formatted, MASKED, { code: 'INTERNAL', errorId: id, ...subgraph })
  }
}

/** The errors of a result, as they leave. */
export function maskAll(errors: readonly GraphQLError[], mask: MaskError): GraphQLFormattedError[] {
  return errors.map((error) => mask(error.toJSON(), error))
}

/** The gateway's own error, also where the engine has wrapped it to give it a path. */
function originOf(error: unknown): GatewayError | undefined {
  if (error instanceof GatewayError) return error
  const cause = error instanceof GraphQLError ? error.originalError : undefined
  return cause instanceof GatewayError ? cause : undefined
}

function isErrorId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)
}

function rebuild(
  formatted: GraphQLFormattedError,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLFormattedError {
  const { locations, path } = formatted
  return { message, ...(locations ? { locations } : {}), ...(path ? { path } : {}), extensions }
}

/** Notes, for the log line, what the caller is told. An operation of many answers may be told of many errors. */
export function noteErrors(exchange: Exchange, errors: readonly GraphQLFormattedError[] = []): void {
  if (errors.length === 0) return
  const codes = errors.map(({ extensions }) => String(extensions?.code))
  const ids = errors.flatMap(({ extensions }) => (extensions?.errorId ? [String(extensions.errorId)] : []))
  exchange.codes = [...new Set([...exchange.codes, ...codes])]
  exchange.errorIds = [...exchange.errorIds, ...ids].slice(-NOTED_LIMIT)
}
