import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchPulse } from './watch-pulse.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const unanswered = () => new Promise<never>(() => {})

test('one that answers is never given up', async () => {
  const onLost = vi.fn()
  const end = watchPulse({ ping: async () => 'here', onLost, everyMs: 10 })
  await vi.advanceTimersByTimeAsync(1_000)
  end()
  expect(onLost).not.toHaveBeenCalled()
})

test('one that is silent for a while and comes back is not given up', async () => {
  const onLost = vi.fn()
  let asked = 0
  const ping = async () => {
    asked += 1
    if (asked % 6 !== 0) throw new Error('no answer')
  }
  const end = watchPulse({ ping, onLost, everyMs: 10 })
  await vi.advanceTimersByTimeAsync(1_000)
  end()
  expect(onLost).not.toHaveBeenCalled()
})

test('one that stays silent is given up, once', async () => {
  const onLost = vi.fn()
  watchPulse({ ping: unanswered, onLost, everyMs: 10 })
  await vi.advanceTimersByTimeAsync(60)
  expect(onLost).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(onLost).toHaveBeenCalledTimes(1)
})

test('who has ended the watch hears nothing more', async () => {
  const onLost = vi.fn()
  watchPulse({ ping: unanswered, onLost, everyMs: 10 })()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(onLost).not.toHaveBeenCalled()
})
