import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openOperationCounter } from './count-operations.ts'

const operation = (source: string, operationName?: string) => ({ source, operationName })
const note = (counter: ReturnType<typeof openOperationCounter>, source: string, times: number) => {
  for (let time = 0; time < times; time++) counter.note(operation(source))
}

test('the most used operations come first, each once', () => {
  const counter = openOperationCounter({ now: () => 0 })
  note(counter, 'rare', 1)
  note(counter, 'common', 5)
  note(counter, 'middling', 3)
  expect(counter.mostUsed().map(({ source }) => source)).toEqual(['common', 'middling', 'rare'])
})

test('two operations of one document are two', () => {
  const counter = openOperationCounter({ now: () => 0 })
  for (const name of ['A', 'B', 'B']) counter.note(operation('document', name))
  expect(counter.mostUsed()).toEqual([operation('document', 'B'), operation('document', 'A')])
})

test('a flood of operations that come once does not drive out what is really used', () => {
  const counter = openOperationCounter({ now: () => 0, limit: 10 })
  for (let round = 0; round < 200; round++) {
    note(counter, 'real', 1)
    for (let one = 0; one < 5; one++) note(counter, `flood ${round} ${one}`, 1)
  }
  expect(counter.mostUsed()[0]?.source).toBe('real')
})

test('whatever makes up more than one in `limit` is there, and never more than `limit`', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 400 }),
      fc.integer({ min: 1, max: 8 }),
      (asked, limit) => {
        const counter = openOperationCounter({ now: () => 0, limit })
        for (const one of asked) counter.note(operation(`${one}`))
        const kept = counter.mostUsed().map(({ source }) => source)
        const often = [...new Set(asked)].filter(
          (one) => asked.filter((other) => other === one).length > asked.length / (limit + 1),
        )
        expect(kept).toEqual(expect.arrayContaining(often.map(String)))
        expect(kept.length).toBeLessThanOrEqual(limit)
      },
    ),
  )
})

test("yesterday's favourite gives way to today's", () => {
  let now = 0
  const counter = openOperationCounter({ now: () => now, halfLifeMs: 10 })
  note(counter, 'old', 100)
  for (now = 11; now < 90; now += 11) note(counter, 'new', 3)
  expect(counter.mostUsed()[0]?.source).toBe('new')
})

test('an operation that is too long is not kept', () => {
  const counter = openOperationCounter({ now: () => 0, maxChars: 5 })
  note(counter, '123456', 9)
  expect(counter.mostUsed()).toEqual([])
})
