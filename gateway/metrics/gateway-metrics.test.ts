import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SmallHouse } from '../testing/small-house.ts'
import { startSmallHouse } from '../testing/small-house.ts'

let house: SmallHouse
beforeAll(async () => {
  house = await startSmallHouse({ env: { SUBGRAPH_READ_TIMEOUT_MS: '6000' } })
})
afterAll(() => house.close())

/** The value of one sample; 0 where there is none. */
async function read(sample: string): Promise<number> {
  const text = await (await fetch(new URL('/metrics', house.gateway.url))).text()
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `))
  return Number(line?.slice(sample.length + 1) ?? 0)
}

const lineOf = async (requestId: string | null) => {
  const find = () => house.log.find((line) => line.msg === 'request' && line.requestId === requestId)
  await expect.poll(find).toBeDefined()
  return find() as { durationMs: number; ownMs: number; fetches: Record<string, unknown>[] }
}

test('an answer that two wait for is one call of its agency, and both lines tell of it', async () => {
  const first = house.ask('{ slow }')
  const calls = 'gateway_subgraph_in_flight{subgraph="library",kind="query"}'
  await expect.poll(() => read(calls)).toBe(1)
  const [one, other] = await Promise.all([first, house.ask('{ slow }')])
  expect([one.data, other.data]).toEqual([{ slow: 'late' }, { slow: 'late' }])
  expect(
    await read('gateway_subgraph_duration_seconds_count{subgraph="library",kind="query",outcome="ANSWERED"}'),
  ).toBe(1)
  const lines = await Promise.all([one, other].map(({ headers }) => lineOf(headers.get('x-request-id'))))
  expect(lines.map(({ fetches }) => fetches)).toEqual([
    [{ subgraph: 'library', durationMs: expect.any(Number) }],
    [{ subgraph: 'library', durationMs: expect.any(Number), shared: true }],
  ])
  for (const { durationMs, ownMs, fetches } of lines) {
    expect(Number.isInteger(fetches[0]?.durationMs)).toBe(true)
    // The time of the call is the agency's, also for who joined late; a call the follower did not wait for is not his.
    expect([ownMs >= 0, ownMs < durationMs]).toEqual([true, true])
  }
  expect(await read('gateway_own_seconds_count{operation="query"}')).toBe(2)
  const own = await read('gateway_own_seconds_sum{operation="query"}')
  expect(own).toBeLessThan(await read('gateway_request_duration_seconds_sum{operation="query",status="200"}'))
})

test('plans are counted, and what was asked is planned before a new supergraph takes over', async () => {
  const lookups = (outcome: string) => read(`gateway_plan_lookups_total{outcome="${outcome}"}`)
  const before = { hit: await lookups('hit'), miss: await lookups('miss') }
  await house.ask('{ books { title shelf } }')
  await house.ask('{ books { title shelf } }')
  expect([(await lookups('hit')) - before.hit, (await lookups('miss')) - before.miss]).toEqual([1, 1])
  expect(await read('gateway_planning_seconds_count{outcome="made"}')).toBeGreaterThan(0)
  expect(await read('gateway_plan_cache_bytes')).toBeGreaterThan(0)

  const file = join(house.folder, 'supergraph.graphql')
  writeFileSync(file, `${readFileSync(file, 'utf8')}\n# the same once more\n`)
  await expect
    .poll(() => read('gateway_supergraph_offers_total{outcome="swapped"}'), { timeout: 20_000, interval: 200 })
    .toBe(1)
  expect(await read('gateway_plan_cache_entries')).toBeGreaterThan(0)
  await house.ask('{ books { title shelf } }')
  expect([(await lookups('hit')) - before.hit, (await lookups('miss')) - before.miss]).toEqual([2, 1])
}, 30_000)
