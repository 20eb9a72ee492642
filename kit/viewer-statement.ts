import { randomUUID } from 'node:crypto'
import type { JWK } from 'jose'
import { errors, importJWK, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock } from './clock.ts'

/** Who asks, as the gateway found it in a verified token. Agencies believe nothing else. */
export interface Viewer {
  /** The resident's internal reference; `null` for anonymous callers and services. Partners never see it. */
  readonly subject: string | null
  /** The registered partner app; `null` for anonymous callers. */
  readonly clientId: string | null
  readonly scopes: readonly string[]
  /** The declared purpose the caller's registration binds it to. */
  readonly purpose: string | null
}

export const anonymous: Viewer = { subject: null, clientId: null, scopes: [], purpose: null }

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

const claims = z.object({
  subject: z.string().nullable(),
  client_id: z.string().nullable(),
  scope: z.string(),
  purpose: z.string().nullable(),
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
      const { subject, client_id: clientId, scope, purpose } = claims.parse(payload)
      return { subject, clientId, scopes: scope.split(' ').filter(Boolean), purpose }
    } catch (error) {
      return error instanceof errors.JWTExpired ? 'VIEWER_STATEMENT_EXPIRED' : 'VIEWER_STATEMENT_INVALID'
    }
  }
}
