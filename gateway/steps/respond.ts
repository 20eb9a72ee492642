import { Readable } from 'node:stream'
import type { HTTPGraphQLResponse } from '@apollo/server'
import type { FastifyReply } from 'fastify'
import type { ErrorCode, Refusal } from '../errors.ts'
import { errorTable } from '../errors.ts'
import type { Exchange } from '../exchange.ts'
import type { CostTold } from '../limits/open-charge.ts'
import type { DocumentFault } from './document-fault.ts'

/** Up to this size two pieces are joined sooner than sent one after the other. */
const JOINED_BYTES = 65_536

/** A caller who takes nothing of an answer in parts for so long is dropped. */
const STALLED_MS = 15_000

/**
 * Last: one status, one content type, one write. A string body would be encoded by the HTTP layer a second time to
 * learn its length; one Buffer is encoded once. An answer in parts is written as the caller takes it.
 */
export function respond(
  reply: FastifyReply,
  exchange: Exchange,
  answer: HTTPGraphQLResponse & { readonly written: Buffer | undefined; readonly cost?: CostTold | undefined },
): FastifyReply {
  for (const [name, value] of answer.headers) reply.header(name, value)
  const status = statusOf(exchange, answer.status ?? 200)
  if (answer.body.kind === 'complete') {
    const body = answer.written ?? Buffer.from(answer.body.string)
    return answer.cost ? sendWith(answer.cost, { reply, exchange, status, body }) : send(reply, exchange, status, body)
  }
  reply.raw.setTimeout(STALLED_MS, () => reply.raw.destroy())
  return secure(reply).code(status).send(Readable.from(answer.body.asyncIterator))
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
export function refuseDocument(reply: FastifyReply, exchange: Exchange, fault: DocumentFault): FastifyReply {
  exchange.codes = [fault.code]
  const status = exchange.mediaType === 'application/json' ? 200 : errorTable[fault.code].status
  return send(reply, exchange, status, JSON.stringify({ errors: fault.errors }))
}

function statusOf(exchange: Exchange, answered: number): number {
  const { codes } = exchange
  // What is masked is our fault, whatever the library makes of it.
  if (answered === 400 && codes.includes('INTERNAL')) return 500
  // What the engine refuses comes out of the library as 400 or 500; its own status is in the table.
  const [code] = codes
  const own = isErrorCode(code) ? errorTable[code].status : answered
  return (answered === 400 || answered === 500) && own >= 400 ? own : answered
}

function isErrorCode(code: string | undefined): code is ErrorCode {
  return code !== undefined && Object.hasOwn(errorTable, code)
}

function send(
  reply: FastifyReply,
  exchange: Exchange | undefined,
  status: number,
  body: string | Buffer,
): FastifyReply {
  return secure(reply)
    .code(status)
    .header('content-type', `${exchange?.mediaType ?? 'application/json'}; charset=utf-8`)
    .send(typeof body === 'string' ? Buffer.from(body) : body)
}

/**
 * The same body with what the answer cost behind its data. Others may be sent the same body at this moment, and it may be
 * megabytes: it is neither changed nor, beyond a size, copied.
 */
function sendWith(
  cost: CostTold,
  to: { reply: FastifyReply; exchange: Exchange; status: number; body: Buffer },
): FastifyReply {
  const { reply, exchange, status, body } = to
  const end = Buffer.from(`,"extensions":${JSON.stringify({ cost })}}`)
  const start = body.subarray(0, -1)
  if (start.length <= JOINED_BYTES) return send(reply, exchange, status, Buffer.concat([start, end]))
  return secure(reply)
    .code(status)
    .header('content-type', `${exchange.mediaType}; charset=utf-8`)
    .header('content-length', start.length + end.length)
    .send(Readable.from([start, end], { objectMode: false }))
}

function secure(reply: FastifyReply): FastifyReply {
  return reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
}
