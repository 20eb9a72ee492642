import type { ContextRewrite, EntityBatch, RequiredSelection } from '../plan/plan.ts'
import type { FetchRead } from './read-fetch.ts'
import type { Scope, TypeNames } from './scope.ts'
import { ANYWHERE, coordinatesAnywhere, coordinatesOf, narrow, scopeBelow, scopeOf } from './scope.ts'

/** The coordinates for which the data hold a value under a name that is not the field's own. */
export type Aliases = ReadonlyMap<string, ReadonlySet<string>>

export function uniteAliases(fetches: readonly FetchRead[]): Aliases {
  const united = new Map<string, Set<string>>()
  for (const [alias, coordinates] of fetches.flatMap(({ aliases }) => aliases)) {
    united.set(alias, new Set([...(united.get(alias) ?? []), ...coordinates]))
  }
  return united
}

/** What an agency is handed for the sake of the fields of one batch: what represents the entity, and its contexts. */
export function readRequirements(
  batch: EntityBatch,
  types: TypeNames,
  aliases: Aliases,
): { represented: Set<string>; contextual: Set<string> } {
  const found = new Set<string>()
  const visit = (selection: RequiredSelection, scope: Scope): void => {
    if (selection.kind === 'fragment') {
      const inside = narrow(types, scope, selection.type)
      for (const inner of selection.selections) visit(inner, inside)
      return
    }
    const { name } = selection
    if (name === '__typename') return
    for (const coordinate of namedIn(scope, name, { types, aliases })) found.add(coordinate)
    for (const inner of selection.selections) visit(inner, scopeBelow(types, scope, name))
  }
  for (const selection of batch.requires) visit(selection, ANYWHERE)
  const contextual = batch.contextRewrites.flatMap((rewrite) => readContext(rewrite, types, aliases))
  return { represented: found, contextual: new Set(contextual) }
}

/** A context's path leads upwards to an object whose type it names, and down from there. */
function readContext({ path }: ContextRewrite, types: TypeNames, aliases: Aliases): string[] {
  let scope = ANYWHERE
  return path.flatMap((step) => {
    if (step === '..') return []
    if (typeof step !== 'string') {
      scope = scopeOf(types, step.types)
      return []
    }
    const coordinates = namedIn(scope, step, { types, aliases })
    scope = scopeBelow(types, scope, step)
    return coordinates
  })
}

/** A name that says nothing of itself may stand for any field of that name, or for all there are: too many, not too few. */
function namedIn(scope: Scope, name: string, terms: { types: TypeNames; aliases: Aliases }): string[] {
  const { types, aliases } = terms
  const own = coordinatesOf(types, scope, name)
  const other = [...(aliases.get(name) ?? [])]
  if (own.length > 0 || other.length > 0) return [...own, ...other]
  const anywhere = coordinatesAnywhere(types, name)
  return anywhere.length > 0 ? anywhere : everyField(types, scope)
}

function everyField(types: TypeNames, { names, objects }: Scope): string[] {
  return [...names.union(objects)].flatMap((type) =>
    [...(types.fieldTypes.get(type)?.keys() ?? [])].map((field) => `${type}.${field}`),
  )
}
