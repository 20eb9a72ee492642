import { Worker } from 'node:worker_threads'
import { ConfigError } from '../../kit/config.ts'

const MEMORY_MB = 512

/**
 * Checks that a text is a valid GraphQL schema, every rule of it. Takes a quarter of a second at 250 kB and cannot be
 * cut into slices, hence a thread of its own that lives as long as the check.
 * @throws {ConfigError} where it is none, or where the check takes longer than `timeoutMs` or too much memory
 */
export async function checkSchema(sdl: string, options: { timeoutMs: number }): Promise<void> {
  const worker = new Worker(new URL('./check-schema.worker.ts', import.meta.url), {
    workerData: sdl,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
  const timer = setTimeout(() => void worker.terminate(), options.timeoutMs)
  try {
    const complaint = await complaintFrom(worker, options.timeoutMs)
    if (complaint) throw new ConfigError(`the supergraph is no valid schema (${complaint}); run npm run compose`)
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

function complaintFrom(worker: Worker, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error(`the check of the supergraph was stopped after ${timeoutMs} ms`)))
  })
}
