import type { ExecutionResult } from 'graphql'

export interface Mapping {
  /** Aborted where the stream is to end although its source has not. */
  readonly signal: AbortSignal
  /** Called once the stream is over, whoever ended it. */
  readonly end: () => void
  readonly answer: (event: unknown) => Promise<ExecutionResult>
  /** The last answer of a stream whose source threw. */
  readonly fail: (error: unknown) => ExecutionResult
}

/**
 * An answer for each event. No async generator: one that waits for an event cannot be told to stop, while this ends at
 * once, also over a source that does not look at the signal.
 */
export function mapEvents(
  source: AsyncIterator<unknown>,
  { signal, end, answer, fail }: Mapping,
): AsyncGenerator<ExecutionResult, undefined> {
  const over = { done: true, value: undefined } as const
  let finished = false
  const finish = async () => {
    if (finished) return over
    finished = true
    end()
    // It may want one more event before it can return; nobody waits for that.
    source.return?.().catch(() => {})
    return over
  }
  const next = async (): Promise<IteratorResult<ExecutionResult, undefined>> => {
    if (finished || signal.aborted) return finish()
    try {
      const { done, value } = await untilAborted(source.next(), signal)
      return done || finished ? finish() : { done: false, value: await answer(value) }
    } catch (error) {
      const ended = finished || signal.aborted
      await finish()
      return ended ? over : { done: false, value: fail(error) }
    }
  }
  const stream: AsyncGenerator<ExecutionResult, undefined> = {
    next,
    return: finish,
    throw: finish,
    [Symbol.asyncIterator]: () => stream,
    [Symbol.asyncDispose]: async () => void (await finish()),
  }
  return stream
}

/** Waits for the event or the end, whichever is first. The signal outlives many events, so nothing stays hanging on it. */
function untilAborted(event: Promise<IteratorResult<unknown>>, signal: AbortSignal): Promise<IteratorResult<unknown>> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve({ done: true, value: undefined })
    signal.addEventListener('abort', stop, { once: true })
    event.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
