import type { FastifyInstance } from 'fastify'
import type { JWK } from 'jose'

/** A set of its own, not the issuer's: what verifies receipts must not pass for what verifies tokens. */
export function serveReceiptKey(publicJwk: JWK) {
  return (server: FastifyInstance): void => {
    server.get('/.well-known/consent-receipts.json', (_request, reply) =>
      reply
        .type('application/jwk-set+json')
        .header('cache-control', 'public, max-age=600')
        .send({ keys: [publicJwk] }),
    )
  }
}
