const PULSE_MS = 5_000
/** Long enough for a machine that is short of CPU, short enough that callers are not sent to a dead end for ever. */
const MISSES_MAX = 6

/**
 * A process may live and yet answer nobody: stopped, or in a loop that does not end. `ping` is asked again and again;
 * where it has failed so many times in a row, `onLost` is called, once. @returns ends the watch
 */
export function watchPulse(options: {
  ping: () => Promise<unknown>
  onLost: () => void
  everyMs?: number
}): () => void {
  const { ping, onLost, everyMs = PULSE_MS } = options
  let misses = 0
  const timer = setInterval(async () => {
    misses += 1
    if (misses > MISSES_MAX) {
      clearInterval(timer)
      onLost()
      return
    }
    await ping().then(
      () => {
        misses = 0
      },
      () => {},
    )
  }, everyMs).unref()
  return () => clearInterval(timer)
}
