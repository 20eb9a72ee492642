import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ReleaseRecord } from '../../kit/evidence/access-entry.ts'
import { openJournal } from './journal.ts'
import type { SendRecords } from './shipper.ts'
import { openShipper } from './shipper.ts'
import { sampleRecord } from './testing/sample-record.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gba-shipper-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const logger = pino({ level: 'silent' })
const at = sampleRecord().at

function openRoom({ intervalMs = 60_000, now = () => at } = {}) {
  const log: ReleaseRecord[] = []
  const batches: number[] = []
  const line = { broken: false }
  const send: SendRecords = async (records) => {
    if (line.broken) throw new Error('identity does not answer')
    batches.push(records.length)
    log.push(...records)
  }
  const journal = openJournal({ folder })
  const shipper = openShipper({ journal, now, logger, intervalMs })
  shipper.start(send)
  return { log, batches, line, journal, shipper }
}

it('ships what was written, in order and in batches, and clears the disk of it', async () => {
  const { log, batches, journal, shipper } = openRoom()
  const records = Array.from({ length: 1_100 }, () => sampleRecord())
  await journal.append(records)
  await shipper.ship()
  expect(log).toEqual(records)
  expect(batches).toEqual([500, 500, 100])
  expect(readdirSync(folder)).toEqual([])
  await shipper.close()
})

it('keeps what cannot be shipped, says since when, and ships it once it can', async () => {
  let time = at
  const { log, line, journal, shipper } = openRoom({ now: () => time })
  line.broken = true
  const record = sampleRecord()
  await journal.append([record])
  time += 5_000
  await expect(shipper.ship()).rejects.toThrow('identity does not answer')
  expect(shipper.lagMs()).toBe(5_000)
  line.broken = false
  await shipper.ship()
  expect(log).toEqual([record])
  expect(shipper.lagMs()).toBe(0)
  await shipper.close()
})

it('leaves to its successor what it could not ship before it ended', async () => {
  const former = openRoom()
  former.line.broken = true
  const record = sampleRecord()
  await former.journal.append([record])
  await former.shipper.close()
  const { log, shipper } = openRoom()
  await vi.waitFor(() => expect(log).toEqual([record]))
  await shipper.close()
})

it('tries again by itself', async () => {
  const { log, line, journal, shipper } = openRoom({ intervalMs: 5 })
  line.broken = true
  await journal.append([sampleRecord()])
  await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(1))
  line.broken = false
  await vi.waitFor(() => expect(log).toHaveLength(1), { timeout: 5_000 })
  await shipper.close()
})
