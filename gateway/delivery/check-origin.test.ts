import { expect, test } from 'vitest'
import { isGetTrusted, isOriginAllowed } from './check-origin.ts'

const host = 'api.test'
const listed = ['https://app.test']

test.each([
  [undefined, true],
  ['https://api.test', true],
  ['https://app.test', true],
  ['http://app.test', false],
  ['https://app.test:8443', false],
  ['https://app.test.evil.test', false],
  ['https://sub.app.test', false],
  ['https://evil.test/https://api.test', false],
  ['https://api.test@evil.test', false],
  ['null', false],
  ['', false],
  ['*', false],
])('a page of origin %s may open a WebSocket: %s', (origin, allowed) => {
  expect(isOriginAllowed({ host, ...(origin === undefined ? {} : { origin }) }, listed)).toBe(allowed)
})

test.each([
  [{}, false],
  [{ 'content-type': 'application/json' }, true],
  [{ 'content-type': 'application/json; charset=utf-8' }, true],
  [{ 'content-type': 'text/plain' }, false],
  [{ 'apollo-require-preflight': '1' }, true],
  [{ 'apollo-require-preflight': '' }, false],
  [{ 'x-apollo-operation-name': 'Mine' }, true],
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
])('a GET with %j cannot have come from a foreign page: %s', (headers, trusted) => {
  expect(isGetTrusted(headers)).toBe(trusted)
})
