import type { FastifyInstance } from 'fastify'
import type { JWK } from 'jose'
import { importJWK, SignJWT } from 'jose'
import type { Clock } from './clock.ts'
import type { Keyring } from './keys.ts'
import { loadKeyPair } from './keys.ts'

/** A yes or a no about a person, for one partner. */
export interface Claim {
  /** What is answered, with its arguments, e.g. `isOver18(on: 2026-11-22)`. */
  readonly statement: string
  readonly holds: boolean
  /** The person's pseudonym for that partner. */
  readonly subject: string
  /** The partner's client id. */
  readonly audience: string
  /** The id of the authority that vouches. */
  readonly by: string
}

export interface Attestor {
  /** A compact JWS (RFC 7515, EdDSA) of type `attestation+jwt`, good for ten minutes. */
  attest(claim: Claim): Promise<string>
  /** Serves the public key, by which a partner verifies, as a set of keys (RFC 7517, section 5). */
  readonly routes: (server: FastifyInstance) => void
}

const TYPE = 'attestation+jwt'
const LIFETIME_SECONDS = 600
/** Beside the issuer's keys and never among them: who may vouch for an answer must not be able to issue tokens. */
const KEYS_PATH = '/.well-known/attestation-keys.json'

/** With a key of the agency's own, `verification-<agency>` of the keyring. @throws {ConfigError} */
export async function openAttestor(options: { keyring: Keyring; agency: string; now: Clock }): Promise<Attestor> {
  const { keyring, agency, now } = options
  const { privateJwk, publicJwk } = await loadKeyPair(keyring, `verification-${agency}`)
  const key = await importJWK(privateJwk, 'EdDSA')
  return {
    attest({ statement, holds, subject, audience, by }) {
      const issuedAt = Math.floor(now() / 1000)
      return new SignJWT({ statement, holds })
        .setProtectedHeader({ alg: 'EdDSA', typ: TYPE, ...(privateJwk.kid ? { kid: privateJwk.kid } : {}) })
        .setIssuer(by)
        .setSubject(subject)
        .setAudience(audience)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + LIFETIME_SECONDS)
        .sign(key)
    },
    routes: serveKey(publicJwk),
  }
}

function serveKey(publicJwk: JWK): Attestor['routes'] {
  const body = JSON.stringify({ keys: [publicJwk] })
  return (server) => {
    server.get(KEYS_PATH, (_request, reply) =>
      reply.header('cache-control', `public, max-age=${LIFETIME_SECONDS}`).type('application/jwk-set+json').send(body),
    )
  }
}
