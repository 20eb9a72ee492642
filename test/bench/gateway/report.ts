import type { Machine } from './machine.ts'
import type { SectionResult, Table } from './section.ts'

export interface Failure {
  readonly section: string
  readonly message: string
}

/** One JSON document: `runs` and `ratios` always, the other sections' keys where they were asked for. */
export function writeDocument(
  machine: Machine,
  results: readonly SectionResult[],
  failures: readonly Failure[],
): string {
  const parts = results.map(({ document }) => document)
  const failed = failures.length > 0 ? { failures } : {}
  return JSON.stringify(Object.assign({ machine, runs: [], ratios: [] }, ...parts, failed), null, 2)
}

export function writeTables(machine: Machine, results: readonly SectionResult[]): string {
  const head = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}`
  return [head, ...results.flatMap(({ tables }) => tables.map(writeTable))].join('\n\n')
}

/** Markdown, so that it can be pasted into a document. */
function writeTable({ title, rows }: Table): string {
  const columns = Object.keys(rows[0] ?? {})
  const cells = rows.map((row) => columns.map((column) => writeCell(row[column])))
  const lines = [columns, columns.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`)
  return [`## ${title}`, '', ...lines].join('\n')
}

function writeCell(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? ''
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)))
}
