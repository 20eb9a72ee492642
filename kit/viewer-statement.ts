import { randomUUID } from 'node:crypto'
import type { JWK } from 'jose'
import { decodeJwt, importJWK, SignJWT } from 'jose'
import type { Clock, Instant } from './clock.ts'
import { invariant } from './errors.ts'
import type { AssuranceLevel } from './policy/field-policy.ts'

/** Who asks, as the gateway found it in a verified token and in identity's registers. Agencies believe nothing else. */
export interface Viewer {
  /** The resident's internal reference; `null` for anonymous callers and services. Partners never see it. */
  readonly subject: string | null
  /** The registered partner app; `null` for anonymous callers. */
  readonly clientId: string | null
  readonly scopes: readonly string[]
  /** The declared purpose the caller's registration binds it to. */
  readonly purpose: string | null
  /** How surely the issuer knows who the resident is; `null` where nobody has proved anything. */
  readonly assurance: AssuranceLevel | null
  /** True where the token is bound to a key of the client's and the request proved that it holds it (RFC 9449). */
  readonly senderConstrained: boolean
  /** What the client is registered for; `null` for who is not registered. */
  readonly registration: Registration | null
  /** What holds between the resident and the client; `null` where there is no resident. */
  readonly standing: Standing | null
}

/** What a partner's registration says. */
export interface Registration {
  /** Where the partner is registered to process data. */
  readonly jurisdiction: string
  /** The policies it is granted (`@policy`). */
  readonly policies: readonly string[]
  /** Transfers it has filed with the authorities. */
  readonly filings: readonly Filing[]
}

/** A transfer of personal data that a partner has filed: by which route, under which number, on which days it holds. */
export interface Filing {
  readonly route: string
  readonly id: string
  readonly validFrom: string
  readonly validTo: string | null
}

/** What the resident's home register and his consents say of one client. */
export interface Standing {
  /** The jurisdiction of his home register. */
  readonly home: string
  /** Those that are live, given to this client. */
  readonly consents: readonly ConsentClaim[]
}

export interface ConsentClaim {
  readonly id: string
  readonly purpose: string
  readonly categories: readonly string[]
  /** The resident has agreed to the transfer to the client's jurisdiction, apart from the purpose. */
  readonly transfer: boolean
  readonly expiresAt: Instant
}

export const anonymous: Viewer = {
  subject: null,
  clientId: null,
  scopes: [],
  purpose: null,
  assurance: null,
  senderConstrained: false,
  registration: null,
  standing: null,
}

/** The request header that carries the statement from the gateway to one agency. */
export const STATEMENT_HEADER = 'gba-viewer-statement'
/** What every statement says of itself. */
export const statementTerms = { issuer: 'gba-gateway', type: 'gba-viewer+jwt', lifetimeSeconds: 30 }

export type SignStatement = (options: { viewer: Viewer; audience: string }) => Promise<string>
/**
 * Signs a statement for one agency only, good for 30 seconds. Of the resident's consents it tells those for the declared
 * purpose: no other can allow anything.
 */
export async function openStatementSigner(options: { privateJwk: JWK; now: Clock }): Promise<SignStatement> {
  const key = await importJWK(options.privateJwk, 'EdDSA')
  const header = {
    alg: 'EdDSA',
    typ: statementTerms.type,
    ...(options.privateJwk.kid ? { kid: options.privateJwk.kid } : {}),
  }
  return ({ viewer, audience }) => {
    const issuedAt = Math.floor(options.now() / 1000)
    return new SignJWT({
      client_id: viewer.clientId,
      scope: viewer.scopes.join(' '),
      purpose: viewer.purpose,
      subject: viewer.subject,
      assurance: viewer.assurance,
      sender_constrained: viewer.senderConstrained,
      registration: viewer.registration,
      standing: viewer.standing && standingFor(viewer.standing, viewer.purpose),
    })
      .setProtectedHeader(header)
      .setIssuer(statementTerms.issuer)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + statementTerms.lifetimeSeconds)
      .sign(key)
  }
}

function standingFor({ home, consents }: Standing, purpose: string | null): Standing {
  return { home, consents: consents.filter((consent) => consent.purpose === purpose) }
}

/** The `jti` of a statement that we have signed ourselves. */
export function statementIdOf(statement: string): string {
  const { jti } = decodeJwt(statement)
  invariant(jti !== undefined, 'every statement has an id')
  return jti
}
