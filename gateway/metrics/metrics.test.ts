import { fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorkersMetrics } from '../processes/collect-metrics.ts'
import { countOperations } from './count-operations.ts'
import { openMetrics } from './metrics.ts'
import { addMetricsRoute, serveMetrics } from './serve-metrics.ts'

/** Reads the Prometheus text format, version 0.0.4, line by line; every sample must belong to a declared metric. */
function parseMetrics(text: string): Map<string, number> {
  const samples = new Map<string, number>()
  const declared = new Map<string, string>()
  for (const line of text.split('\n').filter(Boolean)) {
    const type = /^# TYPE ([a-z0-9_]+) (counter|gauge|histogram)$/.exec(line)
    if (type) declared.set(String(type[1]), String(type[2]))
    if (line.startsWith('#')) continue
    const [, name = '', labels = '', value = ''] = /^([a-z0-9_]+)(\{(?:[a-z]+="[^"\\]*",?)*\})? (\S+)$/.exec(line) ?? []
    const family = name.replace(/_(bucket|sum|count)$/, '')
    expect(declared.has(name) || declared.get(family) === 'histogram', line).toBe(true)
    expect(value === 'Nan' || value === '+Inf' || Number.isFinite(Number(value)), line).toBe(true)
    expect(samples.has(name + labels), line).toBe(false)
    samples.set(name + labels, Number(value))
  }
  return samples
}

const call = { subgraph: 'transit', kind: 'query', durationMs: 3, askers: 1, retried: false } as const

test('what happened is counted under bounded labels', async () => {
  const metrics = openMetrics()
  metrics.requestEnded({ operationType: 'query', status: 200, durationMs: 12, ownMs: 2, codes: ['SUBGRAPH_TIMEOUT'] })
  metrics.requestEnded({ operationType: null, status: 401, durationMs: 1, ownMs: 1, codes: ['TOKEN_INVALID'] })
  metrics.requestEnded({ operationType: 'evil"}', status: 200, durationMs: 1, ownMs: 1, codes: ['AN_AGENCYS_OWN'] })
  metrics.subgraphCalled({ ...call, outcome: 'ANSWERED', askers: 3 })
  metrics.subgraphCalled({ ...call, outcome: 'SUBGRAPH_TIMEOUT', retried: true })
  metrics.planLookedUp('miss')
  metrics.planMade({ outcome: 'timeout', durationMs: 250 })
  metrics.subscriptionOpened()
  metrics.subscriptionOpened()
  metrics.subscriptionEnded()
  metrics.eventDelivered()
  metrics.supergraphOffered('refused')
  const samples = parseMetrics(await metrics.text())
  expect(Object.fromEntries(samples)).toMatchObject({
    'gateway_request_duration_seconds_count{operation="query",status="200"}': 1,
    'gateway_request_duration_seconds_bucket{le="0.01",operation="query",status="200"}': 0,
    'gateway_request_duration_seconds_bucket{le="0.025",operation="query",status="200"}': 1,
    'gateway_request_duration_seconds_count{operation="none",status="401"}': 1,
    'gateway_request_duration_seconds_count{operation="none",status="200"}': 1,
    'gateway_own_seconds_sum{operation="query"}': 0.002,
    'gateway_errors_total{code="SUBGRAPH_TIMEOUT"}': 1,
    'gateway_errors_total{code="agency"}': 1,
    'gateway_subgraph_duration_seconds_count{subgraph="transit",kind="query",outcome="ANSWERED"}': 1,
    'gateway_subgraph_duration_seconds_count{subgraph="transit",kind="query",outcome="SUBGRAPH_TIMEOUT"}': 1,
    'gateway_subgraph_shared_total{subgraph="transit"}': 2,
    'gateway_subgraph_retries_total{subgraph="transit"}': 1,
    'gateway_plan_lookups_total{outcome="miss"}': 1,
    'gateway_planning_seconds_count{outcome="timeout"}': 1,
    gateway_subscriptions_open: 1,
    gateway_events_total: 1,
    'gateway_supergraph_offers_total{outcome="refused"}': 1,
  })
  for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_max_seconds', 'process_resident_memory_bytes'])
    expect(samples.has(name), name).toBe(true)
})

test('gauges are read when somebody asks, and what has gone is gone', async () => {
  const metrics = openMetrics()
  const states = [
    { subgraph: 'transit', kind: 'query', breaker: 'open', inFlight: 4, queued: 2 },
    { subgraph: 'wallets', kind: 'mutation', breaker: 'closed', inFlight: 1, queued: 0 },
  ] as const
  let shown: readonly (typeof states)[number][] = states
  metrics.watch({ subgraphs: () => shown })
  metrics.watch({
    planCache: () => ({ bytes: 1_234, entries: 5 }),
    subscriptions: () => [{ subgraph: 'transit', open: 7 }],
    supergraph: () => ({ id: 'abc', ageSeconds: 60, staleSeconds: 2 }),
    refusedShare: () => 0.25,
  })
  expect(Object.fromEntries(parseMetrics(await metrics.text()))).toMatchObject({
    'gateway_subgraph_breaker{subgraph="transit",kind="query",state="open"}': 1,
    'gateway_subgraph_breaker{subgraph="transit",kind="query",state="closed"}': 0,
    'gateway_subgraph_in_flight{subgraph="transit",kind="query"}': 4,
    'gateway_subgraph_queued{subgraph="wallets",kind="mutation"}': 0,
    'gateway_subgraph_subscriptions{subgraph="transit"}': 7,
    gateway_plan_cache_bytes: 1_234,
    gateway_plan_cache_entries: 5,
    'gateway_supergraph_info{id="abc"}': 1,
    gateway_supergraph_age_seconds: 60,
    gateway_supergraph_stale_seconds: 2,
    gateway_refused_share: 0.25,
  })
  shown = []
  expect(await metrics.text()).not.toContain('wallets')
})

test('an operation is counted with the time no agency was being asked', () => {
  const records: unknown[] = []
  const count = countOperations({ requestEnded: (record) => void records.push(record) }, () => 150)
  const fetches = [
    { subgraph: 'transit', startedAtMs: 110, durationMs: 20 },
    { subgraph: 'wallets', startedAtMs: 120, durationMs: 20 },
  ]
  count({ startedAtMs: 100, operationType: 'query', codes: ['X'], fetches }, { status: 200 })
  expect(records).toEqual([{ operationType: 'query', status: 200, codes: ['X'], durationMs: 50, ownMs: 20 }])
})

test('a subscription has no time of our own', () => {
  const records: { ownMs?: number }[] = []
  const count = countOperations({ requestEnded: (record) => void records.push(record) }, () => 150)
  count({ startedAtMs: 100, operationType: 'subscription', codes: [], fetches: [] }, { status: 200 })
  expect(records).toEqual([{ operationType: 'subscription', status: 200, codes: [], durationMs: 50 }])
})

describe('the metrics of several workers', () => {
  test('are one: counts are added, also those of workers that are gone', async () => {
    const [one, other] = [openMetrics(), openMetrics()]
    const workers = openWorkersMetrics()
    const live = [one, other].map((metrics, index) => ({ id: index + 1, snapshot: metrics.snapshot }))
    for (const metrics of [one, other]) {
      workers.started()
      metrics.eventDelivered()
      metrics.subscriptionOpened()
      metrics.subgraphCalled({ ...call, outcome: 'ANSWERED' })
    }
    const calls = 'gateway_subgraph_duration_seconds_count{subgraph="transit",kind="query",outcome="ANSWERED"}'
    const wanted = { gateway_events_total: 2, gateway_subscriptions_open: 2, gateway_workers: 2, [calls]: 2 }
    expect(Object.fromEntries(parseMetrics(await workers.text(live)))).toMatchObject(wanted)
    workers.leave(2)
    one.eventDelivered()
    const later = Object.fromEntries(parseMetrics(await workers.text(live.slice(0, 1))))
    expect(later).toMatchObject({
      gateway_events_total: 3,
      gateway_subscriptions_open: 1,
      gateway_workers: 1,
      gateway_worker_starts_total: 2,
      [calls]: 2,
    })
  })

  test('hold what a worker last said where it does not answer now', async () => {
    const metrics = openMetrics()
    const workers = openWorkersMetrics()
    metrics.eventDelivered()
    workers.keep(1, await metrics.snapshot())
    const stuck = { id: 1, snapshot: () => Promise.reject(new Error('stuck')) }
    expect(parseMetrics(await workers.text([stuck])).get('gateway_events_total')).toBe(1)
  })
})

describe('who may read the metrics', () => {
  const metrics = { text: async () => 'gateway_workers 2\n' }
  const http = fastify()
  beforeAll(() => addMetricsRoute(http, metrics))
  afterAll(() => http.close())

  test.each([
    ['a caller on this machine', '127.0.0.1', {}, 200],
    ['one by IPv6', '::1', {}, 200],
    ['one by an IPv4 address in IPv6 form', '::ffff:127.0.0.1', {}, 200],
    ['a caller from elsewhere', '10.0.0.7', {}, 404],
    ['one from elsewhere by IPv6', '2001:db8::1', {}, 404],
    ['a caller whom a proxy on this machine lets in', '127.0.0.1', { 'x-forwarded-for': '10.0.0.7' }, 404],
  ])('on the port of the gateway: %s', async (_name, remoteAddress, headers, status) => {
    expect((await http.inject({ url: '/metrics', remoteAddress, headers })).statusCode).toBe(status)
  })

  test('on a port of their own nothing else is answered', async () => {
    const server = await serveMetrics({ host: '127.0.0.1', port: 0, metrics })
    const response = await fetch(server.url)
    expect([response.status, await response.text()]).toEqual([200, 'gateway_workers 2\n'])
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect((await fetch(new URL('/graphql', server.url))).status).toBe(404)
    expect((await fetch(server.url, { method: 'POST' })).status).toBe(404)
    await server.close()
  })
})
