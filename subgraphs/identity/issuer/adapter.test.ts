import { fileURLToPath } from 'node:url'
import type { PGlite } from '@electric-sql/pglite'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase, openEmbeddedEngine } from '../../../kit/database.ts'
import type { Partner } from '../partners/partner.ts'
import { partnerSchema } from '../partners/partner.ts'
import { openAdapters } from './adapter.ts'
import type { IssuerTables } from './store.ts'
import { openArtifactStore } from './store.ts'

const START = Date.parse('2026-11-22T12:00:00+08:00')
let engine: PGlite
let db: Kysely<IssuerTables>
let now = START

const partner: Partner = partnerSchema.parse({
  clientId: 'app-a',
  name: { en: 'A', zhHant: 'A', zhHans: 'A' },
  controller: { en: 'A', zhHant: 'A', zhHans: 'A' },
  tier: 'standard',
  jurisdiction: 'MACAO',
  redirectUris: ['https://a.test/back'],
  authMethod: 'private_key_jwt',
  jwks: { keys: [{ kty: 'OKP', kid: 'k', crv: 'Ed25519', x: 'x' }] },
  ...{ boundTokens: true, scopes: ['profile'], purposes: ['fare-payment'], policies: [], filings: [] },
  budgets: { costPerMinute: 1, requestsPerMinute: 1 },
})

beforeAll(async () => {
  engine = await openEmbeddedEngine({})
  const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))
  db = await openDatabase({ source: { kind: 'embedded', engine }, schema: 'identity', migrationsFolder })
}, 60_000)
afterAll(async () => {
  await db.destroy()
  await engine.close()
})
beforeEach(async () => {
  now = START
  await db.deleteFrom('issuer_artifact').execute()
})

function open() {
  const loadPartner = async (clientId: string) => (clientId === 'app-a' ? partner : undefined)
  return openAdapters({ artifacts: openArtifactStore(db), loadPartner, now: () => now })
}

test('what was kept is found until it ends, and no row tells the code by which it is found', async () => {
  const codes = open()('AuthorizationCode')
  await codes.upsert('the-code', { jti: 'the-code', clientId: 'app-a' }, 60)
  expect(await codes.find('the-code')).toMatchObject({ clientId: 'app-a', jti: 'the-code' })
  expect(JSON.stringify(await db.selectFrom('issuer_artifact').selectAll().execute())).not.toContain('the-code')
  now += 60_000
  expect(await codes.find('the-code')).toBeUndefined()
})

test('a code is used once, also by ten who come together', async () => {
  const codes = open()('AuthorizationCode')
  await codes.upsert('c', { clientId: 'app-a' }, 60)
  const uses = await Promise.allSettled(Array.from({ length: 10 }, () => codes.consume('c')))
  expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await codes.find('c')).toMatchObject({ consumed: START / 1_000 })
})

test('an id is seen once, also when ten come together', async () => {
  const seen = open()('ReplayDetection')
  const claims = await Promise.allSettled(Array.from({ length: 10 }, () => seen.upsert('jti', { iss: 'app-a' }, 60)))
  expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('what came of one grant is revoked together, and nothing else', async () => {
  const codes = open()('AuthorizationCode')
  await codes.upsert('a', { grantId: 'one' }, 60)
  await codes.upsert('b', { grantId: 'two' }, 60)
  await codes.revokeByGrantId('one')
  expect(await codes.find('a')).toBeUndefined()
  expect(await codes.find('b')).toBeDefined()
})

test('what has ended is removed when something is kept a minute later', async () => {
  const codes = open()('AuthorizationCode')
  await codes.upsert('old', {}, 10)
  now += 61_000
  await codes.upsert('new', {}, 60)
  expect(await db.selectFrom('issuer_artifact').selectAll().execute()).toHaveLength(1)
})

test('a client is a registered partner, with its keys and no secret', async () => {
  const clients = open()('Client')
  expect(await clients.find('app-b')).toBeUndefined()
  expect(await clients.find('app-a')).toMatchObject({
    client_id: 'app-a',
    token_endpoint_auth_method: 'private_key_jwt',
    redirect_uris: ['https://a.test/back'],
    dpop_bound_access_tokens: true,
    require_pushed_authorization_requests: true,
  })
  expect(await clients.find('app-a')).not.toHaveProperty('client_secret')
})
