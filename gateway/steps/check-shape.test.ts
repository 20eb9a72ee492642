import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { getIntrospectionQuery, parse } from 'graphql'
import { expect, test } from 'vitest'
import { Refusal } from '../errors.ts'
import { checkShape } from './check-shape.ts'

const limits = {
  bytes: 262_144,
  tokens: 2_000,
  depth: 12,
  aliases: 30,
  rootFields: 10,
  directives: 50,
  cost: 50_000,
  selections: 2_000,
  deadlineMs: 8_000,
}

/** The code of the refusal, or `passes`. */
function outcome(query: string): string {
  try {
    checkShape(parse(query), limits)
    return 'passes'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const times = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ')
const nested = (levels: number) => `${'{ a '.repeat(levels)}${'} '.repeat(levels)}`

test.each([
  ['30 aliases', `{ n { ${times(30, (index) => `a${index}: x`)} } }`, 'passes'],
  ['31 aliases', `{ n { ${times(31, (index) => `a${index}: x`)} } }`, 'LIMIT_ALIASES'],
  ['10 root fields', `{ ${times(10, (index) => `f${index}`)} }`, 'passes'],
  ['11 root fields', `{ ${times(11, (index) => `f${index}`)} }`, 'LIMIT_ROOT_FIELDS'],
  [
    '11 root fields by fragment',
    `{ ...F } fragment F on Query { ... on Query { ${times(11, (index) => `f${index}`)} } }`,
    'LIMIT_ROOT_FIELDS',
  ],
  ['50 directives', `{ a ${times(50, () => '@x')} }`, 'passes'],
  ['51 directives', `{ a ${times(51, () => '@x')} }`, 'LIMIT_DIRECTIVES'],
  ['12 levels', nested(12), 'passes'],
  ['13 levels', nested(13), 'LIMIT_DEPTH'],
  ['13 levels by inline fragment', `{ a { ... on T ${nested(12)} } }`, 'LIMIT_DEPTH'],
  ['13 levels by named fragment', `{ a { ...F } } fragment F on T ${nested(12)}`, 'LIMIT_DEPTH'],
  ['the standard introspection query', getIntrospectionQuery(), 'passes'],
  [
    'the standard introspection query with all it can ask for',
    getIntrospectionQuery({
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    }),
    'passes',
  ],
  ['400 fields of introspection', `{ __schema { ${times(399, () => 'x')} } }`, 'passes'],
  ['401 fields of introspection', `{ __schema { ${times(400, () => 'x')} } }`, 'LIMIT_SELECTIONS'],
  [
    '401 fields of introspection by fragments',
    `{ a: __type { ...T } b: __type { ...T } } fragment T on T { ${times(200, () => 'x')} }`,
    'LIMIT_SELECTIONS',
  ],
  ['21 levels of introspection', `{ __schema ${nested(21)} }`, 'LIMIT_DEPTH'],
  ['2000 fields', `{ n { ${times(1_999, () => 'x')} } }`, 'passes'],
  ['2001 fields', `{ n { ${times(2_000, () => 'x')} } }`, 'LIMIT_SELECTIONS'],
])('%s: %s', (_name, query, wanted) => {
  expect(outcome(query)).toBe(wanted)
})

test('a tree of fragments that stands for more fields than could ever be walked is refused without walking them', () => {
  // Walking 2^200 fields would not end: that there is an answer at all shows that each fragment is measured once.
  const tree = times(200, (index) => `fragment F${index} on T { ...F${index + 1} ...F${index + 1} }`)
  expect(outcome(`{ a { ...F0 } } ${tree} fragment F200 on T { x }`)).toBe('LIMIT_SELECTIONS')
})

test('fragments in a circle end here and are left to validation', () => {
  expect(outcome('{ ...A } fragment A on T { x ...B } fragment B on T { ...A }')).toBe('passes')
})

test('the flagship operation takes at most half of every limit, of the depth two thirds', () => {
  const flagship = readFileSync(new URL('../../schema/operations/cross-boundary-trip.graphql', import.meta.url), 'utf8')
  const halved = { ...limits, depth: 8, aliases: 15, rootFields: 5, directives: 25, selections: 1_000 }
  expect(() => checkShape(parse(flagship, { maxTokens: 1_000 }), halved)).not.toThrow()
})

test('spreading a fragment counts as writing out what it holds', () => {
  const field = fc.constantFrom('a', 'b { c }', 'd { e { f } }')
  fc.assert(
    fc.property(
      fc.array(field, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 20 }),
      (fields, spreads) => {
        const text = fields.join(' ')
        const written = `{ n { ${times(spreads, () => text)} } }`
        const spread = `{ n { ${times(spreads, () => '...F')} } } fragment F on T { ${text} }`
        expect(outcome(spread)).toBe(outcome(written))
      },
    ),
    { numRuns: 50 },
  )
})
