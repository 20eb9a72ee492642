import type { ASTNode, ConstDirectiveNode, FieldDefinitionNode } from 'graphql'
import { Kind, parse, print, visit } from 'graphql'

/** Link features that @apollo/gateway 2.14.4 loads (its DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES, and hints). */
const LOADABLE = new Set(['link', 'core', 'join', 'tag', 'inaccessible', 'cost'])

/**
 * A supergraph as far as Apollo's executor can serve it: without subscriptions, which it takes and never runs, and
 * without the fields that need a feature it refuses.
 */
export function reduceSupergraph(sdl: string): string {
  const document = parse(sdl, { noLocation: true })
  const reduced = visit(document, {
    SchemaDefinition: (node) => ({
      ...node,
      directives: node.directives?.filter(isLoadable),
      operationTypes: node.operationTypes.filter(({ operation }) => operation !== 'subscription'),
    }),
    ObjectTypeDefinition: (node) => (node.name.value === 'Subscription' ? null : undefined),
    FieldDefinition: (node) => (needsContext(node) ? null : undefined),
    Directive: (node, _key, parent) => (node.name.value === 'context' && isType(parent) ? null : undefined),
  })
  return print(reduced)
}

function isLoadable(directive: ConstDirectiveNode): boolean {
  const url = directive.arguments?.find(({ name }) => name.value === 'url')?.value
  if (directive.name.value !== 'link' || url?.kind !== Kind.STRING) return true
  const feature = url.value.split('/').at(-2) ?? ''
  const isForced = directive.arguments?.some(({ name }) => name.value === 'for')
  return LOADABLE.has(feature) || !isForced
}

function needsContext(node: FieldDefinitionNode): boolean {
  return node.directives?.some((one) => one.arguments?.some(({ name }) => name.value === 'contextArguments')) ?? false
}

function isType(parent: ASTNode | readonly ASTNode[] | undefined): boolean {
  return Array.isArray(parent)
}
