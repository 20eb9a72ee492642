import type { ErrorCode } from '../errors.ts'
import { Refusal } from '../errors.ts'
import { ALGORITHMS } from './issuer-settings.ts'

/** One description for every fault: which check failed is of use only to someone who forges. */
export function tokenInvalid(message = 'the token does not hold; get one from the issuer for this graph'): Refusal {
  return refuseToken('TOKEN_INVALID', message)
}

export function tokenExpired(): Refusal {
  return refuseToken('TOKEN_EXPIRED', 'the token has expired; get a new one')
}

/** To call the token bad would send its owner for another, which could not be verified either. */
export function issuersUnavailable(): Refusal {
  const message = 'the issuer of the token cannot be asked for its keys; ask again in a moment'
  return new Refusal('ISSUER_UNAVAILABLE', message, { 'retry-after': '5' })
}

/** The challenge names the algorithms that a proof may be signed with (RFC 9449, section 7.1). */
export function proofInvalid(message: string): Refusal {
  const challenge = `DPoP realm="gba-graph", error="invalid_dpop_proof", error_description="${message}", algs="${ALGORITHMS.join(' ')}"`
  return new Refusal('DPOP_PROOF_INVALID', message, { 'www-authenticate': challenge })
}

function refuseToken(code: ErrorCode, message: string): Refusal {
  const challenge = `Bearer realm="gba-graph", error="invalid_token", error_description="${message}"`
  return new Refusal(code, message, { 'www-authenticate': challenge })
}
