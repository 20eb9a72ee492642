import closeWithGrace from 'close-with-grace'

/**
 * On SIGINT or SIGTERM: lets running work finish (at most ten seconds), then exits 0. A crash is reported and exits 1.
 * A process that the house started as a child also closes when the house is gone, so that nothing is left running.
 */
export function closeOnSignal(close: () => Promise<void>): void {
  const closer = closeWithGrace({ delay: 10_000, logger: false }, async ({ err }) => {
    if (err) console.error(err)
    await close()
  })
  process.once('disconnect', () => void closer.close())
}
