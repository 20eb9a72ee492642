import cluster from 'node:cluster'
import { closeOnSignal } from '../../kit/close-on-signal.ts'
import { openLogger } from '../../kit/logger.ts'
import { reportStartFailure } from '../../kit/start-failure.ts'
import { processEnvironment, readGatewayConfig } from '../config.ts'
import type { GatewayOptions, RunningGateway } from '../main.ts'
import { DRAIN_MS, IDLE_GRACE_MS } from './drain.ts'
import { runPrimary } from './primary.ts'
import { readFlags } from './read-flags.ts'
import { runWorker } from './worker.ts'

export type StartGateway = (options: GatewayOptions) => Promise<RunningGateway>

/** The gateway as a command: this process alone, the primary of several workers, or one of these. */
export async function runCommand(start: StartGateway): Promise<void> {
  try {
    const env = processEnvironment(readFlags(process.argv.slice(2)))
    const { logLevel, workers } = readGatewayConfig(env)
    const logger = openLogger({ name: 'gateway', level: logLevel })
    const options = { env, now: Date.now, logger }
    if (cluster.isWorker) await runWorker({ start, options })
    else if (workers > 1) await runPrimary({ count: workers, now: Date.now })
    else await runAlone(start, options)
  } catch (error) {
    reportStartFailure('gateway', error)
    process.exit(1)
  }
}

async function runAlone(start: StartGateway, options: GatewayOptions): Promise<void> {
  const gateway = await start(options)
  closeOnSignal(() => gateway.close({ idleGraceMs: IDLE_GRACE_MS }), { drainMs: DRAIN_MS })
  console.log(`gateway answers on ${gateway.url}`)
}
