import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownTimeMs } from './own-time.ts'

const whole = { startMs: 100, endMs: 200 }

test.each([
  ['nobody is asked', [], 100],
  ['one agency is asked', [[110, 150]], 60],
  [
    'two are asked one after the other',
    [
      [110, 120],
      [130, 150],
    ],
    70,
  ],
  [
    'two are asked at the same time',
    [
      [110, 150],
      [120, 160],
    ],
    50,
  ],
  [
    'one is asked within the time of another',
    [
      [110, 190],
      [120, 130],
    ],
    20,
  ],
  ['a call goes on after the answer', [[150, 900]], 50],
  ['a call of somebody else had begun before', [[20, 150]], 50],
  ['a call lies outside', [[300, 400]], 100],
])('%s: what is left is our own', (_name, fetches, own) => {
  expect(
    ownTimeMs(
      whole,
      fetches.map(([startMs = 0, endMs = 0]) => ({ startMs, endMs })),
    ),
  ).toBe(own)
})

test('as many milliseconds as no fetch covers, in whatever order they come', () => {
  const interval = fc.tuple(fc.nat(60), fc.nat(30)).map(([startMs, length]) => ({ startMs, endMs: startMs + length }))
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 12 }), fc.nat(40), fc.nat(40), (fetches, startMs, length) => {
      const request = { startMs, endMs: startMs + length }
      const free = Array.from({ length }, (_, index) => startMs + index).filter(
        (ms) => !fetches.some((fetch) => fetch.startMs <= ms && ms < fetch.endMs),
      )
      expect(ownTimeMs(request, fetches)).toBe(free.length)
    }),
  )
})
