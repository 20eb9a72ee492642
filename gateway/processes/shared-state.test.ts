import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SharedState } from './shared-state.ts'
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
  const take = (state: SharedState, cost: number, key = 'app-a') => state.take([{ bucket: { ...bucket, key }, cost }])

  test('gives what it holds, then says when there will be enough', async () => {
    const { clock, state } = openAt()
    expect(await take(state, 8)).toEqual({ granted: true, short: null, retryAfterMs: 0, levels: [2] })
    expect(await take(state, 5)).toEqual({ granted: false, short: 0, retryAfterMs: 1_500, levels: [2] })
    clock.ms += 1_499
    expect((await take(state, 5)).granted).toBe(false)
    clock.ms += 1
    expect((await take(state, 5)).granted).toBe(true)
  })

  test('of another key is not touched, and what no bucket ever holds is told so', async () => {
    const { state } = openAt()
    await take(state, 10)
    expect((await take(state, 10, 'app-b')).granted).toBe(true)
    expect(await take(state, 11)).toMatchObject({ granted: false, retryAfterMs: null })
  })

  test('that is one of several gives nothing where another one is short', async () => {
    const { state } = openAt()
    const other = { key: 'rate', capacity: 1, refillPerSecond: 1 }
    const both = [
      { bucket, cost: 4 },
      { bucket: other, cost: 1 },
    ]
    expect(await state.take(both)).toMatchObject({ granted: true, levels: [6, 0] })
    expect(await state.take(both)).toEqual({ granted: false, short: 1, retryAfterMs: 1_000, levels: [6, 0] })
  })

  test('takes back what was not used, never more than it can hold, and owes what came out higher', async () => {
    const { clock, state } = openAt()
    await take(state, 8)
    await state.refund(bucket, 5)
    expect((await take(state, 0)).levels).toEqual([7])
    await state.refund(bucket, 1_000)
    expect((await take(state, 0)).levels).toEqual([10])
    await state.refund(bucket, -15)
    expect(await take(state, 1)).toMatchObject({ granted: false, retryAfterMs: 3_000, levels: [-5] })
    await state.refund(bucket, -1_000)
    expect((await take(state, 1)).levels).toEqual([-10])
    clock.ms += 10_000
    expect((await take(state, 10)).granted).toBe(true)
    await state.refund({ ...bucket, key: 'nobody' }, 5)
    expect((await take(state, 10, 'nobody')).granted).toBe(true)
  })

  test('never gives more than its capacity and what has flowed in since, refunds of it included', async () => {
    const step = fc.record({
      passMs: fc.integer({ min: -500, max: 2_000 }),
      cost: fc.integer({ min: 1, max: 12 }),
      used: fc.integer({ min: 0, max: 12 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const { clock, state } = openAt()
        let used = 0
        let passedMs = 0
        for (const { passMs, cost, used: wanted } of steps) {
          clock.ms += passMs
          passedMs += Math.max(0, passMs)
          if (!(await take(state, cost)).granted) continue
          const really = Math.min(cost, wanted)
          await state.refund(bucket, cost - really)
          used += really
          expect(used).toBeLessThanOrEqual(bucket.capacity + (passedMs / 1_000) * bucket.refillPerSecond + 1e-6)
        }
      }),
    )
  })
})
