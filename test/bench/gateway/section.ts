import type { Bench } from './bench.ts'

export interface Terms {
  /** How long one measurement takes, warm-up aside. */
  readonly seconds: number
  readonly rounds: number
  readonly rivals: boolean
}

/** One part of the report. */
export interface Section {
  readonly name: string
  measure(bench: Bench, terms: Terms): Promise<SectionResult>
}

export interface SectionResult {
  /** What it adds to the JSON document. */
  readonly document: Readonly<Record<string, unknown>>
  /** The same for people. */
  readonly tables: readonly Table[]
}

export interface Table {
  readonly title: string
  readonly rows: readonly Readonly<Record<string, string | number>>[]
}
