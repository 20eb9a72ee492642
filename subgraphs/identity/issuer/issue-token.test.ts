import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalJWKSet, decodeJwt, errors, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConfigError } from '../../../kit/config.ts'
import type { Keyring } from '../../../kit/keys.ts'
import { loadKeyPair, loadSecret } from '../../../kit/keys.ts'
import { openPseudonyms } from '../../../kit/pseudonym.ts'
import { issueSandboxToken, personas, UnknownPersonaError } from './issue-token.ts'

const NOW = Date.parse('2026-11-21T10:00:00+08:00')
let keyring: Keyring

beforeAll(() => {
  keyring = { folder: mkdtempSync(join(tmpdir(), 'issuer-')), createMissing: true }
})
afterAll(() => rmSync(keyring.folder, { recursive: true }))

const issue = (persona: string, env: Record<string, string> = {}) =>
  issueSandboxToken({ env, keyring, persona, now: () => NOW })

async function verify(token: string, options: { now?: number; audience?: string } = {}) {
  const { publicJwk } = await loadKeyPair(keyring, 'issuer')
  return jwtVerify(token, createLocalJWKSet({ keys: [publicJwk] }), {
    issuer: 'http://127.0.0.1:4001',
    audience: options.audience ?? 'gba-graph',
    typ: 'at+jwt',
    algorithms: ['EdDSA'],
    currentDate: new Date(options.now ?? NOW),
  })
}

test.each(personas)(
  'a token for $slug verifies and names him only by the pseudonym of the sandbox partner',
  async ({ slug, reference }) => {
    const token = await issue(slug)
    const { payload, protectedHeader } = await verify(token)
    const { publicJwk } = await loadKeyPair(keyring, 'issuer')
    const pseudonyms = openPseudonyms(await loadSecret(keyring, 'pairwise'))
    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: publicJwk.kid })
    expect(payload).toEqual({
      iss: 'http://127.0.0.1:4001',
      aud: 'gba-graph',
      sub: pseudonyms.toPseudonym({ reference, clientId: 'sandbox-partner' }),
      client_id: 'sandbox-partner',
      scope: 'profile permits wallets journeys payments verification',
      purpose: 'cross-boundary-travel',
      acr: 'SUBSTANTIAL',
      iat: NOW / 1000,
      exp: NOW / 1000 + 8 * 3_600,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(JSON.stringify(payload)).not.toContain(reference)
  },
)

test('a token is good until eight hours have passed and no longer', async () => {
  const token = await issue('hk-resident')
  await expect(verify(token, { now: NOW + 8 * 3_600_000 - 1_000 })).resolves.toBeDefined()
  await expect(verify(token, { now: NOW + 8 * 3_600_000 })).rejects.toThrow(errors.JWTExpired)
})

test('a token is refused for another audience and after any change', async () => {
  const token = await issue('hk-resident')
  await expect(verify(token, { audience: 'elsewhere' })).rejects.toThrow(errors.JWTClaimValidationFailed)
  const [header, , signature] = token.split('.')
  const payload = Buffer.from(JSON.stringify({ ...decodeJwt(token), scope: 'everything' })).toString('base64url')
  await expect(verify([header, payload, signature].join('.'))).rejects.toThrow(errors.JWSSignatureVerificationFailed)
})

test('two tokens for the same persona can be told apart', async () => {
  const [first, second] = await Promise.all([issue('hk-resident'), issue('hk-resident')])
  expect(decodeJwt(first).jti).not.toBe(decodeJwt(second).jti)
})

test('the operator may set issuer, audience, client and lifetime', async () => {
  const token = await issue('hk-resident', {
    TOKEN_ISSUER: 'https://id.example',
    TOKEN_AUDIENCE: 'elsewhere',
    SANDBOX_CLIENT_ID: 'my-app',
    SANDBOX_TOKEN_LIFETIME_SECONDS: '60',
  })
  expect(decodeJwt(token)).toMatchObject({
    iss: 'https://id.example',
    aud: 'elsewhere',
    client_id: 'my-app',
    exp: NOW / 1000 + 60,
  })
})

test('a sandbox partner’s token has the scopes and the purpose of its registration', async () => {
  const wishes = { clientId: 'resident-portal' }
  const token = await issueSandboxToken({ env: {}, keyring, persona: 'hk-resident', now: () => NOW, wishes })
  expect(decodeJwt(token)).toMatchObject({ client_id: 'resident-portal', scope: 'account', purpose: 'self-service' })
})

test.each([
  [{ clientId: 'nobody' }, 'no client of that name'],
  [{ purpose: 'marketing' }, 'no purpose of that name'],
  [{ acr: 'ABSOLUTE' }, 'no acr of that name'],
])('%j is refused with the list of those there are', async (wishes, message) => {
  const issued = issueSandboxToken({ env: {}, keyring, persona: 'hk-resident', now: () => NOW, wishes })
  await expect(issued).rejects.toThrow(message)
})

test('an unknown persona is refused with the list of those there are', async () => {
  await expect(issue('nobody')).rejects.toThrow(UnknownPersonaError)
  await expect(issue('nobody')).rejects.toThrow(
    'no persona of that name; there are hk-resident, shenzhen-hukou, zhuhai-residence-permit, foreign-visitor, macao-resident, zhuhai-hukou, hk-non-chinese',
  )
})

test('nothing is issued in production', async () => {
  await expect(issue('hk-resident', { NODE_ENV: 'production' })).rejects.toThrow(ConfigError)
  await expect(issue('hk-resident', { NODE_ENV: 'production' })).rejects.toThrow('got NODE_ENV=production')
})
