import type { Contract } from '../contracts.ts'
import type { Element } from '../elements.ts'
import { elementsOf } from '../elements.ts'
import type { Finding } from '../findings.ts'
import type { Supergraph } from '../supergraph.ts'

/** What a rule looks at. */
export interface RuleInput {
  readonly contracts: readonly Contract[]
  /** Absent where the contracts do not compose: rules that need it then say nothing, composition has spoken. */
  readonly supergraph?: Supergraph | undefined
}

/** One rule of the house: `gba check` runs it, `gba explain CODE` tells why it stands. */
export interface Rule {
  readonly code: string
  /** What the rule asks, in one sentence. */
  readonly asks: string
  /** Why. */
  readonly why: string
  readonly check: (input: RuleInput) => Finding[]
}

/** Every element of every contract, with its agency. */
export function elementsIn(input: RuleInput): (Element & { readonly agency: string })[] {
  return input.contracts.flatMap(({ agency, document }) =>
    elementsOf(document).map((element) => ({ ...element, agency: agency.name })),
  )
}

/** The place where one agency declares a field. */
export function findField(
  input: RuleInput,
  options: { agency: string | undefined; typeName: string; name: string },
): Element | undefined {
  return elementsIn(input).find(
    (element) =>
      element.kind === 'field' &&
      element.agency === options.agency &&
      element.typeName === options.typeName &&
      element.name === options.name,
  )
}
