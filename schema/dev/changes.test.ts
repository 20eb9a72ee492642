import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { watchFolders } from './changes.ts'

let root: string
let saves: (readonly string[])[]
let onSave: (paths: readonly string[]) => Promise<void>
let watcher: { close(): void }

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gba-changes-'))
  mkdirSync(join(root, 'parks/rules'), { recursive: true })
  saves = []
  onSave = async () => {}
  watcher = watchFolders({
    root,
    folders: ['parks', 'not-there'],
    onSave: async (paths) => {
      saves.push(paths)
      await onSave(paths)
    },
  })
})

afterEach(() => {
  watcher.close()
  rmSync(root, { recursive: true })
})

const write = (path: string) => writeFileSync(join(root, path), 'text')
const saved = (count: number) => expect.poll(() => saves.length, { timeout: 5_000 }).toBe(count)

/** As vim, sed and many editors save: a new file, renamed over the old one. */
function replace(path: string): void {
  write(`parks/.${path}.tmp`)
  renameSync(join(root, `parks/.${path}.tmp`), join(root, `parks/${path}`))
}

test('a file that is replaced by renaming is noticed again and again', async () => {
  replace('schema.graphql')
  await saved(1)
  replace('schema.graphql')
  await saved(2)
  expect(saves).toEqual([['parks/schema.graphql'], ['parks/schema.graphql']])
})

test('files in inner folders and in new ones are noticed', async () => {
  write('parks/rules/open.ts')
  await saved(1)
  mkdirSync(join(root, 'parks/seed'))
  await saved(2)
  write('parks/seed/parks.json')
  await saved(3)
  expect(saves).toEqual([['parks/rules/open.ts'], ['parks/seed'], ['parks/seed/parks.json']])
})

test('tests, generated types and editors’ own files are passed over', async () => {
  for (const name of ['a.test.ts', 'schema.types.ts', '.a.ts.swp', 'a.ts~', 'a.ts']) write(`parks/${name}`)
  await saved(1)
  expect(saves).toEqual([['parks/a.ts']])
})

test('what is saved while the last save is worked on comes afterwards, together', async () => {
  let finish = () => {}
  onSave = () =>
    new Promise((resolve) => {
      finish = resolve
    })
  write('parks/a.ts')
  await saved(1)
  write('parks/b.ts')
  write('parks/c.ts')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(saves).toHaveLength(1)
  finish()
  await saved(2)
  expect(saves[1]).toEqual(['parks/b.ts', 'parks/c.ts'])
  finish()
})
