import { randomUUID } from 'node:crypto'
import type { JWK } from 'jose'
import { errors, importJWK, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock, Instant } from './clock.ts'
import type { AssuranceLevel } from './policy/field-policy.ts'
import { assuranceLevels } from './policy/field-policy.ts'

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
const ISSUER = 'gba-gateway'
const TYPE = 'gba-viewer+jwt'
const LIFETIME_SECONDS = 30

export type StatementProblem = 'VIEWER_STATEMENT_MISSING' | 'VIEWER_STATEMENT_INVALID' | 'VIEWER_STATEMENT_EXPIRED'

export type SignStatement = (options: { viewer: Viewer; audience: string }) => Promise<string>
export type VerifyStatement = (statement: string | undefined) => Promise<Viewer | StatementProblem>

/** Signs a statement for one agency only, good for 30 seconds. */
export async function openStatementSigner(options: { privateJwk: JWK; now: Clock }): Promise<SignStatement> {
  const key = await importJWK(options.privateJwk, 'EdDSA')
  const header = { alg: 'EdDSA', typ: TYPE, ...(options.privateJwk.kid ? { kid: options.privateJwk.kid } : {}) }
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
      standing: viewer.standing,
    })
      .setProtectedHeader(header)
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + LIFETIME_SECONDS)
      .sign(key)
  }
}

const words = z.array(z.string())
const filing = z.object({
  route: z.string(),
  id: z.string(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
})
const consent = z.object({
  id: z.string(),
  purpose: z.string(),
  categories: words,
  transfer: z.boolean(),
  expiresAt: z.number(),
})

const claims = z.object({
  subject: z.string().nullable(),
  client_id: z.string().nullable(),
  scope: z.string(),
  purpose: z.string().nullable(),
  assurance: z.enum(assuranceLevels).nullable(),
  sender_constrained: z.boolean(),
  registration: z.object({ jurisdiction: z.string(), policies: words, filings: z.array(filing) }).nullable(),
  standing: z.object({ home: z.string(), consents: z.array(consent) }).nullable(),
})

/** Verifies issuer, audience, type, algorithm and time; answers the viewer or the reason why there is none. */
export async function openStatementVerifier(options: {
  publicJwk: JWK
  audience: string
  now: Clock
}): Promise<VerifyStatement> {
  const key = await importJWK(options.publicJwk, 'EdDSA')
  return async (statement) => {
    if (!statement) return 'VIEWER_STATEMENT_MISSING'
    try {
      const { payload } = await jwtVerify(statement, key, {
        issuer: ISSUER,
        audience: options.audience,
        typ: TYPE,
        algorithms: ['EdDSA'],
        requiredClaims: ['exp', 'iat', 'jti'],
        maxTokenAge: LIFETIME_SECONDS,
        clockTolerance: 5,
        currentDate: new Date(options.now()),
      })
      const { client_id: clientId, scope, sender_constrained: senderConstrained, ...rest } = claims.parse(payload)
      return { ...rest, clientId, scopes: scope.split(' ').filter(Boolean), senderConstrained }
    } catch (error) {
      return error instanceof errors.JWTExpired ? 'VIEWER_STATEMENT_EXPIRED' : 'VIEWER_STATEMENT_INVALID'
    }
  }
}
