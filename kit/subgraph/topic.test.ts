import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openTopic } from './topic.ts'

const everything = () => true
const listen = <E>(topic: ReturnType<typeof openTopic<E>>, wanted: (event: E) => boolean = everything) => {
  const leaving = new AbortController()
  return { events: topic.listen({ signal: leaving.signal, wanted }), leave: () => leaving.abort() }
}

test('everybody hears what he wants, in its order, from when he came until he left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer(), { maxLength: 60 }), fc.nat(60), fc.nat(60), async (events, from, to) => {
      const topic = openTopic<number>()
      const all = listen(topic)
      let late: ReturnType<typeof listen<number>> | undefined
      for (const [at, event] of events.entries()) {
        if (at === from) late = listen(topic, (heard) => heard % 2 === 0)
        if (at === to) late?.leave()
        topic.publish(event)
      }
      all.leave()
      late?.leave()
      expect(await Array.fromAsync(all.events)).toEqual(events)
      const heard = late ? await Array.fromAsync(late.events) : []
      const end = to >= from ? to : undefined
      expect(heard).toEqual(events.slice(from, end).filter((event) => event % 2 === 0))
      expect(topic.listening()).toBe(0)
    }),
  )
})

test('who waits is woken by the event, by leaving and by a failure', async () => {
  const topic = openTopic<string>()
  const [first, second] = [listen(topic), listen(topic)]
  const heard = first.events.next()
  topic.publish('news')
  expect(await heard).toEqual({ done: false, value: 'news' })
  const ended = first.events.next()
  first.leave()
  expect(await ended).toEqual({ done: true, value: undefined })
  await second.events.next()
  const failed = expect(second.events.next()).rejects.toThrow('the line is dead')
  topic.fail(new Error('the line is dead'))
  await failed
  expect(await second.events.next()).toEqual({ done: true, value: undefined })
})

test('64 events may wait; one more and the listener gets them, then the reason, and no more is kept', async () => {
  const topic = openTopic<number>()
  const { events } = listen(topic)
  for (let event = 0; event < 64; event++) topic.publish(event)
  expect(topic.listening()).toBe(1)
  for (let event = 64; event < 1_000; event++) topic.publish(event)
  expect(topic.listening()).toBe(0)
  for (let event = 0; event < 64; event++) expect(await events.next()).toEqual({ done: false, value: event })
  await expect(events.next()).rejects.toMatchObject({ extensions: { code: 'SUBSCRIBER_TOO_SLOW' } })
})

test('returning leaves at once and drops what waits', async () => {
  const topic = openTopic<number>()
  const { events } = listen(topic)
  topic.publish(1)
  await events.return?.()
  expect(topic.listening()).toBe(0)
  expect(await events.next()).toEqual({ done: true, value: undefined })
})

test('who has left before he came hears nothing', async () => {
  const topic = openTopic<number>()
  const events = topic.listen({ signal: AbortSignal.abort(), wanted: everything })
  topic.publish(1)
  expect(await events.next()).toEqual({ done: true, value: undefined })
})
