import DataLoader from 'dataloader'

/** A per-request loader over a to-one edge: at most one row a key, `null` where there is none. */
export function loadOne<R>(
  load: (keys: readonly string[]) => Promise<readonly R[]>,
  keyOf: (row: R) => string,
): DataLoader<string, R | null> {
  return new DataLoader(async (keys) => {
    const rows = new Map((await loadPossible(load, keys)).map((row) => [keyOf(row), row]))
    return keys.map((key) => rows.get(key) ?? null)
  })
}

/** A per-request loader over a to-many edge: the rows of each key in the order in which they were read. */
export function loadMany<R>(
  load: (keys: readonly string[]) => Promise<readonly R[]>,
  keyOf: (row: R) => string,
): DataLoader<string, readonly R[]> {
  return new DataLoader(async (keys) => {
    const rows = Map.groupBy(await loadPossible(load, keys), keyOf)
    return keys.map((key) => rows.get(key) ?? [])
  })
}

/** No text column holds a NUL: a key with one would fail the whole batch, and with it its neighbours. */
async function loadPossible<R>(
  load: (keys: readonly string[]) => Promise<readonly R[]>,
  keys: readonly string[],
): Promise<readonly R[]> {
  const possible = keys.filter((key) => !key.includes('\0'))
  return possible.length === 0 ? [] : load(possible)
}
