import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { smallFeed } from '../gtfs/test-feed.ts'
import { importGtfs } from './import-gtfs.ts'
import { importMtr } from './import-mtr.ts'
import { openOwnStore } from './open-own-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'import-'))
afterAll(() => rmSync(folder, { recursive: true }))
for (const [name, text] of Object.entries(smallFeed)) writeFileSync(join(folder, name), text)
const env = { DATA_DIR: join(folder, 'data') }

async function run(args: readonly string[], command: typeof importGtfs = importGtfs) {
  const lines: string[] = []
  const code = await command(args, { env, print: (line) => lines.push(line) })
  return { code, lines }
}

async function keptFeeds() {
  const { store, close } = await openOwnStore(env)
  try {
    return (await store.loadHeads()).map(({ id, version, origin }) => ({ id, version, origin }))
  } finally {
    await close()
  }
}

test('checking a feed prints what is in it and saves nothing', async () => {
  expect(await run([folder, '--feed', 'small', '--check'])).toEqual({
    code: 0,
    lines: ['checked: feed small version not named, 3 stops, 1 trips, 1 fare rules; nothing was saved'],
  })
  expect(await keptFeeds()).toEqual([])
})

test('importing saves the feed; one with an error is refused, told line by line, and the former one stays', async () => {
  expect((await run([folder, '--feed', 'small'])).code).toBe(0)
  writeFileSync(join(folder, 'trips.txt'), 'route_id,service_id,trip_id\nr1,weekday,t1\nr1,never,t2')
  const refused = await run([folder, '--feed', 'small'])
  expect(refused.code).toBe(1)
  expect(refused.lines).toContain('error trips.txt:3: service_id: got "never", which calendar.txt does not define')
  expect(refused.lines.at(-1)).toBe('refused: 2 errors in feed small; nothing was saved')
  expect(await keptFeeds()).toEqual([{ id: 'small', version: 'not named', origin: 'IMPORT' }])
})

test('arguments that make no sense are refused with what was wanted', async () => {
  await expect(run([])).rejects.toThrow(/^wanted: import-gtfs <folder or zip>/)
  await expect(run([folder, '--feed', 'x', '--city', 'london'])).rejects.toThrow('--city: got london, wanted a city id')
  await expect(run([join(folder, 'nothing'), '--feed', 'x'])).rejects.toThrow(/which is not there; wanted a folder/)
  await expect(run([folder, '--effective-from', 'soon'], importMtr)).rejects.toThrow(/^wanted: import-mtr <folder>/)
  const nowhere = importGtfs([folder, '--feed', 'small'], { env: {}, print: () => {} })
  await expect(nowhere).rejects.toThrow('got neither DATABASE_URL nor DATA_DIR')
})
