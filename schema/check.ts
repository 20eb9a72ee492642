import type { Composition, ProjectOptions } from './compose.ts'
import { composeProject, staleFiles } from './compose.ts'
import type { SchemaChange } from './diff.ts'
import { compareSchemas } from './diff.ts'
import type { Finding } from './findings.ts'
import { PARTNER_FILE, SUPERGRAPH_FILE } from './generated-files.ts'
import { rules } from './rules/all.ts'
import { readSupergraph } from './supergraph.ts'

/** What a check of the contracts finds. */
export interface CheckReport {
  /** Of composition, of the rules, and of generated files that are out of date. */
  readonly findings: readonly Finding[]
  /** What callers would notice, worst first; empty where the contracts do not compose. */
  readonly changes: readonly SchemaChange[]
}

/** Composes, holds the contracts to every rule, and compares with the partner schema `before`. Writes nothing. */
export async function checkProject(
  options: ProjectOptions & { readonly before: string | undefined; readonly today: string },
): Promise<CheckReport> {
  const composition = await composeProject(options)
  const after = composition.files.get(PARTNER_FILE)
  const { before, today } = options
  const changes = after && before ? await compareSchemas({ before, after, today }) : []
  return { findings: findingsOf(composition, options.root), changes }
}

function findingsOf(composition: Composition, root: string | undefined): Finding[] {
  const text = composition.files.get(SUPERGRAPH_FILE)
  const input = { contracts: composition.contracts, supergraph: text ? readSupergraph(text) : undefined }
  return [
    ...composition.findings,
    ...rules.flatMap((rule) => rule.check(input)),
    ...staleFiles(composition, root).map(({ path, difference }) => staleFinding(path, difference)),
  ]
}

function staleFinding(file: string, difference: string): Finding {
  return {
    code: 'STALE_FILE',
    severity: 'error',
    message: difference,
    fix: 'Run `npm run compose` and keep what it writes together with your change.',
    file,
    line: 1,
    column: 1,
  }
}
