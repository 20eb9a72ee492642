import type { JWTVerifyGetKey } from 'jose'
import { decodeJwt, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Clock, Instant } from '../../kit/clock.ts'
import type { Keyring } from '../../kit/keys.ts'
import { loadSecret } from '../../kit/keys.ts'
import type { PairwisePseudonyms } from '../../kit/pseudonym.ts'
import { openPseudonyms } from '../../kit/pseudonym.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import { hasDuplicateNames } from './duplicate-names.ts'
import { KeysUnavailable, openIssuerKeys } from './issuer-keys.ts'
import type { IssuerSettings } from './issuer-settings.ts'
import { issuersUnavailable, tokenExpired, tokenInvalid } from './token-refusals.ts'

/** How far the issuer's clock may be from ours. */
const SKEW_SECONDS = 5
/** No token of ours comes near; more is only work for whoever parses it. */
const LENGTH_LIMIT = 8_192
/** Three parts in base64url without padding, two of them JSON objects: one token has one spelling (RFC 7515, section 3.1). */
export const COMPACT_JWT = /^e[wy][\w-]*\.e[wy][\w-]*\.[\w-]+$/

/** What a token says once it is known to hold. */
export interface VerifiedToken {
  readonly viewer: Viewer
  readonly expiresAt: Instant
  /** The thumbprint of the key it is bound to (RFC 9449, section 6.1); `null` for a bearer token. */
  readonly boundTo: string | null
}

/** @throws {Refusal} TOKEN_INVALID, TOKEN_EXPIRED, ISSUER_UNAVAILABLE */
export type VerifyToken = (jwt: string) => Promise<VerifiedToken>

interface Issuer {
  readonly settings: IssuerSettings
  readonly keys: JWTVerifyGetKey
  readonly pseudonyms: PairwisePseudonyms
}

const words = z
  .union([z.string().transform((text) => text.split(' ').filter(Boolean)), z.array(z.string().regex(/^\S+$/))])
  .default([])

/** The claims of an access token (RFC 9068, section 2.2) that the graph uses; `purpose` is the house's own. */
const claims = z.object({
  sub: z.string(),
  client_id: z.string().min(1).max(128),
  iat: z.number(),
  exp: z.number(),
  // Some issuers write the list as an array, and under either name.
  scope: words,
  scopes: words,
  purpose: z.string().max(64).nullish(),
  acr: z.string().nullish(),
  cnf: z.strictObject({ jkt: z.string().regex(/^[\w-]{43}$/) }).optional(),
})

type Claims = z.output<typeof claims>

/** Verifies access tokens of several issuers. @throws {ConfigError} where keys or secrets are missing */
export async function openTokenVerifier(options: {
  issuers: readonly IssuerSettings[]
  keyring: Keyring
  now: Clock
}): Promise<VerifyToken> {
  const { keyring, now } = options
  const issuers = new Map(
    await Promise.all(
      options.issuers.map(async (settings): Promise<[string, Issuer]> => {
        const pseudonyms = openPseudonyms(await loadSecret(keyring, settings.pairwiseSecret))
        return [settings.issuer, { settings, keys: await openIssuerKeys(settings, keyring), pseudonyms }]
      }),
    ),
  )
  return async (jwt) => {
    const issuer = issuerOf(jwt, issuers)
    const token = await verify(jwt, issuer, now)
    const boundTo = token.cnf?.jkt ?? null
    return { viewer: viewerOf(token, issuer), expiresAt: token.exp * 1_000, boundTo }
  }
}

/** What the token says of its issuer only chooses the keys that it must then be signed with. */
function issuerOf(jwt: string, issuers: ReadonlyMap<string, Issuer>): Issuer {
  if (jwt.length > LENGTH_LIMIT || !COMPACT_JWT.test(jwt)) throw tokenInvalid()
  try {
    const [header = '', payload = ''] = jwt.split('.')
    const { iss } = decodeJwt(jwt)
    const issuer = typeof iss === 'string' ? issuers.get(iss) : undefined
    if (issuer && ![header, payload].some((part) => hasDuplicateNames(textOf(part)))) return issuer
  } catch {
    // Told below, like every fault.
  }
  throw tokenInvalid()
}

const textOf = (part: string) => Buffer.from(part, 'base64url').toString('utf8')

/** Algorithm and type are pinned here, not read from the token (RFC 8725, sections 3.1 and 3.11). */
async function verify(jwt: string, { settings, keys }: Issuer, now: Clock): Promise<Claims> {
  try {
    const { payload } = await jwtVerify(jwt, keys, {
      issuer: settings.issuer,
      audience: [settings.audience].flat(),
      typ: 'at+jwt',
      algorithms: [...settings.algorithms],
      requiredClaims: ['exp', 'iat', 'sub', 'client_id'],
      // Whatever the issuer says, nobody carries a token for longer; and none comes from the future.
      maxTokenAge: '24h',
      clockTolerance: SKEW_SECONDS,
      currentDate: new Date(now()),
    })
    const token = claims.parse(payload)
    if (settings.clientIds && !settings.clientIds.includes(token.client_id)) throw tokenInvalid()
    return token
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw tokenExpired()
    if (error instanceof KeysUnavailable || error instanceof errors.JWKSTimeout) throw issuersUnavailable()
    throw tokenInvalid()
  }
}

/** Where no resident stands behind the token its subject is the client itself (RFC 9068, section 2.2). */
function viewerOf(token: Claims, { settings, pseudonyms }: Issuer): Viewer {
  const { client_id: clientId, sub, purpose, acr } = token
  const subject = sub === clientId ? null : pseudonyms.toReference({ pseudonym: sub, clientId })
  if (subject === undefined) throw tokenInvalid('the token names nobody this graph knows; get a new one')
  const levels = settings.assurance
  const assurance = subject !== null && acr && Object.hasOwn(levels, acr) ? (levels[acr] ?? null) : null
  const scopes = [...new Set([...token.scope, ...token.scopes])]
  return { ...anonymous, subject, clientId, scopes, purpose: purpose ?? null, assurance }
}
