import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLastGood } from './last-good.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gba-last-good-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const HOUR_MS = 3_600_000
const copyOf = (sourceName: string, now = 0) =>
  openLastGood({ folder: join(folder, 'state'), sourceName, now: () => now })

test('what was saved is found by a later start, with its age', async () => {
  await copyOf('a').save('type Query { a: Int }\n')
  expect(await copyOf('a', HOUR_MS).load()).toEqual({ sdl: 'type Query { a: Int }\n', ageMs: HOUR_MS })
})

test('a newer one replaces it, and nothing else is left in the folder', async () => {
  await Promise.all(['x', 'y', 'z'].map((sdl) => copyOf('a').save(sdl)))
  await copyOf('a').save('newest')
  expect((await copyOf('a').load())?.sdl).toBe('newest')
  expect(readdirSync(join(folder, 'state'))).toHaveLength(1)
})

test('the copy of another source is not taken for it', async () => {
  await copyOf('a').save('of a')
  expect(await copyOf('b').load()).toBeUndefined()
})

test.each([
  ['cut off', (text: string) => text.slice(0, -3)],
  ['changed', (text: string) => text.replace('Int', 'ID')],
  ['emptied', () => ''],
  ['without its head', (text: string) => text.slice(text.indexOf('\n') + 1)],
])('a copy that was %s is no copy', async (_name, harm) => {
  await copyOf('a').save('type Query { a: Int }')
  const [name = ''] = readdirSync(join(folder, 'state'))
  const path = join(folder, 'state', name)
  writeFileSync(path, harm(readFileSync(path, 'utf8')))
  expect(await copyOf('a').load()).toBeUndefined()
})

test('where nothing can be written the saving says so', async () => {
  writeFileSync(join(folder, 'state'), 'a file where the folder should be')
  await expect(copyOf('a').save('x')).rejects.toThrow()
  expect(await copyOf('a').load()).toBeUndefined()
})
