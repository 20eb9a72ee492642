import type { ASTNode, DirectiveNode } from 'graphql'
import { print, visit } from 'graphql'
import type { Contract } from '../contracts.ts'
import type { Finding } from '../findings.ts'
import { findingAt } from '../findings.ts'
import type { Rule } from './rule.ts'

/** What the gateway's own list of enforced features (`gateway/supergraph/features.ts`) leaves out: it would not load. */
const REFUSED = new Set(['cacheTag', 'connect', 'source'])

/** How a directive is called that was not imported. */
const PREFIX = 'federation__'

export const gatewaySupport: Rule = {
  code: 'GATEWAY_CANNOT_SERVE',
  asks: 'A contract uses only what this gateway enforces.',
  why: 'The gateway does not load a supergraph that has directives it cannot enforce: a promise of the contract that nobody keeps is worse than none.',
  check: (input) => input.contracts.flatMap(checkContract),
}

function checkContract(contract: Contract): Finding[] {
  const found: Finding[] = []
  visit(contract.document, {
    Directive(node) {
      for (const name of namesIn(node)) if (REFUSED.has(name)) found.push(refuse(node, `@${name}`))
    },
  })
  return found
}

/** The Federation directives that a directive brings in: a `@link` by its imports, another by its full name. */
function namesIn(node: DirectiveNode): string[] {
  const { value: name } = node.name
  if (name !== 'link') return name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []
  return (node.arguments ?? []).flatMap((argument) =>
    argument.name.value === 'import'
      ? [...print(argument.value).matchAll(/"@(\w+)"/g)].flatMap(([, each]) => each ?? [])
      : [],
  )
}

function refuse(node: ASTNode, what: string): Finding {
  return findingAt(node, {
    code: gatewaySupport.code,
    severity: 'error',
    message: `got ${what}, wanted only what the gateway enforces`,
    fix: 'Take it away and keep the check inside the agency; see `gba explain GATEWAY_CANNOT_SERVE`.',
  })
}
