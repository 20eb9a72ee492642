import { isCalendarDate } from '../../../kit/clock.ts'
import type { FeedProblem } from '../feed-data.ts'
import type { TableRow } from './read-tables.ts'

/** Reads the cells of one row; what is wrong goes on the list of problems and a harmless value takes its place. */
export class Cells {
  readonly #row: TableRow
  readonly #file: string
  readonly #problems: FeedProblem[]
  constructor(options: { row: TableRow; file: string; problems: FeedProblem[] }) {
    this.#row = options.row
    this.#file = options.file
    this.#problems = options.problems
  }

  /** The text, empty where the column or the value is missing. */
  text(column: string): string {
    return this.#row.cells[column] ?? ''
  }

  optional(column: string): string | null {
    return this.text(column) || null
  }

  required(column: string): string {
    return this.text(column) || this.#refuse(column, 'a value', '')
  }

  /** `H:MM:SS` or `HH:MM:SS` after the service day's midnight; hours may pass 24. */
  time(column: string): number {
    const [, hours, minutes, seconds] = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(this.text(column)) ?? []
    if (hours === undefined) return this.#refuse(column, 'a time HH:MM:SS', 0)
    return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  }

  /** GTFS writes `20261123`; our own columns write `2026-11-23`. Answers the latter. */
  date(column: string): string {
    const text = this.text(column).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
    return isCalendarDate(text) ? text : this.#refuse(column, 'a date YYYYMMDD', '1970-01-01')
  }

  optionalDate(column: string): string | null {
    return this.text(column) ? this.date(column) : null
  }

  /** A whole number of at least `least`; `missing` where the cell is empty, if given. */
  integer(column: string, options: { least: number; missing?: number }): number {
    const text = this.text(column)
    if (!text && options.missing !== undefined) return options.missing
    const value = Number(text)
    const isFine = /^-?\d+$/.test(text) && Number.isSafeInteger(value) && value >= options.least
    return isFine ? value : this.#refuse(column, `a whole number of at least ${options.least}`, options.least)
  }

  degrees(column: string, most: 90 | 180): number {
    const text = this.text(column)
    const isFine = /^-?\d+(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= most
    return isFine ? Number(text) : this.#refuse(column, `degrees between -${most} and ${most}`, 0)
  }

  /** One of the values; the first stands in where the cell is empty and `isOptional`. */
  oneOf<const V extends string>(column: string, values: readonly [V, ...V[]], isOptional: 'optional' | 'required'): V {
    const text = this.text(column)
    const value = values.find((candidate) => candidate === text)
    if (value !== undefined) return value
    if (!text && isOptional === 'optional') return values[0]
    return this.#refuse(column, `one of ${values.join(', ')}`, values[0])
  }

  /** Refuses the row for a reason that needs more than one cell. */
  refuse(message: string): void {
    this.#problems.push({ severity: 'error', place: this.place, message })
  }

  get place(): string {
    return `${this.#file}:${this.#row.line}`
  }

  #refuse<V>(column: string, wanted: string, standIn: V): V {
    this.refuse(`${column}: got ${JSON.stringify(this.text(column))}, wanted ${wanted}`)
    return standIn
  }
}
