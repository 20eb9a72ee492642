import { closeOnSignal } from '../../kit/close-on-signal.ts'
import type { GatewayOptions, RunningGateway } from '../main.ts'
import { openMetrics } from '../metrics/metrics.ts'
import type { Calls } from './calls.ts'
import { openCalls } from './calls.ts'
import { DRAIN_MS, IDLE_GRACE_MS } from './drain.ts'
import { stateOfPrimary } from './state-over-line.ts'
import type { PrimaryCalls, WorkerCalls } from './worker-calls.ts'

/** One of several gateways behind one port. Orders come from the primary; it ends when the primary is gone. */
export async function runWorker(room: {
  start: (options: GatewayOptions) => Promise<RunningGateway>
  options: GatewayOptions
}): Promise<void> {
  // A Ctrl-C at the terminal reaches every process of the group; the primary decides what it means.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
  const metrics = openMetrics()
  // Until it listens there is nothing to finish.
  let drain: () => void = () => process.exit(0)
  const primary: Calls<PrimaryCalls> = openCalls<PrimaryCalls>(lineToPrimary(), {
    drain: () => drain(),
    ping: () => {},
    snapshot: () => metrics.snapshot(),
  } satisfies WorkerCalls)
  const gateway = await room.start({
    ...room.options,
    metrics: { ...metrics, text: () => primary('metrics', {}) },
    sharedState: stateOfPrimary(primary),
  })
  const close = async () => {
    await gateway.close({ idleGraceMs: IDLE_GRACE_MS })
    await primary('farewell', { snapshot: await metrics.snapshot() })
  }
  drain = closeOnSignal(close, { drainMs: DRAIN_MS, signals: [] })
  await primary('ready', { url: gateway.url })
}

function lineToPrimary() {
  return {
    // Where the primary is gone, so is this process in a moment.
    send: (message: object) => void process.send?.(message, undefined, {}, () => {}),
    listen: (listener: (message: unknown) => void) => void process.on('message', listener),
  }
}
