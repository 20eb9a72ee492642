import { randomBytes } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReleaseRecord } from '../../kit/evidence/access-entry.ts'
import type { RecordGroup } from './record-group.ts'
import { openGroup } from './record-group.ts'
import type { Segment, SegmentContent } from './segment.ts'
import { createSegment, readSegment, segmentLine } from './segment.ts'

/** What is about to be released and is not yet in identity's log. One process writes; its files outlive it. */
export interface Journal {
  /**
   * Takes them in; they are written with whatever else comes within milliseconds, or as soon as somebody waits.
   * @returns called by whoever waits until they are on the disk; it rejects with a JournalFailure
   * @throws {JournalFailure} where there is no room for them
   */
  begin(records: readonly ReleaseRecord[]): () => Promise<void>
  /** The same for who waits at once; one write serves everybody who does. @throws {JournalFailure} */
  append(records: readonly ReleaseRecord[]): Promise<void>
  /** Closes the current file. @returns all closed ones, also those of processes that are gone, oldest first */
  seal(): Promise<readonly string[]>
  read(path: string): Promise<SegmentContent>
  /** Its records are in the log. A damaged one is put aside instead, for people to look at. */
  discard(path: string, options?: { readonly damaged?: boolean }): Promise<void>
  close(): Promise<void>
}

/** Nothing was promised: what waits for it must not be released. */
export class JournalFailure extends Error {
  override readonly name = 'JournalFailure'
}

export interface JournalBounds {
  /** Records that may wait for their write. */
  readonly queued: number
  /** Of all files that are not yet in the log, those of former processes included. */
  readonly bytes: number
  /** Of one file. */
  readonly segmentBytes: number
  /** How long a record waits for others where nobody waits for it. */
  readonly gatherMs: number
}

/**
 * A write costs some 0.1 ms of processor time, however much it writes. Agencies take longer to answer than `gatherMs`: the
 * records of all who wait for them meanwhile are written together, and nobody waits longer for it.
 */
const defaults: JournalBounds = { queued: 10_000, bytes: 1024 ** 3, segmentBytes: 4 * 1024 ** 2, gatherMs: 4 }

const SEGMENT = /^(\d+)-([0-9a-f]{8})-\d{8}\.journal$/

/** The journals that this very process has open. */
const openRuns = new Set<string>()

/**
 * @param options.folder of this machine alone: which of its files are left over is told by which processes are alive
 * It is made with its first file: a gateway that releases nothing needs none.
 * @throws the system's error where the folder cannot be read
 */
export function openJournal(options: { folder: string; bounds?: Partial<JournalBounds> }): Journal {
  const { folder } = options
  const bounds = { ...defaults, ...options.bounds }
  const run = randomBytes(4).toString('hex')
  openRuns.add(run)
  let count = 0
  let bytes = journalBytes(folder)
  let segment: Segment | undefined
  let waiting: RecordGroup | undefined
  let turn: Promise<unknown> = Promise.resolve()

  /** Files are opened, written and closed one after the other. */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = turn.then(task)
    turn = done.catch(() => {})
    return done
  }

  async function commit(): Promise<void> {
    const group = waiting
    waiting = undefined
    if (!group) return
    try {
      segment ??= await openSegment()
      const { size } = segment
      await segment.write(group.lines.join(''))
      bytes += segment.size - size
      group.resolve()
      if (segment.bytes >= bounds.segmentBytes) await closeSegment()
    } catch (error) {
      await closeSegment()
      group.reject(new JournalFailure('the evidence journal cannot be written', { cause: error }))
    }
  }

  function begin(records: readonly ReleaseRecord[]): () => Promise<void> {
    const queued = (waiting?.lines.length ?? 0) + records.length
    if (queued > bounds.queued) throw new JournalFailure(`${queued} records wait for the disk, ${bounds.queued} may`)
    if (bytes > bounds.bytes) throw new JournalFailure(`${bytes} bytes wait to be shipped, ${bounds.bytes} may`)
    // Its write waits for the one before, and then begins at once: while the disk works, the next group gathers.
    waiting ??= openGroup({ gatherMs: bounds.gatherMs, write: () => void inTurn(commit) })
    const group = waiting
    for (const record of records) group.lines.push(segmentLine(record))
    return () => {
      group.hurry()
      return group.promise
    }
  }

  async function openSegment(): Promise<Segment> {
    count += 1
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, `${process.pid}-${run}-${String(count).padStart(8, '0')}.journal`)
    const created = await createSegment(folder, path)
    bytes += created.size
    return created
  }

  /** A file that could not be closed is no longer written to, which is all that matters here. */
  async function closeSegment(): Promise<void> {
    const closing = segment
    segment = undefined
    await closing?.close().catch(() => {})
  }

  return {
    begin,
    append: async (records) => begin(records)(),
    seal: () =>
      inTurn(async () => {
        await closeSegment()
        return listFolder(folder)
          .filter((name) => isClosed(name, run))
          .sort()
          .map((name) => join(folder, name))
      }),
    read: readSegment,
    async discard(path, { damaged = false } = {}) {
      const size = await stat(path).then((found) => found.size, nothing)
      await (damaged ? rename(path, `${path}.damaged`) : rm(path, { force: true })).catch(ignoreMissing)
      bytes -= size
    },
    close() {
      waiting?.hurry()
      return inTurn(closeSegment).finally(() => openRuns.delete(run))
    },
  }
}

/** Its own (the last was just closed), and what others left behind that are no more. */
function isClosed(name: string, run: string): boolean {
  const [, pid, writer] = SEGMENT.exec(name) ?? []
  if (pid === undefined || writer === undefined) return false
  if (writer === run) return true
  return Number(pid) === process.pid ? !openRuns.has(writer) : !isAlive(Number(pid))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function journalBytes(folder: string): number {
  const names = listFolder(folder).filter((name) => SEGMENT.test(name))
  const sizes = names.map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
  return sizes.reduce((sum, size) => sum + size, 0)
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

const nothing = () => 0

/** Two processes may have shipped the same leftover; the log takes it once. */
function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
