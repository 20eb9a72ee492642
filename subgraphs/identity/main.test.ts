import { fileURLToPath } from 'node:url'
import { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openDatabase, openEmbeddedEngine } from '../../kit/database.ts'
import { loadKeyPair } from '../../kit/keys.ts'
import type { Seal } from '../../kit/subgraph/testing/seal.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import { startAgency } from './main.ts'
import { openSealing } from './residents/sealing.ts'
import { readRegion } from './seed/seed-region.ts'
import type { Tables } from './store.ts'
import { openStore } from './store.ts'
import { actingFor, agencyOptions, NOW, startTestAgency } from './test-agency.ts'

const CHAN = actingFor('11111111-1111-4111-8111-111111111111')

let agency: Awaited<ReturnType<typeof startTestAgency>>

beforeAll(async () => {
  agency = await startTestAgency()
})
afterAll(() => agency.close())

describe('the door', () => {
  const enter = (seal?: Seal) => agency.post({ query: '{ viewer { id } }', ...(seal ? { seal } : {}) })
  const refusal = (code: string) => ({ status: 401, body: { errors: [{ extensions: { code } }] } })

  test('refuses whoever comes without a statement', async () => {
    expect(await enter()).toMatchObject(refusal('VIEWER_STATEMENT_MISSING'))
  })

  test('opens to a statement that the gateway made for this agency just now', async () => {
    expect(await enter(await agency.sealFor(CHAN))).toMatchObject({ status: 200, body: { data: { viewer: {} } } })
  })

  test.each([
    ['made for another agency', { audience: 'permits' }, 'VIEWER_STATEMENT_INVALID'],
    ['two minutes old', { now: NOW - 120_000 }, 'VIEWER_STATEMENT_EXPIRED'],
    ['signed by the token issuer instead of the gateway', { key: 'issuer' }, 'VIEWER_STATEMENT_INVALID'],
  ])('refuses a statement %s', async (_case, how, code) => {
    expect(await enter(await agency.sealFor(CHAN, how))).toMatchObject(refusal(code))
  })

  test('lets the gateway read the contract', async () => {
    const { data } = await agency.ask(anonymous, '{ _service { sdl } }')
    const sdl = (data?._service as { sdl?: string } | undefined)?.sdl
    expect(sdl).toMatch(/type Resident\s+@key\(fields: "reference"\)/)
    expect(sdl).toMatch(/type City\s+@key\(fields: "id"\)/)
  })

  test('stands aside for the issuer keys, which are public and hold nothing private', async () => {
    const response = await fetch(new URL('/.well-known/jwks.json', agency.url))
    const { publicJwk } = await loadKeyPair(agency.keyring, 'issuer')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('application/jwk-set+json')
    expect(response.headers.get('cache-control')).toBe('public, max-age=600')
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] }
    expect(keys).toEqual([publicJwk])
    expect(Object.keys(keys[0] ?? {})).not.toContain('d')
  })
})

test('a start that fails at its last step leaves no connection open', async () => {
  const closing = vi.spyOn(Kysely.prototype, 'destroy')
  const taken = { ...agencyOptions(agency), port: Number(new URL(agency.url).port) }
  await expect(startAgency(taken)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  expect(closing).toHaveBeenCalledTimes(1)
  closing.mockRestore()
})

describe('starting again', () => {
  test('on the same tables changes nothing', async () => {
    const count = async () =>
      (
        await agency.engine.query(`select (select count(*)::int from identity.city) as cities,
          (select count(*)::int from identity.city_service) as services,
          (select count(*)::int from identity.resident) as residents,
          (select count(*)::int from identity.residency) as residencies,
          (select count(*)::int from identity.identity_document) as documents`)
      ).rows
    const before = await count()
    expect(before).toMatchObject([{ cities: 11, residents: 7, residencies: 7, documents: 11 }])
    const again = await startAgency(agencyOptions(agency))
    await again.close()
    expect(await count()).toEqual(before)
  })

  test('with the cities in another order and a text changed takes both over', async () => {
    const db = await openDatabase<Tables>({
      source: { kind: 'embedded', engine: agency.engine },
      schema: 'identity',
      migrationsFolder: fileURLToPath(new URL('./migrations/', import.meta.url)),
    })
    const store = openStore(db, await openSealing({ keyring: agency.keyring, now: () => NOW }))
    const region = readRegion()
    const cities = region.cities
      .map((city) => ({ ...city, coverage: 'NONE' as const, services: city.services.slice(0, 1) }))
      .toReversed()
    await store.saveRegion({ ...region, cities })
    const listed = await agency.ask(
      anonymous,
      '{ cities(first: 2) { nodes { id identityServices { coverage services { id } } } } }',
    )
    const identityServices = { coverage: 'NONE', services: [{ id: 'yue-sheng-shi' }] }
    expect(listed).toEqual({
      data: {
        cities: {
          nodes: [
            { id: 'zhaoqing', identityServices },
            { id: 'jiangmen', identityServices },
          ],
        },
      },
    })
    await store.saveRegion(region)
    await db.destroy()
  })

  test('in production knows the cities and no made-up resident', async () => {
    const empty = await openEmbeddedEngine({})
    const production = await startAgency(
      agencyOptions({ keyring: agency.keyring, engine: empty, env: { NODE_ENV: 'production' } }),
    )
    const { rows } = await empty.query(`select (select count(*)::int from identity.city) as cities,
      (select count(*)::int from identity.resident) as residents`)
    expect(rows).toEqual([{ cities: 11, residents: 0 }])
    await production.close()
    await empty.close()
  })
})
