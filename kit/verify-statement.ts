import type { JWK } from 'jose'
import { errors, importJWK, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock, Instant } from './clock.ts'
import { assuranceLevels } from './policy/field-policy.ts'
import type { Viewer } from './viewer-statement.ts'
import { statementTerms } from './viewer-statement.ts'

export type StatementProblem = 'VIEWER_STATEMENT_MISSING' | 'VIEWER_STATEMENT_INVALID' | 'VIEWER_STATEMENT_EXPIRED'

export type VerifyStatement = (statement: string | undefined) => Promise<VerifiedStatement | StatementProblem>

export interface VerifiedStatement {
  /** Its `jti`. */
  readonly id: string
  /** The same object as often as the same statement is shown. */
  readonly viewer: Viewer
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
  jti: z.string().min(1),
  iat: z.number(),
  exp: z.number(),
  subject: z.string().nullable(),
  client_id: z.string().nullable(),
  scope: z.string(),
  purpose: z.string().nullable(),
  assurance: z.enum(assuranceLevels).nullable(),
  sender_constrained: z.boolean(),
  registration: z.object({ jurisdiction: z.string(), policies: words, filings: z.array(filing) }).nullable(),
  standing: z.object({ home: z.string(), consents: z.array(consent) }).nullable(),
})

/** Statements remembered until they end. */
const KEPT_LIMIT = 2_000
const TOLERANCE_SECONDS = 5

interface Kept extends VerifiedStatement {
  readonly from: Instant
  readonly until: Instant
}

/**
 * Verifies issuer, audience, type, algorithm and time; answers the viewer or the reason why there is none. A signature
 * costs more than most calls, so it is verified once and the statement known by its whole text for as long as it lives.
 */
export async function openStatementVerifier(options: {
  publicJwk: JWK
  audience: string
  now: Clock
}): Promise<VerifyStatement> {
  const { now } = options
  const verify = await openVerifier(options)
  const kept = new Map<string, Kept>()
  return async (statement) => {
    if (!statement) return 'VIEWER_STATEMENT_MISSING'
    const known = kept.get(statement)
    if (known && known.from <= now() && now() < known.until) return known
    kept.delete(statement)
    const outcome = await verify(statement)
    if (typeof outcome === 'string') return outcome
    const [eldest] = kept.size >= KEPT_LIMIT ? kept.keys() : []
    if (eldest !== undefined) kept.delete(eldest)
    kept.set(statement, outcome)
    return outcome
  }
}

async function openVerifier(options: { publicJwk: JWK; audience: string; now: Clock }) {
  const key = await importJWK(options.publicJwk, 'EdDSA')
  return async (statement: string): Promise<Kept | StatementProblem> => {
    try {
      const { payload } = await jwtVerify(statement, key, {
        issuer: statementTerms.issuer,
        audience: options.audience,
        typ: statementTerms.type,
        algorithms: ['EdDSA'],
        requiredClaims: ['exp', 'iat', 'jti'],
        maxTokenAge: statementTerms.lifetimeSeconds,
        clockTolerance: TOLERANCE_SECONDS,
        currentDate: new Date(options.now()),
      })
      const {
        client_id: clientId,
        scope,
        sender_constrained: senderConstrained,
        jti,
        iat,
        exp,
        ...rest
      } = claims.parse(payload)
      const viewer = { ...rest, clientId, scopes: scope.split(' ').filter(Boolean), senderConstrained }
      const ends = Math.min(exp, iat + statementTerms.lifetimeSeconds) + TOLERANCE_SECONDS
      return { id: jti, viewer, from: (iat - TOLERANCE_SECONDS) * 1000, until: ends * 1000 }
    } catch (error) {
      return error instanceof errors.JWTExpired ? 'VIEWER_STATEMENT_EXPIRED' : 'VIEWER_STATEMENT_INVALID'
    }
  }
}
