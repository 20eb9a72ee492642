import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { openInMemory } from './cluster-image.ts'

// A project of its own, so that the image it keeps is not everybody's.
const folder = mkdtempSync(join(tmpdir(), 'cluster-'))
const images = join(folder, 'node_modules/.cache/pglite')
let open: typeof openInMemory

beforeAll(async () => {
  mkdirSync(join(folder, 'kit'))
  mkdirSync(join(folder, 'node_modules/@electric-sql'), { recursive: true })
  const engine = '@electric-sql/pglite'
  symlinkSync(join(import.meta.dirname, '../node_modules', engine), join(folder, 'node_modules', engine))
  cpSync(join(import.meta.dirname, 'cluster-image.ts'), join(folder, 'kit/cluster-image.ts'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const copy = (await import(join(folder, 'kit/cluster-image.ts'))) as { openInMemory: typeof openInMemory }
  open = copy.openInMemory
})
afterAll(() => rmSync(folder, { recursive: true }))

async function tablesOfNew(): Promise<readonly unknown[]> {
  const engine = await open({})
  const { rows } = await engine.query(`select tablename from pg_tables where schemaname = 'public'`)
  await engine.exec('create table mine (id integer)')
  await engine.close()
  return rows
}

test('each engine in memory begins empty, the first and those that start from what it kept', async () => {
  for (let start = 0; start < 3; start += 1) expect(await tablesOfNew()).toEqual([])
  expect(readdirSync(images)).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+\.tar$/)])
})

test('a kept image that is broken is made anew', async () => {
  const [image = ''] = readdirSync(images)
  writeFileSync(join(images, image), 'no cluster')
  expect(await tablesOfNew()).toEqual([])
  expect(await tablesOfNew()).toEqual([])
})
