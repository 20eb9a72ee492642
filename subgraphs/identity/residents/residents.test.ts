import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PGlite } from '@electric-sql/pglite'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rotateKeys } from '../../../kit/at-rest/run-command.ts'
import { SealError } from '../../../kit/at-rest/seal.ts'
import { openDatabase, openEmbeddedEngine } from '../../../kit/database.ts'
import { openAccessLogStore } from '../access-log/store.ts'
import type { AccessLogTables } from '../access-log/tables.ts'
import { openStandingStore } from '../consents/standing/store.ts'
import { openConsentStore } from '../consents/store.ts'
import type { ConsentTables } from '../consents/tables.ts'
import { readRegion } from '../seed/seed-region.ts'
import { fileOf, readPersonas } from '../seed/seed-residents.ts'
import type { Store, Tables } from '../store.ts'
import { openStore } from '../store.ts'
import { forgetResident } from './forget-resident.ts'
import { openSealing } from './sealing.ts'

const CHAN = '11111111-1111-4111-8111-111111111111'
const LI = '22222222-2222-4222-8222-222222222222'
const NOW = Date.parse('2026-11-21T10:00:00+08:00')
const now = () => NOW
const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))
const files = readPersonas().map((persona) => fileOf(persona, { asOf: '2026-11-21' }))
const references = files.map(({ resident }) => resident.reference)
const secrets = files.flatMap(({ resident, documents }) => [
  resident.name.en,
  resident.name.zhHant,
  resident.birthDate,
  ...documents.map(({ number }) => number.number),
])

const parent = mkdtempSync(join(tmpdir(), 'gba-residents-'))
let engine: PGlite
beforeAll(async () => {
  engine = await openEmbeddedEngine({})
  database = await openTables()
  keyring = { folder: mkdtempSync(join(parent, 'keys-')), createMissing: true }
  await (await openAgain()).saveRegion(readRegion())
})
afterAll(async () => {
  await database.destroy()
  await engine.close()
  rmSync(parent, { recursive: true, force: true })
})

let keyring: { folder: string; createMissing: boolean }
let database: Kysely<Tables>
let store: Store
let schema = 1

const openAgain = async () => openStore(database, await openSealing({ keyring, now }))
const exec = (sql: string) => engine.exec(`set search_path to agency_${schema}; ${sql}`)
const openTables = (folder = migrationsFolder) =>
  openDatabase<Tables>({ source: { kind: 'embedded', engine }, schema: `agency_${schema}`, migrationsFolder: folder })

/** Migrations take the most time: they run once, and each test finds the tables as new, under new keys. */
beforeEach(async () => {
  keyring = { folder: mkdtempSync(join(parent, 'keys-')), createMissing: true }
  store = await openAgain()
  await exec('truncate resident, residency, identity_document, resident_key cascade')
  await store.saveResidents(files)
})

