import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { calculateJwkThumbprint, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock } from '../../kit/clock.ts'
import type { SharedState } from '../processes/shared-state.ts'
import { hasDuplicateNames } from './duplicate-names.ts'
import { ALGORITHMS } from './issuer-settings.ts'
import { proofInvalid } from './token-refusals.ts'
import { COMPACT_JWT } from './verify-token.ts'

/** How far a proof's making may be from now, either way. */
const WINDOW_SECONDS = 60
const LENGTH_LIMIT = 4_096
const JTI_LIMIT = 256

/** What of a request its proof must fit. */
export interface Presented {
  readonly method: string
  /** Every `DPoP` header of the request; one is right. */
  readonly proofs: readonly string[]
  /** The port of ours on which it came in. */
  readonly port: number | undefined
}

export function presentedBy(request: IncomingMessage): Presented {
  const proofs = request.headersDistinct.dpop ?? []
  return { method: request.method ?? '', proofs, port: request.socket.localPort }
}

/** @throws {Refusal} DPOP_PROOF_INVALID unless the request proves that it holds the key (RFC 9449, section 4.3) */
export type VerifyProof = (bound: { jwt: string; boundTo: string; presented: Presented }) => Promise<void>

const proofClaims = z.object({
  jti: z.string().min(1).max(JTI_LIMIT),
  htm: z.string(),
  htu: z.url(),
  iat: z.number(),
  ath: z.string(),
})

/**
 * @param options.endpoints the graph's addresses as clients know them. Never taken from the request's own Host: whoever was
 * sent a token for another address could then use the proof made for that one here
 */
export function openProofVerifier(options: {
  endpoints: readonly string[]
  state: Pick<SharedState, 'claimOnce'>
  now: Clock
}): VerifyProof {
  const { endpoints, state, now } = options
  return async ({ jwt, boundTo, presented }) => {
    const claims = await readProof({ presented, boundTo, now })
    const addresses = endpoints.length > 0 ? endpoints.map(addressOf) : ownAddresses(presented.port)
    if (claims.htm !== presented.method) throw proofInvalid('the DPoP proof is for another method')
    if (!addresses.includes(addressOf(claims.htu))) throw proofInvalid('the DPoP proof is for another address')
    if (claims.ath !== hash(jwt)) throw proofInvalid('the DPoP proof is for another token')
    if (Math.abs(Math.floor(now() / 1_000) - claims.iat) > WINDOW_SECONDS)
      throw proofInvalid('the DPoP proof was not made within the last minute')
    // Kept past the last moment at which the same proof would still be taken.
    const fresh = await state.claimOnce(`dpop:${hash(`${boundTo}.${claims.jti}`)}`, (2 * WINDOW_SECONDS + 1) * 1_000)
    if (!fresh) throw proofInvalid('the DPoP proof was used before; make one for each request')
  }
}

async function readProof(given: {
  presented: Presented
  boundTo: string
  now: Clock
}): Promise<z.output<typeof proofClaims>> {
  const { presented, boundTo, now } = given
  const [proof = '', ...more] = presented.proofs
  if (!proof) throw proofInvalid('the token is bound to a key; send authorization: DPoP and a proof in the header dpop')
  if (more.length > 0) throw proofInvalid('wanted one DPoP proof')
  try {
    await checkKey(proof, boundTo)
    const currentDate = new Date(now())
    const pinned = { typ: 'dpop+jwt', algorithms: [...ALGORITHMS], currentDate }
    const { payload } = await jwtVerify(proof, EmbeddedJWK, pinned)
    return proofClaims.parse(payload)
  } catch {
    throw proofInvalid('the DPoP proof does not hold')
  }
}

/** Before any signature is looked at: the key must be the one the token names, with nothing private in it. */
async function checkKey(proof: string, boundTo: string): Promise<void> {
  if (proof.length > LENGTH_LIMIT || !COMPACT_JWT.test(proof)) throw new Error('no JWT')
  const parts = proof.split('.').slice(0, 2)
  if (parts.some((part) => hasDuplicateNames(Buffer.from(part, 'base64url').toString('utf8')))) throw new Error('twice')
  const { jwk } = decodeProtectedHeader(proof)
  if (!jwk || 'd' in jwk || 'k' in jwk) throw new Error('wanted a public key')
  if ((await calculateJwkThumbprint(jwk)) !== boundTo) throw new Error('another key')
}

/** This machine's names for the graph: what a proof names where no public address is configured. */
function ownAddresses(port: number | undefined): readonly string[] {
  return ['127.0.0.1', 'localhost', '[::1]'].map((host) => addressOf(`http://${host}:${port}/graphql`))
}

/** Without query and fragment (RFC 9449, section 4.2); a WebSocket's handshake is an HTTP request to the same place. */
function addressOf(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol.replace(/^ws/, 'http')}//${host}${pathname}`
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
