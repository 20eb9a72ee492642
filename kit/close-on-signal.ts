import closeWithGrace from 'close-with-grace'

const DRAIN_MS = 10_000
/** npm passes a signal on to a process that the terminal has already told; this soon, it is the same wish again. */
const ECHO_MS = 1_000
/** Asked as early as can be: the house may be gone before its child has started. */
const hadParent = process.connected === true

/**
 * On SIGINT, SIGTERM or SIGHUP: lets running work finish (at most ten seconds), then exits 0; who asks again after a
 * second exits 1 at once. A crash is reported, closes too and exits 1.
 * A process that the house started as a child also closes when the house is gone, so that nothing is left running.
 */
export function closeOnSignal(close: () => Promise<void>): void {
  const options = {
    delay: DRAIN_MS,
    logger: false,
    // The library takes a second signal, however soon, for impatience; so we listen for signals ourselves.
    skip: ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'],
    onTimeout: () => console.error(`what still ran after ${DRAIN_MS / 1000} s was cut off`),
    onSecondError: console.error,
  } satisfies closeWithGrace.Options
  const closer = closeWithGrace(options, async ({ err }) => {
    if (err) console.error(err)
    await close().catch(reportAndThrow)
  })
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
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
  process.once('disconnect', stop)
  if (hadParent && !process.connected) stop()
}

function reportAndThrow(error: unknown): never {
  console.error(error)
  throw error
}
