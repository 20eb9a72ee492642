import { isRoot } from '../elements.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'
import { elementsIn } from './rule.ts'

export const descriptions: Rule = {
  code: 'DESCRIPTION_MISSING',
  asks: 'Every type, field, argument, input field and enum value says in words what it is.',
  why: 'The contract is all that a partner reads: what is not said there has to be guessed.',
  check: (input) =>
    elementsIn(input)
      .filter(({ node, coordinate }) => !isRoot(coordinate) && !node.description?.value.trim())
      .map(({ node, kind, coordinate }) =>
        findingAt(node, {
          code: descriptions.code,
          severity: 'error',
          message: `got the ${kind} ${coordinate} without a description, wanted one`,
          fix: 'Write a sentence in double quotes on the line above it.',
        }),
      ),
}
