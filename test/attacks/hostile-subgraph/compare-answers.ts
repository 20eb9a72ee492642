export type Path = readonly (string | number)[]

/** Places that hold something in one answer and null in the other; only the uppermost of them. */
export function nulledPlaces(before: unknown, after: unknown, path: Path = []): Path[] {
  if (before === null || before === undefined) return []
  if (after === null) return [path]
  return sharedKeys(before, after).flatMap((key) =>
    nulledPlaces(Reflect.get(before as object, key), Reflect.get(after as object, key), [...path, key]),
  )
}

/** The first place at which one answer lacks or changes something that the other has. Null is nothing. */
export function firstLost(kept: unknown, answer: unknown, path: Path = []): Path | undefined {
  if (kept === null || kept === undefined) return undefined
  if (typeof kept !== 'object') return Object.is(kept, answer) ? undefined : path
  if (typeof answer !== 'object' || answer === null) return path
  if (Array.isArray(kept) && (!Array.isArray(answer) || answer.length !== kept.length)) return path
  for (const key of keysOf(kept)) {
    const lost = firstLost(Reflect.get(kept, key), Reflect.get(answer, key), [...path, key])
    if (lost) return lost
  }
  return undefined
}

/** Whether one path begins with the other. */
export function areOnOneLine(one: Path, other: Path): boolean {
  const length = Math.min(one.length, other.length)
  return one.slice(0, length).every((step, index) => step === other[index])
}

function sharedKeys(one: unknown, other: unknown): (string | number)[] {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return []
  return keysOf(one).filter((key) => Object.hasOwn(other, key))
}

function keysOf(value: object): (string | number)[] {
  return Array.isArray(value) ? [...value.keys()] : Object.keys(value)
}
