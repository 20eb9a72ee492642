import { print } from 'graphql'
import { answeredFields, asksCallers } from '../access-directives.ts'
import { directivesOf, isNullable } from '../elements.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'

/** What is inaccessible is refused to agencies at most, and never shows in an answer. */
export const nullableClasses: Rule = {
  code: 'CLASSED_NOT_NULLABLE',
  asks: 'A field with a class of its own is nullable.',
  why: 'A refused field becomes null at its own place; a non-null one would take its parent along, and with it what the caller may have.',
  check: ({ contracts }) =>
    answeredFields(contracts)
      .filter(
        ({ node }) => asksCallers(node) && !isNullable(node.type) && directivesOf(node, 'inaccessible').length === 0,
      )
      .map(({ node, coordinate }) =>
        findingAt(node, {
          code: nullableClasses.code,
          severity: 'error',
          message: `got ${coordinate}: ${print(node.type)} with a class, wanted a nullable type`,
          fix: 'Take the outer `!` away.',
        }),
      ),
}
