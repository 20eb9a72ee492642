import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { assertValidSchema, buildSchema } from 'graphql'

// Whoever asks now goes before. Linux counts priority by the thread (setpriority(2)); elsewhere it would be everybody's.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW)
parentPort?.postMessage(complaintOf(String(workerData)))

function complaintOf(sdl: string): string | undefined {
  try {
    assertValidSchema(buildSchema(sdl, { noLocation: true }))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 2_000) : 'unknown reason'
  }
}
