import type { ConstDirectiveNode, ConstValueNode, DirectiveDefinitionNode, DocumentNode } from 'graphql'
// Not from 'graphql': all of it takes longer to load than the rest of a planner's process together.
import { isTypeDefinitionNode, Kind, parse, print, visit } from 'graphql/language/index.js'

/**
 * What callers may see of a supergraph, as SDL: nothing inaccessible, no federation machinery; descriptions,
 * deprecations and the order of everything kept. Directives that callers may use in operations stay, `@defer` among them.
 * @throws {Error} where the text is no supergraph
 */
export function readApiSchema(supergraphSdl: string): string {
  const document = parse(supergraphSdl, { noLocation: true })
  const features = listFeatures(document)
  const isHidden = hiddenBy(features)
  const types = document.definitions.filter(isTypeDefinitionNode)
  const hiddenTypes = new Set(types.filter(isHidden).map(({ name }) => name.value))
  const hide = (node: Marked) => (isHidden(node) ? null : undefined)
  const api = visit(document, {
    DirectiveDefinition: (node) => (isForCallers(node, features) ? undefined : null),
    ScalarTypeDefinition: hide,
    ObjectTypeDefinition: hide,
    InterfaceTypeDefinition: hide,
    UnionTypeDefinition: hide,
    EnumTypeDefinition: hide,
    InputObjectTypeDefinition: hide,
    FieldDefinition: hide,
    InputValueDefinition: hide,
    EnumValueDefinition: hide,
    NamedType: (node) => (hiddenTypes.has(node.name.value) ? null : undefined),
    OperationTypeDefinition: (node) => (hiddenTypes.has(node.type.name.value) ? null : undefined),
    Directive: (node) => (KEPT.has(node.name.value) ? undefined : null),
  })
  return print({ ...api, definitions: [...api.definitions, ...DEFER.definitions] })
}

/** Directives whose use on a schema means something to callers. */
const KEPT = new Set(['deprecated', 'specifiedBy', 'oneOf'])

/** A specification that the schema is linked to, and what it is called here. */
interface Feature {
  readonly name: string
  readonly namespace: string
  /** Name in the specification → name here, directives with their `@`. */
  readonly imports: ReadonlyMap<string, string>
}

function listFeatures({ definitions }: DocumentNode): Feature[] {
  const features = definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter(({ name }) => name.value === 'link').map(readFeature)
      : [],
  )
  if (!features.some(({ name }) => name === 'join')) {
    throw new Error('the schema is no Federation 2 supergraph: it has no @link to the join specification; compose it')
  }
  return features
}

function readFeature(link: ConstDirectiveNode): Feature {
  const given = new Map(link.arguments?.map(({ name, value }) => [name.value, value]))
  const path = textOf(given.get('url'))?.split('/') ?? []
  // `https://specs.apollo.dev/join/v0.5` is about `join`; a version may be missing.
  const name = (/^v\d/.test(path.at(-1) ?? '') ? path.at(-2) : path.at(-1)) ?? ''
  const imports = given.get('import')
  return {
    name,
    namespace: textOf(given.get('as')) ?? name,
    imports: new Map(imports?.kind === Kind.LIST ? imports.values.map(readImport) : []),
  }
}

/** `"@key"`, or `{ name: "@key", as: "@primary" }`. */
function readImport(item: ConstValueNode): [string, string] {
  const fields = item.kind === Kind.OBJECT ? item.fields : []
  const read = (key: string) => textOf(fields.find(({ name }) => name.value === key)?.value)
  const original = textOf(item) ?? read('name') ?? ''
  return [original, read('as') ?? original]
}

function textOf(value: ConstValueNode | undefined): string | undefined {
  return value?.kind === Kind.STRING ? value.value : undefined
}

interface Marked {
  readonly kind: string
  readonly name: { readonly value: string }
  readonly directives?: readonly { readonly name: { readonly value: string } }[] | undefined
}

/** Tells what is marked inaccessible, and the types that specifications bring for their own use. */
function hiddenBy(features: readonly Feature[]): (node: Marked) => boolean {
  const feature = features.find(({ name }) => name === 'inaccessible')
  const mark = feature?.imports.get('@inaccessible')?.slice(1) ?? feature?.namespace
  const prefixes = features.map(({ namespace }) => `${namespace}__`)
  const imported = new Set(features.flatMap(({ imports }) => [...imports.values()]))
  return ({ kind, name, directives = [] }) => {
    if (directives.some((directive) => directive.name.value === mark)) return true
    if (!kind.endsWith('TypeDefinition')) return false
    return imported.has(name.value) || prefixes.some((prefix) => name.value.startsWith(prefix))
  }
}

const EXECUTABLE = new Set([
  'QUERY',
  'MUTATION',
  'SUBSCRIPTION',
  'FIELD',
  'FRAGMENT_DEFINITION',
  'FRAGMENT_SPREAD',
  'INLINE_FRAGMENT',
  'VARIABLE_DEFINITION',
])

/** Directives of specifications are for the gateway, as in the reference implementation, wherever they may stand. */
function isForCallers({ name, locations }: DirectiveDefinitionNode, features: readonly Feature[]): boolean {
  const brought = features.some(
    ({ namespace, imports }) =>
      name.value === namespace ||
      name.value.startsWith(`${namespace}__`) ||
      [...imports.values()].includes(`@${name.value}`),
  )
  if (brought || INCREMENTAL.has(name.value)) return false
  return KEPT.has(name.value) || locations.some((location) => EXECUTABLE.has(location.value))
}

/** A subgraph's own definitions of these say nothing of what the gateway does. */
const INCREMENTAL = new Set(['defer', 'stream'])

/** As the incremental delivery proposal (2023) and @apollo/query-planner have it. */
const DEFER = parse('directive @defer(label: String, if: Boolean! = true) on FRAGMENT_SPREAD | INLINE_FRAGMENT', {
  noLocation: true,
})
