import { createHmac, randomBytes } from 'node:crypto'
import { assert, property, string, uint8Array } from 'fast-check'
import { expect, test } from 'vitest'
import { openBodyMac, socketBody } from './body-mac.ts'

const secret = randomBytes(32)
const mac = openBodyMac(secret)

test('is HMAC-SHA256 of the statement id, a dot and the body, as bytes or as text', () => {
  const expected = createHmac('sha256', secret).update('id.{"query":"{ 香港 }"}').digest('base64url')
  const body = '{"query":"{ 香港 }"}'
  expect(mac.of('id', body)).toBe(expected)
  expect(mac.of('id', Buffer.from(body))).toBe(expected)
})

test('matches its own body and id, and neither another body, another id nor another secret', () => {
  const other = openBodyMac(randomBytes(32))
  void assert(
    property(string(), uint8Array(), uint8Array(), string(), (statementId, body, otherBody, otherId) => {
      const made = mac.of(statementId, body)
      expect(mac.matches(made, { statementId, body })).toBe(true)
      expect(other.matches(made, { statementId, body })).toBe(false)
      const same = Buffer.compare(body, otherBody) === 0
      expect(mac.matches(made, { statementId, body: otherBody })).toBe(same)
      expect(mac.matches(made, { statementId: `${otherId}x${statementId}`, body })).toBe(false)
    }),
  )
})

test.each([
  ['nothing', ''],
  ['another alphabet', `+/${'A'.repeat(41)}`],
  ['padding', `${'A'.repeat(43)}=`],
  ['a list of two', `${'A'.repeat(43)}, ${'A'.repeat(43)}`],
])('does not match %s, and does not throw', (_what, made) => {
  expect(mac.matches(made, { statementId: 'id', body: '' })).toBe(false)
})

test('on a socket it stands for the three members of an operation, whatever else the message holds', () => {
  const operation = { query: '{ a }', variables: { b: 1 }, operationName: null, extensions: { bodyMac: 'x' } }
  expect(socketBody(operation)).toBe('{"query":"{ a }","operationName":null,"variables":{"b":1}}')
  expect(socketBody(JSON.parse(JSON.stringify({ variables: { b: 1 }, query: '{ a }', operationName: null })))).toBe(
    socketBody(operation),
  )
})
