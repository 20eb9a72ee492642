import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadEngine } from '../engine/load-engine.ts'
import { createExchange, startDeadline } from '../exchange.ts'
import { openDocumentCheck } from '../steps/check-document.ts'
import { openPreparation } from '../steps/prepare-operation.ts'
import { testLimits } from '../testing/fake-house.ts'
import type { Federation } from '../testing/federation.ts'
import { openFederation } from '../testing/federation.ts'

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@external", "@requires", "@listSize", { name: "@cost", as: "@price" }
])`

const park = (id: string) => ({ __typename: 'Park', id, name: `park ${id}`, area: 4 })
const subgraphs = {
  parks: {
    typeDefs: /* GraphQL */ `
      ${link}
      type Query {
        parks(first: Int = 5): Page @listSize(slicingArguments: ["first"], sizedFields: ["nodes"], requireOneSlicingArgument: false)
        park(id: ID!): Park @price(weight: 3)
        near: [Park!] @listSize(assumedSize: 40)
        anything: [Thing]
      }
      type Page { nodes: [Park!] totalCount: Int }
      union Thing = Park | Bench
      type Bench { id: ID seats: Int @price(weight: 7) }
      type Park @key(fields: "id") { id: ID! name: String area: Int map: Map }
      type Map @price(weight: 50) { svg: String }
    `,
    resolvers: {
      Query: {
        parks: (_: unknown, { first }: { first: number }) => ({
          nodes: Array.from({ length: Math.min(first, 3) }, (_, index) => park(`${index}`)),
          totalCount: 3,
        }),
        park: (_: unknown, { id }: { id: string }) => (id === '0' ? null : park(id)),
        near: () => [park('1'), park('2')],
        anything: () => [park('1'), { __typename: 'Bench', id: 'b', seats: 2 }, null],
      },
      Park: { map: () => ({ svg: '<svg/>' }), __resolveReference: ({ id }: { id: string }) => park(id) },
    },
  },
  trees: {
    typeDefs: /* GraphQL */ `
      ${link}
      type Park @key(fields: "id") {
        id: ID!
        area: Int @external
        trees(first: Int): [Tree!]
        density: Int @requires(fields: "area")
      }
      type Tree { name: String }
    `,
    resolvers: {
      Park: {
        __resolveReference: (reference: object) => reference,
        trees: () => [{ name: 'oak' }, { name: 'elm' }],
        density: ({ area }: { area: number }) => area * 2,
      },
    },
  },
}

const capped = new Map<string, number>()
let federation: Federation
beforeAll(async () => {
  federation = await openFederation({
    subgraphs,
    load: (options) => loadEngine({ ...options, subgraphCost: (name) => capped.get(name) ?? Number.POSITIVE_INFINITY }),
  })
})
afterAll(() => federation.close())

/** What is asked for beforehand, and what it comes to. */
async function costsOf(query: string, variables: Record<string, unknown> = {}) {
  const { engine } = federation
  const documents = openDocumentCheck({ limits: testLimits, production: false, cacheBytes: 1_000_000 })
  const engines = { acquire: () => ({ engine, release: () => {} }) }
  const prepare = openPreparation({ engines, documents, limits: testLimits, production: false })
  const exchange = createExchange(startDeadline(10_000, new AbortController().signal))
  const operation = prepare({ query, variables, operationName: undefined }, exchange, () => {})
  const { cost, errors } = await engine.execute(operation)
  return { requested: operation.cost, actual: cost, codes: errors?.map(({ extensions }) => extensions.code) ?? [] }
}

describe('an operation is priced by the schema', () => {
  test('page sizes, assumed sizes and weights count, under whatever name the directives came', async () => {
    expect((await costsOf('{ parks(first: 10) { nodes { name } totalCount } }')).requested).toBe(1 + 10 * (1 + 1 + 1))
    expect((await costsOf('{ parks { nodes { name } } }')).requested).toBe(1 + 5 * 2)
    expect((await costsOf('query ($n: Int) { parks(first: $n) { nodes { id } } }', { n: 7 })).requested).toBe(1 + 7 * 2)
    expect((await costsOf('query ($n: Int) { parks(first: $n) { nodes { id } } }', { n: 9 })).requested).toBe(1 + 9 * 2)
    expect((await costsOf('{ near { name } }')).requested).toBe(1 + 40)
    expect((await costsOf('{ park(id: 1) { map { svg } } }')).requested).toBe(3 + 50 + 1)
  })

  test('what it comes to are the fields that are there, with the same weights', async () => {
    const { actual } = await costsOf('{ parks(first: 10) { nodes { name } totalCount } }')
    expect(actual).toBe(1 + 2 + 3)
    expect((await costsOf('{ near { name trees(first: 3) { name } } }')).actual).toBe(1 + 2 * (2 + 2))
    expect((await costsOf('{ park(id: 0) { map { svg } } }')).actual).toBe(3)
    expect((await costsOf('{ park(id: 1) { map { svg } } }')).actual).toBe(3 + 50 + 1)
    const things = '{ anything { ... on Park { name } ... on Bench { id seats } } }'
    expect((await costsOf(things)).actual).toBe(1 + 1 + (1 + 7))
    const skipped = 'query ($no: Boolean!) { near { name map @include(if: $no) { svg } } }'
    expect((await costsOf(skipped, { no: false })).actual).toBe(1 + 2)
    expect((await costsOf('{ __typename }')).actual).toBe(1)
  })

  test('what it comes to is never more than what was asked for, where lists are as long as they say', async () => {
    const queries = [
      '{ parks(first: 3) { nodes { id name trees(first: 2) { name } density } totalCount } }',
      '{ a: near { id } b: near { map { svg } } park(id: 4) { id name } }',
      '{ anything { __typename ... on Park { id } ... on Bench { seats } } }',
    ]
    for (const query of queries) {
      const { requested, actual } = await costsOf(query)
      expect(actual).toBeLessThanOrEqual(requested)
      expect(actual).toBeGreaterThan(0)
    }
  })
})

describe('an agency is not asked for more than it is to bear', () => {
  const QUERY = 'query ($n: Int) { parks(first: $n) { nodes { density trees(first: 10) { name } } } }'
  // Of each park: density, trees and ten names.
  const perPark = 1 + 1 + 10
  const asked = async (n: number, limit: number) => {
    capped.set('trees', limit)
    const { codes } = await costsOf(QUERY, { n })
    capped.clear()
    return codes
  }

  test('its share is counted by the plan: entities as often as pages can hold them', async () => {
    expect(await asked(20, 20 * perPark)).toEqual([])
    expect(await asked(20, 20 * perPark - 1)).toEqual(['LIMIT_SUBGRAPH_COST'])
    expect(await asked(21, 20 * perPark)).toEqual(['LIMIT_SUBGRAPH_COST'])
    expect(await asked(1, 20 * perPark)).toEqual([])
  })

  test('what is refused for it asks nobody, and says of which agency', async () => {
    capped.set('trees', 5)
    const { data, errors, calls } = await federation.query(QUERY, { variables: { n: 3 } })
    capped.clear()
    const message = `trees would be asked for up to ${3 * perPark} fields, wanted at most 5; ask for shorter pages`
    expect([data, errors, calls]).toEqual([undefined, [{ message, path: undefined, code: 'LIMIT_SUBGRAPH_COST' }], []])
  })

  test('what is read for another agency counts too', async () => {
    capped.set('parks', 1)
    expect((await costsOf('{ near { density } }')).codes).toEqual(['LIMIT_SUBGRAPH_COST'])
    capped.set('parks', 1 + 40 * 3) // __typename, id and area of each
    expect((await costsOf('{ near { density } }')).codes).toEqual([])
    capped.clear()
  })
})
