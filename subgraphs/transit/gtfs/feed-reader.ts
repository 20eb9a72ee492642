import type { FeedProblem } from '../feed-data.ts'
import { Cells } from './cells.ts'
import type { ReadTable } from './read-tables.ts'

export interface FileNeeds {
  /** Columns without which the file makes no sense. */
  readonly columns: readonly string[]
  readonly isOptional?: boolean
}

/** Walks the files of one feed and collects every problem on the way. */
export class FeedReader {
  readonly problems: FeedProblem[] = []
  readonly #readTable: ReadTable
  constructor(readTable: ReadTable) {
    this.#readTable = readTable
  }

  /** What `parse` makes of each row; rows for which it answers `undefined` are left out. */
  async rows<R>(file: string, needs: FileNeeds, parse: (cells: Cells) => R | undefined): Promise<R[]> {
    const table = await this.#readTable(file)
    if (!table) {
      if (!needs.isOptional) this.refuse(file, 'the file is missing')
      return []
    }
    const missing = needs.columns.filter((column) => !table.columns.includes(column))
    if (missing.length) {
      this.refuse(`${file}:1`, `got columns ${table.columns.join(', ')}; wanted also ${missing.join(', ')}`)
      return []
    }
    return table.rows.flatMap((row) => parse(new Cells({ row, file, problems: this.problems })) ?? [])
  }

  refuse(place: string, message: string): void {
    this.problems.push({ severity: 'error', place, message })
  }

  notice(place: string, message: string): void {
    this.problems.push({ severity: 'notice', place, message })
  }

  /** Reads rows that have an id of their own; the second row with the same id is refused. */
  async identified<R extends { readonly id: string }>(
    file: string,
    needs: FileNeeds,
    parse: (cells: Cells) => R | undefined,
  ): Promise<R[]> {
    const seen = new Set<string>()
    return this.rows(file, needs, (cells) => {
      const row = parse(cells)
      if (row && seen.has(row.id)) cells.refuse(`got ${row.id} a second time, wanted each id once`)
      if (row) seen.add(row.id)
      return row
    })
  }
}

/** Reads a cell that must name something another file defines; empty is allowed where that is said. */
export function reference(
  cells: Cells,
  column: string,
  target: { ids: ReadonlySet<string>; file: string; isOptional?: boolean },
): string {
  const id = cells.text(column)
  if (!target.ids.has(id) && !(id === '' && target.isOptional)) {
    cells.refuse(`${column}: got ${JSON.stringify(id)}, which ${target.file} does not define`)
  }
  return id
}

export function idsOf(rows: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(rows.map((row) => row.id))
}
