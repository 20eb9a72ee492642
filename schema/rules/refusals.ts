import { Kind } from 'graphql'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'

/** Not `Exception`: in timetables an exception is a day that differs (GTFS calendar_dates). */
const SOUNDS_LIKE_NO =
  /^(?:No|Not|Insufficient|Invalid|Unknown)[A-Z]|(?:Error|Failure|Fault|Problem|Refusal|Invalid|Unknown|Unavailable|Expired|Exceeded|Conflict|Denied|Refused|Forbidden|Missing|Used|NotFound|NotUsable|NotAllowed|OutOfRange)$/

export const refusals: Rule = {
  code: 'REFUSAL_MISSING',
  asks: 'A type that says no, by its name or by its fields, implements Refusal.',
  why: 'A client handles every no in one place by `... on Refusal { code message nextStep }`; one that stands outside is missed.',
  check: (input) =>
    input.contracts
      .flatMap(({ document }) => document.definitions)
      .flatMap((node) => {
        if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return []
        if (node.interfaces?.some(({ name }) => name.value === 'Refusal')) return []
        const fields = new Set(node.fields?.map(({ name }) => name.value))
        if (!SOUNDS_LIKE_NO.test(node.name.value) && !(fields.has('code') && fields.has('nextStep'))) return []
        return [
          findingAt(node, {
            code: refusals.code,
            severity: 'error',
            message: `got ${node.name.value}, which reads like a no, wanted \`implements Refusal\``,
            fix: 'Add `implements Refusal` with code, message and nextStep; rename it if it is no refusal.',
          }),
        ]
      }),
}
