import { createHash } from 'node:crypto'
import type { DefinitionNode } from 'graphql'
import { Kind, parse } from 'graphql'
import { ConfigError } from '../../kit/config.ts'
import type { Weights } from '../limits/read-weights.ts'
import { openWeights } from '../limits/read-weights.ts'
import { openApiFilter } from './api-definitions.ts'
import { isAccess, readFeatures, refuseFeatures, titleOf } from './features.ts'
import type { FieldPolicies } from './field-policies.ts'
import { openFieldPolicies } from './field-policies.ts'
import { inSlices, parseInSlices } from './parse-in-slices.ts'
import { openFacts } from './supergraph-facts.ts'

export interface Supergraph {
  readonly sdl: string
  /** The text's SHA-256 in hexadecimal: two of the same id are the same supergraph. */
  readonly id: string
  /** Each agency's name and the address at which it is called. */
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[]
  /** From the values of `enum join__Graph`, which the directives use, to the agencies' own names. */
  readonly graphNames: ReadonlyMap<string, string>
  /** Every field name that occurs in an entity's key, in what a field requires of another agency or in a context. */
  readonly keyFields: ReadonlySet<string>
  /** The object types of each interface and union, those included that callers never see. */
  readonly possibleTypes: ReadonlyMap<string, ReadonlySet<string>>
  /** The named type of every field of every object and interface, those included that callers never see. */
  readonly fieldTypes: ReadonlyMap<string, ReadonlyMap<string, string>>
  /**
   * What an agency is handed of an entity, as selections: its keys under `agency Type`, what a field requires under
   * `agency Type.field`.
   */
  readonly handed: ReadonlyMap<string, readonly string[]>
  /** The interfaces that some agency takes for an object (`@interfaceObject`). */
  readonly interfaceObjects: ReadonlySet<string>
  /** True where some argument is filled from a context, which only Apollo's planner plans. */
  readonly usesContext: boolean
  readonly hasSubscriptions: boolean
  /** The labels of progressive overrides, sorted. */
  readonly overrideLabels: readonly string[]
  /** Specifications of others that are carried as metadata and have no effect here, e.g. `consent v1.0`. */
  readonly metadata: readonly string[]
  /** What callers may know: no federation machinery, nothing inaccessible. `buildApiSchema` makes a schema of it. */
  readonly apiDefinitions: readonly DefinitionNode[]
  /** What is asked of whoever reads a field, by coordinate; empty where nothing is. */
  readonly policies: FieldPolicies
  /** What `@cost` and `@listSize` say, by coordinate. */
  readonly weights: Weights
}

interface SupergraphText {
  readonly sdl: string
  /** Addresses given at the start, by agency; they win over those in the supergraph. */
  readonly addresses: Readonly<Record<string, string>>
}

/**
 * Reads a supergraph and refuses what this gateway would serve wrongly. All in one go, for a start and for tests.
 * @throws {ConfigError}
 */
export function loadSupergraph(text: SupergraphText): Supergraph {
  const reading = openReading(parseAtOnce(text.sdl))
  for (const definition of reading.definitions) reading.add(definition)
  for (const type of reading.types()) reading.addType(type)
  const supergraph = reading.finish(text)
  checkAddresses(supergraph, text.addresses)
  return supergraph
}

/**
 * The same beside running requests: the event loop is held for a few milliseconds at a time, and an address for an agency
 * that has left the supergraph is no mistake.
 * @throws {ConfigError}
 */
export async function loadSupergraphInSlices(text: SupergraphText): Promise<Supergraph> {
  const reading = openReading(await parseInSlices(text.sdl).catch(refuseText))
  await inSlices(reading.definitions, reading.add)
  await inSlices(reading.types(), reading.addType)
  return reading.finish(text)
}

/** A supergraph's id can be told from its text, before any work is done on it. */
export function idOf(sdl: string): string {
  return createHash('sha256').update(sdl).digest('hex')
}

