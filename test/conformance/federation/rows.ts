export type Row = Readonly<Record<string, unknown>>

/** Looks a row up by the given fields. The row is copied and knows nothing of what else the reference carries. */
export function findBy(rows: readonly Row[], ...keys: readonly string[]) {
  return (reference: Row): Row | null => {
    const known = keys.filter((key) => reference[key] !== undefined)
    const row = rows.find((one) => known.length > 0 && known.every((key) => isSame(one[key], reference[key])))
    return row ? { ...row } : null
  }
}

/** As `findBy`, with the reference's own fields beside the row's: what `@requires` brings is for the resolver to read. */
export function findWith(rows: readonly Row[], ...keys: readonly string[]) {
  const find = findBy(rows, ...keys)
  return (reference: Row): Row | null => {
    const row = find(reference)
    return row && { ...row, brought: reference }
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
