import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OperationTypeNode } from 'graphql'
import { Refusal } from '../errors.ts'
import type { Exchange } from '../exchange.ts'
import { exchangeOf } from '../exchange.ts'
import type { AdmitOperation } from '../steps/admit-operation.ts'
import { DocumentFault } from '../steps/document-fault.ts'
import type { GraphQLServer } from '../steps/execute.ts'
import { execute } from '../steps/execute.ts'
import type { Expansion } from '../steps/expand-trusted.ts'
import type { PreparedOperation, PrepareOperation } from '../steps/prepare-operation.ts'
import { readParameters } from '../steps/read-parameters.ts'
import { refuseDocument, respond } from '../steps/respond.ts'
import type { ServerContext } from './apollo-gateway.ts'
import { isGetTrusted } from './check-origin.ts'
import type { SendEvents } from './event-stream.ts'
import { sendFault } from './event-stream.ts'

export interface DeliverRoom {
  /** Puts the text of a trusted operation in the place of its hash; absent where none is trusted. */
  readonly expand?: Expansion
  readonly prepare: PrepareOperation
  /** Takes the operation's cost from its budget; absent where nothing is counted. */
  readonly admit?: AdmitOperation
  readonly server: GraphQLServer
  readonly sendEvents: SendEvents
  /** Answers a GET that any page can send. Changes nothing for mutations, which are never made by GET. */
  readonly allowSimpleGet: boolean
}

/**
 * One HTTP request, head and body read: the operation is prepared, and its answer travels as the caller takes it: whole,
 * in parts where something is deferred, or as events where it subscribes or takes nothing else.
 */
export function deliver(room: DeliverRoom) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const exchange = exchangeOf(request)
    room.expand?.expandRequest(request)
    const parameters = readParameters(request)
    try {
      const checkType = (type: OperationTypeNode) => checkTravels(type, { request, exchange, room })
      const operation = parameters && room.prepare(parameters, exchange, checkType)
      if (operation) await room.admit?.(operation, request.ip)
      if (operation && asEvents(operation.type, exchange)) return await room.sendEvents({ request, reply, operation })
      return await answer({ request, reply, exchange, operation, room })
    } catch (error) {
      if (!(error instanceof DocumentFault)) throw error
      return asEvents('query', exchange) ? sendFault(reply, exchange, error) : refuseDocument(reply, exchange, error)
    }
  }
}

async function answer(run: {
  request: FastifyRequest
  reply: FastifyReply
  exchange: Exchange
  operation: PreparedOperation | undefined
  room: DeliverRoom
}): Promise<FastifyReply> {
  const { request, reply, exchange, operation, room } = run
  const { server, allowSimpleGet } = room
  const parts = operation?.defers === true && exchange.accepted?.parts === true
  let release = operation && (() => operation.lease.release())
  try {
    const context: ServerContext = { exchange, operation, parts, written: {} }
    const answered = await execute(server, { request, context, allowSimpleGet })
    if (answered.body.kind === 'chunked') {
      // The engine is in use until the last part is out, or the caller gone.
      if (release && !reply.raw.destroyed) reply.raw.once('close', release)
      if (!reply.raw.destroyed) release = undefined
    }
    return respond(reply, exchange, { ...answered, written: context.written.body, cost: context.written.cost })
  } finally {
    release?.()
  }
}

function asEvents(type: string, { accepted }: Exchange): boolean {
  return accepted?.events === true && (type === 'subscription' || !accepted.whole)
}

/** A link must never change anything: GET is for reading (RFC 9110, 9.2.1; GraphQL over HTTP, 5.1). */
function checkTravels(
  type: OperationTypeNode,
  asked: { request: FastifyRequest; exchange: Exchange; room: DeliverRoom },
): void {
  const { request, exchange, room } = asked
  if (request.method === 'GET' && type === 'mutation') {
    throw new Refusal('METHOD_NOT_ALLOWED', 'got a mutation by GET, wanted POST', { allow: 'POST' })
  }
  if (type === 'subscription' && !exchange.accepted?.events) {
    throw new Refusal('BAD_REQUEST', 'got a subscription, wanted accept: text/event-stream with it, or a WebSocket')
  }
  // What is answered whole is guarded by the GraphQL server, in the same way.
  if (request.method === 'GET' && asEvents(type, exchange) && !room.allowSimpleGet && !isGetTrusted(request.headers)) {
    throw new Refusal('BAD_REQUEST', 'any page could have sent this GET; add the header content-type: application/json')
  }
}
