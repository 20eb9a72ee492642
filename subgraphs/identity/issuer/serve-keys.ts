import type { FastifyInstance } from 'fastify'
import type { JWK } from 'jose'

/** A verifier may keep the keys this long: publish a new key at least as long before the first token it signs. */
const CACHE_SECONDS = 600

/** The issuer's public keys (RFC 7517, section 5), where OAuth metadata puts them. */
export function serveKeys(publicJwks: readonly JWK[]): (server: FastifyInstance) => void {
  const body = JSON.stringify({ keys: publicJwks })
  return (server) => {
    server.get('/.well-known/jwks.json', (_request, reply) =>
      reply.header('cache-control', `public, max-age=${CACHE_SECONDS}`).type('application/jwk-set+json').send(body),
    )
  }
}
