import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSharedState } from '../processes/shared-state.ts'
import { openCharge } from './open-charge.ts'

const bucket = { key: 'app-a', capacity: 1_000, refillPerSecond: 0 }

async function begin(requested: number) {
  const state = openSharedState({ now: () => 0 })
  const { levels } = await state.take([{ bucket, cost: requested }])
  const charge = openCharge({ state, bucket, requested, left: levels[0] ?? 0 })
  const level = async () => (await state.take([{ bucket, cost: 0 }])).levels[0]
  return { charge, level }
}

test('an answer in parts costs the sum of its parts, and gives the rest back once', async () => {
  const { charge, level } = await begin(100)
  expect(charge.add(30)).toEqual({ requested: 100, actual: 30, remaining: 970 })
  expect(await level()).toBe(900)
  charge.add(20)
  charge.settle()
  charge.settle()
  expect(await level()).toBe(950)
})

test('an engine that does not count has used all that was asked; what came out higher is charged too', async () => {
  const plain = await begin(100)
  expect(plain.charge.add(undefined)).toEqual({ requested: 100, actual: 100, remaining: 900 })
  plain.charge.settle()
  expect(await plain.level()).toBe(900)
  const longer = await begin(100)
  expect(longer.charge.add(400)).toEqual({ requested: 100, actual: 400, remaining: 600 })
  longer.charge.settle()
  expect(await longer.level()).toBe(600)
})

test('events are paid one by one, the first by what was taken, until the budget holds no more', async () => {
  const { charge, level } = await begin(100)
  expect(await charge.addEvent(10)).toEqual({ requested: 100, actual: 10, remaining: 990 })
  expect(await charge.addEvent(900)).toEqual({ requested: 100, actual: 900, remaining: 90 })
  expect(await charge.addEvent(91)).toBeNull()
  expect(await level()).toBe(90)
})

test('whatever the order, an operation never puts more into its budget than it took out', async () => {
  const step = fc.oneof(fc.nat(200), fc.constant('settle' as const))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 900 }), fc.array(step, { maxLength: 20 }), async (requested, steps) => {
      const { charge, level } = await begin(requested)
      for (const cost of steps) {
        if (cost === 'settle') charge.settle()
        else charge.add(cost)
        expect(await level()).toBeLessThanOrEqual(bucket.capacity)
      }
      charge.settle()
      charge.settle()
      expect(await level()).toBeLessThanOrEqual(bucket.capacity)
    }),
  )
})
