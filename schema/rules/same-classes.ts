import type { ASTNode } from 'graphql'
import { answeredFields, isExternal, objectsIn, textOfClass } from '../access-directives.ts'
import { isRoot } from '../elements.ts'
import { findingAt } from '../findings.ts'
import type { Rule, RuleInput } from './rule.ts'

interface Declared {
  readonly agency: string
  readonly coordinate: string
  readonly node: ASTNode
  readonly text: string
}

/** Types that an agency declares only to read them (`@external`) are left to those that answer them. */
export const sameClasses: Rule = {
  code: 'CLASS_DIFFERS',
  asks: 'Agencies that declare the same field or type give it the same class.',
  why: 'Composition keeps one of several, or mixes them, and says so at most in a hint; and each agency enforces its own: the looser one would be the way in.',
  check: (input) =>
    [...Map.groupBy(declaredIn(input), ({ coordinate }) => coordinate).values()].flatMap(([model, ...others]) =>
      others
        .filter(({ text }) => model && text !== model.text)
        .map(({ agency, coordinate, node, text }) =>
          findingAt(node, {
            code: sameClasses.code,
            severity: 'error',
            message: `got ${coordinate} ${spoken(text)} in ${agency} and ${spoken(model?.text ?? '')} in ${model?.agency}, wanted the same class`,
            fix: `Copy the class from ${model?.agency}, or change all agencies together.`,
          }),
        ),
    ),
}

function declaredIn({ contracts }: RuleInput): Declared[] {
  const types = objectsIn(contracts)
    .filter(({ type }) => !isRoot(type.name.value) && !(type.fields ?? []).every(isExternal))
    .map(({ agency, type }) => ({ agency, coordinate: type.name.value, node: type, text: textOfClass(type) }))
  const fields = answeredFields(contracts).map(({ agency, coordinate, node }) => {
    return { agency, coordinate, node, text: textOfClass(node) }
  })
  return [...types, ...fields]
}

function spoken(text: string): string {
  return text === '' ? 'without a class' : `with ${text}`
}
