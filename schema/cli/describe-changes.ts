import type { ChangeLevel, SchemaChange } from '../diff.ts'
import { paint } from './output.ts'

const TITLES: readonly (readonly [ChangeLevel, string, 'red' | 'yellow' | 'green'])[] = [
  ['BREAKING', 'BREAKING: calls that work today would fail', 'red'],
  ['DANGEROUS', 'DANGEROUS: calls go on, but may mean something else', 'yellow'],
  ['NON_BREAKING', 'NON_BREAKING: nobody has to do anything', 'green'],
]

/** Changes for people, worst first. */
export function describeChanges(changes: readonly SchemaChange[], place: string): string {
  const groups = TITLES.flatMap(([level, title, colour]) => {
    const lines = changes.filter((change) => change.level === level).map(describeChange)
    return lines.length > 0 ? [`${paint(colour, `${title} (${lines.length})`)}\n${lines.join('\n')}`] : []
  })
  return [`Changes against ${place}:`, ...groups].join('\n')
}

function describeChange({ message, reason }: SchemaChange): string {
  return reason ? `  ${message}\n    ${paint('dim', reason)}` : `  ${message}`
}
