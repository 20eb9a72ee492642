import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Logger } from '../kit/logger.ts'
import type { Limits } from './config.ts'
import { Refusal } from './errors.ts'
import type { IdentifyViewer } from './steps/authenticate.ts'
import { authenticate } from './steps/authenticate.ts'
import { checkDocument } from './steps/check-document.ts'
import { checkHead } from './steps/check-head.ts'
import type { GraphQLServer } from './steps/execute.ts'
import { execute } from './steps/execute.ts'
import { openRequest } from './steps/open-request.ts'
import { writeLogLine } from './steps/write-log-line.ts'

/** The steps a GraphQL request passes, in order. Each file says what its step does and why it stands where it does. */
export function addPipeline(
  http: FastifyInstance,
  room: { limits: Limits; identify: IdentifyViewer; server: GraphQLServer; logger: Logger },
): void {
  const { limits, identify, server, logger } = room
  http.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    bodyLimit: limits.bytes,
    onRequest: [
      openRequest(limits), //         first: whatever refuses later must already carry the request's id and run on its time
      checkHead, //                   counts headers and settles the answer's media type before any work is done
      authenticate(identify), //      before the body is read: a bad token costs us no bytes
    ],
    //                                here the HTTP layer reads the body: at most limits.bytes, JSON only
    preHandler: checkDocument(limits), // before validation and planning, which cost more the odder the document is
    handler: execute(server), //      validates, checks the cost, plans, asks the agencies; every error leaves through steps/mask.ts,
    //                                and steps/respond.ts writes the answer, once
    onResponse: writeLogLine(logger), // last: one line, when status, size and time are known
  })
  http.route({
    url: '/graphql',
    method: ['PUT', 'PATCH', 'DELETE'],
    onRequest: openRequest(limits),
    handler: refuseMethod,
  })
}

function refuseMethod(_request: unknown, _reply: FastifyReply): never {
  throw new Refusal('METHOD_NOT_ALLOWED', 'send GraphQL by POST, or reads by GET', { allow: 'GET, POST' })
}
