import { print } from 'graphql'
import { isNullable } from '../elements.ts'
import { findingAt } from '../findings.ts'
import type { GraphField } from '../supergraph.ts'
import { handedOutBy } from '../supergraph.ts'
import type { Rule, RuleInput } from './rule.ts'
import { findField } from './rule.ts'

/**
 * For every entity T and every agency G with a field that hands out T (directly, in a list, through a union or an
 * interface): each field of T that G cannot answer itself is nullable. Key fields are answered by G by definition.
 */
export const nullableAcrossAgencies: Rule = {
  code: 'NOT_NULLABLE_ACROSS_AGENCIES',
  asks: 'A field that another agency answers than the one that hands out its object is nullable.',
  why: 'A non-null field that cannot be fetched empties its parent: one agency that is down would take the answers of the others with it.',
  check: (input) => {
    const { supergraph } = input
    if (!supergraph) return []
    return [...supergraph.entities].flatMap((typeName) => {
      const places = handedOutBy(supergraph, typeName)
      const fields = supergraph.objects.get(typeName) ?? new Map<string, GraphField>()
      return [...fields].flatMap(([name, field]) => checkField(input, { typeName, name, field, places }))
    })
  },
}

function checkField(
  input: RuleInput,
  options: { typeName: string; name: string; field: GraphField; places: ReadonlyMap<string, string> },
) {
  const { typeName, name, field, places } = options
  const abroad = [...places].find(([agency]) => !field.agencies.has(agency))
  if (!abroad || isNullable(field.node.type)) return []
  const [agency, place] = abroad
  return [...field.agencies].flatMap((owner) => {
    const declared = findField(input, { agency: owner, typeName, name })
    if (!declared) return []
    return [
      findingAt(declared.node, {
        code: nullableAcrossAgencies.code,
        severity: 'error',
        message:
          `got ${typeName}.${name}: ${print(field.node.type)} answered by ${owner}, while ${place} of ${agency} hands out ` +
          `a ${typeName} without it; wanted a nullable type`,
        fix: 'Take the outer `!` away.',
      }),
    ]
  })
}
