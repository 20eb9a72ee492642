import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CryptoKey, JWK } from 'jose'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Keyring } from '../../kit/keys.ts'
import { loadSecret } from '../../kit/keys.ts'
import { openPseudonyms } from '../../kit/pseudonym.ts'
import { Refusal } from '../errors.ts'
import type { IssuerSettings } from './issuer-settings.ts'
import { parseIssuers } from './issuer-settings.ts'
import { openTokenVerifier } from './verify-token.ts'

const NOW = Date.parse('2026-11-22T12:00:00+08:00')
const REFERENCE = '11111111-1111-4111-8111-111111111111'
let keyring: Keyring

beforeAll(() => {
  keyring = { folder: mkdtempSync(join(tmpdir(), 'gba-issuers-')), createMissing: true }
})
afterAll(() => rmSync(keyring.folder, { recursive: true }))

interface Key {
  readonly key: CryptoKey
  readonly jwk: JWK
}

async function newKey(kid: string, alg = 'ES256'): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  return { key: privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

async function issue(
  { key, jwk }: Key,
  options: { issuer: string; secret?: string; claims?: object; kid?: string },
): Promise<string> {
  const { issuer, secret = 'pairwise', claims = {}, kid = jwk.kid } = options
  const pseudonyms = openPseudonyms(await loadSecret(keyring, secret))
  const payload = { client_id: 'app-a', scope: 'profile', ...claims }
  return new SignJWT(payload)
    .setProtectedHeader({ alg: String(jwk.alg), typ: 'at+jwt', kid: String(kid) })
    .setIssuer(issuer)
    .setAudience('gba-graph')
    .setSubject(pseudonyms.toPseudonym({ reference: REFERENCE, clientId: 'app-a' }))
    .setIssuedAt(NOW / 1_000)
    .setExpirationTime(NOW / 1_000 + 600)
    .sign(key)
}

async function open(list: readonly object[]) {
  const issuers = parseIssuers(JSON.stringify(list))
  if (typeof issuers === 'string') throw new Error(issuers)
  const verify = await openTokenVerifier({ issuers: issuers as readonly IssuerSettings[], keyring, now: () => NOW })
  return (jwt: string) =>
    verify(jwt).catch((error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    })
}

describe('an issuer whose keys are read over the network', () => {
  let server: Server
  let keys: readonly JWK[] | 'down' | 'huge'
  let asked: number
  let jwksUri: string

  beforeEach(async () => {
    asked = 0
    server = createServer((_request, response) => {
      asked += 1
      if (keys === 'down') response.writeHead(500).end()
      else response.end(JSON.stringify(keys === 'huge' ? { keys: [{ kty: 'x'.repeat(100_000) }] } : { keys }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
  })
  afterEach(() => server.close())

  const issuer = 'https://one.test'

  test('a key that its issuer publishes later is found after half a minute, and one it withdraws is forgotten', async () => {
    const [before, after] = [await newKey('before'), await newKey('after')]
    keys = [before.jwk]
    vi.useFakeTimers({ toFake: ['Date'] })
    const verify = await open([{ issuer, jwksUri }])
    expect(await verify(await issue(before, { issuer }))).toMatchObject({ viewer: { subject: REFERENCE } })
    keys = [after.jwk]
    expect(await verify(await issue(after, { issuer }))).toBe('TOKEN_INVALID')
    vi.advanceTimersByTime(31_000)
    expect(await verify(await issue(after, { issuer }))).toMatchObject({ viewer: { subject: REFERENCE } })
    expect(await verify(await issue(before, { issuer }))).toBe('TOKEN_INVALID')
    vi.useRealTimers()
    expect(asked).toBe(2)
  })

  test('a hundred tokens with unknown keys make no hundred requests', async () => {
    const known = await newKey('known')
    keys = [known.jwk]
    const verify = await open([{ issuer, jwksUri }])
    for (let index = 0; index < 100; index += 1) {
      expect(await verify(await issue(known, { issuer, kid: `unknown-${index}` }))).toBe('TOKEN_INVALID')
    }
    expect(asked).toBe(1)
  })

  test.each(['down', 'huge'] as const)(
    'one that is %s is said to be so, and is left alone for a while',
    async (state) => {
      keys = state
      const verify = await open([{ issuer, jwksUri }])
      const jwt = await issue(await newKey('any'), { issuer })
      for (let index = 0; index < 20; index += 1) expect(await verify(jwt)).toBe('ISSUER_UNAVAILABLE')
      expect(asked).toBe(1)
    },
  )
})

describe('several issuers', () => {
  const [hongKong, macao] = ['https://hk.test', 'https://mo.test']
  const settings = [
    { issuer: hongKong, key: 'issuer-hk', assurance: { 'urn:hk:iam': 'HIGH' } },
    { issuer: macao, key: 'issuer-mo', pairwiseSecret: 'pairwise-mo', clientIds: ['app-mo', 'app-a'] },
  ]
  const sign = async (key: string, options: Parameters<typeof issue>[1]) => {
    const { loadKeyPair } = await import('../../kit/keys.ts')
    const { importJWK } = await import('jose')
    const { privateJwk, publicJwk } = await loadKeyPair(keyring, key)
    return issue({ key: (await importJWK(privateJwk, 'EdDSA')) as CryptoKey, jwk: publicJwk }, options)
  }

  test('each is known by its own key, secret and words', async () => {
    const verify = await open(settings)
    const one = await verify(await sign('issuer-hk', { issuer: hongKong, claims: { acr: 'urn:hk:iam' } }))
    expect(one).toMatchObject({ viewer: { subject: REFERENCE, assurance: 'HIGH' } })
    const other = await verify(
      await sign('issuer-mo', { issuer: macao, secret: 'pairwise-mo', claims: { acr: 'LOW' } }),
    )
    expect(other).toMatchObject({ viewer: { subject: REFERENCE, assurance: 'LOW' } })
  })

  test('none can speak for the other, and one that is not named for nobody', async () => {
    const verify = await open(settings)
    expect(await verify(await sign('issuer-hk', { issuer: macao }))).toBe('TOKEN_INVALID')
    expect(await verify(await sign('issuer-mo', { issuer: hongKong }))).toBe('TOKEN_INVALID')
    expect(await verify(await sign('issuer-hk', { issuer: 'https://else.test' }))).toBe('TOKEN_INVALID')
  })

  test('an issuer that is named some partners speaks for those alone', async () => {
    const only = [{ issuer: macao, key: 'issuer-mo', clientIds: ['app-mo'] }]
    expect(await (await open(only))(await sign('issuer-mo', { issuer: macao }))).toBe('TOKEN_INVALID')
  })

  test('a level of another’s words is none, and a service has none', async () => {
    const verify = await open(settings)
    const jwt = await sign('issuer-hk', { issuer: hongKong, claims: { acr: 'HIGH' } })
    expect(await verify(jwt)).toMatchObject({ viewer: { assurance: null } })
  })
})

test.each([
  ['[]', 'wanted JSON'],
  ['nonsense', 'wanted JSON'],
  ['[{"issuer":"x"}]', '0.issuer'],
  ['[{"issuer":"https://a.test","jwksUri":"http://a.test/jwks"}]', 'https'],
  ['[{"issuer":"https://a.test","algorithms":["HS256"]}]', 'algorithms'],
  ['[{"issuer":"https://a.test","algorithms":["none"]}]', 'algorithms'],
  ['[{"issuer":"https://a.test","jwksFile":"a","jwksUri":"https://a.test"}]', 'not both'],
  ['[{"issuer":"https://a.test"},{"issuer":"https://a.test"}]', 'named twice'],
  ['[{"issuer":"https://a.test","audiense":"x"}]', 'audiense'],
])('a list of issuers %s is refused with what is wrong', (text, problem) => {
  expect(parseIssuers(text)).toContain(problem)
})
