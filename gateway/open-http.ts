import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fastify, LogController } from 'fastify'
import type { Logger } from '../kit/logger.ts'
import type { ErrorCode } from './errors.ts'
import { errorTable, Refusal } from './errors.ts'
import { findExchange } from './exchange.ts'
import { refuse } from './steps/respond.ts'

const HEADER_BYTES_LIMIT = 16 * 1_024
/**
 * The answer to so many requests asks the caller for a new connection. Of several processes the one that is least busy takes
 * it, so that connections which stay open spread by load and not by who was there first.
 */
const REQUESTS_PER_CONNECTION = 500

/** The HTTP server: its bounds, and one shape for everything it refuses by itself. */
export function openHttp(options: { logger: Logger; deadlineMs: number }): FastifyInstance {
  const { logger, deadlineMs } = options
  const http: FastifyInstance = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // The pipeline writes one line of its own for each request.
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    // While draining, requests on open connections are still answered; only new connections are not taken.
    return503OnClosing: false,
    // A sender who trickles his request in may take no longer than an answer may.
    requestTimeout: deadlineMs,
    maxRequestsPerSocket: REQUESTS_PER_CONNECTION,
    http: { maxHeaderSize: HEADER_BYTES_LIMIT, headersTimeout: deadlineMs, connectionsCheckingInterval: 1_000 },
    clientErrorHandler: refuseMalformed,
  })
  http.removeContentTypeParser('text/plain')
  http.setNotFoundHandler((request, reply) =>
    refuse(reply, findExchange(request), new Refusal('NOT_FOUND', `nothing answers here; send GraphQL to /graphql`)),
  )
  http.setErrorHandler((error, request, reply) => answerError({ error, request, reply, logger }))
  return http
}

/** What the HTTP layer refuses while it reads a body, in our codes. Everything else below 500 is a bad request. */
const bodyFaults: Readonly<Record<string, { code: ErrorCode; message: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'PAYLOAD_TOO_LARGE', message: 'the body is larger than this gateway reads' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'the body is of another type; send content-type: application/json',
  },
}

function answerError(options: { error: unknown; request: FastifyRequest; reply: FastifyReply; logger: Logger }) {
  const { error, request, reply, logger } = options
  const exchange = findExchange(request)
  if (error instanceof Refusal) return refuse(reply, exchange, error)
  const { code = '', statusCode = 500 } = error as { code?: string; statusCode?: number }
  const fault = bodyFaults[code]
  if (fault) return refuse(reply, exchange, new Refusal(fault.code, fault.message))
  if (statusCode < 500)
    return refuse(reply, exchange, new Refusal('BAD_REQUEST', 'the request cannot be read; send JSON'))
  const errorId = exchange?.requestId ?? randomUUID()
  logger.error({ err: error, errorId }, 'unexpected error in the gateway')
  return refuse(reply, exchange, new Refusal('INTERNAL', `Something went wrong on our side; quote ${errorId}.`))
}

const unreadable = { code: 'BAD_REQUEST', message: 'the request is not readable HTTP' } as const
const socketFaults: Readonly<Record<string, { code: ErrorCode; message: string }>> = {
  HPE_HEADER_OVERFLOW: {
    code: 'HEADERS_TOO_LARGE',
    message: `the headers are larger than ${HEADER_BYTES_LIMIT} bytes`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'REQUEST_TIMEOUT', message: 'the request took too long to arrive' },
}

/** What Node's HTTP parser refuses has no request yet, so the answer is written to the socket by hand. */
function refuseMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { code, message } = socketFaults[error.code ?? ''] ?? unreadable
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] })
  socket.end(
    `HTTP/1.1 ${errorTable[code].status} Refused\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
