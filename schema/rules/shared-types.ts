import type { TypeDefinitionNode } from 'graphql'
import { isTypeDefinitionNode, Kind, print } from 'graphql'
import { directivesOf, isRoot } from '../elements.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'

/**
 * Scalars, enums, interfaces, inputs, unions and `@shareable` objects that several agencies declare. Entities are left
 * out (each agency declares its own part), and so are types with `@external` fields (a part read for `@requires`).
 */
export const sharedTypes: Rule = {
  code: 'SHARED_TYPE_DIFFERS',
  asks: 'A value type that several agencies declare has the same text in each of them.',
  why: 'No agency imports another’s files, so the text is copied; a copy that drifts changes the meaning of the graph for some paths only.',
  check: (input) => {
    const declared = input.contracts.flatMap(({ agency, document }) =>
      document.definitions
        .filter((node) => isTypeDefinitionNode(node))
        .filter(isShared)
        .map((node) => ({ agency: agency.name, node, text: print(node) })),
    )
    return [...Map.groupBy(declared, ({ node }) => node.name.value)].flatMap(([name, [model, ...copies]]) =>
      copies
        .filter(({ text }) => text !== model?.text)
        .map(({ agency, node }) =>
          findingAt(node, {
            code: sharedTypes.code,
            severity: 'error',
            message: `got another ${name} in ${agency} than in ${model?.agency}, wanted the same text`,
            fix: `Copy the declaration of ${name} from ${model?.agency}, or change all agencies together.`,
          }),
        ),
    )
  },
}

function isShared(node: TypeDefinitionNode): boolean {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return true
  return !isRoot(node.name.value) && directivesOf(node, 'shareable').length > 0
}
