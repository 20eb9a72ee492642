import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Clock } from '../kit/clock.ts'
import type { Logger } from '../kit/logger.ts'
import type { Viewer } from '../kit/viewer-statement.ts'
import { answerAccess } from './access/answer-access.ts'
import type { Limits } from './config.ts'
import { deliver } from './delivery/deliver.ts'
import { openEventStreams } from './delivery/event-stream.ts'
import { openStreams } from './delivery/open-streams.ts'
import type { CountSubscriptions } from './delivery/run-operation.ts'
import type { StreamLimits } from './delivery/stream-limits.ts'
import { openStreamQuotas, streamDefaults } from './delivery/stream-limits.ts'
import { openSockets } from './delivery/web-socket.ts'
import type { Engine } from './engine/engine.ts'
import { Refusal } from './errors.ts'
import type { Admit } from './limits/open-meter.ts'
import type { TrustedOperations } from './limits/trusted-operations.ts'
import type { Shed } from './processes/shed-load.ts'
import type { Standing } from './standing/open-standing.ts'
import { admitOperation } from './steps/admit-operation.ts'
import type { IdentifyViewer } from './steps/authenticate.ts'
import { authenticate } from './steps/authenticate.ts'
import { openDocumentCheck } from './steps/check-document.ts'
import { checkHead } from './steps/check-head.ts'
import type { GraphQLServer } from './steps/execute.ts'
import { openExpansion } from './steps/expand-trusted.ts'
import { openMask } from './steps/mask.ts'
import { openRequest } from './steps/open-request.ts'
import { openPreparation } from './steps/prepare-operation.ts'
import { identifyWithStanding, resolveStanding } from './steps/resolve-standing.ts'
import type { WriteLogLine } from './steps/write-log-line.ts'
import { openLogLines, writeLogLine } from './steps/write-log-line.ts'

/** Documents that were parsed and checked, kept for all transports. */
const DOCUMENT_CACHE_BYTES = 32 * 1_048_576

export interface PipelineRoom {
  readonly limits: Limits
  readonly identify: IdentifyViewer
  /** Absent where nobody is known. */
  readonly standing?: Standing
  readonly server: GraphQLServer
  readonly logger: Logger
  readonly now?: Clock
  /** Those not named have the defaults of delivery/stream-limits.ts. */
  readonly streams?: Partial<StreamLimits>
  /** Pages of other hosts that may open WebSockets, by their exact origin. */
  readonly allowedOrigins?: readonly string[]
  /** Answers reads by GET that any page can send. */
  readonly allowSimpleGet?: boolean
  readonly documentCacheBytes?: number
  /** Told of every operation at its end, over whatever transport. */
  readonly observe?: WriteLogLine
  readonly countSubscriptions?: CountSubscriptions
  /** Budgets and rates of clients; without it nothing is counted. */
  readonly meter?: Admit
  readonly trusted?: TrustedOperations
  /** Refuses a share of all requests and operations under overload. */
  readonly shed?: Shed
}

/** What can be done about the streams that are open. They also end when the HTTP server closes. */
export interface Delivery {
  /** Ends at once the streams of those whose access was withdrawn. @returns how many */
  revoke(predicate: (viewer: Viewer) => boolean): number
  /** Ends the streams of an engine that was replaced, spread over `overMs`. */
  retire(engine: Engine, options: { overMs: number }): void
  /** WebSockets, the subscriptions on them, and event streams. */
  readonly openStreams: number
}

/**
 * The steps a GraphQL request passes, in order, over every transport. Each file says what its step does and why it stands
 * where it does.
 */
