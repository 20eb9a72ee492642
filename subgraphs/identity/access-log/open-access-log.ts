import type { FastifyInstance } from 'fastify'
import type { JWK } from 'jose'
import type { Kysely } from 'kysely'
import type { Clock } from '../../../kit/clock.ts'
import { openTreeHeadSigner } from '../../../kit/evidence/tree-head.ts'
import type { Keyring } from '../../../kit/keys.ts'
import { loadKeyPair, loadPublicKey } from '../../../kit/keys.ts'
import { serveWitnesses, takeRecords } from './serve-access-log.ts'
import type { AccessLogStore } from './store.ts'
import { openAccessLogStore } from './store.ts'
import type { AccessLogTables } from './tables.ts'

/** The name of the key that signs tree heads, and nothing else. */
export const LOG_KEY = 'access-log'

export interface AccessLog {
  readonly store: AccessLogStore
  /** Before the door: what witnesses need. */
  readonly routes: (server: FastifyInstance) => void
  /** Behind the door: what gateways hand over. */
  readonly guardedRoutes: (server: FastifyInstance) => void
}

/** @throws {ConfigError} where the log's key is missing */
export async function openAccessLog(options: {
  db: Kysely<AccessLogTables>
  keyring: Keyring
  now: Clock
}): Promise<AccessLog> {
  const { db, keyring, now } = options
  const { privateJwk } = await loadKeyPair(keyring, LOG_KEY)
  const publicJwk = await loadPublicKey(keyring, LOG_KEY)
  const store = openAccessLogStore(db)
  const writer = { store, signHead: await openTreeHeadSigner(privateJwk), now }
  return {
    store,
    routes: (server) => {
      serveWitnesses(store)(server)
      serveLogKey(server, publicJwk)
    },
    guardedRoutes: takeRecords(writer),
  }
}

/** Apart from the token issuer's keys: a tree head must never pass for a token. */
function serveLogKey(server: FastifyInstance, publicJwk: JWK): void {
  const body = JSON.stringify({ keys: [publicJwk] })
  server.get('/access-log/jwks.json', (_request, reply) => reply.type('application/jwk-set+json').send(body))
}
