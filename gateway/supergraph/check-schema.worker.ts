import { parentPort, workerData } from 'node:worker_threads'
import { assertValidSchema, buildSchema } from 'graphql'

parentPort?.postMessage(complaintOf(String(workerData)))

function complaintOf(sdl: string): string | undefined {
  try {
    assertValidSchema(buildSchema(sdl, { noLocation: true }))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 2_000) : 'unknown reason'
  }
}
