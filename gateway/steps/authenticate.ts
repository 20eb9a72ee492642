import { readFileSync } from 'node:fs'
import type { FastifyRequest } from 'fastify'
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose'
import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock, Instant } from '../../kit/clock.ts'
import { ConfigError } from '../../kit/config.ts'
import type { Keyring } from '../../kit/keys.ts'
import { loadPublicKey, loadSecret } from '../../kit/keys.ts'
import type { PairwisePseudonyms } from '../../kit/pseudonym.ts'
import { openPseudonyms } from '../../kit/pseudonym.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import type { ErrorCode } from '../errors.ts'
import { Refusal } from '../errors.ts'
import { exchangeOf } from '../exchange.ts'
import { keepIdentified } from './keep-identified.ts'

/** How far the issuer's clock may be from ours. */
const SKEW_SECONDS = 5

export interface Identified {
  readonly viewer: Viewer
  /** When the token ends; `null` for who came without one. */
  readonly expiresAt: Instant | null
}

export type IdentifyViewer = (authorization: string | undefined) => Promise<Identified>

/**
 * Before the body is read: who asks? No token is an anonymous caller; a token that does not hold is refused, never
 * taken for anonymous, because its owner would take public answers for his own.
 */
export function authenticate(identify: IdentifyViewer) {
  return async (request: FastifyRequest): Promise<void> => {
    Object.assign(exchangeOf(request), await identify(request.headers.authorization))
  }
}

/** The claims of an access token (RFC 9068, section 2.2) that the graph uses; `purpose` is the house's own. */
const claims = z.object({
  sub: z.string(),
  client_id: z.string(),
  exp: z.number(),
  scope: z.string().default(''),
  purpose: z.string().nullish(),
})

/** Verifies access tokens against the issuer's public keys. @throws {ConfigError} where keys are missing or unreadable */
export async function openTokenDoor(options: {
  token: { issuer: string; audience: string; jwksFile: string | undefined }
  keyring: Keyring
  now: Clock
}): Promise<IdentifyViewer> {
  const { token, keyring, now } = options
  const keys = createLocalJWKSet(await loadIssuerKeys(token.jwksFile, keyring))
  const pseudonyms = openPseudonyms(await loadSecret(keyring, 'pairwise'))
  const identify: IdentifyViewer = async (authorization) => {
    if (authorization === undefined) return { viewer: anonymous, expiresAt: null }
    const jwt = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(authorization)?.[1]
    if (!jwt) throw refuse('TOKEN_INVALID', 'got no bearer token, wanted authorization: Bearer <access token>')
    const verified = await verify({ jwt, keys, token, now })
    return { viewer: viewerOf(verified, pseudonyms), expiresAt: verified.exp * 1_000 }
  }
  return keepIdentified(identify, now)
}

async function loadIssuerKeys(jwksFile: string | undefined, keyring: Keyring): Promise<JSONWebKeySet> {
  if (!jwksFile) return { keys: [await loadPublicKey(keyring, 'issuer')] }
  try {
    const parsed = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })
    return parsed.parse(JSON.parse(readFileSync(jwksFile, 'utf8')))
  } catch {
    throw new ConfigError(`TOKEN_JWKS_FILE ${jwksFile}: wanted a JSON Web Key Set with at least one public key`)
  }
}

/** Algorithm and type are pinned here, not read from the token (RFC 8725, sections 3.1 and 3.11). */
async function verify(options: {
  jwt: string
  keys: JWTVerifyGetKey
  token: { issuer: string; audience: string }
  now: Clock
}): Promise<z.output<typeof claims>> {
  try {
    const { payload } = await jwtVerify(options.jwt, options.keys, {
      issuer: options.token.issuer,
      audience: options.token.audience,
      typ: 'at+jwt',
      algorithms: ['EdDSA'],
      requiredClaims: ['exp', 'iat', 'sub', 'client_id'],
      // Whatever the issuer says, nobody carries a token for longer; and none comes from the future.
      maxTokenAge: '24h',
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(options.now()),
    })
    return claims.parse(payload)
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refuse('TOKEN_EXPIRED', 'the token has expired; get a new one')
    throw refuse('TOKEN_INVALID', 'the token does not hold; get one from the issuer for this graph')
  }
}

/** Where no resident stands behind the token its subject is the client itself (RFC 9068, section 2.2). */
function viewerOf(token: z.output<typeof claims>, pseudonyms: PairwisePseudonyms): Viewer {
  const clientId = token.client_id
  const subject = token.sub === clientId ? null : pseudonyms.toReference({ pseudonym: token.sub, clientId })
  if (subject === undefined) throw refuse('TOKEN_INVALID', 'the token names nobody this graph knows; get a new one')
  const scopes = token.scope.split(' ').filter(Boolean)
  return { ...anonymous, subject, clientId, scopes, purpose: token.purpose ?? null }
}

/** One description for every fault: which check failed is of use only to someone who forges. */
function refuse(code: ErrorCode, message: string): Refusal {
  const challenge = `Bearer realm="gba-graph", error="invalid_token", error_description="${message}"`
  return new Refusal(code, message, { 'www-authenticate': challenge })
}
