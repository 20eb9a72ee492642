import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PGlite } from '@electric-sql/pglite'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDataKeys } from '../../kit/at-rest/data-keys.ts'
import { openFileKeys } from '../../kit/at-rest/key-provider.ts'
import { SealError } from '../../kit/at-rest/seal.ts'
import { openDatabase, openEmbeddedEngine } from '../../kit/database.ts'
import { loadSandboxPermits } from './seed-sandbox.ts'
import type { Store, Tables } from './store.ts'
import { openStore } from './store.ts'

const permits = loadSandboxPermits()
const holders = [...new Set(permits.map(({ holder }) => holder))]
const [first = '', second = ''] = holders
const folder = mkdtempSync(join(tmpdir(), 'gba-permit-numbers-'))
const openKeys = () =>
  openDataKeys({ provider: openFileKeys({ folder, createMissing: true }, 'permits'), now: () => 0 })

let engine: PGlite
let database: Kysely<Tables>
let store: Store

beforeAll(async () => {
  engine = await openEmbeddedEngine({})
  const migrationsFolder = fileURLToPath(new URL('./migrations/', import.meta.url))
  database = await openDatabase<Tables>({ source: { kind: 'embedded', engine }, schema: 'permits', migrationsFolder })
  store = openStore(database, openKeys())
  await store.savePermits(permits)
})
afterAll(async () => {
  await database.destroy()
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const numbersOf = async (holder: string) => (await store.loadPermits([holder])).map(({ number }) => number)
const savedOf = (holder: string) => permits.filter((permit) => permit.holder === holder).map(({ number }) => number)

test('permit numbers come back as they were saved and are not to be read in the tables', async () => {
  for (const holder of holders) expect(await numbersOf(holder)).toEqual(savedOf(holder))
  const { rows } = await engine.query('select * from permits.travel_permits, permits.resident_key')
  const dumped = JSON.stringify(rows)
  expect(permits.filter(({ number }) => dumped.includes(number))).toEqual([])
  expect(dumped).toContain('EEP')
})

test('a permit moved to another holder does not open', async () => {
  await engine.exec(`update permits.travel_permits set holder = '${second}' where holder = '${first}'`)
  await expect(store.loadPermits([second])).rejects.toThrow(SealError)
  await engine.exec(
    `update permits.travel_permits set holder = '${first}' where id = '${permits.find(({ holder }) => holder === first)?.id}'`,
  )
  expect(await numbersOf(second)).toEqual(savedOf(second))
})

test('an erased holder has no permits and no endorsements; his neighbours keep theirs', async () => {
  expect(await store.eraseHolder(first)).toBe(true)
  expect(await numbersOf(first)).toEqual([])
  const { rows } = await engine.query(`select (select count(*)::int from permits.resident_key) as keys,
    (select count(*)::int from permits.travel_permits) as permits`)
  expect(rows).toEqual([{ keys: holders.length - 1, permits: permits.length - savedOf(first).length }])
  expect(await numbersOf(second)).toEqual(savedOf(second))
  expect(await store.eraseHolder(first)).toBe(false)
})
