import type { AccessCode, Denied } from '../../kit/policy/decide-access.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import type { FieldRefusal } from '../engine/engine.ts'
import { lacksStanding } from '../standing/standing-entry.ts'

/** Where a caller can be sent for what he lacks. */
export interface AccessLinks {
  /** The page on which a resident agrees to what a client asks of him. */
  readonly consentUrl?: string
  /** The agency that keeps registrations and consents. */
  readonly register?: string
}

/** What a caller is told of a field that he may not read: which rule refuses it and what would help, and nothing else. */
export function refusalOf(
  { code, rule, needs }: Denied,
  told: { viewer: Viewer; links: AccessLinks; alternatives: readonly string[] },
): FieldRefusal {
  const { viewer, links, alternatives } = told
  if (lacksStanding(viewer) && restingOnStanding.has(code)) return unavailable(links)
  const consentUrl = code === 'CONSENT_REQUIRED' ? consentLink(links, needs, viewer) : undefined
  const details = {
    rule,
    ...(Object.keys(needs).length > 0 ? { needs } : {}),
    ...(consentUrl ? { consentUrl } : {}),
    // RFC 9470, section 3: what to ask of the issuer.
    ...(needs.assurance ? { stepUp: { acr_values: needs.assurance } } : {}),
    ...(isTransfer(code) && alternatives.length > 0 ? { alternatives } : {}),
  }
  return { code, message: messageOf(code, needs, viewer), details }
}

/** Refused to a viewer whose registration and consents could not be asked for: that they are missing is not known. */
const restingOnStanding: ReadonlySet<AccessCode> = new Set([
  'POLICY_REQUIRED',
  'RESIDENCY_BLOCKED',
  'ROUTE_NOT_FILED',
  'CONSENT_REQUIRED',
])

function unavailable({ register }: AccessLinks): FieldRefusal {
  return {
    code: 'SUBGRAPH_UNAVAILABLE',
    message: 'the register of consents does not answer, and without it nothing of this is given; ask again in a moment',
    details: register === undefined ? {} : { subgraph: register },
  }
}

function isTransfer(code: AccessCode): boolean {
  return code === 'RESIDENCY_BLOCKED' || code === 'ROUTE_NOT_FILED'
}

function consentLink({ consentUrl }: AccessLinks, needs: Denied['needs'], viewer: Viewer): string | undefined {
  if (!consentUrl) return undefined
  const url = new URL(consentUrl)
  if (viewer.clientId !== null) url.searchParams.set('client_id', viewer.clientId)
  if (viewer.purpose !== null) url.searchParams.set('purpose', viewer.purpose)
  if (needs.category) url.searchParams.set('categories', needs.category)
  return url.href
}

function messageOf(code: AccessCode, needs: Denied['needs'], { clientId, purpose }: Viewer): string {
  switch (code) {
    case 'UNAUTHENTICATED':
      return clientId === null
        ? 'got no token, wanted one for this field'
        : 'got a token of the client alone, wanted one that a resident has agreed to'
    case 'SCOPE_REQUIRED':
      return `the token lacks a scope, wanted ${alternativesOf(needs.scopes)}`
    case 'POLICY_REQUIRED':
      return 'the client is not registered for this field; ask the operator of the graph'
    case 'PURPOSE_MISMATCH':
      return `got ${purpose === null ? 'no purpose' : `the purpose ${purpose}`}, wanted ${needs.purposes?.join(' or ')}`
    case 'ASSURANCE_REQUIRED':
      return `the resident must have proved who he is at the level ${needs.assurance}; let him sign in again`
    case 'TOKEN_BINDING_REQUIRED':
      return 'got a token that anybody could use, wanted one bound to a key of the client (DPoP)'
    case 'RESIDENCY_BLOCKED':
      return 'these data may not leave their jurisdiction for the one in which the client processes them'
    case 'ROUTE_NOT_FILED':
      return `the client has not filed the transfer; it needs a filing for the route ${needs.route}`
    case 'CONSENT_REQUIRED':
      return needs.transfer
        ? 'the resident has not agreed to this for the declared purpose and to the transfer to another jurisdiction'
        : 'the resident has not agreed to this for the declared purpose'
  }
}

function alternativesOf(scopes: Denied['needs']['scopes'] = []): string {
  return scopes.map((all) => all.join(' with ')).join(', or ')
}
