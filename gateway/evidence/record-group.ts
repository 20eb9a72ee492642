/** Records that are written at once, and those who wait for them. */
export interface RecordGroup {
  readonly lines: string[]
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: Error) => void
  /** Somebody waits: no more is gathered than comes while the disk is busy. */
  readonly hurry: () => void
}

/** @param write called once, after `gatherMs` or when somebody waits */
export function openGroup(options: { gatherMs: number; write: () => void }): RecordGroup {
  const { gatherMs, write } = options
  let timer: NodeJS.Timeout | undefined
  const hurry = () => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    write()
  }
  timer = setTimeout(hurry, gatherMs)
  const outcome = Promise.withResolvers<void>()
  // Whoever waits is told of a failure; where nobody does, nobody need be.
  outcome.promise.catch(() => {})
  return { lines: [], hurry, ...outcome }
}
