import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { assertValidSchema, buildSchema } from 'graphql'

standBack()
parentPort?.postMessage(complaintOf(String(workerData)))

function complaintOf(sdl: string): string | undefined {
  try {
    assertValidSchema(buildSchema(sdl, { noLocation: true }))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 2_000) : 'unknown reason'
  }
}

/** Whoever asks now goes before. Linux counts priority by the thread (setpriority(2)); elsewhere it would be everybody's. */
function standBack(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(constants.priority.PRIORITY_LOW)
  } catch {
    // A system that forbids it is no reason to refuse a supergraph.
  }
}
