import type { DirectiveNode, DocumentNode } from 'graphql'
import { Kind, parse, visit } from 'graphql'
import { ConfigError } from '../../kit/config.ts'

export interface Supergraph {
  readonly sdl: string
  /** Each agency's name and the address at which it is called. */
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[]
  /** Every field name that occurs in an entity's key or in what a field requires of another agency. */
  readonly keyFields: ReadonlySet<string>
}

/** The specifications the engine enforces. `cost` is a hint for tools, nothing it promises is lost by not acting on it. */
const ENFORCED = new Set(['link', 'join', 'tag', 'inaccessible', 'cost'])

/**
 * Reads a supergraph and refuses what this gateway would serve wrongly: a feature that is carried in the schema but not
 * enforced is worse than none. Addresses given at the start win over those in the file.
 * @throws {ConfigError}
 */
export function loadSupergraph(options: { sdl: string; addresses: Readonly<Record<string, string>> }): Supergraph {
  const document = parseSupergraph(options.sdl)
  checkEnforceable(document)
  const listed = listSubgraphs(document)
  const unknown = Object.keys(options.addresses).filter((name) => !listed.some((subgraph) => subgraph.name === name))
  if (unknown.length > 0) {
    throw new ConfigError(`SUBGRAPH_URLS names ${unknown.join(', ')}, which the supergraph does not; compose it anew`)
  }
  const subgraphs = listed.map(({ name, url }) => ({ name, url: options.addresses[name] ?? url }))
  const homeless = subgraphs.filter(({ url }) => !URL.canParse(url)).map(({ name }) => name)
  if (homeless.length > 0) throw new ConfigError(`no address for ${homeless.join(', ')}; set SUBGRAPH_URLS`)
  return { sdl: options.sdl, subgraphs, keyFields: listKeyFields(document) }
}

function parseSupergraph(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason'
    throw new ConfigError(`the supergraph is no GraphQL schema (${reason}); run npm run compose`)
  }
}

/**
 * The engine refuses security and execution features it does not know, but takes progressive overrides and
 * subscriptions without ever acting on them (both seen with @apollo/gateway 2.14.4).
 */
function checkEnforceable(document: DocumentNode): void {
  const problems = new Set<string>()
  visit(document, {
    Directive(node) {
      const feature = node.name.value === 'link' ? featureOf(String(argument(node, 'url'))) : undefined
      if (feature && !ENFORCED.has(feature)) problems.add(`@link to ${feature}`)
      if (node.name.value === 'join__field' && argument(node, 'overrideLabel')) problems.add('@override(label:)')
    },
    ObjectTypeDefinition(node) {
      if (node.name.value === 'Subscription') problems.add('type Subscription')
    },
  })
  if (problems.size > 0) {
    throw new ConfigError(`the supergraph asks for ${[...problems].join(', ')}, which this gateway does not enforce`)
  }
}

/** `https://specs.apollo.dev/join/v0.5` is about `join`. */
function featureOf(url: string): string | undefined {
  return url.split('/').at(-2)
}

function listSubgraphs(document: DocumentNode) {
  const graphs = document.definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  )
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION) {
    throw new ConfigError('the schema is no supergraph (it lists no subgraphs); run npm run compose')
  }
  return (graphs.values ?? []).flatMap(({ directives = [] }) =>
    directives
      .filter((directive) => directive.name.value === 'join__graph')
      .map((directive) => ({ name: String(argument(directive, 'name')), url: String(argument(directive, 'url')) })),
  )
}

function listKeyFields(document: DocumentNode): Set<string> {
  // The type's name goes into every representation too.
  const names = new Set(['__typename'])
  visit(document, {
    Directive(node) {
      const sets = ['key', 'requires'].map((name) => argument(node, name) ?? '')
      for (const name of sets.join(' ').match(/\w+/g) ?? []) names.add(name)
    },
  })
  return names
}

function argument(directive: DirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((one) => one.name.value === name)?.value
  return value?.kind === Kind.STRING ? value.value : undefined
}
