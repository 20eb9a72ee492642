import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Request as LibraryRequest } from 'graphql-sse'
import { createHandler } from 'graphql-sse'
import type { RequestBase } from './request-base.ts'
import type { ResponseStreams } from './response-streams.ts'

const EVENT_STREAM = 'text/event-stream'
const STALLED_MS = 10_000

/**
 * Server-sent events, one operation a connection, on the very address of queries: a POST that accepts an event stream. The
 * library writes the heartbeat, every 12 seconds.
 */
export function serveEventStream(
  server: FastifyInstance,
  options: { path: string; streams: ResponseStreams; baseOf: (request: FastifyRequest) => RequestBase },
): void {
  const { path, streams, baseOf } = options
  const handle = openHandler(streams)
  server.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url !== path || !asksForEvents(request)) return
    const { url, method, body: sent } = request
    const body = (sent ?? null) as Record<string, unknown> | null // JSON, whose shape the library checks
    const context = { base: baseOf(request), response: reply.raw }
    const [answer, init] = await handle({ method, url, headers: headersOf(request), body, raw: request.raw, context })
    reply.code(init.status)
    if (typeof answer === 'string' || answer === null) return reply.type('application/json').send(answer)
    return sendEvents(reply, Readable.from(answer))
  })
}

interface Asked {
  readonly base: RequestBase
  readonly response: ServerResponse
}

/** A type, because the library asks for more than an interface promises. */
type Base = { [K in keyof RequestBase]: RequestBase[K] }

function openHandler(streams: ResponseStreams) {
  return createHandler<IncomingMessage, Asked, Base>({
    // One operation a connection: no streams are reserved under tokens.
    authenticate: () => null,
    onSubscribe({ context }, operation) {
      const args = streams.prepare(operation)
      if ('schema' in args) return { ...args, contextValue: { ...context.base } }
      // Errors as they are written, which is all that becomes of them; the library knows an answer by its `data`.
      return { data: null, errors: streams.mask(args) as unknown as typeof args }
    },
    validate: () => [],
    execute: streams.execute,
    subscribe: streams.subscribe,
    // The library keeps what is not sent yet without a bound, so a subscriber who does not read is not given more.
    onNext: (_base, { context }) => drained(context.response),
  })
}

/** A part of `accept` is enough to be meant; the library wants it to be the whole. */
function asksForEvents({ method, headers }: FastifyRequest): boolean {
  return method === 'POST' && headers.accept !== undefined && headers.accept.includes(EVENT_STREAM)
}

function headersOf({ headers }: FastifyRequest): LibraryRequest['headers'] {
  return {
    get: (name) => (name === 'accept' ? EVENT_STREAM : String(headers[name] ?? '')),
  }
}

/** Its connection carries nothing else and closes with it, so that a server which drains need not wait for it. */
function sendEvents(reply: FastifyReply, events: Readable): FastifyReply {
  reply.headers({ 'content-type': `${EVENT_STREAM}; charset=utf-8`, 'cache-control': 'no-store', connection: 'close' })
  return reply.send(events)
}

/** Waits until the subscriber has read what it was sent; one that reads nothing at all is hung up on. */
async function drained(response: ServerResponse): Promise<void> {
  if (!response.writableNeedDrain) return
  const waiting = new AbortController()
  const signal = AbortSignal.any([waiting.signal, AbortSignal.timeout(STALLED_MS)])
  try {
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })])
  } catch {
    response.destroy()
  } finally {
    waiting.abort()
  }
}
