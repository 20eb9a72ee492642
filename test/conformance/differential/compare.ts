import type { FederationAnswer } from '../../../gateway/testing/federation.ts'

type Path = readonly (string | number)[]

/** An answer as two who may word their errors in their own ways can compare it. */
interface Comparable {
  /** The data as text, so that the order of names counts. */
  readonly data: string | undefined
  /** Where the data end because something went wrong, sorted. */
  readonly gaps: readonly string[]
}

export type Answer = Pick<FederationAnswer, 'data'> & {
  readonly errors: readonly { readonly path: Path | undefined }[]
}

/** What is told of one place is told in at most this many errors. */
const ERRORS_LIMIT = 20

/** What differs between the two, in words; `undefined` where nothing does. */
export function difference(wanted: Answer, got: Answer): string | undefined {
  const [right, other] = [comparable(wanted), comparable(got)]
  if (right.data !== other.data) return 'the data differ'
  const missing = right.gaps.filter((gap) => !other.gaps.includes(gap))
  const extra = other.gaps.filter((gap) => !right.gaps.includes(gap))
  if (extra.length > 0) return `errors nobody wanted at ${extra.join(' ')}`
  if (missing.length > 0 && got.errors.length < ERRORS_LIMIT) return `no errors at ${missing.join(' ')}`
  return undefined
}

/**
 * Below a field that became null because something in it went wrong, one executor may have seen more errors than the
 * other, by the order in which it worked; each counts where the null is.
 */
function comparable({ data, errors }: Answer): Comparable {
  const gaps = errors.map(({ path }) => JSON.stringify(path ? gapOn(path, data) : null))
  return { data: JSON.stringify(data), gaps: [...new Set(gaps)].sort() }
}

function gapOn(path: Path, data: unknown): Path {
  let value = data
  for (const [index, step] of path.entries()) {
    if (value === null) return path.slice(0, index)
    // Of a path that is not in the data nothing is cut: it then differs.
    if (typeof value !== 'object') return path
    value = Reflect.get(value, step)
  }
  return path
}
