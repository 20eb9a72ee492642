import type { FastifyRequest } from 'fastify'
import type { Clock, Instant } from '../../kit/clock.ts'
import type { Keyring } from '../../kit/keys.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import { exchangeOf } from '../exchange.ts'
import type { SharedState } from '../processes/shared-state.ts'
import type { IssuerSettings } from '../tokens/issuer-settings.ts'
import { proofInvalid, tokenInvalid } from '../tokens/token-refusals.ts'
import type { Presented } from '../tokens/verify-proof.ts'
import { openProofVerifier, presentedBy } from '../tokens/verify-proof.ts'
import { openTokenVerifier } from '../tokens/verify-token.ts'
import { keepIdentified } from './keep-identified.ts'

export interface Identified {
  readonly viewer: Viewer
  /** When the token ends; `null` for who came without one. */
  readonly expiresAt: Instant | null
}

/** @param presented the request the token came with; a token that is bound to a key needs its proof */
export type IdentifyViewer = (authorization: string | undefined, presented?: Presented) => Promise<Identified>

/**
 * Before the body is read: who asks? No token is an anonymous caller; a token that does not hold is refused, never
 * taken for anonymous, because its owner would take public answers for his own.
 */
export function authenticate(identify: IdentifyViewer) {
  return async (request: FastifyRequest): Promise<void> => {
    const { authorization } = request.headers
    Object.assign(exchangeOf(request), await identify(authorization, presentedBy(request.raw)))
  }
}

/**
 * Verifies access tokens, and for those bound to a key the proof that the caller holds it.
 * @param options.endpoints the graph's addresses as clients know them; none: this machine's
 * @throws {ConfigError} where keys are missing or unreadable
 */
export async function openTokenDoor(options: {
  issuers: readonly IssuerSettings[]
  endpoints: readonly string[]
  keyring: Keyring
  state: Pick<SharedState, 'claimOnce'>
  now: Clock
}): Promise<IdentifyViewer> {
  const verifyToken = keepIdentified(await openTokenVerifier(options), options.now)
  const verifyProof = openProofVerifier(options)
  const proven = new WeakMap<Viewer, Viewer>()
  return async (authorization, presented = { method: '', proofs: [], port: undefined }) => {
    if (authorization === undefined) return { viewer: anonymous, expiresAt: null }
    const { scheme, jwt } = readAuthorization(authorization)
    const { viewer, expiresAt, boundTo } = await verifyToken(jwt)
    if (boundTo === null) {
      // Its owner believes it safe from theft, which it is not (RFC 9449, section 7.1).
      if (scheme === 'dpop') throw tokenInvalid('the token is bound to no key; send authorization: Bearer')
      return { viewer, expiresAt }
    }
    if (scheme !== 'dpop') throw proofInvalid('the token is bound to a key; send authorization: DPoP and a proof')
    await verifyProof({ jwt, boundTo, presented })
    const bound = proven.get(viewer) ?? { ...viewer, senderConstrained: true }
    proven.set(viewer, bound)
    return { viewer: bound, expiresAt }
  }
}

function readAuthorization(authorization: string): { scheme: string; jwt: string } {
  const [, scheme, jwt] = /^(Bearer|DPoP) +([A-Za-z0-9._~+/=-]+)$/i.exec(authorization) ?? []
  if (scheme && jwt) return { scheme: scheme.toLowerCase(), jwt }
  throw tokenInvalid('got no access token, wanted authorization: Bearer <access token>')
}
