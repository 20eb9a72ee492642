import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Journal } from './journal.ts'
import { JournalFailure, openJournal } from './journal.ts'
import { sampleRecord } from './testing/sample-record.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gba-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function recordsOf(journal: Journal) {
  const segments = await Promise.all((await journal.seal()).map(journal.read))
  return segments.flatMap(({ records }) => records)
}

describe('a journal', () => {
  it('has on the disk what it has promised, in the order of the asking', async () => {
    const journal = openJournal({ folder })
    const records = Array.from({ length: 50 }, () => sampleRecord())
    await Promise.all(records.map((record) => journal.append([record])))
    const [name = ''] = readdirSync(folder)
    expect(readFileSync(join(folder, name), 'utf8').split('\n')).toHaveLength(51)
    expect(await recordsOf(journal)).toEqual(records)
    await journal.close()
  })

  it('writes nothing until somebody waits, and then what all have begun', async () => {
    const journal = openJournal({ folder, bounds: { gatherMs: 1e9 } })
    const records = [sampleRecord(), sampleRecord(), sampleRecord()]
    const [, onDisk] = records.map((record) => journal.begin([record]))
    await new Promise((resolve) => setImmediate(resolve))
    expect(readdirSync(folder)).toEqual([])
    await onDisk?.()
    expect(await recordsOf(journal)).toEqual(records)
    await journal.close()
  })

  it('writes what nobody waits for soon, and before it closes', async () => {
    const soon = openJournal({ folder, bounds: { gatherMs: 1 } })
    soon.begin([sampleRecord()])
    await expect.poll(() => recordsOf(soon)).toHaveLength(1)
    await soon.close()
    const later = openJournal({ folder, bounds: { gatherMs: 1e9 } })
    later.begin([sampleRecord()])
    await later.close()
    const next = openJournal({ folder })
    expect(await recordsOf(next)).toHaveLength(2)
    await next.close()
  })

  it('goes on in a new file once one is full, and in a new one after it was sealed', async () => {
    const journal = openJournal({ folder, bounds: { segmentBytes: 1_000 } })
    for (let count = 0; count < 6; count += 1) await journal.append([sampleRecord()])
    const full = await journal.seal()
    expect(full.length).toBeGreaterThan(1)
    await journal.append([sampleRecord()])
    expect(await journal.seal()).toHaveLength(full.length + 1)
    await journal.close()
  })

  it('leaves alone what another open journal still writes, and takes over what was left behind', async () => {
    const [one, other] = [openJournal({ folder }), openJournal({ folder })]
    await one.append([sampleRecord()])
    expect(await other.seal()).toEqual([])
    await one.close()
    expect(await recordsOf(other)).toHaveLength(1)
    await other.close()
  })

  it('promises nothing while the disk refuses, and goes on when it no longer does', async () => {
    const journal = openJournal({ folder })
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'no folder')
    const refused = [journal.append([sampleRecord()]), journal.append([sampleRecord()])]
    for (const promise of refused) await expect(promise).rejects.toThrow(JournalFailure)
    rmSync(folder)
    const kept = sampleRecord()
    await journal.append([kept])
    expect(await recordsOf(journal)).toEqual([kept])
    await journal.close()
  })

  it('lets no more records wait than its bounds say', async () => {
    const journal = openJournal({ folder, bounds: { queued: 2 } })
    const two = journal.append([sampleRecord(), sampleRecord()])
    await expect(journal.append([sampleRecord()])).rejects.toThrow('3 records wait for the disk, 2 may')
    await two
    await journal.close()
  })

  it('keeps no more bytes than its bounds say until they are shipped', async () => {
    const journal = openJournal({ folder, bounds: { bytes: 100 } })
    await journal.append([sampleRecord()])
    await expect(journal.append([sampleRecord()])).rejects.toThrow('bytes wait to be shipped, 100 may')
    for (const path of await journal.seal()) await journal.discard(path)
    await journal.append([sampleRecord()])
    await journal.close()
  })
})

describe('what a journal finds', () => {
  async function leftover(change: (path: string) => void) {
    const former = openJournal({ folder })
    const records = [sampleRecord(), sampleRecord(), sampleRecord()]
    await former.append(records)
    await former.close()
    const [name = ''] = readdirSync(folder)
    change(join(folder, name))
    const journal = openJournal({ folder })
    const [path = ''] = await journal.seal()
    const content = await journal.read(path)
    return { journal, path, records, content }
  }

  it('drops a last line that was never finished', async () => {
    const { content, records } = await leftover((path) => appendFileSync(path, '0123abcd {"id":"half'))
    expect(content).toEqual({ records, torn: true, damaged: 0 })
  })

  it('drops a last line whose middle never reached the disk', async () => {
    const { content, records } = await leftover((path) => appendFileSync(path, `0123abcd ${'\0'.repeat(80)}\n`))
    expect(content).toEqual({ records, torn: true, damaged: 0 })
  })

  it('tells other damage apart, and puts the file aside for people', async () => {
    const { journal, path, content, records } = await leftover((file) =>
      writeFileSync(file, readFileSync(file, 'utf8').replace('sandbox-partner', 'another-partner')),
    )
    expect(content).toEqual({ records: records.slice(1), torn: false, damaged: 1 })
    await journal.discard(path, { damaged: true })
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.journal\.damaged$/)])
    expect(await journal.seal()).toEqual([])
  })
})

it('has every record that was promised by a process that was killed in the middle of it', async () => {
  const program = fileURLToPath(new URL('./testing/append-for-ever.ts', import.meta.url))
  const writer = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const told = text(writer.stdout)
  await once(writer.stdout, 'data')
  await new Promise((resolve) => setTimeout(resolve, 150))
  writer.kill('SIGKILL')
  await once(writer, 'exit')
  // The last line may be cut where the pipe was.
  const promised = (await told).split('\n').filter((id) => id.length === 36)
  const journal = openJournal({ folder })
  const kept = new Set((await recordsOf(journal)).map(({ id }) => id))
  expect(promised.length).toBeGreaterThan(0)
  expect(promised.filter((id) => !kept.has(id))).toEqual([])
  await journal.close()
})
