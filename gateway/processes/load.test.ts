import fc from 'fast-check'
import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { Refusal } from '../errors.ts'
import type { LoadSample, LoadState } from './measure-load.ts'
import { calm, judgeLoad } from './measure-load.ts'
import { shedLoad } from './shed-load.ts'

const busy: LoadSample = { utilization: 1, delayMs: 40, heap: 0.4 }
const late: LoadSample = { utilization: 1, delayMs: 800, heap: 0.4 }
const between: LoadSample = { utilization: 1, delayMs: 400, heap: 0.4 }
const full: LoadSample = { utilization: 0.3, delayMs: 1, heap: 0.95 }
const idle: LoadSample = { utilization: 0.1, delayMs: 1, heap: 0.4 }

const after = (samples: readonly LoadSample[], from: LoadState = calm) => samples.reduce(judgeLoad, from)
const times = (count: number, sample: LoadSample) => Array.from({ length: count }, () => sample)

test('a loop that is always busy and prompt is not overloaded', () => {
  expect(after(times(100, busy))).toEqual(calm)
})

test('one long turn, measured when it is over, refuses nobody', () => {
  expect(after([busy, late, busy, busy, late, idle]).refusedShare).toBe(0)
})

test('what waits too long makes refusing grow; once nothing waits it shrinks again to nothing', () => {
  const over = after(times(4, late))
  expect(over.refusedShare).toBe(3 / 8)
  expect(after(times(5, between), over).refusedShare).toBe(over.refusedShare)
  expect(after(times(2, busy), over).refusedShare).toBe(1 / 4)
  expect(after(times(6, idle), over).refusedShare).toBe(0)
})

test('only overload that lasts makes the gateway unready, and only calm that lasts makes it ready', () => {
  expect(after(times(11, late)).unready).toBe(false)
  const lasting = after(times(12, late))
  expect(lasting.unready).toBe(true)
  expect(after([...times(11, idle), late, ...times(11, idle)], lasting).unready).toBe(true)
  expect(after(times(12, idle), lasting).unready).toBe(false)
})

test('a heap near its limit is overload too', () => {
  expect(after(times(12, full))).toMatchObject({ unready: true, refusedShare: 15 / 16 })
})

test('whatever comes, a few are always let in and nobody is refused more than all', () => {
  const sample = fc.record({
    utilization: fc.double({ min: 0, max: 1, noNaN: true }),
    delayMs: fc.double({ min: 0, max: 5_000, noNaN: true }),
    heap: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 100 }), (samples) => {
      const { refusedShare } = after(samples)
      expect(refusedShare).toBeGreaterThanOrEqual(0)
      expect(refusedShare).toBeLessThanOrEqual(15 / 16)
    }),
  )
})

test('under overload the refused share is told to come back, the rest is answered', async () => {
  const load = { share: 0.5, refusedShare: () => load.share }
  let chance = 0
  const shed = shedLoad(load, () => chance)
  const http = fastify()
  http.setErrorHandler((error, _request, reply) =>
    error instanceof Refusal ? reply.code(error.status).headers(error.headers).send({ code: error.code }) : error,
  )
  http.get('/', { onRequest: async () => shed() }, () => 'answered')
  const refused = await http.inject('/')
  expect([refused.statusCode, refused.json(), refused.headers['retry-after']]).toEqual([
    503,
    { code: 'OVERLOADED' },
    '1',
  ])
  chance = 0.5
  expect((await http.inject('/')).body).toBe('answered')
  chance = 0
  load.share = 0
  expect((await http.inject('/')).body).toBe('answered')
})
