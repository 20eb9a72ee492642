import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { ConfigError } from '../config.ts'
import { openDataKeys } from './data-keys.ts'
import type { RotatingKeyProvider } from './key-provider.ts'
import { openFileKeys } from './key-provider.ts'
import { SealError } from './seal.ts'

const CHAN = '11111111-1111-4111-8111-111111111111'
const WANG = '33333333-3333-4333-8333-333333333333'
const place = { table: 't', column: 'c', row: 'r' }

const parent = mkdtempSync(join(tmpdir(), 'gba-at-rest-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

let folder: string
let provider: RotatingKeyProvider
let now = 0
beforeEach(() => {
  folder = mkdtempSync(join(parent, 'keys-'))
  provider = openFileKeys({ folder, createMissing: true }, 'identity')
  now = 0
})
const open = () => openDataKeys({ provider, now: () => now })

test('what one process seals another opens, with the row of the key and the keyring alone', async () => {
  const row = await open().create(CHAN)
  const sealed = (await open().open(row)).seal('陳小明', place)
  expect((await open().open(row)).unseal(sealed, place)).toBe('陳小明')
  expect(readdirSync(folder)).toEqual(['kek-identity-1.secret'])
})

test('a wrapped key opens for its resident, agency and version alone', async () => {
  const row = await open().create(CHAN)
  await provider.makeVersion(2)
  await expect(open().open({ ...row, resident: WANG })).rejects.toThrow(SealError)
  await expect(open().open({ ...row, kekVersion: 2 })).rejects.toThrow(SealError)
  const permits = openFileKeys({ folder, createMissing: true }, 'permits')
  await permits.currentVersion()
  await expect(openDataKeys({ provider: permits, now: () => 0 }).open(row)).rejects.toThrow(SealError)
})

test('a value does not open with the key of somebody else', async () => {
  const keys = open()
  const [chan, wang] = [await keys.open(await keys.create(CHAN)), await keys.open(await keys.create(WANG))]
  expect(() => wang.unseal(chan.seal('A1234563', place), place)).toThrow(SealError)
})

test('rewrapped under a new version it is the same key, and stays so once the old version is destroyed', async () => {
  const keys = open()
  const before = await keys.create(CHAN)
  const sealed = (await keys.open(before)).seal('A1234563', place)
  await provider.makeVersion(2)
  const after = await keys.rewrap(before, 2)
  expect(after).toMatchObject({ resident: CHAN, version: 1, kekVersion: 2 })
  provider.destroyVersion(1)
  expect((await open().open(after)).unseal(sealed, place)).toBe('A1234563')
  await expect(open().open(before)).rejects.toThrow('key kek-identity-1 is not in the keyring')
  expect(readdirSync(folder)).toEqual(['kek-identity-2.secret'])
})

test('the provider is asked once a minute for a key, by however many at a time', async () => {
  const unwrap = vi.spyOn(provider, 'unwrap')
  const keys = open()
  const row = await keys.create(CHAN)
  await Promise.all(Array.from({ length: 20 }, () => keys.open(row)))
  now = 59_999
  await keys.open(row)
  expect(unwrap).toHaveBeenCalledTimes(1)
  now = 60_000
  await keys.open(row)
  expect(unwrap).toHaveBeenCalledTimes(2)
})

test('a provider that fails once is asked again', async () => {
  const keys = open()
  const row = await keys.create(CHAN)
  vi.spyOn(provider, 'unwrap').mockRejectedValueOnce(new Error('away'))
  await expect(keys.open(row)).rejects.toThrow('away')
  await expect(keys.open(row)).resolves.toBeDefined()
})

test('ten thousand keys are kept and no more: the one not used for longest goes', async () => {
  const asked = vi.fn(async () => Buffer.alloc(32))
  const keys = openDataKeys({ provider: { ...provider, unwrap: asked }, now: () => 0 })
  const row = await keys.create(CHAN)
  const [idle, used] = [
    { ...row, wrapped: 'idle' },
    { ...row, wrapped: 'used' },
  ]
  for (const each of [idle, used]) await keys.open(each)
  for (let turn = 0; turn < 9_999; turn += 1) {
    await keys.open({ ...row, wrapped: `other ${turn}` })
    await keys.open(used)
  }
  expect(asked).toHaveBeenCalledTimes(10_001)
  await keys.open(used)
  expect(asked).toHaveBeenCalledTimes(10_001)
  await keys.open(idle)
  expect(asked).toHaveBeenCalledTimes(10_002)
})

test('production makes no key: it says which one is missing', async () => {
  const production = openFileKeys({ folder, createMissing: false }, 'identity')
  await expect(production.currentVersion()).rejects.toThrow(ConfigError)
  await expect(production.currentVersion()).rejects.toThrow('kek-identity-1.secret')
})
