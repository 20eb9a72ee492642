import { randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import type { Clock } from '../../../kit/clock.ts'
import { ConfigError } from '../../../kit/config.ts'
import type { Keyring } from '../../../kit/keys.ts'
import { loadKeyPair, loadSecret } from '../../../kit/keys.ts'
import type { AssuranceLevel } from '../../../kit/policy/field-policy.ts'
import { assuranceLevels } from '../../../kit/policy/field-policy.ts'
import { openPseudonyms } from '../../../kit/pseudonym.ts'
import { readSandboxPartners } from '../partners/seed-partners.ts'
import type { LocalizedText } from '../records.ts'
import { readPersonas } from '../seed/seed-residents.ts'
import type { IssuerConfig } from './config.ts'
import { readIssuerConfig } from './config.ts'

/** A made-up resident for whom the sandbox issues tokens. */
export interface SandboxPersona {
  readonly slug: string
  /** The agencies' internal UUID; partners see a pseudonym. */
  readonly reference: string
  /** Latin and Chinese, for a list. */
  readonly name: string
  readonly localName: LocalizedText
  readonly description: string
}

export const personas: readonly SandboxPersona[] = readPersonas().map(({ slug, reference, name, description }) => ({
  slug,
  reference,
  name: `${name.en} ${name.zhHant}`,
  localName: name,
  description,
}))

/** Somebody asked for a persona that the sandbox does not have. */
export class UnknownPersonaError extends Error {
  override readonly name = 'UnknownPersonaError'
}

/** Somebody asked for a client, a purpose, a scope or a level that the sandbox does not have. */
export class UnknownTermError extends Error {
  override readonly name = 'UnknownTermError'
}

/** What a token is asked for beside its persona; what is left out is as the sandbox has it. */
export interface SandboxWishes {
  readonly clientId?: string | undefined
  readonly purpose?: string | undefined
  /** Words with spaces between them. */
  readonly scope?: string | undefined
  readonly acr?: string | undefined
}

/** What a token of the sandbox says beside its times. */
export interface SandboxTerms {
  readonly clientId: string
  readonly purpose: string
  readonly scope: string
  readonly acr: AssuranceLevel
}

/**
 * The terms of a token: a registered partner's own where it is one. A client of an operator's own
 * (`SANDBOX_CLIENT_ID`) takes what the variables say.
 * @throws {UnknownTermError}
 */
export function sandboxTerms(config: IssuerConfig, wishes: SandboxWishes = {}): SandboxTerms {
  const clientId = wishes.clientId ?? config.SANDBOX_CLIENT_ID
  const partner = readSandboxPartners().find((known) => known.clientId === clientId)
  if (!partner && wishes.clientId !== undefined)
    throw unknown(
      'client',
      readSandboxPartners().map((known) => known.clientId),
    )
  const scopes = partner?.scopes.filter((scope) => scope !== 'openid')
  const isUsual = clientId === config.SANDBOX_CLIENT_ID
  return {
    clientId,
    purpose: choose('purpose', wishes.purpose, { usual: config.SANDBOX_PURPOSE, known: partner?.purposes }),
    scope: isUsual || !scopes ? wishedScope(wishes, config.SANDBOX_SCOPES) : wishedScope(wishes, scopes.join(' ')),
    acr: levelOf(wishes.acr),
  }
}

/** Scopes beyond the registration are for trying what a refusal looks like, so they are not checked here. */
function wishedScope({ scope }: SandboxWishes, usual: string): string {
  return scope ?? usual
}

function choose(
  what: string,
  wished: string | undefined,
  { usual, known }: { usual: string; known: readonly string[] | undefined },
): string {
  if (!known) return wished ?? usual
  if (wished === undefined) return known.includes(usual) ? usual : (known[0] ?? usual)
  if (known.includes(wished)) return wished
  throw unknown(what, known)
}

function levelOf(wished = 'SUBSTANTIAL'): AssuranceLevel {
  const level = assuranceLevels.find((known) => known === wished)
  if (level) return level
  throw unknown('acr', assuranceLevels)
}

function unknown(what: string, known: readonly string[]): UnknownTermError {
  return new UnknownTermError(`no ${what} of that name; there are ${known.join(', ')}`)
}

/**
 * An access token (RFC 9068) that lets a sandbox partner act for one persona, signed with the keyring's `issuer` key and
 * without asking the persona. `sub` is the persona's pseudonym for that partner (OpenID Connect Core 1.0, section 8.1).
 * @throws {ConfigError} in production, where authorities issue tokens themselves
 * @throws {UnknownPersonaError} @throws {UnknownTermError}
 */
export async function issueSandboxToken(options: {
  env: Readonly<Record<string, string | undefined>>
  keyring: Keyring
  persona: string
  now: Clock
  wishes?: SandboxWishes
}): Promise<string> {
  const config = readIssuerConfig(options.env)
  checkSandbox(config)
  const { reference } = personaOf(options.persona)
  const { clientId, purpose, scope, acr } = sandboxTerms(config, options.wishes)
  const pseudonyms = openPseudonyms(await loadSecret(options.keyring, 'pairwise'))
  const { privateJwk } = await loadKeyPair(options.keyring, 'issuer')
  const issuedAt = Math.floor(options.now() / 1000)
  return new SignJWT({ client_id: clientId, scope, purpose, acr })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...(privateJwk.kid ? { kid: privateJwk.kid } : {}) })
    .setIssuer(config.issuer)
    .setAudience(config.TOKEN_AUDIENCE)
    .setSubject(pseudonyms.toPseudonym({ reference, clientId }))
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + config.SANDBOX_TOKEN_LIFETIME_SECONDS)
    .sign(await importJWK(privateJwk, 'EdDSA'))
}

function checkSandbox({ production }: IssuerConfig): void {
  if (!production) return
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
