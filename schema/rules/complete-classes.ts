import { sensitivities } from '../../kit/policy/field-policy.ts'
import { parseFieldPolicies } from '../../kit/policy/read-policies.ts'
import type { Contract } from '../contracts.ts'
import { elementsOf } from '../elements.ts'
import type { Finding } from '../findings.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'

export const completeClasses: Rule = {
  code: 'CLASS_INCOMPLETE',
  asks: 'Personal data that need consent say for which purposes, and those that may not leave freely say whose law holds them.',
  why: 'Consent is given for a purpose, and a route leads from a jurisdiction: without the two every caller is refused, and nobody can tell why.',
  check: ({ contracts }) => contracts.flatMap(checkContract),
}

function checkContract(contract: Contract): Finding[] {
  const missing = new Map<string, string>()
  for (const { coordinate, personalData, purposes, residency } of policiesOf(contract)) {
    if (!personalData) continue
    const { consent, transfer } = sensitivities[personalData.sensitivity]
    if (consent && !purposes) missing.set(coordinate, '@purpose')
    else if (transfer !== 'free' && !residency) missing.set(coordinate, '@residency')
  }
  return elementsOf(contract.document).flatMap(({ kind, coordinate, node }) => {
    const wanted = kind === 'field' ? missing.get(coordinate) : undefined
    if (!wanted) return []
    return [
      findingAt(node, {
        code: completeClasses.code,
        severity: 'error',
        message: `got ${coordinate} with personal data that ask for consent or a route, without ${wanted}; wanted it`,
        fix: `Add ${wanted} to the field or to its type.`,
      }),
    ]
  })
}

/** A value that cannot be read is another rule's finding. */
function policiesOf({ document }: Contract) {
  try {
    return parseFieldPolicies(document)
  } catch {
    return []
  }
}
