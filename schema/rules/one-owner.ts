import type { ASTNode, ConstDirectiveNode } from 'graphql'
import { Kind } from 'graphql'
import { directivesOf } from '../elements.ts'
import type { Finding } from '../findings.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'

const OWNED = new Set(['Mutation', 'Subscription'])

export const oneOwner: Rule = {
  code: 'ROOT_FIELD_SHARED',
  asks: 'A field of Mutation or Subscription is not `@shareable`: one agency answers for it.',
  why: 'The planner may choose any agency for a shared field, and a different one each time: a payment must be made by the one that keeps the books, an event told by the one in which it happened.',
  check: (input) =>
    input.contracts
      .flatMap(({ document }) => document.definitions)
      .flatMap((node) => {
        if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) return []
        const typeName = node.name.value
        if (!OWNED.has(typeName)) return []
        const fields = (node.fields ?? []).filter(isShared)
        const found = fields.map((field) => refuse(field, `${typeName}.${field.name.value}`))
        return isShared(node) ? [refuse(node, `type ${typeName}`), ...found] : found
      }),
}

/** By its short and by its full name. */
function isShared(node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }): boolean {
  return ['shareable', 'federation__shareable'].some((name) => directivesOf(node, name).length > 0)
}

function refuse(node: ASTNode, what: string): Finding {
  return findingAt(node, {
    code: oneOwner.code,
    severity: 'error',
    message: `got @shareable on ${what}, wanted one agency that answers for it`,
    fix: 'Take @shareable away; give the second agency’s field a name of its own.',
  })
}
