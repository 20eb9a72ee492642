import type { MetricObjectWithValues, MetricValue } from 'prom-client'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ErrorCode } from '../errors.ts'
import { errorTable } from '../errors.ts'
import type { Gauges } from './gauges.ts'
import { addGauges } from './gauges.ts'

/**
 * What the gateway counts, told by plain calls that cost about a microsecond each. Labels are bounded: names from the
 * supergraph, codes of the error table, words of this file. Nothing a caller sends becomes a label.
 */
export interface Metrics {
  /** An operation has been answered or refused, over whatever transport. */
  requestEnded(record: RequestRecord): void
  /** An agency has answered or failed. */
  subgraphCalled(record: SubgraphRecord): void
  planLookedUp(outcome: 'hit' | 'miss'): void
  planMade(record: { readonly outcome: PlanOutcome; readonly durationMs: number }): void
  subscriptionOpened(): void
  subscriptionEnded(): void
  eventDelivered(): void
  /** A new supergraph has taken over, or could not. */
  supergraphOffered(outcome: 'swapped' | 'refused'): void
  /** What is read off when somebody asks. A later call replaces the members it names. */
  watch(gauges: Partial<Gauges>): void
  /** In the Prometheus text format, version 0.0.4. */
  text(): Promise<string>
  /** The same as JSON, to be put together with those of other processes. */
  snapshot(): Promise<MetricsSnapshot>
}

export interface RequestRecord {
  readonly operationType: string | null
  /** HTTP status; over other transports the one that HTTP would have had. */
  readonly status: number
  readonly durationMs: number
  /** `durationMs` without the time in which an agency was being asked, see `ownTimeMs`; absent where it is not known. */
  readonly ownMs?: number
  readonly codes: readonly string[]
}

export interface SubgraphRecord {
  readonly subgraph: string
  readonly kind: 'query' | 'mutation' | 'subscription'
  /** `ANSWERED`, `ABANDONED` where all who asked hung up, or the code of the failure. */
  readonly outcome: 'ANSWERED' | 'ABANDONED' | ErrorCode
  readonly durationMs: number
  /** Requests that this one call answered. */
  readonly askers: number
  readonly retried: boolean
}

export type PlanOutcome = 'made' | 'timeout' | 'overload' | 'failed'

export type MetricsSnapshot = readonly MetricObjectWithValues<MetricValue<string>>[]

/** Seconds. A cached answer takes under a millisecond, the slowest one the request's deadline. */
const BUCKETS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** The metrics of this process; those of the process itself (CPU, memory, event loop, collections) are among them. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauges: Partial<Gauges> = {}
  addGauges(registry, gauges)
  return {
    ...openRequestMetrics(registry),
    ...openSubgraphMetrics(registry),
    ...openPlanMetrics(registry),
    ...openStreamMetrics(registry),
    watch: (more) => void Object.assign(gauges, more),
    text: () => registry.metrics(),
    snapshot: () => registry.getMetricsAsJSON(),
  }
}

function openRequestMetrics(registry: Registry) {
  const registers = [registry]
  const duration = new Histogram({
    name: 'gateway_request_duration_seconds',
    help: 'From the first byte to the answer, by type of operation and status.',
    labelNames: ['operation', 'status'],
    buckets: BUCKETS,
    registers,
  })
  const own = new Histogram({
    name: 'gateway_own_seconds',
    help: 'The part of the duration in which no agency was being asked.',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers,
  })
  const errors = new Counter({
    name: 'gateway_errors_total',
    help: 'Operations that were told this code, refused as a whole or in part.',
    labelNames: ['code'],
    registers,
  })
  return {
    requestEnded({ operationType, status, durationMs, ownMs, codes }: RequestRecord) {
      const operation = operationLabel(operationType)
      duration.observe({ operation, status }, durationMs / 1_000)
      if (ownMs !== undefined) own.observe({ operation }, ownMs / 1_000)
      for (const code of codes) errors.inc({ code: codeLabel(code) })
    },
  }
}

function openSubgraphMetrics(registry: Registry) {
  const registers = [registry]
  const calls = new Histogram({
    name: 'gateway_subgraph_duration_seconds',
    help: 'From asking an agency to its answer, by outcome: ANSWERED, ABANDONED or the code of the failure.',
    labelNames: ['subgraph', 'kind', 'outcome'],
    buckets: BUCKETS,
    registers,
  })
  const shared = new Counter({
    name: 'gateway_subgraph_shared_total',
    help: 'Questions answered by a call that somebody else had in flight.',
    labelNames: ['subgraph'],
    registers,
  })
  const retries = new Counter({
    name: 'gateway_subgraph_retries_total',
    help: 'Calls that were made a second time.',
    labelNames: ['subgraph'],
    registers,
  })
  return {
    subgraphCalled({ subgraph, kind, outcome, durationMs, askers, retried }: SubgraphRecord) {
      calls.observe({ subgraph, kind, outcome }, durationMs / 1_000)
      if (askers > 1) shared.inc({ subgraph }, askers - 1)
      if (retried) retries.inc({ subgraph })
    },
  }
}

const OPERATIONS: readonly (string | null)[] = ['query', 'mutation', 'subscription']

/** What was refused before its operation was known has none. */
function operationLabel(type: string | null): string {
  return type !== null && OPERATIONS.includes(type) ? type : 'none'
}

/** An agency's codes are its own and without number. */
function codeLabel(code: string): string {
  return Object.hasOwn(errorTable, code) ? code : 'agency'
}

function openPlanMetrics(registry: Registry) {
  const registers = [registry]
  const lookups = new Counter({
    name: 'gateway_plan_lookups_total',
    help: 'Plans asked of the cache.',
    labelNames: ['outcome'],
    registers,
  })
  const planning = new Histogram({
    name: 'gateway_planning_seconds',
    help: 'Making one plan, by outcome: made, timeout, overload, failed.',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers,
  })
  const offers = new Counter({
    name: 'gateway_supergraph_offers_total',
    help: 'Supergraphs that came from the source and took over (swapped) or could not (refused).',
    labelNames: ['outcome'],
    registers,
    aggregator: 'max',
  })
  return {
    planLookedUp: (outcome: 'hit' | 'miss') => lookups.inc({ outcome }),
    planMade: ({ outcome, durationMs }: { outcome: PlanOutcome; durationMs: number }) =>
      planning.observe({ outcome }, durationMs / 1_000),
    supergraphOffered: (outcome: 'swapped' | 'refused') => offers.inc({ outcome }),
  }
}

function openStreamMetrics(registry: Registry) {
  const registers = [registry]
  const open = new Gauge({ name: 'gateway_subscriptions_open', help: 'Subscriptions that are running.', registers })
  const events = new Counter({ name: 'gateway_events_total', help: 'Events delivered to subscribers.', registers })
  return {
    subscriptionOpened: () => open.inc(),
    subscriptionEnded: () => open.dec(),
    eventDelivered: () => events.inc(),
  }
}
