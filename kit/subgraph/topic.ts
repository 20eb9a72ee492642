import { PublicError } from '../errors.ts'

/** Events that wait for one listener; one that falls further behind is cut off, so that nobody's slowness costs memory. */
const WAITING_LIMIT = 64

/** Hands each event to those who listen at that moment; nothing is kept for those who come later. */
export interface Topic<E> {
  publish(event: E): void
  /** Ends after what waits has been taken: when `signal` aborts, quietly; when it fell behind or the topic failed, by a throw. */
  listen(options: { signal: AbortSignal; wanted: (event: E) => boolean }): AsyncIterableIterator<E>
  /** Ends every listener with this error, because events may have been missed. */
  fail(error: Error): void
  /** How many listen now. */
  listening(): number
}

interface Listener<E> {
  readonly wanted: (event: E) => boolean
  readonly take: (event: E) => void
  readonly end: (error?: Error) => void
}

export function openTopic<E>(): Topic<E> {
  const listeners = new Set<Listener<E>>()
  return {
    publish(event) {
      for (const { wanted, take } of listeners) if (wanted(event)) take(event)
    },
    listen({ signal, wanted }) {
      const queue = openQueue<E>(() => {
        listeners.delete(listener)
        signal.removeEventListener('abort', leave)
      })
      const listener = { wanted, take: queue.take, end: queue.end }
      const leave = () => queue.end()
      if (signal.aborted) leave()
      else listeners.add(listener)
      signal.addEventListener('abort', leave)
      return queue.events
    },
    fail(error) {
      for (const { end } of [...listeners]) end(error)
    },
    listening: () => listeners.size,
  }
}

/** One listener's events in their order, bounded; `onEnd` is called once, however it ends. */
function openQueue<E>(onEnd: () => void) {
  const waiting: E[] = []
  let ended = false
  let failure: Error | undefined
  let wake = () => {}

  const end = (error?: Error) => {
    if (ended) return
    ended = true
    failure = error
    onEnd()
    wake()
  }
  const take = (event: E) => {
    if (waiting.length >= WAITING_LIMIT) return end(tooSlow())
    waiting.push(event)
    wake()
  }
  const next = async (): Promise<IteratorResult<E, undefined>> => {
    while (waiting.length === 0 && !ended) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    const [event] = waiting.splice(0, 1)
    if (event !== undefined) return { done: false, value: event }
    const reason = failure
    failure = undefined
    if (reason) throw reason
    return { done: true, value: undefined }
  }
  const leave = async (): Promise<IteratorResult<E, undefined>> => {
    waiting.length = 0
    end()
    return { done: true, value: undefined }
  }
  const events: AsyncIterableIterator<E> = { next, return: leave, [Symbol.asyncIterator]: () => events }
  return { take, end, events }
}

function tooSlow(): PublicError {
  const message = `got ${WAITING_LIMIT} events that were not taken, wanted a listener that keeps up; subscribe again and read what was missed`
  return new PublicError('SUBSCRIBER_TOO_SLOW', message)
}
