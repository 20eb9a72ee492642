import { print } from 'graphql'
import { isNullable, isRoot } from '../elements.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'
import { elementsIn } from './rule.ts'

export const nullableRoots: Rule = {
  code: 'ROOT_NOT_NULLABLE',
  asks: 'Fields of Query, Mutation and Subscription are nullable.',
  why: 'A non-null root field that fails empties the whole answer, the other agencies’ parts included.',
  check: (input) =>
    elementsIn(input).flatMap(({ kind, typeName, type, node, coordinate }) => {
      if (kind !== 'field' || !isRoot(typeName) || !type || isNullable(type)) return []
      const message = `got ${coordinate}: ${print(type)}, wanted a nullable type`
      const fix = 'Take the outer `!` away.'
      return [findingAt(node, { code: nullableRoots.code, severity: 'error', message, fix })]
    }),
}
