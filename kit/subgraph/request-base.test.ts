import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { openLogger } from '../logger.ts'
import { anonymous } from '../viewer-statement.ts'
import { requestBase } from './request-base.ts'

const logger = openLogger({ name: 'harbour', level: 'silent' })

function deadlineOf(headers: Record<string, string>) {
  // Only the headers are read.
  const request = { headers } as unknown as IncomingMessage
  return requestBase(request, { viewer: anonymous, now: () => 1_000, logger }).deadline
}

test('a caller who says how long it waits is taken at its word', () => {
  expect(deadlineOf({ 'x-deadline-ms': '2500' })).toBe(3_500)
  expect(deadlineOf({ 'x-deadline-ms': '0' })).toBe(1_000)
})

test.each(['', '-1', '1.5', 'soon', '9'.repeat(20)])('%j is no deadline', (text) => {
  expect(deadlineOf({ 'x-deadline-ms': text })).toBeNull()
})

test('who says nothing has none', () => {
  expect(deadlineOf({})).toBeNull()
})
