import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasDuplicateNames } from './duplicate-names.ts'

test.each([
  '{"a":1,"a":2}',
  '{"a":1,"\\u0061":2}',
  '{"x":{"a":1,"b":{},"a":[]}}',
  '{"x":[{"a":1,"a":1}]}',
  '{"":1,"":2}',
  '{"a\\"":1,"b":2,"a\\"":3}',
])('a name that stands twice is found: %s', (json) => {
  expect(hasDuplicateNames(json)).toBe(true)
})

test('what a library writes has no name twice, whatever is in it', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => !hasDuplicateNames(JSON.stringify(value))))
})
