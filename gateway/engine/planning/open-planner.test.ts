import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Planner, PlannerName, PlanRequest } from '../plan/planner.ts'
import { openPlanner } from './open-planner.ts'
import { composeShop, fragmentTree, sharedTree } from './testing/shop.ts'

const supergraphSdl = composeShop()
const logger = pino({ level: 'silent' })
const budgetMs = 400
const bomb = requestOf(fragmentTree(15))
let planner: Planner

beforeAll(async () => {
  // The clock stands still, so that nobody is refused for having waited on a busy machine.
  planner = await openPlanner({ supergraphSdl, logger, budgetMs, now: () => 0 })
})

afterAll(() => planner.close())

function requestOf(document: string, options: Partial<PlanRequest> = {}): PlanRequest {
  return { document, operationName: null, planner: 'hive', activeLabels: [], ...options }
}

const REVIEWED = '{ me { name reviews(first: 2) { body } } }'

test.each<PlannerName>(['hive', 'apollo'])('an operation over several subgraphs is planned by %s', async (name) => {
  const { root } = await planner.plan(requestOf(REVIEWED, { planner: name }))
  expect(root).toMatchObject({
    kind: 'sequence',
    nodes: [
      { kind: 'fetch', subgraph: 'My-Users_1', operationKind: 'query', path: [] },
      { kind: 'entities', subgraph: 'REVIEWS', batches: [{ paths: [['me']] }] },
    ],
  })
})

test('what only one of the planners can is left to it', async () => {
  const deferred = '{ me { name ... @defer(label: "later") { reviews { body } } } }'
  expect((await planner.plan(requestOf(deferred, { planner: 'apollo' }))).root).toMatchObject({
    kind: 'defer',
    primary: { kind: 'fetch', id: '0' },
    deferred: [{ depends: ['0'], label: 'later', node: { kind: 'entities', batches: [{ paths: [['me']] }] } }],
  })
  const contextual = await planner.plan(requestOf('{ me { basket { label } } }', { planner: 'apollo' }))
  expect(contextual.root).toMatchObject({
    nodes: [{}, { variables: [], batches: [{ contextRewrites: [{ path: ['locale'] }] }] }],
  })
})

test.each<PlannerName>(['hive', 'apollo'])(
  'an overridden field comes from where its label says, by %s',
  async (name) => {
    const titles = '{ products { title } }'
    const off = await planner.plan(requestOf(titles, { planner: name }))
    const on = await planner.plan(requestOf(titles, { planner: name, activeLabels: ['percent(30)'] }))
    expect(off.root).toMatchObject({ kind: 'fetch', subgraph: 'products' })
    expect(on.root).toMatchObject({ nodes: [{ subgraph: 'products' }, { subgraph: 'inventory' }] })
  },
)

test('a subscription is completed by the rest of its plan', async () => {
  const { root } = await planner.plan(requestOf('subscription { changed { reviews { body } } }'))
  expect(root).toMatchObject({
    kind: 'subscription',
    primary: { operationKind: 'subscription', subgraph: 'My-Users_1' },
    rest: { kind: 'entities', subgraph: 'REVIEWS', batches: [{ paths: [['changed']] }] },
  })
})

test('the operation that is named is planned, out of several', async () => {
  const document = 'query One { me { name } } query Two { full }'
  expect((await planner.plan(requestOf(document, { operationName: 'Two' }))).root).toMatchObject({
    subgraph: 'inventory',
  })
})

test('what the planner cannot plan is refused with its reason, and the next operation is planned', async () => {
  await expect(planner.plan(requestOf('{ nobodyKnows }'))).rejects.toMatchObject({
    fault: 'PLAN_FAILED',
    message: expect.stringContaining('nobodyKnows'),
  })
  await expect(planner.plan(requestOf('{ me { name } }'))).resolves.toMatchObject({ root: { kind: 'fetch' } })
})

test('a text that cannot be planned with is refused, also where it kills the planner', async () => {
  for (const wrong of ['', 'garbage {', 'type A { b: B }']) {
    await expect(openPlanner({ supergraphSdl: wrong, logger })).rejects.toMatchObject({
      fault: 'PLAN_FAILED',
      message: expect.stringMatching(/./),
    })
  }
})

