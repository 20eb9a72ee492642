import type { ContextRewrite } from '../plan/plan.ts'
import { writeJson } from '../write/leaves.ts'
import type { Found } from './entity-fetch.ts'
import type { PossibleTypes } from './possible-types.ts'
import type { Tree } from './take.ts'
import { ownValue } from './take.ts'
import { isOneOf, placesOf } from './targets.ts'

/** Variables that a request takes from the data, as JSON text. */
export type Contextual = readonly (readonly [variable: string, json: string])[]

interface Part {
  readonly found: readonly Found[]
  readonly contextual: Contextual
}

/** The step of a context's path that leads to the object above. */
const UP = '..'

/**
 * Divides the entities of a fetch by the contexts in which they stand (`@fromContext`): a request carries one value of
 * each, so entities below different objects may need requests of their own.
 */
export function compileContexts(
  rewrites: readonly ContextRewrite[],
  possibleTypes: PossibleTypes,
): (root: Tree, found: readonly Found[]) => Part[] {
  const contextOf = (chain: readonly Tree[]): Contextual =>
    [...new Set(rewrites.map(({ variable }) => variable))].map((variable) => {
      const values = rewrites
        .filter((one) => one.variable === variable)
        .map(({ path }) => read(chain, path, possibleTypes))
      return [variable, writeJson(values.find((value) => value !== undefined) ?? null) ?? 'null']
    })

  return (root, found) => {
    const parts = new Map<string, { found: Found[]; contextual: Contextual }>()
    for (const [batch, { texts, sites }] of found.entries()) {
      for (const [number, site] of sites.entries()) {
        const places = placesOf(root, site.path, possibleTypes)
        for (const [index, target] of site.targets.entries()) {
          const contextual = contextOf(chainTo(root, places.get(target)?.[0] ?? []))
          const part = parts.get(JSON.stringify(contextual)) ?? { found: found.map(emptied), contextual }
          parts.set(JSON.stringify(contextual), part)
          put(part.found[batch], { site: number, target, text: texts[site.numbers[index] ?? -1] ?? '' })
        }
      }
    }
    return [...parts.values()]
  }
}

function emptied({ sites }: Found): Found {
  return { texts: [], sites: sites.map(({ path }) => ({ path, targets: [], numbers: [] })) }
}

function put(found: Found | undefined, entity: { site: number; target: Tree; text: string }): void {
  const site = found?.sites[entity.site]
  if (!found || !site) return
  const known = found.texts.indexOf(entity.text)
  site.targets.push(entity.target)
  site.numbers.push(known >= 0 ? known : found.texts.push(entity.text) - 1)
}

/** The objects on the way to a place, the root first; lists are no level of their own. */
function chainTo(root: Tree, place: readonly (string | number)[]): Tree[] {
  const chain: Tree[] = [root]
  let value: unknown = root
  for (const step of place) {
    value = typeof value === 'object' && value !== null ? ownValue(value, String(step)) : undefined
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) chain.push(value as Tree)
  }
  return chain
}

/** `undefined` where the path does not lead through objects of the types it names. */
function read(chain: readonly Tree[], path: ContextRewrite['path'], possibleTypes: PossibleTypes): unknown {
  const ups = path.filter((step) => step === UP).length
  let value: unknown = chain.at(-1 - ups)
  for (const step of path.slice(ups)) {
    if (typeof value !== 'object' || value === null) return value
    const type = ownValue(value, '__typename')
    if (typeof step === 'string') value = ownValue(value, step)
    else if (type !== undefined && !isOneOf(step.types, type, possibleTypes)) return undefined
  }
  return value
}
