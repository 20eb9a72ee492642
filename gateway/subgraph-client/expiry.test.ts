import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Expiry } from './expiry.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function openWaiting(endsAtMs: number) {
  const told: string[] = []
  const state = { gone: false }
  return { told, state, endsAtMs, isGone: () => state.gone, expire: (reason: string) => void told.push(reason) }
}

test('each is told once, when his time is over or he has gone, and others wait on', () => {
  const expiry = new Expiry(() => Date.now())
  const start = Date.now()
  const [soon, later, gone] = [openWaiting(start + 50), openWaiting(start + 500), openWaiting(start + 500)]
  for (const waiting of [soon, later, gone]) expiry.add(waiting)
  vi.advanceTimersByTime(40)
  expect([soon.told, later.told, gone.told]).toEqual([[], [], []])
  gone.state.gone = true
  vi.advanceTimersByTime(60)
  expect([soon.told, later.told, gone.told]).toEqual([['late'], [], ['gone']])
  vi.advanceTimersByTime(500)
  expect([soon.told, later.told, gone.told]).toEqual([['late'], ['late'], ['gone']])
})

test('who is no longer waiting is not told, and where nobody waits no timer runs', () => {
  const expiry = new Expiry(() => Date.now())
  const waiting = openWaiting(Date.now() + 50)
  expiry.add(waiting)
  expiry.delete(waiting)
  vi.advanceTimersByTime(200)
  expect([waiting.told, vi.getTimerCount()]).toEqual([[], 0])
  expiry.add(waiting)
  vi.advanceTimersByTime(200)
  expect([waiting.told, vi.getTimerCount()]).toEqual([['late'], 0])
})
