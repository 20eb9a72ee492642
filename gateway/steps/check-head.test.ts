import { expect, test } from 'vitest'
import { negotiate } from './check-head.ts'

const OLD = 'application/json'
const NEW = 'application/graphql-response+json'

test.each([
  [undefined, OLD],
  ['', OLD],
  ['*/*', OLD],
  ['application/*', OLD],
  [OLD, OLD],
  [NEW, NEW],
  [`${NEW}, ${OLD}`, NEW],
  [`${OLD}, ${NEW}`, OLD],
  [`${OLD};q=0.5, ${NEW};q=0.9`, NEW],
  [`${NEW}; charset=utf-8, ${OLD};q=0.9`, NEW],
  [`${OLD};q=0, */*`, NEW],
  ['text/html, */*;q=0.1', OLD],
  ['Application/JSON', OLD],
])('accept %s is answered with %s', (accept, wanted) => {
  expect(negotiate(accept)).toBe(wanted)
})

test.each(['text/html', 'multipart/mixed', `${OLD};q=0`, '*/*;q=0', 'nonsense'])(
  'accept %s is answered with nothing we have',
  (accept) => {
    expect(negotiate(accept)).toBeUndefined()
  },
)
