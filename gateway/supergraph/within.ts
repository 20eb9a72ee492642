/** What `within` throws; nobody waits for the work any more, but it may still be going on. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong'
}

/**
 * Waits for the work, but no longer than `maxMs` milliseconds and not once the signal has fired.
 * @throws {TookTooLong}, the signal's reason, and whatever the work throws
 */
export async function within<T>(limit: { maxMs: number; signal: AbortSignal }, work: Promise<T>): Promise<T> {
  const { maxMs, signal } = limit
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new TookTooLong(`it took longer than ${Math.round(maxMs)} ms`)), maxMs)
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
