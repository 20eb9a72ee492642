import { createRequire } from 'node:module'
import type { Readable } from 'node:stream'

/** yauzl brings no types; this is the part of it in use. */
interface ZipEntry {
  readonly fileName: string
  readonly uncompressedSize: number
}
interface ZipFile {
  eachEntry(): AsyncIterable<ZipEntry>
  openReadStreamPromise(entry: ZipEntry): Promise<Readable>
}
interface Yauzl {
  openPromise(path: string, options: { autoClose: boolean }): Promise<ZipFile>
}

/** Hong Kong's whole GTFS has stop_times of some 200 MB; ten times that is no feed but an attack. */
const LARGEST_FILE_BYTES = 2_000_000_000

/** Opens files of a zip by name; the zip stays open as long as the process. @throws where it is no zip */
export async function openZip(path: string): Promise<(fileName: string) => Promise<Readable | undefined>> {
  const yauzl = createRequire(import.meta.url)('yauzl') as Yauzl
  const zip = await yauzl.openPromise(path, { autoClose: false })
  const entries = new Map<string, ZipEntry>()
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  return async (fileName) => {
    const entry = entries.get(fileName)
    if (entry && entry.uncompressedSize > LARGEST_FILE_BYTES) {
      throw new Error(`${fileName}: got ${entry.uncompressedSize} bytes, wanted at most ${LARGEST_FILE_BYTES}`)
    }
    return entry && zip.openReadStreamPromise(entry)
  }
}
