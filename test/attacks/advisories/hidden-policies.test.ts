import { readFileSync } from 'node:fs'
import { buildSchema, getIntrospectionQuery, graphql } from 'graphql'
import { expect, test } from 'vitest'
import { buildApiSchema } from '../../../gateway/supergraph/api-schema.ts'
import { loadSupergraph } from '../../../gateway/supergraph/load-supergraph.ts'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const supergraph = read('schema/supergraph.graphql')

/** What only those who enforce the rules need to know. */
const directives = [
  ...['personalData', 'purpose', 'residency', 'assurance', 'readableBy'],
  ...['authenticated', 'requiresScopes', 'policy', 'inaccessible', 'tag', 'cost', 'listSize', 'link'],
]

test('the supergraph holds the rules, so that there is something to hide', () => {
  const held = directives.filter((name) => new RegExp(`^directive @${name}\\b`, 'm').test(supergraph))
  expect(held).toEqual(expect.arrayContaining(['personalData', 'purpose', 'residency', 'requiresScopes', 'policy']))
})

test('introspection tells callers of no rule: not its directive, not its types, not where it stands', async () => {
  const { apiDefinitions } = loadSupergraph({ sdl: supergraph, addresses: {} })
  const schema = await buildApiSchema({ definitions: apiDefinitions, defer: true })
  const { data, errors } = await graphql({ schema, source: getIntrospectionQuery({ inputValueDeprecation: true }) })
  expect(errors).toBe(undefined)
  const told = JSON.parse(JSON.stringify(data)).__schema
  const names = told.directives.map(({ name }: { name: string }) => name)
  expect(names).toEqual(expect.arrayContaining(['defer', 'include', 'skip']))
  expect(names.filter((name: string) => directives.includes(name) || name.includes('__'))).toEqual([])
  const machinery = told.types.filter(({ name }: { name: string }) => /^_|__.|Scope$|Policy$/.test(name))
  expect(machinery.filter(({ name }: { name: string }) => !name.startsWith('__')).map(Object)).toEqual([])
})

test('the schema that partners are given holds none either', () => {
  const text = read('schema/partner.graphql')
  for (const name of directives) expect(text).not.toMatch(new RegExp(`@${name}\\b`))
  const names = buildSchema(text)
    .getDirectives()
    .map(({ name }) => name)
  expect(names.filter((name) => directives.includes(name))).toEqual([])
})
