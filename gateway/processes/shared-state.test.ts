import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSharedState } from './shared-state.ts'

function openAt(startMs = 1_000_000, entriesMax = 1_000) {
  const clock = { ms: startMs }
  return { clock, state: openSharedState({ now: () => clock.ms, entriesMax }) }
}

describe('what may happen once', () => {
  test('the first who claims a key has it, the others not, until its time is over', async () => {
    const { clock, state } = openAt()
    const claims = await Promise.all(Array.from({ length: 100 }, () => state.claimOnce('proof-1', 500)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    clock.ms += 499
    expect(await state.claimOnce('proof-1', 500)).toBe(false)
    clock.ms += 1
    expect(await state.claimOnce('proof-1', 500)).toBe(true)
    expect(await state.claimOnce('proof-2', 500)).toBe(true)
  })

  test('a full memory refuses what is new and forgets nothing that was used', async () => {
    const { clock, state } = openAt(0, 3)
    for (const key of ['a', 'b', 'c']) expect(await state.claimOnce(key, 100)).toBe(true)
    expect(await state.claimOnce('d', 100)).toBe(false)
    expect(await state.claimOnce('a', 100)).toBe(false)
    clock.ms += 100
    expect(await state.claimOnce('d', 100)).toBe(true)
  })

  test('whatever the order, no key is given twice within its time', async () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), passMs: fc.nat(50), ttlMs: fc.nat(120) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { clock, state } = openAt(0, 4)
        const usedUntil = new Map<string, number>()
        for (const { key, passMs, ttlMs } of steps) {
          clock.ms += passMs
          const given = await state.claimOnce(key, ttlMs)
          if (given) expect(usedUntil.get(key) ?? 0).toBeLessThanOrEqual(clock.ms)
          if (given) usedUntil.set(key, clock.ms + ttlMs)
        }
      }),
    )
  })

  test('a key that is too long is a mistake of ours, not a claim', async () => {
    await expect(openAt().state.claimOnce('x'.repeat(257), 1)).rejects.toThrow('wanted at most 256')
  })
})

describe('a budget', () => {
  const bucket = { key: 'app-a', capacity: 10, refillPerSecond: 2 }

  test('gives what it holds, then says when there will be enough', async () => {
    const { clock, state } = openAt()
    expect(await state.take(bucket, 8)).toEqual({ granted: true, retryAfterMs: 0 })
    expect(await state.take(bucket, 5)).toEqual({ granted: false, retryAfterMs: 1_500 })
    clock.ms += 1_499
    expect((await state.take(bucket, 5)).granted).toBe(false)
    clock.ms += 1
    expect((await state.take(bucket, 5)).granted).toBe(true)
  })

  test('of another key is not touched, and what no bucket ever holds is told so', async () => {
    const { state } = openAt()
    await state.take(bucket, 10)
    expect((await state.take({ ...bucket, key: 'app-b' }, 10)).granted).toBe(true)
    expect(await state.take(bucket, 11)).toEqual({ granted: false, retryAfterMs: null })
  })

  test('never gives more than its capacity and what has flowed in since', async () => {
    const step = fc.record({ passMs: fc.integer({ min: -500, max: 2_000 }), cost: fc.integer({ min: 1, max: 12 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const { clock, state } = openAt()
        let given = 0
        let passedMs = 0
        for (const { passMs, cost } of steps) {
          clock.ms += passMs
          passedMs += Math.max(0, passMs)
          if ((await state.take(bucket, cost)).granted) given += cost
          expect(given).toBeLessThanOrEqual(bucket.capacity + (passedMs / 1_000) * bucket.refillPerSecond + 1e-6)
        }
      }),
    )
  })
})
