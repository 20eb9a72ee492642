import type { Element } from '../elements.ts'
import { namedTypeOf } from '../elements.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'
import { elementsIn } from './rule.ts'

const NUMBERS = new Set(['Int', 'Float', 'String', 'SafeInt'])
/** The last word of a name means money: `fare`, `adultFares`, not `welfare`. */
const MONEY_WORD =
  /(?:^(?:price|amount|fare|fee|cost|charge|balance|deposit|fine|refund)|[a-z0-9](?:Price|Amount|Fare|Fee|Cost|Charge|Balance|Deposit|Fine|Refund))s?$/
const MINOR_UNITS = /Minor$/

export const money: Rule = {
  code: 'MONEY_AS_NUMBER',
  asks: 'Money is answered as Money, and asked for in whole minor units: a SafeInt whose name ends in Minor, beside its currency.',
  why: 'A bare number has lost its currency, and a Float loses cents (0.1 + 0.2): three currencies meet in this graph.',
  check: (input) =>
    elementsIn(input).flatMap((element) => {
      const wanted = wantedOf(element)
      if (!wanted || !element.type) return []
      const message = `got ${element.coordinate} as ${namedTypeOf(element.type)}, wanted ${wanted}`
      const fix = 'Use the shared type Money, which carries minor units and the currency together.'
      return [findingAt(element.node, { code: money.code, severity: 'error', message, fix })]
    }),
}

function wantedOf({ kind, name, typeName, type }: Element): string | undefined {
  if (!type || typeName === 'Money') return undefined
  const got = namedTypeOf(type)
  if (MINOR_UNITS.test(name)) {
    if (kind === 'field') return 'Money: an answer carries its currency'
    return got === 'SafeInt' ? undefined : 'SafeInt: whole minor units pass 2^31'
  }
  if (!NUMBERS.has(got) || !MONEY_WORD.test(name)) return undefined
  return kind === 'field' ? 'Money' : `\`${name}Minor: SafeInt\``
}
