import type { Clock, Instant } from '../../kit/clock.ts'
import type { ReleaseRecord } from '../../kit/evidence/access-entry.ts'
import { ENTRIES_PER_BATCH } from '../../kit/evidence/access-entry.ts'
import type { Logger } from '../../kit/logger.ts'
import type { Journal } from './journal.ts'

/** Takes a batch into the log, once or again: the log knows each record by its id. Rejects where it did not. */
export type SendRecords = (records: readonly ReleaseRecord[]) => Promise<void>

export interface Shipper {
  /** Ships by itself from now on. */
  start(send: SendRecords): void
  /** How long the oldest record waits that could not be shipped; 0 where the last attempt went through. */
  lagMs(): number
  /** Ships what there is now. @throws whatever stands in the way */
  ship(): Promise<void>
  /** A last attempt; what it leaves behind is shipped by whoever opens the folder next. */
  close(): Promise<void>
}

const INTERVAL_MS = 1_000
const BACK_OFF_MAX_MS = 30_000

/** Empties the journal into the log, every second; after a failure later and later, but for ever. */
export function openShipper(room: { journal: Journal; now: Clock; logger: Logger; intervalMs?: number }): Shipper {
  const { journal, now, logger, intervalMs = INTERVAL_MS } = room
  let send: SendRecords = notYet
  let waitingSince: Instant | undefined
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let last: Promise<void> = Promise.resolve()

  async function shipAll(): Promise<void> {
    for (const path of await journal.seal()) await shipSegment(path)
    waitingSince = undefined
  }

  async function shipSegment(path: string): Promise<void> {
    const { records, torn, damaged } = await journal.read(path)
    if (torn) logger.info({ path }, 'a last line that was never finished is dropped')
    if (damaged > 0) logger.error({ path, damaged }, 'lines of the evidence journal are damaged; the file is put aside')
    try {
      for (const batch of batchesOf(records)) await send(batch)
    } catch (error) {
      waitingSince ??= records[0]?.at ?? now()
      throw error
    }
    await journal.discard(path, { damaged: damaged > 0 })
  }

  /** One at a time, so that records arrive in the order in which they were written. */
  function ship(): Promise<void> {
    const running = last.then(shipAll)
    last = running.catch(() => {})
    return running
  }

  async function tick(): Promise<void> {
    try {
      await ship()
      failures = 0
    } catch (error) {
      failures += 1
      logger.warn({ failures, reason: reasonOf(error) }, 'evidence could not be shipped; it waits in the journal')
    }
    schedule(Math.min(intervalMs * 2 ** Math.min(failures, 10), Math.max(intervalMs, BACK_OFF_MAX_MS)))
  }

  function schedule(delayMs: number): void {
    if (closed) return
    timer = setTimeout(() => void tick(), delayMs)
    timer.unref()
  }

  return {
    start(line) {
      send = line
      schedule(0)
    },
    lagMs: () => (waitingSince === undefined ? 0 : now() - waitingSince),
    ship,
    async close() {
      closed = true
      clearTimeout(timer)
      await ship().catch((error: unknown) => logger.warn({ reason: reasonOf(error) }, 'evidence stays in the journal'))
      await journal.close()
    },
  }
}

async function notYet(): Promise<never> {
  throw new Error('nobody takes records yet')
}

function batchesOf(records: readonly ReleaseRecord[]): readonly (readonly ReleaseRecord[])[] {
  const count = Math.ceil(records.length / ENTRIES_PER_BATCH)
  return Array.from({ length: count }, (_, batch) =>
    records.slice(batch * ENTRIES_PER_BATCH, (batch + 1) * ENTRIES_PER_BATCH),
  )
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
