import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSupergraphSource } from './open-source.ts'
import type { SupergraphSource } from './source.ts'
import { openLog, pause, until } from './testing/collect.ts'

let folder: string
let path: string
let source: SupergraphSource
let got: string[]
let log: ReturnType<typeof openLog>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gba-source-'))
  path = join(folder, 'supergraph.graphql')
  writeFileSync(path, 'first')
  got = []
  log = openLog()
  source = open()
})
afterEach(() => {
  source.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Without polling, so that it is the watch that finds what changes. */
function open(options: { pollMs?: number; maxBytes?: number } = {}): SupergraphSource {
  return openSupergraphSource({ location: path, pollMs: 60_000, now: () => 7, logger: log.logger, ...options })
}

async function watching(options?: Parameters<typeof open>[0]): Promise<void> {
  source = open(options)
  expect(await source.read()).toBe('first')
  source.watch((text) => got.push(text))
}

test('a file that is overwritten is read again', async () => {
  await watching()
  writeFileSync(path, 'second')
  await until(() => got.length > 0)
  expect(got).toEqual(['second'])
})

test('a file that another is renamed over is read again, each time', async () => {
  await watching()
  for (const [index, text] of ['second', 'third', 'fourth'].entries()) {
    writeFileSync(`${path}.new`, text)
    renameSync(`${path}.new`, path)
    await until(() => got.length > index)
  }
  expect(got).toEqual(['second', 'third', 'fourth'])
})

test('an editor that writes in two steps causes one reading', async () => {
  await watching()
  truncateSync(path)
  writeFileSync(path, 'half')
  writeFileSync(path, 'half and half')
  await until(() => got.length > 0)
  expect(got).toEqual(['half and half'])
})

test('a file that is emptied or gone for a while is waited for', async () => {
  await watching()
  rmSync(path)
  await until(() => source.state().failure === 'ENOENT')
  writeFileSync(path, '')
  await until(() => source.state().failure === 'it is empty')
  writeFileSync(path, 'back')
  await until(() => got.length > 0)
  expect(got).toEqual(['back'])
  expect(source.state()).toEqual({ confirmedAt: 7, failure: undefined })
  expect(log.lines.map(({ msg, reason }) => [msg, reason])).toEqual([
    ['the supergraph cannot be read', 'ENOENT'],
    ['the supergraph cannot be read', 'it is empty'],
    ['the supergraph can be read again', undefined],
  ])
})

test('the same content written anew, or touched, is no change', async () => {
  await watching({ pollMs: 10 })
  writeFileSync(path, 'first')
  utimesSync(path, 1, 1)
  await pause(300)
  expect(got).toEqual([])
  writeFileSync(path, 'second')
  await until(() => got.length > 0)
  expect(got).toEqual(['second'])
})

test('a folder that is swapped behind a link is noticed, as container volumes do it', async () => {
  for (const text of ['first', 'second']) {
    mkdirSync(join(folder, text))
    writeFileSync(join(folder, text, 'supergraph.graphql'), text)
  }
  rmSync(path)
  symlinkSync('first', join(folder, 'data'))
  symlinkSync('data/supergraph.graphql', path)
  await watching()
  symlinkSync('second', join(folder, 'data-new'))
  renameSync(join(folder, 'data-new'), join(folder, 'data'))
  await until(() => got.length > 0)
  expect(got).toEqual(['second'])
})

test('where the watch is lost, looking from time to time finds the change', async () => {
  await watching({ pollMs: 20 })
  rmSync(folder, { recursive: true })
  await until(() => source.state().failure === 'ENOENT')
  mkdirSync(folder)
  writeFileSync(path, 'second')
  await until(() => got.length > 0)
  expect(got).toEqual(['second'])
})

test('what changed between the first reading and the watch is not missed', async () => {
  expect(await source.read()).toBe('first')
  writeFileSync(path, 'second')
  source.watch((text) => got.push(text))
  await until(() => got.length > 0)
  expect(got).toEqual(['second'])
})

function makeFolder(): void {
  rmSync(path)
  mkdirSync(path)
}

test.each([
  ['gone', () => rmSync(path), 'ENOENT'],
  ['a folder', makeFolder, 'it is no file'],
  ['empty', () => writeFileSync(path, ' \n'), 'it is empty'],
  ['too large', () => writeFileSync(path, 'x'.repeat(101)), 'got 101 bytes, wanted at most 100'],
  ['no text', () => writeFileSync(path, Buffer.from([0x61, 0xff])), 'it is no UTF-8 text'],
])('a file that is %s refuses the start and says how to mend it', async (_name, harm, reason) => {
  harm()
  await expect(open({ maxBytes: 100 }).read()).rejects.toThrow(
    `supergraph ${path} cannot be read (${reason}); run npm run compose or set SUPERGRAPH_FILE`,
  )
})

test('after closing nothing is told any more', async () => {
  await watching({ pollMs: 10 })
  source.close()
  writeFileSync(path, 'second')
  await pause(200)
  expect(got).toEqual([])
})
