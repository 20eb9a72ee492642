const DONE = { value: undefined, done: true } as const

/** Answers as they come, which can also be ended from outside. Both stream libraries ask for a generator's three methods. */
export interface Events<T> extends AsyncGenerator<T, undefined, undefined> {
  /** Ends at once, even while the source is waiting for its next event; `last`, where given, still comes before the end. */
  end(last?: T): void
}

/**
 * A source with every event mapped. An async generator would not do: asked to return while it awaits its next event, it
 * first waits for that event. A source that throws has ended; `onEnd` is called exactly once, however it ends.
 */
export function openEvents<In, T>(
  source: AsyncIterable<In>,
  room: { map: (event: In) => T | Promise<T>; failed: (error: unknown) => T; onEnd: () => void },
): Events<T> {
  const iterator = source[Symbol.asyncIterator]()
  const last: T[] = []
  let ended = false
  let waiting: ((result: IteratorResult<T, undefined>) => void) | undefined

  const finished = (): IteratorResult<T, undefined> => {
    const value = last.shift()
    return value === undefined ? DONE : { value, done: false }
  }
  const settle = (result: IteratorResult<T, undefined>): void => {
    waiting?.(result)
    waiting = undefined
  }
  const end = (final?: T): void => {
    if (ended) return
    ended = true
    if (final !== undefined) last.push(final)
    // Nobody waits for the source to close: an agency may take its time.
    Promise.resolve(iterator.return?.()).catch(() => {})
    room.onEnd()
    if (waiting) settle(finished())
  }
  const pull = async (): Promise<void> => {
    const result = await iterator.next()
    if (ended) return
    if (result.done) return end()
    const value = await room.map(result.value)
    if (!ended) settle({ value, done: false })
  }

  const events: Events<T> = {
    next() {
      if (ended) return Promise.resolve(finished())
      return new Promise((resolve) => {
        waiting = resolve
        pull().catch((error: unknown) => end(room.failed(error)))
      })
    },
    async return() {
      end()
      return DONE
    },
    async throw() {
      end()
      return DONE
    },
    end,
    [Symbol.asyncIterator]: () => events,
    async [Symbol.asyncDispose]() {
      end()
    },
  }
  return events
}
