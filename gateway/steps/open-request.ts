import type { FastifyReply, FastifyRequest } from 'fastify'
import { createExchange, openExchange, startDeadline } from '../exchange.ts'

/**
 * First of all: gives the request its id and starts its clock. Every later step may refuse, and a refusal must already
 * carry the id that the caller quotes and the log holds. The id is ours alone: a caller's own could repeat or lie.
 * The time begins before the body is read, so that a slow sender spends his own.
 */
export function openRequest(options: { deadlineMs: number }) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const exchange = createExchange(startDeadline(options.deadlineMs, goneOf(reply)))
    reply.header('x-request-id', exchange.requestId)
    openExchange(request, exchange)
  }
}

function goneOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  return gone.signal
}
