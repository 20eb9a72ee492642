import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from '../../kit/logger.ts'
import type { Exchange, FetchRecord } from '../exchange.ts'
import { exchangeOf } from '../exchange.ts'
import { ownTimeOf } from '../metrics/own-time.ts'

/** How one operation travelled, and how it ended. */
export interface Travelled {
  /** The HTTP method, or WS. */
  readonly method: string
  readonly status: number
  readonly bytesOut?: number
  /** Answers sent over a stream. */
  readonly events?: number
  /** Why a stream was ended before its source did. */
  readonly ended?: string
}

export type WriteLogLine = (exchange: Exchange, travelled: Travelled) => void

/**
 * One wide line an operation, from its start to its end. It names the partner and never the resident, no variables, no
 * token, no document; what it holds may be kept and counted.
 */
export function openLogLines(logger: Logger): WriteLogLine {
  return (exchange, travelled) => {
    if (!logger.isLevelEnabled('info')) return
    const endedAtMs = performance.now()
    const ownMs = ownTimeOf(exchange, endedAtMs)
    logger.info(
      {
        requestId: exchange.requestId,
        ...travelled,
        durationMs: Math.round(endedAtMs - exchange.startedAtMs),
        // Of a millisecond of our own a tenth matters.
        ...(ownMs === undefined ? {} : { ownMs: Math.round(ownMs * 10) / 10 }),
        operationName: exchange.operationName,
        operationType: exchange.operationType,
        clientId: exchange.viewer.clientId,
        forResident: exchange.viewer.subject !== null,
        codes: exchange.codes,
        errorIds: exchange.errorIds,
        fetches: exchange.fetches.map(toldOf),
      },
      'request',
    )
  }
}

/** When it began is of use only to the sum above. */
function toldOf({ startedAtMs: _, durationMs, ...fetch }: FetchRecord) {
  return { ...fetch, durationMs: Math.round(durationMs) }
}

const streamed = new WeakSet<Exchange>()

/** A stream writes its own line when it ends. */
export function leaveLineToStream(exchange: Exchange): void {
  streamed.add(exchange)
}

/** After the answer is out, when status, size and time are known. */
export function writeLogLine(write: WriteLogLine) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const exchange = exchangeOf(request)
    if (streamed.has(exchange)) return
    const bytesOut = Number(reply.getHeader('content-length') ?? 0)
    write(exchange, { method: request.method, status: reply.statusCode, bytesOut })
  }
}
