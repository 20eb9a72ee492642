import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ExecutionResult, FormattedExecutionResult } from 'graphql'
import { createHandler } from 'graphql-sse'
import type { Exchange } from '../exchange.ts'
import { searchOf } from '../exchange.ts'
import type { DocumentFault } from '../steps/document-fault.ts'
import type { MaskError } from '../steps/mask.ts'
import { maskAll } from '../steps/mask.ts'
import type { PreparedOperation } from '../steps/prepare-operation.ts'
import type { WriteLogLine } from '../steps/write-log-line.ts'
import { leaveLineToStream } from '../steps/write-log-line.ts'
import type { OpenStreams } from './open-streams.ts'
import type { AnswerEvents, CountSubscriptions } from './run-operation.ts'
import { errorOf, runOperation } from './run-operation.ts'
import type { EndReason } from './stream-ends.ts'
import { streamEnds } from './stream-ends.ts'
import type { StreamLimits, StreamQuotas } from './stream-limits.ts'
import { holderOf, noPlace } from './stream-limits.ts'

export interface EventStreamRoom {
  readonly streams: OpenStreams
  readonly quotas: StreamQuotas
  readonly limits: StreamLimits
  readonly mask: MaskError
  readonly writeLine: WriteLogLine
  readonly deadlineMs: number
  readonly count?: CountSubscriptions
}

interface Run {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly operation: PreparedOperation
}

export type SendEvents = (run: Run) => Promise<FastifyReply>

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // Once a drain has ended the stream, its connection would stay open, idle, and hold the drain up.
  connection: 'close',
  // Some proxies collect an answer before they pass it on, unless they are told not to.
  'x-accel-buffering': 'no',
} as const

/** What the library sends every 12 seconds, and first of all. */
const BEAT = ':\n\n'

/**
 * Answers of one operation as server-sent events, in the "distinct connections mode" of the GraphQL over SSE protocol:
 * one request, one stream. Its other mode, many operations over a reserved stream, would keep answers for streams that
 * nobody ever opens.
 */
export function openEventStreams(room: EventStreamRoom): SendEvents {
  return async (run) => {
    const { request, reply, operation } = run
    const { exchange } = operation
    const leave = takePlace(room, holderOf(exchange.viewer, request.ip))
    if (!leave) {
      operation.lease.release()
      throw noPlace()
    }
    leaveLineToStream(exchange)
    const fate: { ended?: string } = {}
    const answers = await runOperation(operation, { ...room, method: request.method, fate, onEnd: leave })
    const chunks = await chunksOf(request, answers).catch((error: unknown) => {
      answers.end()
      throw error
    })
    reply.hijack()
    await stream({ ...run, room, answers, chunks, fate }).catch((error: unknown) => {
      // The head is out, so the caller cannot be told; the mask logs it.
      maskAll([errorOf(error)], room.mask)
      reply.raw.destroy()
    })
    return reply
  }
}

/** A document at fault is an answer like another here: one event, and the end (the protocol, "Distinct connections mode"). */
export function sendFault(reply: FastifyReply, exchange: Exchange, fault: DocumentFault): FastifyReply {
  exchange.codes = [fault.code]
  return reply.headers(HEADERS).send(Buffer.from(`${eventText({ errors: fault.errors })}event: complete\ndata:\n\n`))
}

function takePlace({ quotas }: EventStreamRoom, holder: string): (() => void) | undefined {
  const connection = quotas.connections.take('all')
  const own = connection && quotas.eventStreams.take(holder)
  if (!connection || !own) {
    connection?.()
    return undefined
  }
  return () => {
    connection()
    own()
  }
}

interface Running extends Run {
  readonly room: EventStreamRoom
  readonly answers: AnswerEvents
  readonly chunks: AsyncGenerator<string>
  readonly fate: { ended?: string }
}

async function stream(running: Running): Promise<void> {
  const { reply, operation, room, answers, chunks, fate } = running
  const { raw } = reply
  const { viewer, expiresAt = null } = operation.exchange
  const end = (reason: EndReason): void => endStream({ reason, raw, answers, fate })
  // What is answered once is done within its deadline, and is not cut off by a drain.
  const lasts = operation.type === 'subscription'
  const remove = lasts ? room.streams.add({ viewer, engine: operation.lease.engine, expiresAt, end }) : () => {}
  const leave = (): void => {
    remove()
    answers.end()
    // Its promise tells when the operation has been closed; nobody waits for that.
    chunks.return(undefined).catch(() => {})
  }
  if (raw.destroyed) return leave()
  raw.once('close', leave)
  raw.writeHead(200, { ...HEADERS, 'x-request-id': operation.exchange.requestId })
  await write({ chunks, raw, bufferedBytes: room.limits.bufferedBytes, fate })
}

/** The protocol is the library's: the form of the events, the order of their kinds, a beat every 12 seconds. */
async function chunksOf(request: FastifyRequest, answers: AnswerEvents): Promise<AsyncGenerator<string>> {
  // The library knows results whose errors are not formatted yet, and writes both alike.
  const results = answers as AsyncGenerator<ExecutionResult>
  const handler = createHandler({ authenticate: () => null, onSubscribe: () => results })
  const get = (name: string) => (name === 'accept' ? 'text/event-stream' : String(request.headers[name] ?? ''))
  // Steps before have read and checked these.
  const body = request.body as Record<string, unknown>
  const [chunks] = await handler({
    method: request.method,
    url: request.url.replace(/\?.*$/, '') + (request.method === 'GET' ? searchOf(request) : ''),
    headers: { get },
    body,
    raw: request.raw,
    context: undefined,
  })
  if (chunks === null || typeof chunks === 'string') throw new Error(`graphql-sse refused a checked request: ${chunks}`)
  return chunks
}

async function write(to: {
  chunks: AsyncGenerator<string>
  raw: ServerResponse
  bufferedBytes: number
  fate: { ended?: string }
}): Promise<void> {
  const { chunks, raw, bufferedBytes, fate } = to
  let stuck = false
  raw.on('drain', () => {
    stuck = false
  })
  for await (const chunk of chunks) {
    if (raw.writableEnded || raw.destroyed) return
    // Looked at before writing, so that one big answer alone makes nobody slow; and who reads nothing from one beat to the
    // next is slow however little waits for him.
    const isBeat = chunk === BEAT
    if (raw.writableLength > bufferedBytes || (isBeat && stuck)) {
      fate.ended = 'slow'
      raw.destroy()
      return
    }
    if (isBeat) stuck = raw.writableNeedDrain
    raw.write(chunk)
  }
  raw.end()
}

function endStream(stream: {
  reason: EndReason
  raw: ServerResponse
  answers: AnswerEvents
  fate: { ended?: string }
}): void {
  const { reason, raw, answers, fate } = stream
  const { code, message, askAgain } = streamEnds[reason]
  const last = { errors: [{ message, extensions: { code } }] }
  fate.ended = reason
  if (!askAgain) {
    answers.end(last)
    return
  }
  // Without a `complete`: clients that know the protocol ask again.
  raw.write(eventText(last))
  raw.end()
  answers.end()
}

function eventText(result: FormattedExecutionResult | { errors: DocumentFault['errors'] }): string {
  return `event: next\ndata: ${JSON.stringify(result)}\n\n`
}
