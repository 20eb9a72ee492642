import { buildSchema, Kind, parse } from 'graphql'
import { expect, test } from 'vitest'
import { estimateFields } from './check-cost.ts'

const schema = buildSchema(`
  type Query { stops(first: Int = 20): Stops stop: Stop }
  type Stops { nodes: [Stop!]! totalCount: Int }
  type Stop { id: ID lines: [Line!]! stops(first: Int): Stops }
  type Line { id: ID }
`)

function cost(text: string, variables: Record<string, unknown> = {}): number {
  const { definitions } = parse(text)
  const fragments = new Map(
    definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
  )
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)
  if (!operation) throw new Error('a test asks one operation')
  return estimateFields({ schema, fragments, variables }, operation)
}

test('what is not a list counts once', () => {
  expect(cost('{ stop { id } }')).toBe(2)
})

test('a page counts with its size, from the document, the variables or the schema', () => {
  expect(cost('{ stops(first: 3) { nodes { id } } }')).toBe(1 + 3 * 2)
  expect(cost('query ($n: Int) { stops(first: $n) { nodes { id } } }', { n: 7 })).toBe(1 + 7 * 2)
  expect(cost('{ stops { nodes { id } } }')).toBe(1 + 20 * 2)
})

test('pages within pages multiply, also through fragments', () => {
  const inner = 'fragment F on Stop { stops(first: 100) { nodes { id } } }'
  expect(cost(`{ stops(first: 100) { nodes { ...F } } } ${inner}`)).toBe(1 + 100 * (1 + 1 + 100 * 2))
})

test('a list without pages is taken for ten entries', () => {
  expect(cost('{ stop { lines { id } } }')).toBe(1 + 1 + 10)
})

test('a size of nothing or of nonsense does not make anything free', () => {
  expect(cost('{ stops(first: 0) { nodes { id } } }')).toBeGreaterThan(2)
  expect(cost('query ($n: Int) { stops(first: $n) { nodes { id } } }', { n: 'x' })).toBeGreaterThan(2)
})
