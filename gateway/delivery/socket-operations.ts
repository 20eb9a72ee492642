import type { IncomingMessage } from 'node:http'
import type { ExecutionArgs, ExecutionResult } from 'graphql'
import { GraphQLError } from 'graphql'
import type { Context, ServerOptions } from 'graphql-ws'
import { CloseCode } from 'graphql-ws'
import type { WebSocket } from 'ws'
import { errorTable, Refusal } from '../errors.ts'
import type { Exchange } from '../exchange.ts'
import { createExchange, startDeadline } from '../exchange.ts'
import type { Shed } from '../processes/shed-load.ts'
import type { AdmitOperation } from '../steps/admit-operation.ts'
import type { Identified, IdentifyViewer } from '../steps/authenticate.ts'
import { DocumentFault } from '../steps/document-fault.ts'
import type { Expansion } from '../steps/expand-trusted.ts'
import type { MaskError } from '../steps/mask.ts'
import { maskAll, noteErrors } from '../steps/mask.ts'
import type { PreparedOperation, PrepareOperation } from '../steps/prepare-operation.ts'
import { parseParameters } from '../steps/read-parameters.ts'
import type { WriteLogLine } from '../steps/write-log-line.ts'
import { presentedBy } from '../tokens/verify-proof.ts'
import type { Admission } from './admit-upgrade.ts'
import type { OpenStreams } from './open-streams.ts'
import type { AnswerEvents, CountSubscriptions } from './run-operation.ts'
import { errorOf, runOperation } from './run-operation.ts'
import type { EndReason } from './stream-ends.ts'
import { streamEnds } from './stream-ends.ts'
import type { StreamLimits, StreamQuotas } from './stream-limits.ts'
import { holderOf, noPlace } from './stream-limits.ts'

/** Try again later (IANA's registry of WebSocket close codes). */
const TRY_LATER = 1013

export interface SocketRoom {
  readonly identify: IdentifyViewer
  /** Asked for each operation. @throws {Refusal} OVERLOADED */
  readonly shed: Shed
  /** As for a request over HTTP (deliver.ts). */
  readonly expand?: Expansion
  readonly prepare: PrepareOperation
  readonly admit?: AdmitOperation
  readonly streams: OpenStreams
  readonly quotas: StreamQuotas
  readonly limits: StreamLimits
  readonly mask: MaskError
  readonly writeLine: WriteLogLine
  readonly deadlineMs: number
  readonly count?: CountSubscriptions
}

/** Errors that were made for the caller. */
const ours = new WeakSet<GraphQLError>()

/** What is known of one socket. */
export interface SocketState {
  readonly socket: WebSocket
  readonly request: IncomingMessage
  readonly admission: Admission
  /** `undefined` until the caller has said who he is. */
  identified: Identified | undefined
  /** Queries and mutations under way. */
  running: number
  readonly fate: { ended?: EndReason | 'slow' }
}

type Hooks = ServerOptions<Record<string, unknown>, SocketState>
type Socket = Context<Record<string, unknown>, SocketState>

/** One operation on a socket. */
interface Running {
  readonly operation: PreparedOperation
  readonly state: SocketState
  /** Tells the agencies that nobody waits any more. */
  readonly gone: AbortController
}

/**
 * What the protocol asks us: who is it, may this operation run, run it. The library calls these for one socket each, and
 * takes what they throw for a fault of the server; so they answer with errors instead.
 */
export function socketOperations(room: SocketRoom): Hooks {
  const run = async (args: ExecutionArgs) => {
    // Made by prepareOnSocket; the library passes it on unseen, and knows results whose errors are not formatted yet.
    const answers = await runOnSocket(args.contextValue as Running, room)
    return answers as AsyncGenerator<ExecutionResult>
  }
  return {
    onConnect: (context) => identifySocket(context, room),
    onSubscribe: (context, _id, payload) => prepareOnSocket(context, payload, room),
    execute: run,
    subscribe: run,
    // What the library itself meets on the way is masked here.
    onError: (_context, _id, _payload, errors) =>
      errors.map((error) => (ours.has(error) ? error.toJSON() : room.mask(error.toJSON(), error))),
    // The answers are masked and formatted already.
    onNext: (_context, _id, _payload, _args, result) => result as ReturnType<NonNullable<Hooks['onNext']>>,
  }
}

/** The token comes with the first message, because browsers cannot set headers here; others may send it as a header. */
async function identifySocket({ connectionParams, extra: state }: Socket, room: SocketRoom): Promise<boolean> {
  const given = connectionParams?.authorization ?? connectionParams?.Authorization
  try {
    const authorization = typeof given === 'string' ? given : state.request.headers.authorization
    state.identified = await room.identify(authorization, presentedOn(state.request, connectionParams))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    state.socket.close(CloseCode.Unauthorized, error.code)
    return false
  }
  return takePlace(state, state.identified, room)
}

