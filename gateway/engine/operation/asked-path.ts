import type { FieldSelection, Selection } from './selection.ts'

type Path = readonly (string | number)[]

/**
 * A path in keys of the tree, in the caller's own names and as far as he asked for it. What agencies require of one
 * another is no business of his, and its names may be hidden from him.
 */
export function askedPath(selections: readonly Selection[], path: Path): Path {
  const asked: (string | number)[] = []
  let sets: readonly (readonly Selection[])[] = [selections]
  for (const step of path) {
    if (typeof step === 'number') {
      asked.push(step)
      continue
    }
    const found = sets.flatMap((set) => fieldsNamed(set, step))
    const [first] = found
    if (!first) break
    asked.push(first.responseName)
    sets = found.map((field) => field.selections ?? [])
  }
  return asked
}

function fieldsNamed(set: readonly Selection[], key: string): FieldSelection[] {
  return set.flatMap((selection) => {
    if (selection.kind === 'fragment') return fieldsNamed(selection.selections, key)
    return selection.key === key ? [selection] : []
  })
}
