import type { Registry } from 'prom-client'
import { Gauge } from 'prom-client'

/** What is read off when somebody asks, and costs nothing until then. */
export interface Gauges {
  readonly planCache: () => { readonly bytes: number; readonly entries: number }
  readonly subgraphs: () => Iterable<SubgraphState>
  /** How many are open at each agency. */
  readonly subscriptions: () => Iterable<{ readonly subgraph: string; readonly open: number }>
  readonly supergraph: () => SupergraphState
  /** Share of new requests that are refused because of overload, 0 to 1. */
  readonly refusedShare: () => number
}

export interface SubgraphState {
  readonly subgraph: string
  readonly kind: 'query' | 'mutation' | 'subscription'
  readonly breaker: 'closed' | 'half-open' | 'open'
  readonly inFlight: number
  readonly queued: number
}

export interface SupergraphState {
  /** The content's hash. */
  readonly id: string
  /** Since it took over. */
  readonly ageSeconds: number
  /** Since its source was last read well; more than the poll interval means that the source is gone. */
  readonly staleSeconds: number
}

const BREAKER_STATES = ['closed', 'half-open', 'open'] as const

/** `gauges` is looked at anew for each reading; a member that is missing reads as nothing. */
export function addGauges(registry: Registry, gauges: Partial<Gauges>): void {
  const add = <L extends string>(name: string, options: GaugeOptions<L>) =>
    new Gauge<L>({
      name,
      help: options.help,
      labelNames: options.labelNames ?? [],
      aggregator: options.aggregator ?? 'sum',
      registers: [registry],
      collect() {
        this.reset()
        options.collect(this)
      },
    })
  addSubgraphGauges(add, gauges)
  add('gateway_plan_cache_bytes', {
    help: 'Bytes of the plans that are kept.',
    collect: (gauge) => gauges.planCache && gauge.set(gauges.planCache().bytes),
  })
  add('gateway_plan_cache_entries', {
    help: 'Plans that are kept.',
    collect: (gauge) => gauges.planCache && gauge.set(gauges.planCache().entries),
  })
  add('gateway_supergraph_info', {
    help: 'Processes that serve the supergraph of this id.',
    labelNames: ['id'],
    collect: (gauge) => gauges.supergraph && gauge.set({ id: gauges.supergraph().id }, 1),
  })
  add('gateway_supergraph_age_seconds', {
    help: 'Since the supergraph took over.',
    aggregator: 'max',
    collect: (gauge) => gauges.supergraph && gauge.set(gauges.supergraph().ageSeconds),
  })
  add('gateway_supergraph_stale_seconds', {
    help: "Since the supergraph's source was last read well.",
    aggregator: 'max',
    collect: (gauge) => gauges.supergraph && gauge.set(gauges.supergraph().staleSeconds),
  })
  add('gateway_refused_share', {
    help: 'Share of new requests refused because of overload, 0 to 1.',
    aggregator: 'max',
    collect: (gauge) => gauges.refusedShare && gauge.set(gauges.refusedShare()),
  })
}

interface GaugeOptions<L extends string> {
  readonly help: string
  readonly labelNames?: L[]
  readonly aggregator?: 'sum' | 'max'
  readonly collect: (gauge: Gauge<L>) => unknown
}

type AddGauge = <L extends string>(name: string, options: GaugeOptions<L>) => unknown

function addSubgraphGauges(add: AddGauge, gauges: Partial<Gauges>): void {
  const states = () => [...(gauges.subgraphs?.() ?? [])]
  add('gateway_subgraph_in_flight', {
    help: 'Calls an agency has not answered yet.',
    labelNames: ['subgraph', 'kind'],
    collect: (gauge) => states().map(({ subgraph, kind, inFlight }) => gauge.set({ subgraph, kind }, inFlight)),
  })
  add('gateway_subgraph_queued', {
    help: 'Calls that wait until an agency has answered others.',
    labelNames: ['subgraph', 'kind'],
    collect: (gauge) => states().map(({ subgraph, kind, queued }) => gauge.set({ subgraph, kind }, queued)),
  })
  add('gateway_subgraph_subscriptions', {
    help: 'Subscriptions that are open at an agency.',
    labelNames: ['subgraph'],
    collect: (gauge) =>
      [...(gauges.subscriptions?.() ?? [])].map(({ subgraph, open }) => gauge.set({ subgraph }, open)),
  })
  add('gateway_subgraph_breaker', {
    help: 'Processes whose breaker for an agency is in this state.',
    labelNames: ['subgraph', 'kind', 'state'],
    collect: (gauge) =>
      states().flatMap(({ subgraph, kind, breaker }) =>
        BREAKER_STATES.map((state) => gauge.set({ subgraph, kind, state }, breaker === state ? 1 : 0)),
      ),
  })
}
