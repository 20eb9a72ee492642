import type { Selection } from './selection.ts'

type Path = readonly (string | number)[]

/**
 * A path, in keys of the tree, as far as the caller asked for it. What agencies require of one another is no business
 * of his, and its names may be hidden from him.
 */
export function askedPath(selections: readonly Selection[], path: Path): Path {
  let sets: readonly (readonly Selection[])[] = [selections]
  for (const [index, step] of path.entries()) {
    if (typeof step === 'number') continue
    const found = sets.flatMap((set) => fieldsNamed(set, step))
    if (found.length === 0) return path.slice(0, index)
    sets = found.map((field) => field.selections ?? [])
  }
  return path
}

function fieldsNamed(set: readonly Selection[], key: string): (Selection & { kind: 'field' })[] {
  return set.flatMap((selection) => {
    if (selection.kind === 'fragment') return fieldsNamed(selection.selections, key)
    return selection.key === key ? [selection] : []
  })
}
