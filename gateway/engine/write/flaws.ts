/** Why a value could not be written. */
export type FlawReason = 'missing' | 'null' | 'invalid'

/** A value that the schema does not allow at this place of the answer. */
export interface Flaw {
  readonly path: readonly (string | number)[]
  readonly reason: FlawReason
}

/** Flaws beyond these are not told of one by one. */
const FLAWS_LIMIT = 100

/**
 * What is noted while one answer is written. Paths are put together only when there is a flaw: each level of the
 * answer adds its own step as the flaw comes up through it.
 */
export interface WriteRun {
  readonly isTrue: (variable: string) => boolean
  /** Answers of `__schema` and `__type`, by response name. */
  readonly introspected: Readonly<Record<string, unknown>>
  readonly flaws: readonly Flaw[]
  /** Texts of objects that stand in several places of the data, by writer. */
  readonly written: Map<object, string>[]
  /** Notes a flaw; answers `undefined`, which is what cannot be written. */
  flaw(value: unknown): undefined
  /** Puts a step in front of the flaws noted since `from`. */
  under(step: string | number, from: number): void
}

export function openWriteRun({ isTrue, introspected }: Pick<WriteRun, 'isTrue' | 'introspected'>): WriteRun {
  const flaws: { path: (string | number)[]; reason: FlawReason }[] = []
  return {
    isTrue,
    introspected,
    flaws,
    written: [],
    flaw(value) {
      const reason = value === undefined ? 'missing' : value === null ? 'null' : 'invalid'
      if (flaws.length < FLAWS_LIMIT) flaws.push({ path: [], reason })
      return undefined
    },
    under(step, from) {
      for (let index = from; index < flaws.length; index++) flaws[index]?.path.unshift(step)
    },
  }
}
