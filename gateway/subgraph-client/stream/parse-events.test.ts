import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ServerEvent } from './parse-events.ts'
import { EventParser } from './parse-events.ts'

function parse(chunks: readonly Buffer[], maxBytes = 1_000) {
  const events: ServerEvent[] = []
  const parser = new EventParser({ maxBytes, onEvent: (event) => events.push(event) })
  return { taken: chunks.every((chunk) => parser.push(chunk)), events }
}

const read = (text: string) => parse([Buffer.from(text)]).events

test('an event has its name and its data, lines of it joined', () => {
  expect(read('event: next\ndata: {"a":\ndata:1}\nid: 7\n\n')).toEqual([{ name: 'next', data: '{"a":\n1}' }])
  expect(read('data: x\n\n')).toEqual([{ name: 'message', data: 'x' }])
  expect(read('event: complete\n\n')).toEqual([{ name: 'complete', data: '' }])
})

test('comments and what is not finished are no events', () => {
  expect(read(':\n\n: ping\n\nretry: 5\n\n\n\nevent: next\ndata: 1\n')).toEqual([])
})

test('what is larger than the limit or no UTF-8 is refused', () => {
  expect(parse([Buffer.alloc(1_001, 'x')]).taken).toBe(false)
  expect(parse([Buffer.from(`:\n\n${'x'.repeat(900)}\n\n${'y'.repeat(900)}\n\n`)]).taken).toBe(true)
  expect(parse([Buffer.from('data: \xff\n\n', 'latin1')]).taken).toBe(false)
})

test('events are the same however the bytes are cut and lines are ended', () => {
  const data = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, '').trimStart())
  const events = fc.array(fc.record({ name: fc.constantFrom('next', 'complete', 'ping'), data }), { maxLength: 6 })
  const cuts = fc.array(fc.nat(200), { maxLength: 20 })
  fc.assert(
    fc.property(events, fc.constantFrom('\n', '\r\n', '\r'), cuts, (sent, eol, at) => {
      const text = sent.map(({ name, data }) => [`event: ${name}`, `data: ${data}`, '', ''].join(eol)).join('')
      // A lone CR is known to end the event only when something other than LF follows; the next event does.
      const bytes = Buffer.from(text)
      const places = [0, ...at.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
      const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end))
      expect(parse(chunks, 10_000)).toEqual({ taken: true, events: sent })
    }),
  )
})
