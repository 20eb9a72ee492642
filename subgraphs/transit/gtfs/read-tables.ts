import { createReadStream } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { openZip } from './open-zip.ts'

/** One row with the line on which it starts, header names as keys. */
export interface TableRow {
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
}

/** Answers a table of the feed, `undefined` where the file is not there. @throws {FeedUnreadable} */
export type ReadTable = (fileName: string) => Promise<Table | undefined>

export class FeedUnreadable extends Error {
  override readonly name = 'FeedUnreadable'
}

/** The tables of a GTFS feed in a folder or in a zip (files at its top level). @throws {FeedUnreadable} */
export async function openTables(path: string): Promise<ReadTable> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw new FeedUnreadable(`got ${path}, which is not there; wanted a folder or a zip file`)
  const open = found.isDirectory() ? openFolder(path) : await openZip(path)
  return async (fileName) => {
    const stream = await open(fileName)
    return stream && readTable(stream, fileName)
  }
}

function openFolder(folder: string): (fileName: string) => Promise<Readable | undefined> {
  return async (fileName) => {
    const path = join(folder, fileName)
    const isThere = await access(path).then(
      () => true,
      () => false,
    )
    return isThere ? createReadStream(path) : undefined
  }
}

/** Reads CSV as publishers really write it: with or without a byte order mark, LF or CRLF, blank lines, padded cells. */
export async function readTable(stream: Readable, fileName: string): Promise<Table> {
  const parser = parse({ bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, info: true })
  stream.on('error', (error) => parser.destroy(error))
  let columns: readonly string[] = []
  let line = 1
  const rows: TableRow[] = []
  try {
    for await (const { record, info } of stream.pipe(parser) as AsyncIterable<CsvRecord>) {
      if (!columns.length) columns = record
      else if (record.some(Boolean)) rows.push({ line: line + 1, cells: cellsOf(columns, record) })
      line = info.lines
    }
  } catch (error) {
    throw new FeedUnreadable(`${fileName}:${line}: ${error instanceof Error ? error.message : 'cannot be read as CSV'}`)
  }
  return { columns, rows }
}

interface CsvRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

function cellsOf(columns: readonly string[], record: readonly string[]): Record<string, string> {
  const cells: Record<string, string> = Object.create(null)
  for (const [index, column] of columns.entries()) cells[column] = record[index] ?? ''
  return cells
}
