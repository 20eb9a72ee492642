import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import type { VerifyStatement } from './verify-statement.ts'
import { openStatementVerifier } from './verify-statement.ts'
import type { SignStatement, Viewer } from './viewer-statement.ts'
import { anonymous, openStatementSigner } from './viewer-statement.ts'

const viewer: Viewer = {
  ...anonymous,
  subject: '11111111-1111-4111-8111-111111111111',
  clientId: 'metro-app',
  scopes: ['profile', 'wallets'],
  purpose: 'travel',
}
let clock = Date.parse('2026-11-23T08:30:00+08:00')
const now = () => clock
let sign: SignStatement
let verify: VerifyStatement
let privateJwk: Awaited<ReturnType<typeof exportJWK>>

beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA', { extractable: true })
  privateJwk = await exportJWK(pair.privateKey)
  sign = await openStatementSigner({ privateJwk, now })
  verify = await openStatementVerifier({ publicJwk: await exportJWK(pair.publicKey), audience: 'wallets', now })
})

test('the agency named in the statement learns who asks', async () => {
  expect(await verify(await sign({ viewer, audience: 'wallets' }))).toMatchObject({ viewer })
  expect(await verify(await sign({ viewer: anonymous, audience: 'wallets' }))).toMatchObject({ viewer: anonymous })
})

test('another agency refuses the same statement', async () => {
  expect(await verify(await sign({ viewer, audience: 'permits' }))).toBe('VIEWER_STATEMENT_INVALID')
})

test('a statement is good for half a minute, give or take five seconds of clock', async () => {
  const statement = await sign({ viewer, audience: 'wallets' })
  clock += 33_000
  expect(await verify(statement)).toMatchObject({ viewer })
  clock += 3_000
  expect(await verify(statement)).toBe('VIEWER_STATEMENT_EXPIRED')
})

test('a statement signed with another key is refused', async () => {
  const stranger = await generateKeyPair('EdDSA', { extractable: true })
  const forge = await openStatementSigner({ privateJwk: await exportJWK(stranger.privateKey), now })
  expect(await verify(await forge({ viewer, audience: 'wallets' }))).toBe('VIEWER_STATEMENT_INVALID')
})

test('no statement, an unsigned one, a token of another type and garbage are refused', async () => {
  const claims = { subject: viewer.subject, client_id: 'metro-app', scope: '', purpose: null }
  const unsigned = new UnsecuredJWT(claims)
    .setIssuer('gba-gateway')
    .setAudience('wallets')
    .setExpirationTime('30s')
    .encode()
  const otherType = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
    .setIssuer('gba-gateway')
    .setAudience('wallets')
    .setJti('1')
    .setIssuedAt(Math.floor(clock / 1000))
    .setExpirationTime(Math.floor(clock / 1000) + 30)
    .sign(await importJWK(privateJwk, 'EdDSA'))
  expect(await verify(undefined)).toBe('VIEWER_STATEMENT_MISSING')
  expect(await verify('')).toBe('VIEWER_STATEMENT_MISSING')
  expect(await verify(unsigned)).toBe('VIEWER_STATEMENT_INVALID')
  expect(await verify(otherType)).toBe('VIEWER_STATEMENT_INVALID')
  expect(await verify('a.b.c')).toBe('VIEWER_STATEMENT_INVALID')
})

test('a signature is verified once: the same statement brings the same viewer, until it ends', async () => {
  const statement = await sign({ viewer, audience: 'wallets' })
  const first = await verify(statement)
  expect(await verify(statement)).toBe(first)
  clock += 36_000
  expect(await verify(statement)).toBe('VIEWER_STATEMENT_EXPIRED')
  clock -= 72_000
  expect(await verify(statement)).toBe('VIEWER_STATEMENT_INVALID')
  clock += 36_000
})

test('of the consents an agency learns those for the declared purpose alone', async () => {
  const consent = { id: 'c', categories: ['wallets'], transfer: false, expiresAt: clock + 60_000 }
  const consents = ['travel', 'tax'].map((purpose) => ({ ...consent, purpose }))
  const asking = { ...viewer, standing: { home: 'HONG_KONG', consents } }
  expect(await verify(await sign({ viewer: asking, audience: 'wallets' }))).toMatchObject({
    viewer: { ...asking, standing: { home: 'HONG_KONG', consents: [{ ...consent, purpose: 'travel' }] } },
  })
})

test('a statement of fifty consents and twenty filings fits into what an agency reads of headers', async () => {
  const categories = Array.from({ length: 9 }, (_, n) => `category-of-data-${n}`)
  const consents = Array.from({ length: 50 }, () => ({
    id: crypto.randomUUID(),
    purpose: 'travel',
    categories,
    transfer: true,
    expiresAt: clock,
  }))
  const filings = Array.from({ length: 20 }, (_, n) => ({
    route: 'standard-contract-mainland-hong-kong',
    id: `FILING-2026-${n}`,
    validFrom: '2026-01-01',
    validTo: '2027-01-01',
  }))
  const registration = { jurisdiction: 'HONG_KONG', policies: ['resident-portal'], filings }
  const asking = { ...viewer, registration, standing: { home: 'HONG_KONG', consents } }
  expect((await sign({ viewer: asking, audience: 'wallets' })).length).toBeLessThan(30_000)
  const few = { ...asking, standing: { home: 'HONG_KONG', consents: consents.slice(0, 3) } }
  expect((await sign({ viewer: few, audience: 'wallets' })).length).toBeLessThan(8_192)
})
