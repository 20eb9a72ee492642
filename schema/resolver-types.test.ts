import { expect, test } from 'vitest'
import { resolverTypesOf } from './resolver-types.ts'

const typeDefs = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@inaccessible"])
type Query { "All of them." parks: [Park!] }
"A park." type Park @key(fields: "id") { id: ID! state: State opened: Date }
enum State { OPEN } scalar Date`

test('resolvers of a type get the record of that name, and references only its key', async () => {
  const types = await resolverTypesOf({
    typeDefs,
    records: 'export interface Park { readonly id: string }\nexport type Other = string',
  })
  expect(types).toContain("import type { Park as ParkRecord } from './records.ts'")
  expect(types).not.toContain('Other')
  expect(types).toContain('Park: ResolverTypeWrapper<ParkRecord>')
  expect(types).toMatch(
    /Park:\s+\( \{ __typename: 'Park' \}\s+& GraphQLRecursivePick<FederationTypes\['Park'\], \{\\?"id\\?":true\}>/,
  )
  expect(types).toContain("import type { Context } from './context.ts'")
})

test('an enum stays what the contract says, whatever the records call by its name', async () => {
  const types = await resolverTypesOf({ typeDefs, records: "export type State = 'OPEN' | 'SHUT'" })
  expect(types).not.toContain('StateRecord')
  expect(types).toMatch(/export type State =\s*\|? ?'OPEN';/)
})

test('descriptions are left to the contract', async () => {
  expect(await resolverTypesOf({ typeDefs, records: '' })).not.toContain('All of them.')
})
