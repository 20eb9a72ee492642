import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open, readFile } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { ReleaseRecord } from '../../kit/evidence/access-entry.ts'
import { parseReleaseRecord } from '../../kit/evidence/access-entry.ts'

/** One file of the journal, open for writing: a line a record, each with the checksum of its text before it. */
export interface Segment {
  readonly path: string
  /** What was written. */
  readonly bytes: number
  /** What it takes on the disk. */
  readonly size: number
  /** Resolves once all of it is on the disk. Whatever fails, nothing more must be written to this segment. */
  write(lines: string): Promise<void>
  close(): Promise<void>
}

/** With O_DSYNC a write returns when data and length are on the disk: what fdatasync after it would do, in one call. */
const FLAGS = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_DSYNC

/** A write into blocks that are there already leaves the file system nothing to note: it costs about half. */
const filling = Buffer.alloc(512 * 1_024)

/** Makes the file, and its name durable too. */
export async function createSegment(folder: string, path: string): Promise<Segment> {
  const file = await open(path, FLAGS, 0o600)
  await writeAll(file, { data: filling, at: 0 })
  await syncFolder(folder)
  let bytes = 0
  return {
    path,
    get bytes() {
      return bytes
    },
    get size() {
      return Math.max(bytes, filling.length)
    },
    async write(lines) {
      const data = Buffer.from(lines)
      const at = bytes
      bytes += data.length
      await writeAll(file, { data, at })
    },
    close: () => file.close(),
  }
}

export function segmentLine(record: ReleaseRecord): string {
  const text = JSON.stringify(record)
  return `${checksum(text)} ${text}\n`
}

export interface SegmentContent {
  readonly records: readonly ReleaseRecord[]
  /** A last line that was never finished: whoever wrote it was killed before it was acknowledged, so it counts for nothing. */
  readonly torn: boolean
  /** Other lines that are not what was written: the disk or somebody's hand. */
  readonly damaged: number
}

/** Reads what a segment holds. @throws where the file cannot be read */
export async function readSegment(path: string): Promise<SegmentContent> {
  const lines = withoutFilling(await readFile(path)).split('\n')
  const rest = lines.pop() ?? ''
  const records = lines.map(recordOf)
  // Blocks may reach the disk out of order: the last line can have its end and lack its middle.
  const torn = rest !== '' || (records.length > 0 && records.at(-1) === undefined)
  const whole = records.filter((record) => record !== undefined)
  const bad = records.length - whole.length
  return { records: whole, torn, damaged: rest === '' && torn ? bad - 1 : bad }
}

/** Lines hold no zero byte; one with something behind it is a hole in what was written, and belongs to it. */
function withoutFilling(data: Buffer): string {
  const first = data.indexOf(0)
  if (first === -1) return data.toString('utf8')
  if (data.subarray(first).equals(filling.subarray(0, data.length - first))) return data.toString('utf8', 0, first)
  let end = data.length
  while (end > 0 && data[end - 1] === 0) end -= 1
  return data.toString('utf8', 0, end)
}

function recordOf(line: string): ReleaseRecord | undefined {
  const text = line.slice(9)
  if (line[8] !== ' ' || line.slice(0, 8) !== checksum(text)) return undefined
  try {
    return parseReleaseRecord(JSON.parse(text))
  } catch {
    return undefined
  }
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0')
}

async function writeAll(file: FileHandle, { data, at }: { data: Buffer; at: number }): Promise<void> {
  for (let written = 0; written < data.length; ) {
    written += (await file.write(data, written, data.length - written, at + written)).bytesWritten
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