/** The proof of a bound token comes beside it, or as a header of the handshake. */
function presentedOn(request: IncomingMessage, connectionParams: Readonly<Record<string, unknown>> | undefined) {
  const presented = presentedBy(request)
  const { dpop } = connectionParams ?? {}
  return typeof dpop === 'string' ? { ...presented, proofs: [...presented.proofs, dpop] } : presented
}

function takePlace(state: SocketState, { viewer, expiresAt }: Identified, room: SocketRoom): boolean {
  const { socket, admission } = state
  const leave = room.quotas.sockets.take(holderOf(viewer, state.request.socket.remoteAddress))
  if (!leave) {
    socket.close(TRY_LATER, noPlace().message)
    return false
  }
  admission.identified()
  admission.hold(leave)
  admission.hold(room.streams.add({ viewer, expiresAt, engine: null, end: (reason) => closeSocket(state, reason) }))
  // It may have been closed while the token was looked at; then nothing else gives the places back.
  if (socket.readyState !== socket.OPEN) admission.leave()
  return true
}

/** A drain lets what is answered once be answered; everything else ends a socket at once. */
function closeSocket(state: SocketState, reason: EndReason): void {
  const { closeCode, message } = streamEnds[reason]
  state.fate.ended = reason
  if (reason !== 'draining' || state.running === 0) state.socket.close(closeCode, message)
}

/** The same checks as for a request over HTTP. @returns what the library then executes, or the errors */
async function prepareOnSocket(
  { extra: state, subscriptions }: Socket,
  payload: unknown,
  room: SocketRoom,
): Promise<ExecutionArgs | GraphQLError[]> {
  const gone = new AbortController()
  const exchange = createExchange(startDeadline(room.deadlineMs, gone.signal))
  Object.assign(exchange, state.identified)
  try {
    if (state.fate.ended) throw new Refusal('STREAM_RESTART', streamEnds.draining.message)
    room.shed()
    // The library has counted this one in already.
    if (Object.keys(subscriptions).length > room.limits.subscriptionsPerSocket) throw noPlace()
    const parameters = parseParameters(room.expand ? room.expand.expand(payload) : payload)
    if (!parameters) throw new Refusal('BAD_REQUEST', 'wanted a query, and variables only as an object')
    const operation = room.prepare(parameters, exchange, () => {})
    await room.admit?.(operation, state.request.socket.remoteAddress)
    const running: Running = { operation, state, gone }
    const { document, operationName = null, lease } = operation
    return { schema: lease.engine.apiSchema, document, operationName, contextValue: running }
  } catch (error) {
    return refused(exchange, room, error)
  }
}

function refused(exchange: Exchange, room: SocketRoom, error: unknown): GraphQLError[] {
  const [errors, status] = toldOf(error, room.mask)
  noteErrors(
    exchange,
    errors.map((told) => told.toJSON()),
  )
  room.writeLine(exchange, { method: 'WS', status })
  for (const told of errors) ours.add(told)
  return errors
}

/** What the caller is told, and the status that the same refusal has over HTTP. */
function toldOf(error: unknown, mask: MaskError): [GraphQLError[], number] {
  if (error instanceof DocumentFault) return [[...error.errors], errorTable[error.code].status]
  if (error instanceof Refusal) {
    return [[new GraphQLError(error.message, { extensions: { code: error.code } })], error.status]
  }
  const masked = maskAll([errorOf(error)], mask)
  const errors = masked.map(({ message, extensions = {} }) => new GraphQLError(message, { extensions }))
  return [errors, errorTable.INTERNAL.status]
}

async function runOnSocket({ operation, state, gone }: Running, room: SocketRoom): Promise<AnswerEvents> {
  const { viewer, expiresAt = null } = operation.exchange
  const lasts = operation.type === 'subscription'
  let remove = (): void => {}
  const onEnd = (): void => {
    remove()
    gone.abort()
    if (!lasts) answered(state)
  }
  if (!lasts) state.running += 1
  const answers = await runOperation(operation, { ...room, method: 'WS', fate: state.fate, onEnd })
  if (lasts) {
    const { engine } = operation.lease
    remove = room.streams.add({ viewer, expiresAt, engine, end: (reason) => closeSocket(state, reason) })
  }
  return answers
}

function answered(state: SocketState): void {
  state.running -= 1
  // The library sends the end of the operation after this.
  if (state.fate.ended === 'draining') setImmediate(() => closeSocket(state, 'draining'))
}
