import { expect, test } from 'vitest'
import { EventQueue } from './event-queue.ts'

const taken = async (queue: EventQueue<string>) => {
  const events: string[] = []
  for (let next = await queue.take(); !next.done; next = await queue.take()) events.push(next.value)
  return events
}

test('events are taken in order, also by those who waited for them', async () => {
  const queue = new EventQueue<string>({ events: 10, bytes: 100 })
  const [first, second] = [queue.take(), queue.take()]
  for (const event of ['a', 'b', 'c']) expect(queue.push(event, 1)).toBe(true)
  expect([await first, await second]).toEqual([
    { value: 'a', done: false },
    { value: 'b', done: false },
  ])
  queue.end('last')
  expect(await taken(queue)).toEqual(['c', 'last'])
})

test('more events or more bytes than the limit are not kept', () => {
  const queue = new EventQueue<string>({ events: 2, bytes: 10 })
  expect([queue.push('a', 6), queue.push('b', 5), queue.push('b', 4), queue.push('c', 0)]).toEqual([
    true,
    false,
    true,
    false,
  ])
})

test('the end reaches everybody who waits, and the last event the first of them', async () => {
  const queue = new EventQueue<string>({ events: 2, bytes: 10 })
  const waiting = [queue.take(), queue.take()]
  queue.end('last')
  queue.end('not heard')
  expect(await Promise.all(waiting)).toEqual([
    { value: 'last', done: false },
    { value: undefined, done: true },
  ])
})

test('what is discarded is not told', async () => {
  const queue = new EventQueue<string>({ events: 2, bytes: 10 })
  queue.push('a', 1)
  queue.discard()
  expect(await taken(queue)).toEqual([])
})
