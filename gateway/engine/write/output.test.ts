import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leafWriter } from './leaves.ts'
import { Output } from './output.ts'

const nothing = { isTrue: () => false, introspected: {}, texts: { plain: false } }
const anyString = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'grapheme' }),
)

test('any text is written as JSON writes it, whatever stands before and after', () => {
  fc.assert(
    fc.property(fc.array(anyString, { maxLength: 20 }), (texts) => {
      const output = new Output(nothing)
      output.ascii('[')
      for (const [index, text] of texts.entries()) {
        if (index > 0) output.ascii(',')
        output.string(text)
      }
      output.ascii(']')
      expect(output.take().toString()).toBe(JSON.stringify(texts))
    }),
  )
})

test('a text that came without a backslash in its JSON is written without a look at it', () => {
  const plainString = anyString
    .map((text) => text.toWellFormed())
    .filter((text) => !JSON.stringify(text).includes('\\'))
  const long = plainString.map((text) => text.repeat(10))
  fc.assert(
    fc.property(fc.array(fc.oneof(plainString, long), { maxLength: 20 }), (texts) => {
      const output = new Output({ ...nothing, texts: { plain: true } })
      for (const text of texts) output.string(text)
      expect(output.take().toString()).toBe(texts.map((text) => JSON.stringify(text)).join(''))
    }),
  )
})

test('an answer may be larger than the room that is kept for one', () => {
  const output = new Output(nothing)
  const text = 'ä'.repeat(100_000)
  for (let count = 0; count < 50; count++) output.string(text)
  expect(output.take().toString()).toBe(JSON.stringify(text).repeat(50))
  expect(new Output(nothing).take()).toHaveLength(0)
})

test('what is taken back is forgotten, also as something to be written once more', () => {
  const output = new Output(nothing)
  const [early, late] = [{}, {}]
  output.ascii('ab')
  output.written.set(early, { write: null, start: 0, end: 2, cost: 0 })
  output.ascii('cd')
  output.written.set(late, { write: null, start: 2, end: 4, cost: 0 })
  output.back(2)
  output.ascii('x')
  output.again({ write: null, start: 0, end: 2, cost: 3 })
  expect(output.cost).toBe(3)
  expect(output.take().toString()).toBe('abxab')
  expect([output.written.has(early), output.written.has(late)]).toEqual([true, false])
})

test('the step of each level stands in front of the flaws below it', () => {
  const output = new Output(nothing)
  output.flaw(undefined)
  output.under('name', 0)
  output.under(3, 0)
  output.flaw(null)
  output.under('title', 1)
  output.under('books', 0)
  expect(output.flaws).toEqual([
    { path: ['books', 3, 'name'], reason: 'missing' },
    { path: ['books', 'title'], reason: 'null' },
  ])
})

test('numbers are held to their type', async () => {
  const { GraphQLFloat, GraphQLID, GraphQLInt } = await import('graphql')
  const [int, float, id] = [GraphQLInt, GraphQLFloat, GraphQLID].map(leafWriter)
  expect([2 ** 31 - 1, 2 ** 31, 1.5, '1', true].map((value) => int?.(value))).toEqual([
    '2147483647',
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  expect([1.5, 2, Number.POSITIVE_INFINITY, '1.5'].map((value) => float?.(value))).toEqual([
    '1.5',
    '2',
    undefined,
    undefined,
  ])
  expect(['a', 7, 1.5].map((value) => id?.(value))).toEqual(['"a"', '"7"', undefined])
})
