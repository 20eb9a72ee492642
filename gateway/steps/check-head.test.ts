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
  expect(negotiate(accept)).toEqual({ mediaType: wanted, accepted: { whole: true, parts: false, events: false } })
})

test.each([
  'text/html',
  'multipart/mixed; deferSpec=20990101',
  'text/event-stream;q=0',
  `${OLD};q=0`,
  '*/*;q=0',
  'nonsense',
])('accept %s is answered with nothing we have', (accept) => {
  expect(negotiate(accept)).toBeUndefined()
})

test.each([
  ['multipart/mixed', OLD, { whole: false, parts: true, events: false }],
  ['multipart/mixed; deferSpec=20220824', OLD, { whole: false, parts: true, events: false }],
  ['multipart/mixed;deferSpec="20220824", application/json;q=0.9', OLD, { whole: true, parts: true, events: false }],
  [`multipart/mixed;incrementalSpec=v0.2, ${NEW}`, NEW, { whole: true, parts: false, events: false }],
  ['text/event-stream', OLD, { whole: false, parts: false, events: true }],
  [`${NEW}, text/event-stream`, NEW, { whole: true, parts: false, events: true }],
])('accept %s opens the ways it names and no others', (accept, mediaType, accepted) => {
  expect(negotiate(accept)).toEqual({ mediaType, accepted })
})
