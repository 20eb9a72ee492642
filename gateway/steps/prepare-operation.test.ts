import { expect, test } from 'vitest'
import type { WarmOperation } from '../engine/engine.ts'
import { createExchange, startDeadline } from '../exchange.ts'
import { testLimits as limits, openFakeEngine } from '../testing/fake-house.ts'
import { openDocumentCheck } from './check-document.ts'
import { openPreparation } from './prepare-operation.ts'

const engine = openFakeEngine()

/** What is noted of a request; also where it is refused. */
function notedOf(query: string, operationName?: string): WarmOperation[] {
  const noted: WarmOperation[] = []
  const prepare = openPreparation({
    engines: { acquire: () => ({ engine, release() {} }), note: (operation) => void noted.push(operation) },
    documents: openDocumentCheck({ limits, production: false, cacheBytes: 1_000 }),
    limits,
    production: false,
  })
  const exchange = createExchange(startDeadline(1_000, new AbortController().signal))
  try {
    prepare({ query, operationName, variables: undefined }, exchange, () => {})
  } catch {
    // Refused.
  }
  return noted
}

test('a valid operation is noted, with the name by which it was chosen', () => {
  expect(notedOf('{ me }')).toEqual([{ source: '{ me }', operationName: undefined }])
  const two = 'query A { me } mutation B { plant(name: "oak") { name } }'
  expect(notedOf(two, 'B')).toEqual([{ source: two, operationName: 'B' }])
})

test.each([
  ['does not parse', '{ me'],
  ['is not valid', '{ nobody }'],
  ['costs too much', '{ trees(first: 1000000) { name } }'],
  ['has a wrong value', 'query ($ms: Int!) { wait(ms: $ms) }'],
])('one that %s is not noted', (_name, query) => {
  expect(notedOf(query)).toEqual([])
})

test.each([
  '{ __schema { queryType { name } } }',
  '{ __typename }',
  '{ ... { __typename ...S } } fragment S on Query { __schema { queryType { name } } }',
])('one that asks about the schema alone takes no plan and is not noted: %s', (query) => {
  expect(notedOf(query)).toEqual([])
})

test.each(['{ __typename me }', '{ __typename ...S } fragment S on Query { ... { me } }'])(
  'one that asks for data too is noted: %s',
  (query) => {
    expect(notedOf(query)).toHaveLength(1)
  },
)
