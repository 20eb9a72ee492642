import fc from 'fast-check'
import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import { testLimits as limits } from '../testing/fake-house.ts'
import { openDocumentCheck } from './check-document.ts'

const schema = buildSchema('type Query { a: Int }')

test('a document is read once and kept', () => {
  const documents = openDocumentCheck({ limits, production: false, cacheBytes: 1_000_000 })
  expect(documents.read('{ a }')).toBe(documents.read('{ a }'))
})

test('documents are kept up to a number of bytes, and the longest unused goes first', () => {
  const documents = openDocumentCheck({ limits, production: false, cacheBytes: 5_000 })
  const first = documents.read('{ a }')
  const second = documents.read('{ a a }')
  expect(documents.read('{ a }')).toBe(first)
  documents.read(`{ n { ${'a '.repeat(15)} } }`)
  expect(documents.read('{ a }')).toBe(first)
  expect(documents.read('{ a a }')).not.toBe(second)
})

test('whatever is asked, what is kept stays within its bytes, and each answer is of the document asked for', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 20_000 }), (asked, cacheBytes) => {
      const documents = openDocumentCheck({ limits, production: false, cacheBytes })
      for (const size of asked) {
        const source = `{ n { ${'a '.repeat(size)}} }`
        expect(documents.read(source).source).toBe(source)
        expect(documents.bytes).toBeLessThanOrEqual(cacheBytes)
      }
    }),
    { numRuns: 100 },
  )
})

test('an empty cache of documents still reads them', () => {
  const documents = openDocumentCheck({ limits, production: false, cacheBytes: 1 })
  documents.validate(documents.read('{ a }'), schema)
  expect(() => documents.validate(documents.read('{ b }'), schema)).toThrow('Cannot query field "b"')
})

test('the wording by which too many tokens are known has not changed', () => {
  const documents = openDocumentCheck({ limits: { ...limits, tokens: 3 }, production: false, cacheBytes: 1 })
  expect(() => documents.read('{ a a a }')).toThrow('got more than 3 tokens')
})
