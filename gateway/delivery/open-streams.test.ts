import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { anonymous } from '../../kit/viewer-statement.ts'
import { openFakeEngine } from '../testing/fake-house.ts'
import { openStreams } from './open-streams.ts'
import { openQuota } from './quota.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

const engine = openFakeEngine()
const viewerOf = (subject: string) => ({ ...anonymous, subject })

function open(random = 0) {
  const streams = openStreams({ now: Date.now, random: () => random, maxAgeMs: 100_000 })
  const ends: string[] = []
  const add = (name: string, facts: { expiresAt?: number; engine?: typeof engine | null } = {}) =>
    streams.add({
      viewer: viewerOf(name),
      engine: facts.engine === undefined ? engine : facts.engine,
      expiresAt: facts.expiresAt ?? null,
      end: (reason) => ends.push(`${name} ${reason} ${Date.now()}`),
    })
  return { streams, ends, add }
}

test('a stream ends when its token does, not before and at most a quarter of a second after', () => {
  const { ends, add } = open()
  add('ada', { expiresAt: 10_100 })
  vi.advanceTimersByTime(10_000)
  expect(ends).toEqual([])
  vi.advanceTimersByTime(400)
  expect(ends).toEqual(['ada expired 10250'])
})

test('a subscription is renewed at its age, earlier by up to a fifth; a socket has no age', () => {
  const { ends, add } = open(1)
  add('ada')
  add('bob', { engine: null })
  vi.advanceTimersByTime(200_000)
  expect(ends).toEqual(['ada old 80000'])
})

test('a stream that has ended by itself is not ended again, and no clock runs for nobody', () => {
  const { streams, ends, add } = open()
  add('ada', { expiresAt: 1_000 })()
  expect([streams.size, vi.getTimerCount()]).toEqual([0, 0])
  vi.advanceTimersByTime(5_000)
  expect(ends).toEqual([])
})

test('access that is withdrawn ends the streams of that viewer only', () => {
  const { streams, ends, add } = open()
  add('ada')
  add('bob')
  expect(streams.revoke(({ subject }) => subject === 'ada')).toBe(1)
  expect([ends, streams.size]).toEqual([['ada revoked 0'], 1])
})

test('the streams of a replaced engine end one after the other within the time given', () => {
  const { streams, ends, add } = open()
  for (const name of ['a', 'b', 'c', 'd']) add(name)
  add('other', { engine: openFakeEngine() })
  streams.retire(engine, { overMs: 4_000 })
  vi.advanceTimersByTime(5_000)
  expect(ends).toEqual(['a replaced 250', 'b replaced 1000', 'c replaced 2000', 'd replaced 3000'])
})

test('a token that ends before its turn comes still ends the stream as expired', () => {
  const { streams, ends, add } = open()
  add('a')
  add('b', { expiresAt: 500 })
  streams.retire(engine, { overMs: 10_000 })
  vi.advanceTimersByTime(10_000)
  expect(ends).toContain('b expired 500')
})

test('a drain ends all, and what comes after it at once', async () => {
  const { streams, ends, add } = open()
  add('ada')
  streams.drain()
  add('bob')
  await Promise.resolve()
  expect([ends, streams.size]).toEqual([['ada draining 0', 'bob draining 0'], 0])
})

test('of the places for a key never more are taken than there are, and none is lost', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.tuple(fc.nat(2), fc.boolean())), (limit, steps) => {
      const quota = openQuota(limit)
      const taken: (() => void)[][] = [[], [], []]
      for (const [key, takes] of steps) {
        const own = taken[key] ?? []
        if (!takes) {
          const give = own.pop()
          give?.()
          give?.()
          continue
        }
        const give = quota.take(`${key}`)
        expect(give !== undefined).toBe(own.length < limit)
        if (give) own.push(give)
      }
    }),
    { numRuns: 200 },
  )
})
