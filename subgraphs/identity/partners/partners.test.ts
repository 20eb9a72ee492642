import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPartners } from './load-partner.ts'
import type { Partner } from './partner.ts'
import { partnerSchema, registrationOf, termsOf } from './partner.ts'
import { readSandboxPartners, seedPartners } from './seed-partners.ts'

async function seeded(): Promise<ReadonlyMap<string, Partner>> {
  const folder = mkdtempSync(join(tmpdir(), 'partners-'))
  let saved: readonly Partner[] = []
  const store = {
    loadPartners: async () => saved,
    savePartners: async (partners: readonly Partner[]) => {
      saved = partners
    },
  }
  await seedPartners({ store, keyring: { folder, createMissing: true } })
  rmSync(folder, { recursive: true })
  return new Map(saved.map((partner) => [partner.clientId, partner]))
}

test('the sandbox has a partner in each jurisdiction and the residents’ portal', () => {
  expect(readSandboxPartners().map(({ clientId, jurisdiction, tier }) => [clientId, jurisdiction, tier])).toEqual([
    ['sandbox-partner', 'HONG_KONG', 'standard'],
    ['sandbox-mainland-partner', 'MAINLAND', 'standard'],
    ['sandbox-macao-partner', 'MACAO', 'standard'],
    ['resident-portal', 'HONG_KONG', 'first-party'],
  ])
})

test('each has a key of its own, of which the registration holds the public half alone', async () => {
  const partners = [...(await seeded()).values()]
  const keys = partners.flatMap(({ jwks }) => jwks.keys)
  expect(new Set(keys.map(({ x }) => x)).size).toBe(partners.length)
  for (const key of keys) expect(Object.keys(key).sort()).toEqual(['crv', 'kid', 'kty', 'use', 'x'])
})

test('a registration with a private key, a secret or another way to sign in is refused', async () => {
  const partner = (await seeded()).get('sandbox-partner')
  const [key] = partner?.jwks.keys ?? []
  expect(partnerSchema.safeParse({ ...partner, jwks: { keys: [{ ...key, d: 'x' }] } }).success).toBe(false)
  expect(partnerSchema.safeParse({ ...partner, jwks: { keys: [{ kty: 'oct', kid: 'k', k: 'x' }] } }).success).toBe(
    false,
  )
  expect(partnerSchema.safeParse({ ...partner, authMethod: 'none' }).success).toBe(false)
})

test('a statement carries jurisdiction, policies and filings, without where they can be looked up', async () => {
  const partner = (await seeded()).get('sandbox-macao-partner') as Partner
  expect(registrationOf(partner)).toEqual({
    jurisdiction: 'MACAO',
    policies: [],
    filings: [
      {
        route: 'gba-standard-contract-mainland-macao',
        id: 'SANDBOX-SCC-MO-0002',
        validFrom: '2024-10-02',
        validTo: null,
      },
    ],
  })
  expect(termsOf(partner)).toMatchObject({ tier: 'standard', purposes: partner.purposes })
})

test('a registration is looked up again after five seconds, and after a failure at once', async () => {
  const partner = (await seeded()).get('sandbox-partner') as Partner
  let [now, asked, broken] = [0, 0, true]
  const store = {
    savePartners: async () => {},
    loadPartners: async () => {
      asked += 1
      if (broken) throw new Error('the database is away')
      return [partner]
    },
  }
  const load = openPartners({ store, now: () => now })
  await expect(load('sandbox-partner')).rejects.toThrow('away')
  broken = false
  expect(await load('sandbox-partner')).toBe(partner)
  await load('sandbox-partner')
  expect(asked).toBe(2)
  now += 5_000
  await load('sandbox-partner')
  expect(asked).toBe(3)
})
