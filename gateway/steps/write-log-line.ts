import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from '../../kit/logger.ts'
import { exchangeOf } from '../exchange.ts'

/**
 * After the answer is out: one wide line a request. It names the partner and never the resident, no variables, no
 * token, no document; what it holds may be kept and counted.
 */
export function writeLogLine(logger: Logger) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const exchange = exchangeOf(request)
    logger.info(
      {
        requestId: exchange.requestId,
        method: request.method,
        status: reply.statusCode,
        durationMs: Math.round(performance.now() - exchange.startedAtMs),
        operationName: exchange.operationName,
        operationType: exchange.operationType,
        clientId: exchange.viewer.clientId,
        forResident: exchange.viewer.subject !== null,
        codes: exchange.codes,
        errorIds: exchange.errorIds,
        fetches: exchange.fetches,
        bytesOut: Number(reply.getHeader('content-length') ?? 0),
      },
      'request',
    )
  }
}
