import { expect, test } from 'vitest'
import { Breaker } from './breaker.ts'

function openBreaker() {
  const clock = { now: 0 }
  const settings = { windowMs: 10_000, callsAtLeast: 20, failureShare: 0.5, openMs: 5_000 }
  const breaker = new Breaker(settings, () => clock.now)
  const report = (outcomes: string) => {
    for (const outcome of outcomes) {
      const ticket = breaker.enter()
      if (ticket === undefined) throw new Error('refused')
      if (outcome === '+') breaker.succeeded(ticket)
      else breaker.failed(ticket)
    }
    return breaker.state
  }
  return { breaker, clock, report }
}

test('nineteen failures leave it closed, twenty open it', () => {
  const { report } = openBreaker()
  expect(report('-'.repeat(19))).toBe('closed')
  expect(report('-')).toBe('open')
})

test('failures of half the calls open it, fewer do not', () => {
  expect(openBreaker().report('+-'.repeat(10))).toBe('open')
  expect(openBreaker().report(`${'+'.repeat(11)}${'-'.repeat(9)}`)).toBe('closed')
})

test('failures of long ago do not count', () => {
  const { report, clock } = openBreaker()
  report('-'.repeat(19))
  clock.now += 10_001
  expect(report('-'.repeat(19))).toBe('closed')
})

test('an open one refuses for its pause, then lets a single call try', () => {
  const { breaker, report, clock } = openBreaker()
  report('-'.repeat(20))
  clock.now += 4_999
  expect(breaker.enter()).toBeUndefined()
  clock.now += 1
  expect(breaker.enter()).toBeDefined()
  expect([breaker.enter(), breaker.state]).toEqual([undefined, 'half-open'])
})

test('the try decides: a success closes and forgets, a failure opens for another pause', () => {
  const { breaker, report, clock } = openBreaker()
  report('-'.repeat(20))
  clock.now += 5_000
  expect(report('-')).toBe('open')
  expect(breaker.enter()).toBeUndefined()
  clock.now += 5_000
  expect(report('+')).toBe('closed')
  expect(report('-'.repeat(19))).toBe('closed')
})

test('a call from before the opening that comes back late decides nothing', () => {
  const { breaker, report, clock } = openBreaker()
  const late = breaker.enter() ?? 0
  report('-'.repeat(20))
  breaker.succeeded(late)
  expect(breaker.state).toBe('open')
  clock.now += 5_000
  breaker.enter()
  breaker.succeeded(late)
  expect(breaker.state).toBe('half-open')
})

test('a try that tells nothing leaves the next call to try', () => {
  const { breaker, report, clock } = openBreaker()
  report('-'.repeat(20))
  clock.now += 5_000
  breaker.untold(breaker.enter() ?? 0)
  expect(breaker.enter()).toBeDefined()
})
