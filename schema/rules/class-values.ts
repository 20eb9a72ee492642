import type { ConstDirectiveNode, ConstValueNode } from 'graphql'
import { Kind } from 'graphql'
import { AT_HOME, assuranceLevels, sensitivities } from '../../kit/policy/field-policy.ts'
import { classAt } from '../access-directives.ts'
import type { Finding } from '../findings.ts'
import { findingAt } from '../findings.ts'
import { readTransferRules } from '../policy-tables.ts'
import { readVocabulary } from '../vocabulary.ts'
import type { Rule, RuleInput } from './rule.ts'
import { elementsIn } from './rule.ts'

/** By directive and argument, the values there are. */
type Known = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

export const classValues: Rule = {
  code: 'CLASS_VALUE_UNKNOWN',
  asks: 'The values in a class are known: categories and purposes of schema/vocabulary.json, sensitivities, levels of assurance, jurisdictions, agencies of the roster.',
  why: 'They are text, so that nothing of them leaks into the API; a slip of the pen would make a class that nobody can meet, or that no consent covers.',
  check: (input) => {
    const known = knownValues(input)
    return elementsIn(input).flatMap(({ node, coordinate }) =>
      classAt(node).flatMap((directive) =>
        checkDirective(directive, { known: known[directive.name] ?? {}, coordinate }),
      ),
    )
  },
}

function knownValues({ contracts }: RuleInput): Known {
  const { categories, purposes } = readVocabulary().vocabulary
  const jurisdictions = readTransferRules().exporters.map(({ jurisdiction }) => jurisdiction)
  return {
    personalData: { category: categories.map(({ id }) => id), sensitivity: Object.keys(sensitivities) },
    purpose: { anyOf: purposes.map(({ id }) => id) },
    residency: { jurisdiction: [AT_HOME, ...new Set(jurisdictions)] },
    assurance: { level: assuranceLevels },
    readableBy: { subgraphs: contracts.map(({ agency }) => agency.name) },
  }
}

function checkDirective(
  directive: { readonly name: string; readonly node: ConstDirectiveNode },
  { known, coordinate }: { known: Readonly<Record<string, readonly string[]>>; coordinate: string },
): Finding[] {
  return (directive.node.arguments ?? []).flatMap(({ name, value }) => {
    const wanted = known[name.value]
    if (!wanted) return []
    return textsIn(value)
      .filter((node) => !wanted.includes(node.value))
      .map((node) =>
        findingAt(node, {
          code: classValues.code,
          severity: 'error',
          message: `got ${name.value} ${JSON.stringify(node.value)} in @${directive.name} at ${coordinate}, wanted one of ${wanted.join(', ')}`,
          fix: 'Mend the word, or add it to schema/vocabulary.json with its names in four languages if it is a new category or purpose.',
        }),
      )
  })
}

function textsIn(value: ConstValueNode) {
  const values = value.kind === Kind.LIST ? value.values : [value]
  return values.flatMap((each) => (each.kind === Kind.STRING ? [each] : []))
}
