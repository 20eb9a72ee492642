import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import type { Clock } from '../../../kit/clock.ts'
import { ConfigError } from '../../../kit/config.ts'
import type { Keyring } from '../../../kit/keys.ts'
import { loadKeyPair, loadSecret } from '../../../kit/keys.ts'
import { openPseudonyms } from '../../../kit/pseudonym.ts'
import { readPersonas } from '../seed/seed-residents.ts'
import { readIssuerConfig } from './config.ts'

/** A made-up resident for whom the sandbox issues tokens. */
export interface SandboxPersona {
  readonly slug: string
  /** The agencies' internal UUID; partners see a pseudonym. */
  readonly reference: string
  /** Latin and Chinese, for a list. */
  readonly name: string
  readonly description: string
}

export const personas: readonly SandboxPersona[] = readPersonas().map(({ slug, reference, name, description }) => ({
  slug,
  reference,
  name: `${name.en} ${name.zhHant}`,
  description,
}))

/** Somebody asked for a persona that the sandbox does not have. */
export class UnknownPersonaError extends Error {
  override readonly name = 'UnknownPersonaError'
}

/**
 * An access token (RFC 9068) that lets the sandbox partner act for one persona, signed with the keyring's `issuer` key.
 * `sub` is the persona's pseudonym for that partner (OpenID Connect Core 1.0, section 8.1).
 * @throws {ConfigError} in production, where authorities issue tokens themselves
 * @throws {UnknownPersonaError}
 */
export async function issueSandboxToken(options: {
  env: Readonly<Record<string, string | undefined>>
  keyring: Keyring
  persona: string
  now: Clock
}): Promise<string> {
  const config = readIssuerConfig(options.env)
  checkSandbox(config.NODE_ENV)
  const { reference } = personaOf(options.persona)
  const clientId = config.SANDBOX_CLIENT_ID
  const pseudonyms = openPseudonyms(await loadSecret(options.keyring, 'pairwise'))
  const { privateJwk } = await loadKeyPair(options.keyring, 'issuer')
  const issuedAt = Math.floor(options.now() / 1000)
  return new SignJWT({ client_id: clientId, scope: config.SANDBOX_SCOPES, purpose: config.SANDBOX_PURPOSE })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...(privateJwk.kid ? { kid: privateJwk.kid } : {}) })
    .setIssuer(config.TOKEN_ISSUER)
    .setAudience(config.TOKEN_AUDIENCE)
    .setSubject(pseudonyms.toPseudonym({ reference, clientId }))
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + config.SANDBOX_TOKEN_LIFETIME_SECONDS)
    .sign(await importJWK(privateJwk, 'EdDSA'))
}

function checkSandbox(nodeEnv: string): void {
  if (nodeEnv !== 'production') return
  throw new ConfigError(
    'got NODE_ENV=production, wanted a sandbox: tokens for made-up residents are not issued in production; take one from the authority that issues them',
  )
}

function personaOf(slug: string): SandboxPersona {
  const persona = personas.find((candidate) => candidate.slug === slug)
  if (persona) return persona
  const known = personas.map((candidate) => candidate.slug).join(', ')
  throw new UnknownPersonaError(`no persona of that name; there are ${known}`)
}