/** An address for an agency that nobody knows is a slip of the pen. @throws {ConfigError} */
export function checkAddresses(supergraph: Supergraph, addresses: Readonly<Record<string, string>>): void {
  const known = new Set(supergraph.graphNames.values())
  const unknown = Object.keys(addresses).filter((name) => !known.has(name))
  if (unknown.length === 0) return
  throw new ConfigError(`SUBGRAPH_URLS names ${unknown.join(', ')}, which the supergraph does not; compose it anew`)
}

function parseAtOnce(sdl: string): readonly DefinitionNode[] {
  try {
    return parse(sdl, { noLocation: true }).definitions
  } catch (error) {
    return refuseText(error)
  }
}

function refuseText(error: unknown): never {
  const reason = error instanceof Error ? error.message : 'unknown reason'
  throw new ConfigError(`the supergraph is no GraphQL schema (${reason}); run npm run compose`)
}

/** Refuses what the head of a supergraph tells, then takes in its definitions one by one, and then its types. */
function openReading(definitions: readonly DefinitionNode[]) {
  const features = readFeatures(checkHead(definitions))
  const facts = openFacts()
  const weights = openWeights(features)
  const policies = openFieldPolicies(features)
  const toApi = openApiFilter(definitions, features)
  const apiDefinitions: DefinitionNode[] = []
  return {
    definitions,
    add(definition: DefinitionNode): void {
      facts.add(definition)
      weights.add(definition)
      policies.add(definition)
      const shown = toApi(definition)
      if (shown) apiDefinitions.push(shown)
    },
    types: policies.types,
    addType: policies.addType,
    finish({ sdl, addresses }: SupergraphText): Supergraph {
      const { graphs, unenforced, ...rest } = facts.finish()
      const problems = [...refuseFeatures(features), ...unenforced]
      if (problems.length > 0) {
        throw new ConfigError(`the supergraph asks for ${problems.join(', ')}, which this gateway does not enforce`)
      }
      return {
        sdl,
        id: idOf(sdl),
        subgraphs: addressesOf(graphs, addresses),
        graphNames: new Map(graphs.map(({ value, name }) => [value, name])),
        ...rest,
        metadata: features.filter((feature) => !feature.official && !isAccess(feature)).map(titleOf),
        apiDefinitions,
        policies: policies.finish(),
        weights: weights.finish(),
      }
    },
  }
}

/** @returns the directives of the schema definition */
function checkHead(definitions: readonly DefinitionNode[]) {
  const schema = definitions.find((one) => one.kind === Kind.SCHEMA_DEFINITION)
  const directives = schema?.directives ?? []
  if (directives.some(({ name }) => name.value === 'core')) {
    throw new ConfigError('the supergraph is of Federation 1 (schema @core); compose it with Federation 2')
  }
  if (!definitions.some((one) => one.kind === Kind.ENUM_TYPE_DEFINITION && one.name.value === 'join__Graph')) {
    throw new ConfigError('the schema is no supergraph (it lists no subgraphs); run npm run compose')
  }
  const extension = definitions.find((one) => one.kind.endsWith('Extension'))
  if (extension) throw new ConfigError('the supergraph extends what it defines; wanted each type once, as composed')
  return directives
}

function addressesOf(
  graphs: readonly { readonly name: string; readonly url: string }[],
  addresses: Readonly<Record<string, string>>,
) {
  const subgraphs = graphs.map(({ name, url }) => ({
    name,
    url: Object.hasOwn(addresses, name) ? (addresses[name] ?? url) : url,
  }))
  const homeless = subgraphs.filter(({ url }) => !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
  if (homeless.length > 0) {
    const names = homeless.map(({ name }) => name).join(', ')
    throw new ConfigError(`no address (http or https) for ${names}; set SUBGRAPH_URLS`)
  }
  return subgraphs
}
