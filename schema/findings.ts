import type { ASTNode } from 'graphql'
import { getLocation } from 'graphql'

/** A finding refuses (`error`) or only tells (`warning`). */
export type Severity = 'error' | 'warning'

/** One thing said about the contracts: where, what came and was wanted, and what to do next. */
export interface Finding {
  readonly code: string
  readonly severity: Severity
  /** What came and what was wanted. */
  readonly message: string
  /** What to do next. */
  readonly fix: string
  /** The file from the project's root. */
  readonly file: string
  /** 1-based; 1:1 where the whole file is meant. */
  readonly line: number
  readonly column: number
}

/** A finding at a node of a document that was parsed with its file as the source's name. */
export function findingAt(node: ASTNode, what: Pick<Finding, 'code' | 'severity' | 'message' | 'fix'>): Finding {
  if (!node.loc) throw new Error(`a ${node.kind} without a location reached a finding`)
  return { ...what, file: node.loc.source.name, ...getLocation(node.loc.source, node.loc.start) }
}

/** Does any of them refuse? */
export function isRefused(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error')
}
