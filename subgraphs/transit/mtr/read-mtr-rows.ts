import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { FeedProblem } from '../feed-data.ts'
import { Cells } from '../gtfs/cells.ts'
import { FeedUnreadable, readTable } from '../gtfs/read-tables.ts'

/**
 * The rows of one of MTR's open-data files. Releases differ: `Line Code` or `Line_Code`, cells quoted or not, rows of
 * nothing but commas. Columns are named here in lower case with `_`.
 * @throws {FeedUnreadable} where the file is not there or lacks a column
 */
export async function readMtrRows(path: string, columns: readonly string[], problems: FeedProblem[]): Promise<Cells[]> {
  const file = basename(path)
  const table = await readTable(createReadStream(path), file)
  const names = new Map(table.columns.map((column) => [normalize(column), column]))
  const missing = columns.filter((column) => !names.has(column))
  if (missing.length) throw new FeedUnreadable(`${file}:1: got no column ${missing.join(', ')}`)
  return table.rows.map((row) => {
    const cells = Object.fromEntries(columns.map((column) => [column, row.cells[names.get(column) ?? ''] ?? '']))
    return new Cells({ row: { line: row.line, cells }, file, problems })
  })
}

function normalize(column: string): string {
  return column.trim().toLowerCase().replace(/\s+/g, '_')
}
