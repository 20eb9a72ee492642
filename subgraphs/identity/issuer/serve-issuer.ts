import type { AddressInfo } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import { paths } from './provider.ts'
import { serveInteractions } from './serve-interactions.ts'
import type { InteractionRoom } from './visit.ts'

export interface IssuerRoom extends Omit<InteractionRoom, 'provider'> {
  /** As partners reach it; where none is given, the address on which the agency listens. */
  readonly issuer: string | undefined
  readonly openProvider: (issuer: string) => Provider
}

/** The authorization server beside the agency's own routes, outside its door: partners and residents come here. */
export function serveIssuer(room: IssuerRoom): (server: FastifyInstance) => void {
  return (server) => {
    let opened: Provider | undefined
    // The port is known once the agency listens, and the issuer's name stands in all that the library makes.
    const provider = (): Provider => {
      opened ??= room.openProvider(room.issuer ?? originOf(server))
      return opened
    }
    server.register(async (scope) => passToLibrary(scope, provider))
    server.register(async (scope) => serveInteractions(scope, { ...room, provider }))
  }
}

function passToLibrary(scope: FastifyInstance, provider: () => Provider): void {
  // The library reads bodies itself, with bounds of its own.
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
  const pass = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.hijack()
    await provider().callback()(request.raw, reply.raw)
  }
  for (const url of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'])
    scope.get(url, pass)
  scope.get(paths.authorization, pass)
  scope.get(`${paths.authorization}/:uid`, pass)
  scope.post(paths.token, pass)
  scope.post(paths.par, pass)
}

function originOf(server: FastifyInstance): string {
  const { address, port } = server.server.address() as AddressInfo
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`
}
