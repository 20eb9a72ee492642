import type { DeclaredField } from '../access-directives.ts'
import { answeredFields, classAt, isPublic } from '../access-directives.ts'
import { directivesOf, isRoot } from '../elements.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'

/**
 * A type holds personal data where some agency says so of one of its fields. A field that one agency calls public is
 * public wherever else it is declared: keys are, in agencies that only add to the type.
 */
export const classedFields: Rule = {
  code: 'FIELD_UNCLASSED',
  asks: 'In a type that holds personal data every field has a class, or is said to be `@publicData`.',
  why: 'A new field of a resident that nobody has classed would be given to every caller: what is public must be said, not left out.',
  check: ({ contracts }) => {
    const fields = answeredFields(contracts)
    const personal = new Set(fields.filter(tellsOfPerson).map(({ typeName }) => typeName))
    const settled = new Set(fields.filter(isSettled).map(({ coordinate }) => coordinate))
    return fields
      .filter(({ typeName, coordinate }) => personal.has(typeName) && !settled.has(coordinate) && !isRoot(typeName))
      .map(({ node, coordinate }) =>
        findingAt(node, {
          code: classedFields.code,
          severity: 'error',
          message: `got ${coordinate} without a class in a type that holds personal data, wanted one`,
          fix: 'Add @personalData with @purpose, @residency and @requiresScopes (docs/adding-a-field.md), or @publicData where it tells nothing of a person.',
        }),
      )
  },
}

function tellsOfPerson({ node, type }: DeclaredField): boolean {
  return [node, type].some((place) => directivesOf(place, 'personalData').length > 0)
}

function isSettled({ node, type }: DeclaredField): boolean {
  return [node, type].some((place) => classAt(place).length > 0 || isPublic(place))
}
