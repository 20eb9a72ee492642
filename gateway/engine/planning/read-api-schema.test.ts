import { Supergraph } from '@apollo/federation-internals'
import type { GraphQLSchema } from 'graphql'
import { buildSchema, lexicographicSortSchema, parse, printSchema, validate, validateSchema } from 'graphql'
import { expect, test } from 'vitest'
import { readApiSchema } from './read-api-schema.ts'
import { composeShop } from './testing/shop.ts'

const supergraphSdl = composeShop()
const sdl = readApiSchema(supergraphSdl)
const schema = buildSchema(sdl)

function sorted(one: GraphQLSchema): string {
  return printSchema(lexicographicSortSchema(one))
}

function mistakes(document: string): string[] {
  return validate(schema, parse(document)).map(({ message }) => message)
}

test('callers see what the reference implementation shows them', () => {
  const reference = Supergraph.build(supergraphSdl, { supportedFeatures: null }).apiSchema()
  // Printed and read again: that library makes its schema with another copy of graphql.
  const shown = buildSchema(printSchema(reference.toGraphQLJSSchema({ includeDefer: true })))
  expect(sorted(schema)).toBe(sorted(shown))
})

test('nothing inaccessible is left, nor any federation machinery', () => {
  expect(validateSchema(schema)).toEqual([])
  expect(sdl).not.toMatch(/hidden|secret/i)
  expect(sdl).not.toMatch(/join__|link__|federation__|context|inaccessible|tag|mine/)
})

test('descriptions, deprecations and the order of values stay', () => {
  expect(schema.getQueryType()?.description).toBe('Where all begins')
  expect(schema.getQueryType()?.getFields().old?.deprecationReason).toBe('use me')
  expect(sdl).toContain(`enum Mood {
  ZETA
  """The first letter"""
  ALPHA
  OLD @deprecated(reason: "gone")
}`)
  expect(sdl).toContain('scalar Date @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339")')
  expect(sdl).toContain('mood(like: Mood = ALPHA): Mood')
})

test('directives of operations can be used, and only those that exist', () => {
  expect(mistakes('query ($a: Boolean!) { me { id @skip(if: $a) ... @include(if: $a) { name } } }')).toEqual([])
  expect(mistakes('query ($a: Boolean!) { me { ... @defer(label: "x", if: $a) { name } } }')).toEqual([])
  expect(mistakes('{ me { ... @defer(until: 7) { name } } }')).toEqual([
    'Unknown argument "until" on directive "@defer".',
  ])
  expect(mistakes('{ me { id @mine(text: "x") } }')).toEqual(['Unknown directive "@mine".'])
})

const LINKS = `schema
  @link(url: "https://specs.apollo.dev/link/v1.0")
  @link(url: "https://specs.apollo.dev/join/v0.5", as: "j", for: EXECUTION)
  @link(url: "https://specs.apollo.dev/inaccessible/v0.2", import: [{ name: "@inaccessible", as: "@hidden" }])
  @link(url: "https://example.com/mine", import: ["@mark", "Colour"])
{ query: Query mutation: Mutation }
directive @hidden on OBJECT | FIELD_DEFINITION | ARGUMENT_DEFINITION
directive @mark(in: Colour) on FIELD
directive @paint(colour: String @hidden, size: Int) on FIELD | FIELD_DEFINITION
directive @inner on FIELD_DEFINITION
directive @stream on FIELD
directive @oneOf on INPUT_OBJECT
directive @j__type(graph: j__Graph) repeatable on OBJECT
scalar Colour
enum j__Graph { A }
interface Named { name: String }
type Query @j__type(graph: A) { a(by: By, b: Int @hidden): Gone2 @inner c: Named }
type Gone2 implements Named { name: String secret: Int @hidden }
type Mutation @hidden { a: Int }
union Both = Gone2 | Mutation
input By @oneOf { a: Int b: Int }
`

test('names are followed where a link changes them', () => {
  const api = readApiSchema(LINKS)
  expect(api.replaceAll(/\s+/g, ' ')).toBe(
    'schema { query: Query } directive @paint(size: Int) on FIELD | FIELD_DEFINITION directive @oneOf on INPUT_OBJECT interface Named { name: String } type Query { a(by: By): Gone2 c: Named } type Gone2 implements Named { name: String } union Both = Gone2 input By @oneOf { a: Int b: Int } directive @defer(label: String, if: Boolean! = true) on FRAGMENT_SPREAD | INLINE_FRAGMENT',
  )
})

test('a schema that is no supergraph is refused by name of what is missing', () => {
  expect(() => readApiSchema('type Query { a: Int }')).toThrow('no @link to the join specification')
  expect(() => readApiSchema('type {')).toThrow('Syntax Error')
})
