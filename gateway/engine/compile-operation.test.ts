import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openFakeEngine } from '../testing/fake-house.ts'
import type { Federation } from '../testing/federation.ts'
import { openFederation } from '../testing/federation.ts'
import { loadEngine, planCacheOf } from './load-engine.ts'
import type { PlanningFault } from './plan/planner.ts'
import { PlanningError } from './plan/planner.ts'
import { openPlanner } from './planning/open-planner.ts'

const facts: string[] = []
const durations: number[] = []
/** What the next plan fails with. */
const planning: { fault?: PlanningFault | undefined } = {}

let federation: Federation
beforeAll(async () => {
  federation = await openFederation({
    subgraphs: { one: { typeDefs: 'type Query { a: Int b: Int c: Int d: Int e: Int }' } },
    load: (options) =>
      loadEngine({
        ...options,
        async openPlanner(wanted) {
          const planner = await openPlanner(wanted)
          const plan: typeof planner.plan = async (request) => {
            const { fault } = planning
            planning.fault = undefined
            if (fault) throw new PlanningError(fault, 'as told')
            return planner.plan(request)
          }
          return { plan, close: () => planner.close() }
        },
        observe: {
          planLookedUp: (outcome) => void facts.push(outcome),
          planMade({ outcome, durationMs }) {
            facts.push(outcome)
            durations.push(durationMs)
          },
        },
      }),
  })
})
afterAll(() => federation.close())
beforeEach(() => void facts.splice(0))

test('the first who asks makes the plan, everybody after him finds it', async () => {
  await federation.query('{ a }')
  expect(facts).toEqual(['miss', 'made'])
  await federation.query('{ a }')
  expect(facts).toEqual(['miss', 'made', 'hit'])
  expect(durations.every((ms) => ms > 0)).toBe(true)
})

test('who comes while it is being made waits for it and makes none of his own', async () => {
  await Promise.all([federation.query('{ b }'), federation.query('{ b }')])
  expect(facts.toSorted()).toEqual(['hit', 'made', 'miss'])
})

test('what is planned before anybody asks is made and not looked up', async () => {
  await federation.engine.warm([{ source: '{ c }', operationName: undefined }])
  expect(facts).toEqual(['made'])
  await federation.query('{ c }')
  expect(facts).toEqual(['made', 'hit'])
})

test.each([
  ['PLAN_TIMEOUT', '{ a d }', 'timeout', 'LIMIT_PLANNING'],
  ['PLAN_OVERLOAD', '{ b d }', 'overload', 'OVERLOADED'],
] as const)(
  'a plan refused with %s is told as that, and made when it is asked for again',
  async (fault, query, told, code) => {
    planning.fault = fault
    expect((await federation.query(query)).errors).toMatchObject([{ code }])
    expect((await federation.query(query)).errors).toEqual([])
    expect(facts).toEqual(['miss', told, 'miss', 'made'])
  },
)

test('what the first planner cannot plan counts as failed, and as made by the second', async () => {
  planning.fault = 'PLAN_FAILED'
  expect((await federation.query('{ e }')).errors).toEqual([])
  expect(facts).toEqual(['miss', 'failed', 'made'])
})

test('what is kept can be read off; nothing of an engine that keeps its plans to itself', async () => {
  await federation.query('{ a }')
  const kept = planCacheOf(federation.engine)
  await federation.query('{ a b c d e }')
  const more = planCacheOf(federation.engine)
  expect(kept.entries).toBeGreaterThan(0)
  expect([more.entries, more.bytes > kept.bytes]).toEqual([kept.entries + 1, true])
  expect(planCacheOf(openFakeEngine())).toEqual({ bytes: 0, entries: 0 })
})
