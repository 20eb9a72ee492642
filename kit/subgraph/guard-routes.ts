import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { VerifiedStatement } from '../verify-statement.ts'
import type { Viewer } from '../viewer-statement.ts'
import type { Door } from './door.ts'
import { isRefused, macOf } from './door.ts'

export type ViewerOf = (request: FastifyRequest) => Viewer

/**
 * Puts the door before every route that is added to this server from now on: the statement is read before the body, and
 * the body's bytes are checked before anything parses them. Only JSON by POST passes; other ways to say something would
 * be ways around the check.
 * @returns the viewer of a request that has passed
 */
export function guardRoutes(server: FastifyInstance, door: Door): ViewerOf {
  const admitted = new WeakMap<IncomingMessage, VerifiedStatement>()
  const passed = new WeakMap<IncomingMessage, Viewer>()
  server.addHook('onRequest', async ({ raw }, reply) => {
    const statement = await door.admit(raw)
    if (isRefused(statement)) return reply.code(401).send(statement)
    if (raw.method !== 'POST' || !isJson(raw)) return refuseForm(reply)
    admitted.set(raw, statement)
  })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: unknown, body: Buffer) => body,
  )
  const parse = openParser(server)
  server.addHook('preValidation', async (request, reply) => {
    const { raw, body } = request
    const statement = admitted.get(raw)
    if (!statement || !(body instanceof Buffer)) return refuseForm(reply)
    const refused = door.checkBody({ statement, mac: macOf(raw), body })
    if (refused) return reply.code(401).send(refused)
    request.body = await parse(request, body)
    passed.set(raw, statement.viewer)
  })
  return ({ raw }) => {
    const viewer = passed.get(raw)
    if (!viewer) throw new Error('a request reached its route around the door')
    return viewer
  }
}

/** The library's own, which refuses what would reach a prototype. */
function openParser(server: FastifyInstance): (request: FastifyRequest, body: Buffer) => Promise<unknown> {
  const parse = server.getDefaultJsonParser('error', 'error')
  return (request, body) =>
    new Promise((resolve, reject) => {
      void parse(request, body.toString(), (error, value) => (error ? reject(error) : resolve(value)))
    })
}

function isJson({ headers }: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')
}

function refuseForm(reply: FastifyReply): FastifyReply {
  const message = 'got a request without a body of JSON, wanted a POST with one'
  return reply
    .code(405)
    .header('allow', 'POST')
    .send({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] })
}