/** Every table of the agency, as a backup has it. */
async function dump(): Promise<string> {
  const tables = await engine.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'agency_${schema}'`,
  )
  const rows = await Promise.all(
    tables.rows.map(({ name }) => engine.query(`select * from agency_${schema}."${name}"`)),
  )
  return JSON.stringify(rows.map((result) => result.rows))
}

const rotate = async (...args: string[]) => {
  const said: string[] = []
  const room = { database, keyring, now, print: (line: string) => void said.push(line) }
  // Kysely is invariant in its tables; the command uses that of the keys alone.
  const code = await rotateKeys('identity', room as unknown as Parameters<typeof rotateKeys>[1], args)
  return { code, said }
}

describe('in the tables', () => {
  test('no name, birth date or document number is to be read', async () => {
    const dumped = await dump()
    expect(secrets.length).toBeGreaterThan(30)
    expect(secrets.filter((secret) => dumped.includes(secret))).toEqual([])
    // The same search finds what is kept plain.
    expect(dumped).toContain('SHENZHEN'.toLowerCase())
  })

  test('everything comes back as it was saved', async () => {
    const residents = await store.loadResidents(references)
    const documents = await store.loadDocuments(references)
    expect(new Set(residents)).toEqual(new Set(files.map(({ resident }) => resident)))
    expect(new Set(documents)).toEqual(new Set(files.flatMap((file) => file.documents)))
  })

  test.each([
    [
      'the name of somebody else',
      `update resident set sealed_person =
      (select sealed_person from resident where reference = '${LI}') where reference = '${CHAN}'`,
    ],
    [
      'the data key of somebody else',
      `update resident_key set wrapped =
      (select wrapped from resident_key where resident = '${LI}') where resident = '${CHAN}'`,
    ],
    ['another version of the data key', `update resident_key set version = 2 where resident = '${CHAN}'`],
  ])('%s put in the place of his own is refused, not read', async (_what, sql) => {
    await exec(sql)
    await expect((await openAgain()).loadResidents([CHAN])).rejects.toThrow(SealError)
  })

  test('a document moved to another resident, or a number to another document, is refused', async () => {
    await exec(`update identity_document set resident = '${LI}' where resident = '${CHAN}'`)
    await expect(store.loadDocuments([LI])).rejects.toThrow(SealError)
    await exec(`update identity_document set sealed_number =
      (select sealed_number from identity_document where kind = 'HKID' limit 1) where kind = 'MACAO_BIR'`)
    await expect(store.loadDocuments(references)).rejects.toThrow(SealError)
  })
})

describe('a document number', () => {
  const withDocument = (reference: string, document: object) => {
    const file = files.find(({ resident }) => resident.reference === reference)
    const taken = files.find(({ resident }) => resident.reference === CHAN)?.documents[0]
    if (!file || !taken) throw new Error('the personas are there')
    const added = { ...taken, id: '0d9a0f38-7a52-4f0f-9d8b-000000000001', resident: reference, ...document }
    return { ...file, documents: [...file.documents, added] }
  }

  test('belongs to one document: the second is refused and nothing is saved', async () => {
    const before = await store.loadDocuments([LI])
    await expect(store.saveResidents([withDocument(LI, {})])).rejects.toThrow('have one number')
    expect(await store.loadDocuments([LI])).toEqual(before)
  })

  test('that only shares the index with another is saved', async () => {
    const sealing = await openSealing({ keyring, now })
    const colliding = openStore(database, { ...sealing, documentNumbers: () => 'deadbeef' })
    await colliding.saveResidents(files)
    expect(await colliding.loadDocuments(references)).toHaveLength(11)
    await expect(colliding.saveResidents([withDocument(LI, {})])).rejects.toThrow('have one number')
  })
})

describe('a register of an older release', () => {
  const olderMigrations = join(parent, 'older')

  test('is sealed at the next start, and a start that broke off is gone on with', async () => {
    mkdirSync(olderMigrations)
    cpSync(
      join(migrationsFolder, '001-residents-and-cities.sql'),
      join(olderMigrations, '001-residents-and-cities.sql'),
    )
    schema = 2
    const older = await openTables(olderMigrations)
    const authorities = readRegion().authorities.map(({ id }) => `('${id}', '{}')`)
    await exec(`insert into authority (id, name) values ${authorities.join(', ')}`)
    await exec(readPersonas().map(plainRows).join(''))
    await older.destroy()
    const [chan] = files.filter(({ resident }) => resident.reference === CHAN)

    const newer = await openTables()
    store = openStore(newer, await openSealing({ keyring, now }))
    const plain = await dump()
    expect(secrets.filter((secret) => plain.includes(secret)).length).toBeGreaterThan(25)
    expect(await store.sealPlainResidents()).toBe(7)
    expect(await store.sealPlainResidents()).toBe(0)
    const dumped = await dump()
    expect(secrets.filter((secret) => dumped.includes(secret))).toEqual([])
    expect(await store.loadResidents([CHAN])).toEqual([chan?.resident])
    expect(new Set(await store.loadDocuments([CHAN]))).toEqual(new Set(chan?.documents))
    await newer.destroy()
    schema = 1
  })

  const dateOf = (date: string | null) => (date ? `'${date}'` : 'null')

  function plainRows({ reference, name, nationality, birthDate, documents }: ReturnType<typeof readPersonas>[number]) {
    const numbers = documents.map(
      ({ id, kind, issuingState, issuerId, number, issuedOn, expiresOn }) =>
        `insert into identity_document values ('${id}', '${reference}', '${kind}', '${issuingState}', '${issuerId}',
          '${number}', ${dateOf(issuedOn)}, ${dateOf(expiresOn)});`,
    )
    return `insert into resident values ('${reference}', '${JSON.stringify(name)}', '${nationality}', '${birthDate}');
      ${numbers.join('')}`
  }
})

describe('rotation', () => {
  test('rewraps every key while readers go on, and changes no sealed value', async () => {
    const sealedBefore = await engine.query(`select sealed_person from agency_${schema}.resident order by reference`)
    let reading = true
    let reads = 0
    const readers = Array.from({ length: 4 }, async () => {
      while (reading) {
        // A process of its own each time: nothing is remembered.
        const residents = await (await openAgain()).loadResidents(references)
        expect(residents).toHaveLength(7)
        reads += 1
      }
    })
    for (let turn = 0; turn < 5; turn += 1) expect((await rotate()).code).toBe(0)
    reading = false
    await Promise.all(readers)
    expect(reads).toBeGreaterThan(4)
    const { rows } = await engine.query(`select distinct kek_version from agency_${schema}.resident_key`)
    expect(rows).toEqual([{ kek_version: 6 }])
    expect(await engine.query(`select sealed_person from agency_${schema}.resident order by reference`)).toEqual(
      sealedBefore,
    )
  })

  test('that broke off goes on where it stopped, and the old key stays as long as it is needed', async () => {
    await rotate('--prepare')
    await exec(`update resident_key set wrapped = 'broken' where resident = '${LI}'`)
    expect(await rotate('--rewrap')).toMatchObject({ code: 1, said: ['rewrapped 6 data keys', expect.any(String)] })
    expect(await rotate('--retire')).toEqual({
      code: 1,
      said: ['refused: 1 data keys are under an older key; --rewrap first'],
    })
    expect(await store.loadResidents([CHAN])).toHaveLength(1)
    await exec(`delete from resident_key where resident = '${LI}'`)
    expect(await rotate('--rewrap', '--retire')).toEqual({
      code: 0,
      said: ['rewrapped 0 data keys', 'destroyed kek-identity-1'],
    })
    expect(await (await openAgain()).loadResidents([CHAN])).toHaveLength(1)
  })
})

describe('erasure', () => {
  test('leaves nothing of the resident but his reference, and his neighbours whole', async () => {
    expect(await store.eraseResident({ reference: CHAN, on: '2026-11-21' })).toBe(true)
    expect(await store.loadResidents([CHAN])).toEqual([])
    expect(await store.loadDocuments([CHAN])).toEqual([])
    expect(await store.loadResidencies([CHAN])).toEqual([])
    expect(await store.loadResidents(references)).toHaveLength(6)
    const { rows } = await engine.query(`select * from agency_${schema}.resident where reference = '${CHAN}'`)
    expect(rows).toEqual([
      {
        reference: CHAN,
        name: null,
        nationality: null,
        birth_date: null,
        sealed_person: null,
        erased_on: '2026-11-21',
      },
    ])
    expect(await store.eraseResident({ reference: CHAN, on: '2026-11-22' })).toBe(false)
  })

  test('ends his consents, makes gateways forget him and cuts the access log off from him', async () => {
    // Kysely is invariant in its tables; each store uses its own.
    const wide = database as unknown as Kysely<ConsentTables & AccessLogTables>
    const [consents, standing, accessLog] = [openConsentStore(wide), openStandingStore(wide), openAccessLogStore(wide)]
    const terms = { clientId: 'partner', purpose: 'fare-payment', categories: ['wallets'], transfer: true }
    const given = { resident: CHAN, givenBy: CHAN, language: 'en', method: 'SANDBOX', receipt: 'x' } as const
    const times = { grantedAt: NOW - 1_000, expiresAt: NOW + 86_400_000 }
    await consents.saveGrant({ ...terms, ...given, ...times, id: '0d9a0f38-7a52-4f0f-9d8b-000000000002' })
    const live = () => consents.loadLive({ resident: CHAN, clientId: 'partner', now: NOW })
    const version = await standing.loadVersion()
    expect(await live()).toHaveLength(1)
    const agency = { residents: store, consents, standing, accessLog, now }
    expect(await forgetResident(agency, CHAN)).toBe(true)
    expect(await live()).toEqual([])
    expect(await standing.loadVersion()).toBeGreaterThan(version)
    expect(await store.loadResidents([CHAN])).toEqual([])
    expect(await forgetResident(agency, CHAN)).toBe(false)
  })

  const tables = ['resident_key', 'resident', 'residency', 'identity_document']
  const backup = () => exec(tables.map((table) => `create table backup_${table} as table ${table};`).join(''))
  const restore = (restored: readonly string[]) =>
    exec(
      [...restored]
        .reverse()
        .map((table) => `delete from ${table};`)
        .join('') + restored.map((table) => `insert into ${table} select * from backup_${table};`).join(''),
    )

  test('reaches a whole backup copied before it, once the key-encryption key of that time is retired', async () => {
    await backup()
    await store.eraseResident({ reference: CHAN, on: '2026-11-21' })
    await restore(tables)
    // The honest half: until then the backup opens.
    expect(await (await openAgain()).loadResidents([CHAN])).toHaveLength(1)

    await store.eraseResident({ reference: CHAN, on: '2026-11-21' })
    expect((await rotate()).code).toBe(0)
    expect((await rotate('--retire')).code).toBe(0)
    const current = await engine.query(`select * from agency_${schema}.resident_key`)
    await restore(tables)
    const reopened = await openAgain()
    await expect(reopened.loadResidents([CHAN])).rejects.toThrow('kek-identity-1 is not in the keyring')
    await expect(reopened.loadDocuments([CHAN])).rejects.toThrow(SealError)

    // Everybody else comes back from the same backup with the table of keys as it stands today.
    await exec('delete from resident_key')
    for (const row of current.rows as Tables['resident_key'][])
      await database.insertInto('resident_key').values(row).execute()
    expect(await reopened.loadResidents(references)).toHaveLength(6)
    expect(await reopened.loadResidents([CHAN])).toEqual([])
  })
})
