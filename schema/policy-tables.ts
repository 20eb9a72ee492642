import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseFieldPolicies } from '../kit/policy/read-policies.ts'
import type { TransferRules } from '../kit/policy/transfer-rules.ts'
import { parseTransferRules } from '../kit/policy/transfer-rules.ts'
import type { Contract } from './contracts.ts'
import { projectRoot } from './root.ts'

/**
 * What one agency enforces at its own door: the policies that its contract's directives come to, and the rules of
 * transfer. One policy a line, so that a review sees what changes.
 * @throws {ConfigError} where a directive holds a value that nobody could decide by
 */
export function policyTableOf(contract: Contract, rules: TransferRules): string {
  const fields = parseFieldPolicies(contract.document).map((policy) => `    ${JSON.stringify(policy)}`)
  const list = fields.length > 0 ? `[\n${fields.join(',\n')}\n  ]` : '[]'
  return `{\n  "fields": ${list},\n  "rules": ${JSON.stringify(rules, null, 2).replaceAll('\n', '\n  ')}\n}\n`
}

/** The project's own: routes and exporters' consent, dated facts with their sources. @throws {z.ZodError} */
export function readTransferRules(): TransferRules {
  return parseTransferRules(JSON.parse(readFileSync(join(projectRoot, 'schema/transfer-rules.json'), 'utf8')))
}
