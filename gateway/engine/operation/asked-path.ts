import type { FieldSelection, Selection } from './selection.ts'

type Path = readonly (string | number)[]

/**
 * A path in keys of the tree, in the caller's own names and as far as he asked for it: once for each name under which he
 * asked. What agencies require of one another is no business of his, and its names may be hidden from him.
 */
export function askedPaths(selections: readonly Selection[], path: Path): Path[] {
  const [step, ...rest] = path
  if (step === undefined) return [[]]
  if (typeof step === 'number') return askedPaths(selections, rest).map((below) => [step, ...below])
  const byName = new Map<string, Selection[]>()
  for (const { responseName, selections: below } of fieldsNamed(selections, step)) {
    byName.set(responseName, [...(byName.get(responseName) ?? []), ...(below ?? [])])
  }
  if (byName.size === 0) return [[]]
  return [...byName].flatMap(([name, below]) => askedPaths(below, rest).map((inner) => [name, ...inner]))
}

function fieldsNamed(set: readonly Selection[], key: string): FieldSelection[] {
  return set.flatMap((selection) => {
    if (selection.kind === 'fragment') return fieldsNamed(selection.selections, key)
    return selection.key === key ? [selection] : []
  })
}
