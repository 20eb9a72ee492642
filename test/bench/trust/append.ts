import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openJournal } from '../../../gateway/evidence/journal.ts'
import { sampleRecord } from '../../../gateway/evidence/testing/sample-record.ts'

export interface AppendFigures {
  readonly auditAppendP50Ms: number
  readonly auditAppendP99Ms: number
  readonly appends: number
}

const APPENDERS = 8

/**
 * How long an answer would wait for its record if it had nothing else to wait for: eight appenders, each at once with the
 * next record, on the disk under `folder`. Sealed every second, as the shipper does.
 */
export async function measureAppends(options: { folder?: string; seconds: number }): Promise<AppendFigures> {
  const folder = mkdtempSync(join(options.folder ?? tmpdir(), 'gba-append-'))
  const journal = openJournal({ folder })
  const sealing = setInterval(
    () => void journal.seal().then((paths) => Promise.all(paths.map((path) => journal.discard(path)))),
    1_000,
  )
  try {
    const endsAt = performance.now() + options.seconds * 1_000
    const times = (await Promise.all(Array.from({ length: APPENDERS }, () => appendUntil(endsAt)))).flat()
    return figuresOf(times)
  } finally {
    clearInterval(sealing)
    await journal.close()
    rmSync(folder, { recursive: true, force: true })
  }

  async function appendUntil(endsAt: number): Promise<number[]> {
    const times: number[] = []
    while (performance.now() < endsAt) {
      const startedAt = performance.now()
      await journal.append([sampleRecord()])
      times.push(performance.now() - startedAt)
    }
    return times
  }
}

function figuresOf(times: readonly number[]): AppendFigures {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return { auditAppendP50Ms: at(0.5), auditAppendP99Ms: at(0.99), appends: sorted.length }
}

if (import.meta.main) console.log(JSON.stringify(await measureAppends({ folder: process.cwd(), seconds: 5 })))
