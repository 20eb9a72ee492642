import closeWithGrace from 'close-with-grace'

/** On SIGINT or SIGTERM: lets running work finish (at most ten seconds), then exits 0. A crash is reported and exits 1. */
export function closeOnSignal(close: () => Promise<void>): void {
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err }) => {
    if (err) console.error(err)
    await close()
  })
}
