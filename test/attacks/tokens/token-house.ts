import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CryptoKey, JWK } from 'jose'
import { exportJWK, exportSPKI, generateKeyPair, importJWK } from 'jose'
import { Refusal } from '../../../gateway/errors.ts'
import { openSharedState } from '../../../gateway/processes/shared-state.ts'
import type { IdentifyViewer } from '../../../gateway/steps/authenticate.ts'
import { openTokenDoor } from '../../../gateway/steps/authenticate.ts'
import { singleIssuer } from '../../../gateway/tokens/issuer-settings.ts'
import type { Presented } from '../../../gateway/tokens/verify-proof.ts'
import { loadKeyPair, loadSecret } from '../../../kit/keys.ts'
import { openPseudonyms } from '../../../kit/pseudonym.ts'

export const NOW = Date.parse('2026-11-22T12:00:00+08:00')
export const SECONDS = NOW / 1_000
export const ISSUER = 'https://id.test'
export const GRAPH = 'https://graph.test/graphql'
const REFERENCE = '11111111-1111-4111-8111-111111111111'
const CLIENT = 'app-a'

export interface TokenHouse {
  readonly identify: IdentifyViewer
  readonly good: Readonly<Record<string, unknown>>
  readonly header: Readonly<Record<string, unknown>>
  /** The issuer's own key. */
  readonly key: CryptoKey
  readonly publicJwk: JWK
  /** Every form in which somebody could take the public key for a shared secret. */
  readonly publicForms: readonly Buffer[]
  close(): void
}

/** The gateway's door for tokens, with an issuer whose key the test holds. */
export async function openTokenHouse(): Promise<TokenHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'gba-bad-tokens-'))
  const keyring = { folder, createMissing: true }
  const { privateJwk, publicJwk } = await loadKeyPair(keyring, 'issuer')
  const pseudonyms = openPseudonyms(await loadSecret(keyring, 'pairwise'))
  const now = () => NOW
  const identify = await openTokenDoor({
    issuers: singleIssuer({ issuer: ISSUER, audience: 'gba-graph' }),
    ...{ endpoints: [GRAPH], keyring, state: openSharedState({ now }), now },
  })
  return {
    identify,
    good: {
      ...{ iss: ISSUER, aud: 'gba-graph', sub: pseudonyms.toPseudonym({ reference: REFERENCE, clientId: CLIENT }) },
      ...{ client_id: CLIENT, scope: 'profile', purpose: 'conformance', acr: 'SUBSTANTIAL', jti: 'token-1' },
      ...{ iat: SECONDS - 10, exp: SECONDS + 600 },
    },
    header: { alg: 'EdDSA', typ: 'at+jwt', kid: publicJwk.kid },
    key: await keyOf(privateJwk, 'EdDSA'),
    publicJwk,
    publicForms: await formsOf(publicJwk),
    close: () => rmSync(folder, { recursive: true }),
  }
}

/** `accepted`, or the code of the refusal. @throws where anything else went wrong: a door must refuse, not break */
export async function outcomeOf(
  { identify }: Pick<TokenHouse, 'identify'>,
  authorization: string,
  presented?: Presented,
): Promise<string> {
  try {
    await identify(authorization, presented)
    return 'accepted'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

async function keyOf(jwk: JWK, alg: string): Promise<CryptoKey> {
  const key = await importJWK(jwk, alg, { extractable: true })
  if (key instanceof Uint8Array) throw new Error('wanted an asymmetric key')
  // The library's own type for it is the platform's CryptoKey.
  return key as CryptoKey
}

async function formsOf(publicJwk: JWK): Promise<readonly Buffer[]> {
  const pem = await exportSPKI(await keyOf(publicJwk, 'EdDSA'))
  const { kty, crv, x, kid, alg, use } = publicJwk
  return [
    Buffer.from(String(x), 'base64url'),
    Buffer.from(String(x)),
    Buffer.from(pem),
    Buffer.from(pem.trim()),
    Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'),
    Buffer.from(JSON.stringify(publicJwk)),
    Buffer.from(JSON.stringify({ kty, crv, x })),
    Buffer.from(JSON.stringify({ kty, crv, x, alg, use, kid })),
    Buffer.alloc(0),
    Buffer.from('secret'),
  ]
}

export async function newKey(alg: string): Promise<{ key: CryptoKey; publicJwk: JWK; privateJwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { key: privateKey, publicJwk: await exportJWK(publicKey), privateJwk: await exportJWK(privateKey) }
}
