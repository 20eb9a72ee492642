/** Prices of one operation that are kept, one for each choice of page sizes. */
const KEPT_MAX = 32
/** Page sizes are short; what is longer is wrong, and will be told so. */
const KEY_LENGTH_MAX = 200

/**
 * Prices are worked out once for each choice of page sizes: all that an operation's price hangs on are the variables that
 * it takes sizes from, and which these are does not change.
 * @param work walks the operation, and notes the names of those variables
 * @returns the same, with what gives a variable's value
 */
export function keepBySizes<In, Out>(
  work: (input: In, sizes: Set<string>) => Out,
): (input: In, given: (variable: string) => unknown) => Out {
  const known = new Map<string, Out>()
  let names: readonly string[] | undefined
  return (input, given) => {
    const keyFor = (of: readonly string[]) => of.map((name) => String(given(name))).join()
    const before = names && known.get(keyFor(names))
    if (before !== undefined) return before
    const sizes = new Set<string>()
    const made = work(input, sizes)
    names ??= [...sizes]
    const key = keyFor(names)
    if (key.length > KEY_LENGTH_MAX) return made
    if (known.size >= KEPT_MAX) known.clear()
    known.set(key, made)
    return made
  }
}