export function addPipeline(http: FastifyInstance, room: PipelineRoom): Delivery {
  const { limits, identify, standing, server, logger, shed = () => {} } = room
  const { production, engines } = server
  const documents = openDocumentCheck({
    limits,
    production,
    cacheBytes: room.documentCacheBytes ?? DOCUMENT_CACHE_BYTES,
  })
  const streamLimits = { ...streamDefaults, ...room.streams }
  const streams = openStreams({ now: room.now ?? Date.now, random: Math.random, maxAgeMs: streamLimits.maxAgeMs })

  // The same for every transport:
  const prepare = openPreparation({ engines, documents, limits, production }) // parses, measures, validates, prices
  const counted = {
    ...(room.trusted ? { expand: openExpansion(room.trusted) } : {}), // a trusted operation may come as its hash
    ...(room.meter ? { admit: admitOperation(room.meter) } : {}), // takes its price from the client's budget
  }
  const mask = openMask(logger) //             every error of an answer leaves through it
  const writeLine = observed(openLogLines(logger), room.observe) // one line an operation, at its end
  const events = {
    streams,
    quotas: openStreamQuotas(streamLimits),
    limits: streamLimits,
    mask,
    writeLine,
    deadlineMs: limits.deadlineMs,
    ...(room.countSubscriptions ? { count: room.countSubscriptions } : {}),
  }
  http.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    bodyLimit: limits.bytes,
    onRequest: [
      openRequest(limits), //         first: whatever refuses later must already carry the request's id and run on its time
      async () => shed(), //          before any work: a refusal that costs as much as an answer helps nobody
      checkHead, //                   counts headers and settles how the answer may come before any work is done
      authenticate(identify), //      before the body is read: a bad token costs us no bytes
    ],
    //                                here the HTTP layer reads the body: at most limits.bytes, JSON only
    preHandler: standing ? [resolveStanding(standing)] : [], // registers and consents, as they are once all has arrived
    handler: deliver({
      ...counted, //              once prepared, for only then is the price known; before the first agency is asked
      prepare, //                     before planning, which costs more the odder the document is
      server, //                      plans, authorizes (steps/authorize.ts stands around every engine), asks the agencies; steps/respond.ts writes the answer, whole or in parts
      sendEvents: openEventStreams(events), // the same, one event an answer
      allowSimpleGet: room.allowSimpleGet ?? false,
    }),
    onResponse: writeLogLine(writeLine), // last: when status, size and time are known
  })
  http.route({
    url: '/access',
    method: 'POST',
    bodyLimit: limits.bytes,
    onRequest: [openRequest(limits), async () => shed(), checkHead, authenticate(identify)], // as above
    preHandler: standing ? [resolveStanding(standing)] : [],
    // What would be decided, in place of data; decisions hang on no variable.
    handler: answerAccess({
      prepare: openPreparation({ engines, documents, limits, production, needsVariables: false }),
      ...counted,
      mask,
    }),
    onResponse: writeLogLine(writeLine),
  })
  http.route({
    url: '/graphql',
    method: ['PUT', 'PATCH', 'DELETE'],
    onRequest: openRequest(limits),
    handler: refuseMethod,
  })
  const sockets = openSockets(http.server, {
    ...events,
    path: '/graphql',
    allowedOrigins: room.allowedOrigins ?? [],
    //                                as soon as the socket says who it is
    identify: standing ? identifyWithStanding(identify, standing) : identify,
    shed, //                          for each operation on it
    prepare, //                       the same
    ...counted, //                    the same
  })
  http.addHook('preClose', async () => {
    streams.drain()
    await sockets.close()
  })
  return {
    revoke: streams.revoke,
    retire: streams.retire,
    get openStreams() {
      return streams.size
    },
  }
}

function observed(write: WriteLogLine, observe: WriteLogLine | undefined): WriteLogLine {
  if (!observe) return write
  return (exchange, travelled) => {
    write(exchange, travelled)
    observe(exchange, travelled)
  }
}

function refuseMethod(_request: unknown, _reply: FastifyReply): never {
  throw new Refusal('METHOD_NOT_ALLOWED', 'send GraphQL by POST, or reads by GET', { allow: 'GET, POST' })
}
