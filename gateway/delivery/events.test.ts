import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openEvents } from './events.ts'

const NEVER = new Promise<never>(() => {})

/** A source of these events; then it throws, waits forever or ends. */
function sourceOf(events: readonly number[], then: 'ends' | 'throws' | 'waits' = 'ends') {
  const state = { returned: 0 }
  const left = [...events]
  const source: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const value = left.shift()
        if (value !== undefined) return { value, done: false }
        if (then === 'throws') throw new Error('broken')
        return then === 'waits' ? NEVER : { value: undefined, done: true }
      },
      return: () => {
        state.returned += 1
        return NEVER
      },
    }),
  }
  return { source, state }
}

function open(events: readonly number[], then?: 'ends' | 'throws' | 'waits') {
  const { source, state } = sourceOf(events, then)
  const ends = { count: 0 }
  const opened = openEvents(source, {
    map: (event) => `event ${event}`,
    failed: (error) => `failed ${error instanceof Error ? error.message : ''}`,
    onEnd: () => {
      ends.count += 1
    },
  })
  return { opened, state, ends }
}

async function collect(events: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const event of events) all.push(event)
  return all
}

test('every event is mapped, and the end told once', async () => {
  const { opened, ends } = open([1, 2])
  expect(await collect(opened)).toEqual(['event 1', 'event 2'])
  expect(ends.count).toBe(1)
})

test('a source that breaks ends with what it failed with', async () => {
  const { opened, ends } = open([1], 'throws')
  expect(await collect(opened)).toEqual(['event 1', 'failed broken'])
  expect(ends.count).toBe(1)
})

test('it ends at once while its source waits and even where the source never closes', async () => {
  const { opened, state, ends } = open([], 'waits')
  const waiting = opened.next()
  await opened.return(undefined)
  expect(await waiting).toEqual({ value: undefined, done: true })
  expect([state.returned, ends.count]).toEqual([1, 1])
})

test('a last word reaches who is waiting, and who comes for it later', async () => {
  const { opened } = open([], 'waits')
  const waiting = opened.next()
  opened.end('last')
  expect([await waiting, await opened.next()]).toEqual([
    { value: 'last', done: false },
    { value: undefined, done: true },
  ])
  const other = open([1], 'waits').opened
  await other.next()
  other.end('last')
  expect([await other.next(), await other.next()]).toEqual([
    { value: 'last', done: false },
    { value: undefined, done: true },
  ])
})

test('however often it is ended, and wherever, the end is told once and the last word is the first one given', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(5), fc.nat(6), fc.integer({ min: 1, max: 3 }), async (count, taken, ends) => {
      const numbers = Array.from({ length: count }, (_, index) => index)
      const { opened, ends: told } = open(numbers, 'waits')
      const before: unknown[] = []
      for (let index = 0; index < Math.min(taken, count); index += 1) before.push((await opened.next()).value)
      for (let index = 0; index < ends; index += 1) opened.end(`last ${index}`)
      const after = await collect(opened)
      expect(before).toEqual(numbers.slice(0, taken).map((number) => `event ${number}`))
      expect([after, told.count]).toEqual([['last 0'], 1])
    }),
    { numRuns: 100 },
  )
})
