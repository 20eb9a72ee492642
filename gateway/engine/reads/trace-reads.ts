import type { FieldRead, Reads } from '../engine.ts'
import type { Selection } from '../operation/selection.ts'
import type { Plan } from '../plan/plan.ts'
import { listFetches } from '../program/places.ts'
import { divideRequirements } from './divide-requirements.ts'
import type { FetchRead } from './read-fetch.ts'
import { readFetch } from './read-fetch.ts'
import type { OwnRead } from './read-fields.ts'
import { readFields } from './read-fields.ts'
import { readRequirements, uniteAliases } from './read-requirements.ts'
import type { TypeNames } from './scope.ts'

/** The names of the root types, by the kind of an operation. */
export type RootNames = Readonly<Record<'query' | 'mutation' | 'subscription', string>>

/**
 * Everything that an operation reads: what its caller names, and what its plan reads so that it can be answered. An
 * agency that completes an entity is handed its keys and what its fields require; these come from other agencies, which
 * are handed keys for them in their turn. What the plan asks for and nobody is found to need is held against whoever
 * depends on the same request: too much is refused then, and nothing gets by.
 */
export function traceReads(options: {
  kind: keyof RootNames
  /** As the caller wrote them; what is refused already is marked. */
  selections: readonly Selection[]
  plan: Plan
  roots: RootNames
  types: TypeNames
}): Reads {
  const { kind, selections, plan, roots, types } = options
  const nodes = listFetches(plan.root)
  const fetches = nodes.map((node) =>
    readFetch(node, roots[node.kind === 'fetch' ? node.operationKind : 'query'], types),
  )
  const requirements = requirementsOf(nodes, fetches, types)
  const traced = readFields(selections, roots[kind], types).map((field) => trace(field, requirements))
  return { fields: withUnexplained(traced, fetches), sources: sourcesOf(fetches) }
}

/** By each field that an entity is asked for: what the agency is handed for it. */
type Requirements = ReadonlyMap<string, ReadonlySet<string>>

function requirementsOf(
  nodes: ReturnType<typeof listFetches>,
  fetches: readonly FetchRead[],
  types: TypeNames,
): Requirements {
  const aliases = uniteAliases(fetches)
  const requirements = new Map<string, Set<string>>()
  for (const [index, node] of nodes.entries()) {
    if (node.kind !== 'entities') continue
    for (const batch of node.batches) {
      const required = readRequirements(batch, types, aliases)
      const fields = fetches[index]?.entities.get(batch.responseKey) ?? []
      for (const [coordinate, needed] of divideRequirements({ agency: node.subgraph, fields, types, ...required })) {
        requirements.set(coordinate, (requirements.get(coordinate) ?? new Set()).union(needed))
      }
    }
  }
  return requirements
}

/** Follows what a field requires, and what that requires, to the end. */
function trace(field: OwnRead, requirements: Requirements): OwnRead & { readonly all: ReadonlySet<string> } {
  const all = new Set(field.own)
  for (const coordinate of all) for (const required of requirements.get(coordinate) ?? []) all.add(required)
  return { ...field, all }
}

function withUnexplained(
  fields: readonly (OwnRead & { readonly all: ReadonlySet<string> })[],
  fetches: readonly FetchRead[],
): FieldRead[] {
  const explained = new Set(fields.flatMap(({ all }) => [...all]))
  const besides = fetches
    .map(({ asked }) => ({ asked, unexplained: asked.difference(explained) }))
    .filter(({ unexplained }) => unexplained.size > 0)
    // A request on which no field is seen to depend is held against all of them.
    .map(({ asked, unexplained }) => ({ unexplained, isForAll: asked.isDisjointFrom(explained), asked }))
  return fields.map(({ all, ...field }) => {
    const held = besides.filter(({ asked, isForAll }) => isForAll || !asked.isDisjointFrom(all))
    const reads = held.reduce((sum, { unexplained }) => sum.union(unexplained), all)
    return { ...field, onBehalf: [...reads.difference(new Set(field.own))] }
  })
}

function sourcesOf(fetches: readonly FetchRead[]): Map<string, Set<string>> {
  const sources = new Map<string, Set<string>>()
  for (const { subgraph, asked } of fetches) {
    for (const coordinate of asked) sources.set(coordinate, (sources.get(coordinate) ?? new Set()).add(subgraph))
  }
  return sources
}
