import { expect, test, vi } from 'vitest'
import type { Line } from './calls.ts'
import { openCalls } from './calls.ts'

type Sums = {
  readonly add: (terms: { one: number; other: number }) => Promise<number>
  readonly fail: (x: null) => void
}

/** Two ends of one line; what is sent arrives later and as a copy. */
function openLine(): [Line, Line] {
  const listeners: ((message: unknown) => void)[][] = [[], []]
  const end = (here: number): Line => ({
    send: (message) => {
      const copy: unknown = JSON.parse(JSON.stringify(message))
      setImmediate(() => {
        for (const listener of listeners[1 - here] ?? []) listener(copy)
      })
    },
    listen: (listener) => void listeners[here]?.push(listener),
  })
  return [end(0), end(1)]
}

test('each caller gets the answer to his own question', async () => {
  const [here, there] = openLine()
  openCalls(there, { add: async ({ one, other }: { one: number; other: number }) => one + other, fail: () => {} })
  const call = openCalls<Sums>(here, {})
  const sums = await Promise.all(Array.from({ length: 50 }, (_, one) => call('add', { one, other: 1 })))
  expect(sums).toEqual(Array.from({ length: 50 }, (_, one) => one + 1))
})

test('what the other end throws, the caller hears', async () => {
  const [here, there] = openLine()
  openCalls(there, {
    add: async () => 0,
    fail: () => {
      throw new Error('no soil')
    },
  })
  await expect(openCalls<Sums>(here, {})('fail', null)).rejects.toThrow('no soil')
})

test('an end that does not answer is not waited for without end', async () => {
  vi.useFakeTimers()
  const call = openCalls<Sums>({ send: () => {}, listen: () => {} }, {})
  const answer = call('add', { one: 1, other: 1 })
  const refused = expect(answer).rejects.toThrow('no answer to add within 5000 ms')
  await vi.advanceTimersByTimeAsync(5_000)
  await refused
  vi.useRealTimers()
})

test('messages of others on the same line are left alone', async () => {
  const heard: ((message: unknown) => void)[] = []
  const sent: object[] = []
  openCalls({ send: (message) => void sent.push(message), listen: (listener) => void heard.push(listener) }, {})
  for (const message of [null, 'text', 7, { cmd: 'NODE_CLUSTER' }, { reply: 99 }]) heard[0]?.(message)
  expect(sent).toEqual([])
})
