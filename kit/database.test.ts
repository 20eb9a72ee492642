import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, openEmbeddedEngine, openSource } from './database.ts'

interface Tables {
  note: { id: number; day: string; text: string; big: number }
}

let engine: PGlite
const migrationsFolder = mkdtempSync(join(tmpdir(), 'gba-migrations-'))
const open = (schema: string) =>
  openDatabase<Tables>({ source: { kind: 'embedded', engine }, schema, migrationsFolder })

beforeAll(async () => {
  writeFileSync(
    join(migrationsFolder, '001.sql'),
    'create table note (id int primary key, day date not null, text text not null, big bigint not null);\n',
  )
  writeFileSync(
    join(migrationsFolder, '002.sql'),
    "insert into note values (1, '2026-11-23', 'a; b', 9007199254740991);\nupdate note set text = 'c'\nwhere id = 1;\n",
  )
  engine = await openEmbeddedEngine({})
})
afterAll(() => engine.close())

test('two agencies have the same table name in one engine and do not see each other', async () => {
  const first = await open('first')
  const second = await open('second')
  await second.deleteFrom('note').execute()
  expect(await first.selectFrom('note').selectAll().execute()).toEqual([
    { id: 1, day: '2026-11-23', text: 'c', big: 9_007_199_254_740_991 },
  ])
  expect(await second.selectFrom('note').selectAll().execute()).toEqual([])
})

test('migrations run once: opening again changes nothing', async () => {
  const again = await open('first')
  expect(await again.selectFrom('note').select('text').execute()).toEqual([{ text: 'c' }])
})

test('a query made during another transaction does not run inside it', async () => {
  const database = await open('third')
  const inside = Promise.withResolvers<void>()
  const failing = database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('note').execute()
    inside.resolve()
    await new Promise((resolve) => setTimeout(resolve, 20))
    throw new Error('roll back')
  })
  await inside.promise
  const outside = database.insertInto('note').values({ id: 2, day: '2026-11-24', text: 'kept', big: 1 }).execute()
  await expect(failing).rejects.toThrow('roll back')
  await outside
  expect((await database.selectFrom('note').select('id').orderBy('id').execute()).map((row) => row.id)).toEqual([1, 2])
})

test('an integer that JavaScript would round is an error, never another number', async () => {
  const database = await open('first')
  await expect(sql`select 9007199254740993::bigint as big`.execute(database)).rejects.toThrow('beyond 2^53')
})

test('a server that does not answer is one clear line that names DATABASE_URL', async () => {
  const source = { kind: 'server', url: 'postgresql://nobody@127.0.0.1:1/none' } as const
  await expect(openDatabase({ source, schema: 'first', migrationsFolder })).rejects.toThrow(
    /ECONNREFUSED\); check DATABASE_URL/,
  )
})

test('a data folder that cannot be used is one clear line that names DATA_DIR', async () => {
  const file = join(migrationsFolder, '001.sql')
  await expect(openSource({ DATA_DIR: join(file, 'inside') })).rejects.toThrow(
    /cannot be read and written \(ENOTDIR\); set DATA_DIR/,
  )
})
