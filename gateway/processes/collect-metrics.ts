import { AggregatorRegistry, Counter, Gauge, Registry } from 'prom-client'
import type { MetricsSnapshot } from '../metrics/metrics.ts'

/** A worker that can be asked for its counts. */
interface Counted {
  readonly id: number
  snapshot(): Promise<MetricsSnapshot>
}

/**
 * The metrics of all workers as one. What a worker had counted when it was last asked stays counted when it is gone:
 * a total that fell would be taken for a restart of the whole gateway.
 */
export function openWorkersMetrics() {
  const latest = new Map<number, MetricsSnapshot>()
  let departed: Promise<MetricsSnapshot> = Promise.resolve([])
  const own = openOwnMetrics()
  return {
    started: () => own.starts.inc(),
    keep: (id: number, snapshot: MetricsSnapshot) => void latest.set(id, snapshot),
    leave(id: number): void {
      const counts = latest.get(id)?.filter(isCount) ?? []
      latest.delete(id)
      departed = departed.then((before) => add([before, counts]).getMetricsAsJSON())
    },
    /** In the Prometheus text format. A worker that does not answer in time counts as when it last did. */
    async text(workers: readonly Counted[]): Promise<string> {
      own.workers.set(workers.length)
      await Promise.all(
        workers.map(async ({ id, snapshot }) => {
          const counted = await snapshot().catch(() => undefined)
          if (counted) latest.set(id, counted)
        }),
      )
      return add([await own.registry.getMetricsAsJSON(), ...latest.values(), await departed]).metrics()
    },
  }
}

function openOwnMetrics() {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    workers: new Gauge({ name: 'gateway_workers', help: 'Workers that answer requests.', registers }),
    starts: new Counter({ name: 'gateway_worker_starts_total', help: 'Workers that came up.', registers }),
  }
}

function add(snapshots: readonly MetricsSnapshot[]) {
  return AggregatorRegistry.aggregate(snapshots.map((snapshot) => [...snapshot]))
}

/** Counts add up over the dead; of what a gauge showed nothing is left. */
function isCount({ type }: MetricsSnapshot[number]): boolean {
  return ['counter', 'histogram'].includes(String(type))
}
