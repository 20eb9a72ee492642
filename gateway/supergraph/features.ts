import type { ConstDirectiveNode, ConstValueNode } from 'graphql'
import { Kind, valueFromASTUntyped } from 'graphql'

/** A specification a supergraph says it follows, `@link(url:)`, and by what names its directives and types go. */
export interface Feature {
  /** E.g. `inaccessible`. */
  readonly name: string
  /** E.g. `0.2`; empty where the address has none. */
  readonly version: string
  /** True for the federation's own specifications; anybody else's but ours is carried as metadata. */
  readonly official: boolean
  /** Whose it is, e.g. `specs.apollo.dev`; empty where there is no address. */
  readonly host: string
  /** `SECURITY`, `EXECUTION` or nothing, as the link says. */
  readonly purpose: string | undefined
  /** What names of the feature begin with in this schema; the feature's main directive is called so. */
  readonly prefix: string
  /** Names that stand for one of the feature's own without its prefix: from the name here to the name there. */
  readonly imports: ReadonlyMap<string, string>
}

interface Enforced {
  readonly versions: readonly string[]
  /** What keeps its promise here. */
  readonly by: string
}

/**
 * The specifications whose promises this gateway keeps. Every other official one is refused: a rule that is carried in
 * the schema but not enforced is worse than none.
 */
const ENFORCED: Readonly<Record<string, Enforced>> = {
  link: { versions: ['1.0'], by: 'this list' },
  join: { versions: ['0.1', '0.2', '0.3', '0.4', '0.5'], by: 'the planners: which subgraph has which field' },
  inaccessible: { versions: ['0.1', '0.2'], by: 'the API schema, which lacks what is inaccessible' },
  tag: { versions: ['0.1', '0.2', '0.3'], by: 'composition: a label that a contract is cut by' },
  cost: { versions: ['0.1'], by: 'nothing: a hint for those who estimate, no promise to anybody' },
  context: { versions: ['0.1'], by: "Apollo's planner and the executor's context rewrites" },
  authenticated: { versions: ['0.1'], by: 'the step that authorizes, and each agency again' },
  requiresScopes: { versions: ['0.1'], by: 'the same' },
  policy: { versions: ['0.1'], by: 'the same' },
}

/** Our own, described in schema/directives.graphql; kept by the same step. */
const ACCESS = { host: 'gba-graph.example', name: 'access', versions: ['1.0'] }

/** Is it the specification of our own access directives, `@personalData` and the others? */
export function isAccess({ host, name }: Feature): boolean {
  return host === ACCESS.host && name === ACCESS.name
}

/** Reads what the schema definition links to. A link that says nothing legible is a feature without a name. */
export function readFeatures(directives: readonly ConstDirectiveNode[]): Feature[] {
  const links = directives.filter(({ name }) => name.value === 'link').map(readArguments)
  // What one agency alone links to, where composition moved it into a directive of its own.
  const joined = directives
    .filter(({ name }) => name.value === 'join__directive')
    .map(readArguments)
    .filter(({ name }) => name === 'link')
    .map(({ args }) => (isRecord(args) ? args : {}))
  return [...links, ...joined].map(readFeature)
}

/** One line for each feature that this gateway would not serve as it promises. */
export function refuseFeatures(features: readonly Feature[]): string[] {
  return features.flatMap((feature) => {
    const problem = problemOf(feature)
    return problem ? [`@link to ${titleOf(feature)} (${problem})`] : []
  })
}

export function titleOf({ name, version }: Feature): string {
  return version ? `${name} v${version}` : name || 'something without an address'
}

/**
 * Somebody else's specification reaches us through @composeDirective. Composition drops the `for:` an agency gave it, so
 * that the lack of one proves nothing; but nothing in a supergraph tells a label from a rule, and refusing all would
 * refuse every label. So: what says it is a rule is refused, the rest is carried without effect and named in the log at
 * each load. A rule of our own must be given a place in the list above, and enforcement, before an agency uses it.
 */
function problemOf(feature: Feature): string | undefined {
  const { name, version, official, purpose } = feature
  if (!name) return 'wanted the address of a specification'
  if (isAccess(feature)) return unlessKnown(version, ACCESS.versions)
  if (!official) return purpose ? `for ${purpose}, and not enforced here` : undefined
  const known = Object.hasOwn(ENFORCED, name) ? ENFORCED[name] : undefined
  if (!known) return 'not enforced here'
  return unlessKnown(version, known.versions)
}

function unlessKnown(version: string, versions: readonly string[]): string | undefined {
  return versions.includes(version) ? undefined : `known here in ${versions.join(', ')}`
}

/** The name under which a directive of a feature goes in this schema, as the link specification settles it (v1.0). */
export function nameOfDirective(feature: Feature, directive: string): string {
  for (const [here, there] of feature.imports) if (there === `@${directive}`) return here.slice(1)
  return directive === feature.name ? feature.prefix : `${feature.prefix}__${directive}`
}

/** True where a directive (with its `@`) or type of this name belongs to the feature and not to the API. */
export function ownsName(feature: Feature, name: string): boolean {
  return (
    name === `@${feature.prefix}` ||
    name.replace('@', '').startsWith(`${feature.prefix}__`) ||
    feature.imports.has(name)
  )
}

function readFeature({ url, as, for: purpose, import: imports }: Record<string, unknown>): Feature {
  const address = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined
  const steps = address?.pathname.split('/').filter(Boolean) ?? []
  const version = /^v(\d+\.\d+)$/.exec(steps.at(-1) ?? '')?.[1] ?? ''
  const name = steps.at(version ? -2 : -1) ?? ''
  return {
    name,
    version,
    official: isOfficial(address?.hostname ?? ''),
    host: address?.hostname ?? '',
    purpose: typeof purpose === 'string' ? purpose : undefined,
    prefix: typeof as === 'string' ? as : name,
    imports: new Map(Array.isArray(imports) ? imports.flatMap(readImport) : []),
  }
}

function isOfficial(host: string): boolean {
  return /(^|\.)(apollo\.dev|apollographql\.com)\.?$/.test(host)
}

function readImport(entry: unknown): [string, string][] {
  if (typeof entry === 'string') return [[entry, entry]]
  if (!isRecord(entry) || typeof entry.name !== 'string') return []
  return [[typeof entry.as === 'string' ? entry.as : entry.name, entry.name]]
}

/** A directive's arguments as plain values; enum values and names are text. */
export function readArguments(directive: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries((directive.arguments ?? []).map(({ name, value }) => [name.value, plain(value)]))
}

function plain(value: ConstValueNode): unknown {
  return value.kind === Kind.STRING ? value.value : valueFromASTUntyped(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
