import closeWithGrace from 'close-with-grace'

const DRAIN_MS = 10_000
/** npm passes a signal on to a process that the terminal has already told; this soon, it is the same wish again. */
const ECHO_MS = 1_000
/** Asked as early as can be: the house may be gone before its child has started. */
const hadParent = process.connected === true

export interface CloseOptions {
  /** How long running work may take to finish. */
  readonly drainMs?: number
  /** Which signals mean it; a process that is told in another way passes none. */
  readonly signals?: readonly NodeJS.Signals[]
}

/**
 * On SIGINT, SIGTERM or SIGHUP: lets running work finish (ten seconds unless told otherwise), then exits 0; who asks again
 * after a second exits 1 at once. A crash is reported, closes too and exits 1.
 * A process that the house started as a child also closes when the house is gone, so that nothing is left running.
 * @returns does the same as a first signal
 */
export function closeOnSignal(close: () => Promise<void>, options: CloseOptions = {}): () => void {
  const { drainMs = DRAIN_MS, signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] } = options
  const closer = closeWithGrace(
    {
      delay: drainMs,
      logger: false,
      // The library takes a second signal, however soon, for impatience; so we listen for signals ourselves.
      skip: ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'],
      onTimeout: () => console.error(`what still ran after ${drainMs / 1000} s was cut off`),
      onSecondError: console.error,
    },
    async ({ err }) => {
      if (err) console.error(err)
      await close().catch(reportAndThrow)
    },
  )
  let toldAtMs: number | undefined
  const stop = () => {
    if (toldAtMs !== undefined) return performance.now() - toldAtMs
    toldAtMs = performance.now()
    closer.close()
    return 0
  }
  const onSignal = () => {
    if (stop() > ECHO_MS) process.exit(1)
  }
  for (const signal of signals) process.on(signal, onSignal)
  process.once('disconnect', stop)
  if (hadParent && !process.connected) stop()
  return () => void stop()
}

function reportAndThrow(error: unknown): never {
  console.error(error)
  throw error
}