test('a bomb is stopped, others get their plans, and this process goes on all the while', async () => {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const bombs = [bomb, requestOf(fragmentTree(16), { planner: 'apollo' })]
  const honest = Array.from({ length: 10 }, (_, index) => requestOf(`{ me { n${index}: name reviews { id } } }`))
  const mixed = [bombs[0], ...honest.slice(0, 5), bombs[1], ...honest.slice(5)].filter((one) => one !== undefined)
  const settled = await Promise.allSettled(mixed.map((request) => planner.plan(request)))
  delay.disable()

  const faults = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(faults).toMatchObject([{ fault: 'PLAN_TIMEOUT' }, { fault: 'PLAN_TIMEOUT' }])
  const longestMs = delay.max / 1e6
  console.log(`longest block of the event loop beside planner bombs: ${longestMs.toFixed(1)} ms`)
  // 50 ms is the aim; a busy machine alone can take longer to let us run. Planned in here it would be many seconds.
  expect(longestMs).toBeLessThan(2_000)
})

test('an operation that was stopped is refused at once when it comes again', async () => {
  const now = { ms: 0 }
  const other = await openPlanner({ supergraphSdl, logger, budgetMs, now: () => now.ms })
  try {
    const twice = await Promise.allSettled([other.plan(bomb), other.plan(bomb)])
    expect(twice).toMatchObject([
      { reason: { fault: 'PLAN_TIMEOUT', message: expect.stringContaining(`longer than ${budgetMs} ms`) } },
      { reason: { fault: 'PLAN_TIMEOUT', message: expect.stringContaining('a moment ago') } },
    ])
    await expect(other.plan(bomb)).rejects.toMatchObject({ message: expect.stringContaining('a moment ago') })
    now.ms += 60_000
    await expect(other.plan(bomb)).rejects.toMatchObject({ message: expect.stringContaining('longer than') })
  } finally {
    await other.close()
  }
})

test('branches that could come from every subgraph are planned or refused within the budget', async () => {
  await expect(planner.plan(requestOf(sharedTree(4)))).resolves.toMatchObject({ root: { kind: 'fetch' } })
  const [deep] = await Promise.allSettled([planner.plan(requestOf(sharedTree(12)))])
  if (deep?.status === 'rejected') expect(deep.reason).toMatchObject({ name: 'PlanningError' })
  await expect(planner.plan(requestOf(REVIEWED))).resolves.toMatchObject({ root: { kind: 'sequence' } })
})

test('more than may wait are refused, and who waited too long is not planned any more', async () => {
  let nowMs = 0
  const small = await openPlanner({ supergraphSdl, logger, budgetMs, queueLimit: 2, now: () => nowMs })
  try {
    const first = small.plan(bomb)
    const waiting = [small.plan(requestOf(REVIEWED)), small.plan(requestOf('{ full }'))]
    await expect(small.plan(requestOf('{ products { upc } }'))).rejects.toMatchObject({
      fault: 'PLAN_OVERLOAD',
      message: '2 operations wait to be planned, no more are taken',
    })
    nowMs += 6_000
    await expect(first).rejects.toMatchObject({ fault: 'PLAN_TIMEOUT' })
    expect(await Promise.allSettled(waiting)).toMatchObject([
      { reason: { fault: 'PLAN_OVERLOAD' } },
      { reason: { fault: 'PLAN_OVERLOAD' } },
    ])
    await expect(small.plan(requestOf(REVIEWED))).resolves.toMatchObject({ root: { kind: 'sequence' } })
  } finally {
    await small.close()
  }
})

test('a planner that is closed refuses those who wait and those who come', async () => {
  const closing = await openPlanner({ supergraphSdl, logger, budgetMs: 20_000 })
  const waiting = [closing.plan(bomb), closing.plan(requestOf(REVIEWED))]
  const settled = Promise.allSettled(waiting)
  await closing.close()
  expect(await settled).toMatchObject([{ reason: { fault: 'PLAN_FAILED' } }, { reason: { fault: 'PLAN_FAILED' } }])
  await expect(closing.plan(requestOf(REVIEWED))).rejects.toMatchObject({ message: 'the planner was closed' })
})
