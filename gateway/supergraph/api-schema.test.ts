import { readFileSync } from 'node:fs'
import { Supergraph } from '@apollo/federation-internals'
import { buildSchema, lexicographicSortSchema, parse, printSchema, validate } from 'graphql'
import { expect, test } from 'vitest'
import { scalars } from '../../kit/scalars.ts'
import { composeSmallHouse } from '../testing/small-house.ts'
import { buildApiSchema } from './api-schema.ts'
import { loadSupergraph } from './load-supergraph.ts'
import { parseInSlices } from './parse-in-slices.ts'
import { compose, federated } from './testing/compose.ts'

const everything = compose({
  one: federated(
    '"@key", "@shareable", "@tag", "@inaccessible", "@interfaceObject", "@context", "@fromContext"',
    `"""What can be asked."""
     type Query { "A thing." thing(id: ID! = "1", like: Like = {kind: ODD, sizes: [1, 2]}, hidden: Int @inaccessible): Thing
       found: [Found!]! secret: Secret @inaccessible when: Date named: Named old: Int @deprecated(reason: "gone") older: Int @deprecated }
     type Mutation { change(like: Like!): Thing }
     type Subscription { changed: Thing }
     interface Named { name: String }
     interface Hidden @inaccessible { id: ID! }
     type Thing implements Named & Hidden @key(fields: "id") @context(name: "c") { id: ID! name: String @tag(name: "x") parts: [[Part!]] }
     type Part @key(fields: "id") { id: ID! of(name: String @fromContext(field: "$c { name }")): String }
     type Secret @inaccessible { a: Int }
     union Found = Thing | Secret
     enum Kind { ODD EVEN @inaccessible "Neither." NONE @deprecated(reason: "no") }
     input Like { kind: Kind = NONE sizes: [Int!] = [3] hidden: Int @inaccessible }
     scalar Date @specifiedBy(url: "https://a.example/date")
     scalar SafeInt
     directive @ask(how: String = "well") on FIELD | QUERY`,
  ),
  two: federated(
    '"@key"',
    'type Query { two: Int } type Part @key(fields: "id") { id: ID! weight: Float } directive @ask(how: String = "well") on FIELD | QUERY',
  ),
})

const apiSchemaOf = (sdl: string, defer = false) =>
  buildApiSchema({ definitions: loadSupergraph({ sdl, addresses: {} }).apiDefinitions, defer })
const printed = (text: string) => printSchema(lexicographicSortSchema(buildSchema(text)))

test.each([
  ['the house', readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8')],
  ['a library', composeSmallHouse()],
  ['one of everything', everything],
])('callers of %s see what the federation library would show them', async (_name, sdl) => {
  const wanted = printSchema(Supergraph.build(sdl, { supportedFeatures: null }).apiSchema().toGraphQLJSSchema())
  expect(printed(printSchema(await apiSchemaOf(sdl)))).toBe(printed(wanted))
})

test.each([
  ['by an import', federated('{name: "@inaccessible", as: "@hidden"}', 'type Query { a: Int b: Int @hidden }')],
  ['by its place', federated('"@key"', 'type Query { a: Int b: Int @federation__inaccessible }')],
  [
    'by its prefix',
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", as: "f") type Query { a: Int b: Int @f__inaccessible }',
  ],
])('what is inaccessible stays so where it is called otherwise %s', async (_name, subgraph) => {
  const schema = await apiSchemaOf(compose({ one: subgraph }))
  expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(['a'])
  expect(printSchema(schema)).not.toMatch(/hidden|inaccessible/)
})

test('what was meant to be inaccessible is hidden even if the link is missing', async () => {
  const sdl = compose({ one: 'type Query { a: Int b: Int }' }).replace('b: Int', 'b: Int @inaccessible')
  expect(printSchema(await apiSchemaOf(sdl))).not.toContain('b: Int')
})

test('a scalar whose behaviour is known refuses what is none; of strangers anything is taken', async () => {
  const sdl = compose({ one: 'type Query { due(on: Date!, other: Any): Date } scalar Date scalar Any' })
  const { apiDefinitions: definitions } = loadSupergraph({ sdl, addresses: {} })
  const schema = await buildApiSchema({ definitions, scalars })
  const problems = (query: string) => validate(schema, parse(query)).map(({ message }) => message)
  expect(problems('{ due(on: "2026-11-23", other: {a: 1}) }')).toEqual([])
  expect(problems('{ due(on: "2026-02-30") }').join()).toContain('wanted a calendar date')
  expect(validate(await apiSchemaOf(sdl), parse('{ due(on: "some day") }'))).toEqual([])
})

test('an input that takes one of its fields refuses two', async () => {
  const definitions = await parseInSlices('type Query { a(one: One): Int } input One @oneOf { b: Int c: Int }')
  const schema = await buildApiSchema({ definitions })
  expect(validate(schema, parse('{ a(one: {b: 1}) }'))).toEqual([])
  expect(validate(schema, parse('{ a(one: {b: 1, c: 1}) }'))).toHaveLength(1)
})

test('fragments can be deferred only where that is said', async () => {
  const sdl = compose({ one: 'type Query { a: Int }' })
  const query = parse('{ a ... @defer(label: "x", if: true) { a } }')
  expect(validate(await apiSchemaOf(sdl, true), query)).toEqual([])
  expect(validate(await apiSchemaOf(sdl), query).join()).toContain('Unknown directive "@defer"')
})

test.each([
  ['an unknown type', 'type Query { a: Nowhere }', 'Unknown type: "Nowhere"'],
  ['an input for an answer', 'type Query { a: In } input In { b: Int }', 'Type "In" cannot stand where it does'],
  ['an answer for an input', 'type Query { a(b: Query): Int }', 'Type "Query" cannot stand where it does'],
  ['an object for an interface', 'type A { b: Int } type Query implements A { b: Int }', 'Type "A" cannot stand'],
  ['a type twice', 'type Query { a: Int } scalar A scalar A', 'There can be only one type named "A"'],
  ['no Query', 'type A { b: Int }', 'there is nothing to query'],
  ['a root that is none', 'schema { query: A } scalar A', 'Unknown root type: "A"'],
])('definitions with %s are refused', async (_name, text, problem) => {
  await expect(parseInSlices(text).then((definitions) => buildApiSchema({ definitions }))).rejects.toThrow(problem)
})
