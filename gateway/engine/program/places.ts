import type { EntityBatch, EntityFetchNode, FetchNode, Path, Plan, PlanNode, RequiredSelection } from '../plan/plan.ts'
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
  isMadeOf(path: Path, batch: Pick<EntityBatch, 'requires' | 'inputRewrites'>): boolean
  /** The paths, in keys, at which one object may so stand for several. */
  readonly united: ReadonlySet<string>
}

interface Writer {
  readonly path: Path
  readonly shape: Shape
}

interface Site {
  readonly index: number
  readonly keys: readonly string[]
}

export function openPlaces(plan: Plan): Places {
  const fetches = listFetches(plan.root)
  const writersAt = indexWriters(fetches.flatMap(writersOf))
  const sites = indexSites(fetches.flatMap(pathsOf))
  // What stands in two contexts is not the same in everything.
  const batches = fetches.flatMap((node) => (node.kind === 'entities' ? node.batches : []))
  const hasContexts = batches.some(({ contextRewrites }) => contextRewrites.length > 0)
  const isMadeOf: Places['isMadeOf'] = (path, { requires, inputRewrites }) => {
    if (hasContexts || inputRewrites.length > 0) return false
    const represented = requires.map(leafNames).reduce((one, other) => one.intersection(other), leafNames(requires[0]))
    const keys = keysOf(path)
    return keys.every((_, length) => {
      const writers = writersAt.get(keys.slice(0, length).join('.')) ?? []
      const written = [...writers].flatMap((shape) => shapeAt(shape, keys.slice(length)) ?? [])
      return written.every((field) => field.shape === null && targetsOf(field).every((key) => represented.has(key)))
    })
  }
  return {
    siteOf: (path) => sites.at.get(JSON.stringify(path))?.index ?? -1,
    nearest(path) {
      for (let length = path.length - 1; length > 0; length--) {
        const site = sites.at.get(JSON.stringify(path.slice(0, length)))
        if (site) return { site: site.index, rest: path.slice(length) }
      }
      return null
    },
    disturbedBy(path, shape) {
      const start = keysOf(path)
      const below = sites.below.get(start.join('.')) ?? []
      return below.filter(({ keys }) => shapeAt(shape, keys.slice(start.length))).map(({ index }) => index)
    },
    isMadeOf,
    united: new Set(batches.flatMap((batch) => batch.paths.filter((path) => isMadeOf(path, batch)).map(keyOf))),
  }
}

/** The shapes that are written at each sequence of keys; a plan may hold a thousand paths, so nobody looks at all of them. */
function indexWriters(writers: readonly Writer[]): Map<string, Set<Shape>> {
  const index = new Map<string, Set<Shape>>()
  for (const { path, shape } of writers) {
    const keys = keysOf(path).join('.')
    index.set(keys, (index.get(keys) ?? new Set()).add(shape))
  }
  return index
}

/** Each path once, by itself and by every sequence of keys above it. */
function indexSites(paths: readonly Path[]): { at: Map<string, Site>; below: Map<string, Site[]> } {
  const at = new Map<string, Site>()
  const below = new Map<string, Site[]>()
  for (const path of paths) {
    const name = JSON.stringify(path)
    if (path.length === 0 || at.has(name)) continue
    const site: Site = { index: at.size, keys: keysOf(path) }
    at.set(name, site)
    for (const length of site.keys.keys()) {
      const above = site.keys.slice(0, length).join('.')
      const known = below.get(above) ?? []
      below.set(above, known)
      known.push(site)
    }
  }
  return { at, below }
}

function pathsOf(node: FetchNode | EntityFetchNode): readonly Path[] {
  return node.kind === 'entities' ? node.batches.flatMap(({ paths }) => paths) : [node.path]
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

/** A path as text, in keys: the same for the data and for the operation that is answered from it. */
export function keyOf(path: Path): string {
  return keysOf(path).join('.')
}

/** The keys of a path; lists and types do not matter to what is written where. */
function keysOf(path: Path): string[] {
  return path.filter((step): step is string => typeof step === 'string' && step !== EACH_ITEM)
}

/** What a shape holds below some of its keys; `undefined` where it does not lead there. */
function shapeAt(shape: Shape, keys: readonly string[]): Shape | undefined {
  let current: Shape | undefined = shape
  for (const key of keys) {
    const fields: Shape = current?.filter((field) => targetsOf(field).includes(key)) ?? []
    current = fields.length > 0 ? fields.flatMap((field) => field.shape ?? []) : undefined
  }
  return current
}

function targetsOf({ from, renames }: Shape[number]): readonly string[] {
  return renames.length > 0 ? renames.map(({ to }) => to) : [from]
}

function leafNames(selection: RequiredSelection | undefined): Set<string> {
  const fields = selection?.kind === 'fragment' ? selection.selections : []
  return new Set(
    fields.flatMap((field) => (field.kind === 'field' && field.selections.length === 0 ? [field.name] : [])),
  )
}
