import type { Clock } from '../../kit/clock.ts'
import type { Logger } from '../../kit/logger.ts'
import { openJournal } from './journal.ts'
import type { RecordRelease } from './record-release.ts'
import { openReleaseLog } from './record-release.ts'
import type { SendRecords } from './shipper.ts'
import { openShipper } from './shipper.ts'

/** The record of what this process releases: on its disk before the answer, in the access log soon after. */
export interface Evidence {
  readonly record: RecordRelease
  /** Begins to ship, what former processes have left included. */
  start(send: SendRecords): void
  /** After the last answer. */
  close(): Promise<void>
}

/** @throws the system's error where the folder cannot be read */
export function openEvidence(room: { folder: string; maxLagMs: number; now: Clock; logger: Logger }): Evidence {
  const { folder, maxLagMs, now, logger } = room
  const journal = openJournal({ folder })
  const shipper = openShipper({ journal, now, logger })
  const record = openReleaseLog({ journal, lagMs: shipper.lagMs, maxLagMs, now, logger })
  return { record, start: shipper.start, close: shipper.close }
}
