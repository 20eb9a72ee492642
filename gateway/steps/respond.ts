import type { HTTPGraphQLResponse } from '@apollo/server'
import type { FastifyReply } from 'fastify'
import { invariant } from '../../kit/errors.ts'
import type { ErrorCode, Refusal } from '../errors.ts'
import { errorTable } from '../errors.ts'
import type { Exchange } from '../exchange.ts'

/** A fault in the document or its variables, which the older media type answers with 200. */
const DOCUMENT_FAULTS = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
])

/**
 * Last: one status, one content type, one write. A string body would be encoded by the HTTP layer a second time to
 * learn its length; one Buffer is encoded once.
 */
export function respond(reply: FastifyReply, exchange: Exchange, answer: HTTPGraphQLResponse): FastifyReply {
  invariant(answer.body.kind === 'complete', 'the gateway answers in one piece')
  for (const [name, value] of answer.headers) reply.header(name, value)
  return send(reply, exchange, statusOf(exchange, answer.status ?? 200), answer.body.string)
}

/** A request that was refused as a whole, in the same shape as every other error. */
export function refuse(reply: FastifyReply, exchange: Exchange | undefined, refusal: Refusal): FastifyReply {
  if (exchange) exchange.codes = [refusal.code]
  reply.headers(refusal.headers)
  const body = { errors: [{ message: refusal.message, extensions: { code: refusal.code } }] }
  return send(reply, exchange, refusal.status, JSON.stringify(body))
}

/**
 * GraphQL over HTTP, section 6.4: application/json answers a well-formed request whose document is at fault with 200,
 * application/graphql-response+json with 400. What is refused before the document is read is 4xx under both.
 */
function statusOf(exchange: Exchange, answered: number): number {
  const { codes, mediaType } = exchange
  // What is masked is our fault, whatever the library makes of it.
  if (answered === 400 && codes.includes('INTERNAL')) return 500
  // What a check of ours refuses inside the library comes out as 500; its own status is in the table.
  const [code] = codes
  const status = answered === 500 && isErrorCode(code) ? errorTable[code].status : answered
  const documentFault = status === 400 && codes.length > 0 && codes.every(isDocumentFault)
  return documentFault && mediaType === 'application/json' ? 200 : status
}

function isErrorCode(code: string | undefined): code is ErrorCode {
  return code !== undefined && Object.hasOwn(errorTable, code)
}

function isDocumentFault(code: string): boolean {
  return DOCUMENT_FAULTS.has(code)
}

function send(reply: FastifyReply, exchange: Exchange | undefined, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', `${exchange?.mediaType ?? 'application/json'}; charset=utf-8`)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .send(Buffer.from(text))
}
