export interface Newest<T> {
  /** To be worked on next, in place of whatever was waiting. */
  offer(item: T): void
  /** Starts nothing more and resolves when nothing is going on. */
  close(): Promise<void>
}

/**
 * Works on one item at a time, always the newest: what has been overtaken while it waited is never begun. Work that asks
 * for it is tried again after a while, unless something newer has come.
 */
export function openNewest<T>(options: {
  /** Never rejects. */
  work: (item: T) => Promise<'done' | 'again'>
  /** The first wait before another try; it doubles each time. */
  retryMs: number
  retries: number
}): Newest<T> {
  const { work, retryMs, retries } = options
  let waiting: { readonly item: T; readonly tries: number } | undefined
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  function take(item: T, tries: number): void {
    clearTimeout(timer)
    waiting = { item, tries }
    running ??= run()
  }

  async function run(): Promise<void> {
    while (waiting && !closed) {
      const { item, tries } = waiting
      waiting = undefined
      const outcome = await work(item)
      if (outcome === 'again' && tries < retries && !waiting && !closed) {
        timer = setTimeout(() => take(item, tries + 1), retryMs * 2 ** tries).unref()
      }
    }
    running = undefined
  }

  return {
    offer: (item) => take(item, 0),
    async close() {
      closed = true
      clearTimeout(timer)
      await running
    },
  }
}
