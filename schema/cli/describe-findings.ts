import type { Finding } from '../findings.ts'
import { paint } from './output.ts'

/** Findings for people: grouped by file, each with its place, code, what came and was wanted, and the way out. */
export function describeFindings(findings: readonly Finding[]): string {
  const byFile = Map.groupBy(findings, (finding) => finding.file)
  return [...byFile]
    .map(([file, group]) => [paint('bold', file), ...group.toSorted(byPlace).map(describeFinding)].join('\n'))
    .join('\n\n')
}

function byPlace(one: Finding, other: Finding): number {
  return one.line - other.line || one.column - other.column || one.code.localeCompare(other.code)
}

function describeFinding(finding: Finding): string {
  const { file, line, column, severity, code, message, fix } = finding
  const mark = severity === 'error' ? paint('red', 'error') : paint('yellow', 'warning')
  return `  ${file}:${line}:${column} ${mark} ${code}\n    ${message}\n    ${paint('dim', 'next:')} ${fix}`
}
