import { directivesOf, textArgument } from '../elements.ts'
import { findingAt } from '../findings.ts'
import { removalDate } from '../removal-date.ts'
import type { Rule } from './rule.ts'
import { elementsIn } from './rule.ts'

export const deprecations: Rule = {
  code: 'DEPRECATION_WITHOUT_DATE',
  asks: 'A deprecation says what to use instead and from which day it may go: "Use X. Removal 2027-06-30."',
  why: 'A partner plans by dates; and `gba check` lets a field go without a break only after the day that was promised.',
  check: (input) =>
    elementsIn(input).flatMap(({ node, coordinate }) =>
      directivesOf(node, 'deprecated').flatMap((directive) => {
        const reason = textArgument(directive, 'reason') ?? ''
        if (removalDate(reason)) return []
        return [
          findingAt(directive, {
            code: deprecations.code,
            severity: 'error',
            message: `got ${reason ? `"${reason}"` : 'no reason'} for the end of ${coordinate}, wanted what to use instead and a removal date`,
            fix: 'Write @deprecated(reason: "Use X. Removal 2027-06-30.") with a day that exists.',
          }),
        ]
      }),
    ),
}
