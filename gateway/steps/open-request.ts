import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { anonymous } from '../../kit/viewer-statement.ts'
import type { Deadline } from '../exchange.ts'
import { openExchange } from '../exchange.ts'

/**
 * First of all: gives the request its id and starts its clock. Every later step may refuse, and a refusal must already
 * carry the id that the caller quotes and the log holds. The id is ours alone: a caller's own could repeat or lie.
 */
export function openRequest(options: { deadlineMs: number }) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const requestId = randomUUID()
    reply.header('x-request-id', requestId)
    openExchange(request, {
      requestId,
      startedAtMs: performance.now(),
      mediaType: 'application/json',
      deadline: startDeadline(reply, options.deadlineMs),
      viewer: anonymous,
      operationName: null,
      operationType: null,
      codes: [],
      errorIds: [],
      fetches: [],
    })
  }
}

/** The time begins before the body is read, so that a slow sender spends his own. */
function startDeadline(reply: FastifyReply, deadlineMs: number): Deadline {
  const endsAtMs = performance.now() + deadlineMs
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  return { remainingMs: () => endsAtMs - performance.now(), gone: gone.signal }
}
