import type { EntityFetchNode, FetchNode, Path, Plan, PlanNode, RequiredSelection } from '../plan/plan.ts'
import { EACH_ITEM } from '../plan/plan.ts'
import type { Shape } from './shape.ts'
import { shapeOf } from './shape.ts'

/** What is known of a plan's paths before it runs, so that running it walks and copies as little as it must. */
export interface Places {
  /** The number under which a run keeps the objects found at a path. */
  siteOf(path: Path): number
  /** The nearest path above that has a site, and the rest of the way from there. */
  nearest(path: Path): { site: number; rest: Path } | null
  /** Sites below a path whose objects may be others once this shape has been merged there. */
  disturbedBy(path: Path, shape: Shape): readonly number[]
  /**
   * True where objects at a path hold nothing but what represents them, so that two with the same representation are the
   * same in everything and one can stand for both.
   */
  isMadeOf(path: Path, requires: readonly RequiredSelection[]): boolean
}

interface Writer {
  readonly path: Path
  readonly shape: Shape
}

export function openPlaces(plan: Plan): Places {
  const fetches = listFetches(plan.root)
  const writers = fetches.flatMap(writersOf)
  const hasContexts = fetches.some(
    (node) => node.kind === 'entities' && node.batches.some(({ contextRewrites }) => contextRewrites.length > 0),
  )
  const sites = new Map<string, { index: number; path: Path }>()
  for (const node of fetches) {
    for (const path of node.kind === 'entities' ? node.batches.flatMap(({ paths }) => paths) : [node.path]) {
      const key = JSON.stringify(path)
      if (path.length > 0 && !sites.has(key)) sites.set(key, { index: sites.size, path })
    }
  }
  return {
    siteOf: (path) => sites.get(JSON.stringify(path))?.index ?? -1,
    nearest(path) {
      for (let length = path.length - 1; length > 0; length--) {
        const site = sites.get(JSON.stringify(path.slice(0, length)))
        if (site) return { site: site.index, rest: path.slice(length) }
      }
      return null
    },
    disturbedBy: (path, shape) =>
      [...sites.values()].filter((site) => leadsTo({ path, shape }, site.path)).map(({ index }) => index),
    // What stands in two contexts is not the same in everything.
    isMadeOf: (path, requires) => !hasContexts && isMadeOf(writers, path, requires),
  }
}

/** All that a part of a plan fetches. */
export function listFetches(node: PlanNode | null): (FetchNode | EntityFetchNode)[] {
  switch (node?.kind) {
    case undefined:
      return []
    case 'fetch':
    case 'entities':
      return [node]
    case 'sequence':
    case 'parallel':
      return node.nodes.flatMap(listFetches)
    case 'condition':
      return [...listFetches(node.then), ...listFetches(node.otherwise)]
    case 'defer':
      return [node.primary, ...node.deferred.map((part) => part.node)].flatMap(listFetches)
    case 'subscription':
      return [node.primary, ...listFetches(node.rest)]
  }
}

function writersOf(node: FetchNode | EntityFetchNode): Writer[] {
  if (node.kind === 'fetch') return [{ path: node.path, shape: shapeOf(node.operation, node.rewrites) }]
  return node.batches.flatMap((batch) => {
    const shape = entityShape(node.operation, batch)
    return batch.paths.map((path) => ({ path, shape }))
  })
}

/** What one `_entities` field of a request asks of each entity. */
export function entityShape(operation: string, batch: EntityFetchNode['batches'][number]): Shape {
  const prefixed = batch.outputRewrites.map((rewrite) => ({ ...rewrite, path: [batch.responseKey, ...rewrite.path] }))
  return shapeOf(operation, prefixed).find(({ from }) => from === batch.responseKey)?.shape ?? []
}

/** The keys of a path; lists and types do not matter to what is written where. */
function keysOf(path: Path): string[] {
  return path.filter((step): step is string => typeof step === 'string' && step !== EACH_ITEM)
}

/** What a writer writes at a path below its own; `undefined` where nothing. */
function shapeAt({ path: from, shape }: Writer, path: Path): Shape | undefined {
  const start = keysOf(from)
  const keys = keysOf(path)
  if (keys.length <= start.length || start.some((key, index) => key !== keys[index])) return undefined
  let current: Shape | undefined = shape
  for (const key of keys.slice(start.length)) {
    const fields: Shape = current?.filter((field) => targetsOf(field).includes(key)) ?? []
    current = fields.length > 0 ? fields.flatMap((field) => field.shape ?? []) : undefined
  }
  return current
}

function targetsOf({ from, renames }: Shape[number]): readonly string[] {
  return renames.length > 0 ? renames.map(({ to }) => to) : [from]
}

function leadsTo(writer: Writer, path: Path): boolean {
  return shapeAt(writer, path) !== undefined
}

function isMadeOf(writers: readonly Writer[], path: Path, requires: readonly RequiredSelection[]): boolean {
  const represented = requires.map(leafNames).reduce((one, other) => one.intersection(other), leafNames(requires[0]))
  const written = writers.flatMap((writer) => shapeAt(writer, path) ?? [])
  return written.every((field) => field.shape === null && targetsOf(field).every((key) => represented.has(key)))
}

function leafNames(selection: RequiredSelection | undefined): Set<string> {
  const fields = selection?.kind === 'fragment' ? selection.selections : []
  return new Set(
    fields.flatMap((field) => (field.kind === 'field' && field.selections.length === 0 ? [field.name] : [])),
  )
}
