import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadSupergraph } from '../../gateway/supergraph/load-supergraph.ts'
import { parsePolicyTable } from '../../kit/policy/policy-table.ts'
import { roster } from '../../schema/roster.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const { policies } = loadSupergraph({ sdl: read('schema/supergraph.graphql'), addresses: {} })
const tables = roster.map(({ name }) => ({
  name,
  table: parsePolicyTable(JSON.parse(read(`subgraphs/${name}/policy.json`))),
}))
const sorted = (list: readonly object[]) => list.map((policy) => JSON.stringify(policy)).toSorted()

test.each(tables)('what $name asks for its fields is what the gateway asks for them', ({ table }) => {
  for (const [coordinate, own] of Map.groupBy(table.fields, (policy) => policy.coordinate)) {
    expect([coordinate, sorted(policies.get(coordinate) ?? [])]).toEqual([coordinate, sorted(own)])
  }
})

test('whatever the gateway asks for, some agency asks for too', () => {
  const asked = new Set(tables.flatMap(({ table }) => table.fields.map(({ coordinate }) => coordinate)))
  expect(policies.size).toBeGreaterThan(100)
  expect([...policies.keys()].filter((coordinate) => !asked.has(coordinate))).toEqual([])
})

test('callers see nothing of the classes: no directive, no category', () => {
  const partner = read('schema/partner.graphql')
  expect(partner).not.toMatch(/personalData|readableBy|requiresScopes|border-eligibility/)
})
