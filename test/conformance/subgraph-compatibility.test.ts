import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openLogger } from '../../kit/logger.ts'
import type { RunningSubgraph } from '../../kit/subgraph/start-subgraph.ts'
import { startSubgraph } from '../../kit/subgraph/start-subgraph.ts'
import { productsSubgraph } from '../support/products-subgraph.ts'
import type { SubgraphCaller } from '../support/subgraph-caller.ts'
import { openSubgraphCaller } from '../support/subgraph-caller.ts'

let caller: SubgraphCaller
let running: RunningSubgraph
const ask = (query: string, variables?: object) =>
  caller.ask({ url: running.url, audience: 'products', query, ...(variables ? { variables } : {}) })
const entities = (selection: string, ...representations: object[]) =>
  ask(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`, {
    representations,
  })

beforeAll(async () => {
  caller = await openSubgraphCaller()
  running = await startSubgraph(productsSubgraph, {
    host: '127.0.0.1',
    port: 0,
    ...caller.doorKeys,
    now: Date.now,
    logger: openLogger({ name: 'products', level: 'silent' }),
  })
})
afterAll(() => running.close())

async function serviceSdl(): Promise<string> {
  const { data } = await ask('{ _service { sdl } }')
  return z.object({ _service: z.object({ sdl: z.string() }) }).parse(data)._service.sdl
}

/** The two neighbours of the list's products subgraph, as far as composition needs them. */
const neighbours = [
  [
    'users',
    'type User @key(fields: "email") { email: ID! name: String totalProductsCreated: Int @shareable yearsOfEmployment: Int! }',
  ],
  [
    'inventory',
    'interface Inventory @key(fields: "id") { id: ID! } type Warehouse implements Inventory @key(fields: "id") { id: ID! }',
  ],
] as const

describe("Apollo's subgraph compatibility list", () => {
  test('_service: the contract served composes with its neighbours', async () => {
    const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])'
    const composed = composeServices([
      { name: 'products', url: 'http://127.0.0.1/products', typeDefs: parse(await serviceSdl()) },
      ...neighbours.map(([name, sdl]) => ({
        name,
        url: `http://127.0.0.1/${name}`,
        typeDefs: parse(`${link} ${sdl}`),
      })),
    ])
    expect(composed.errors).toBeUndefined()
    expect(composed.supergraphSdl).toContain('directive @custom')
  })

  test.each([
    '@link',
    '@shareable',
    '@tag',
    '@override',
    '@inaccessible',
    '@composeDirective',
    '@interfaceObject',
    '@extends',
    '@external',
    '@provides',
    '@requires',
    '@custom',
  ])('%s survives into the contract that is served', async (directive) =>
    expect(await serviceSdl()).toMatch(new RegExp(`${directive}\\b`)),
  )

  test('@key: a single field', async () => {
    const { data } = await entities('... on Product { sku }', { __typename: 'Product', id: 'apollo-federation' })
    expect(data).toEqual({ _entities: [{ sku: 'federation' }] })
  })

  test('@key: several keys on one type, one of several fields', async () => {
    const { data } = await entities('... on Product { id }', {
      __typename: 'Product',
      sku: 'federation',
      package: '@apollo/federation',
    })
    expect(data).toEqual({ _entities: [{ id: 'apollo-federation' }] })
  })

  test('@key: a nested field', async () => {
    const byVariation = { __typename: 'Product', sku: 'studio', variation: { id: 'platform' } }
    const byStudy = { __typename: 'ProductResearch', study: { caseNumber: '1234' } }
    const { data } = await entities(
      '... on Product { id } ... on ProductResearch { study { description } }',
      byVariation,
      byStudy,
    )
    expect(data).toEqual({ _entities: [{ id: 'apollo-studio' }, { study: { description: 'Federation Study' } }] })
  })

  test('@requires: the fields that the gateway brings are used', async () => {
    const reference = {
      __typename: 'User',
      email: 'support@apollographql.com',
      totalProductsCreated: 1337,
      yearsOfEmployment: 10,
    }
    const { data } = await entities('... on User { averageProductsCreatedPerYear }', reference)
    expect(data).toEqual({ _entities: [{ averageProductsCreatedPerYear: 134 }] })
  })

  test('@provides: an external field answered on the path that provides it', async () => {
    const { data } = await ask('{ product(id: "apollo-federation") { createdBy { email totalProductsCreated } } }')
    expect(data).toEqual({ product: { createdBy: { email: 'support@apollographql.com', totalProductsCreated: 1337 } } })
  })

  test('@interfaceObject: an entity named like another subgraph’s interface', async () => {
    const { data } = await entities('... on Inventory { deprecatedProducts { sku } }', {
      __typename: 'Inventory',
      id: 'apollo-oss',
    })
    expect(data).toEqual({ _entities: [{ deprecatedProducts: [{ sku: 'apollo-federation-v1' }] }] })
  })
})

describe('what the kit mends', () => {
  test('one entity that throws loses only itself, its path has a number, and its text stays inside', async () => {
    const { status, data, errors } = await entities(
      '... on Product { id }',
      { __typename: 'Product', id: 'throws' },
      { __typename: 'Product', id: 'apollo-studio' },
    )
    expect(status).toBe(200)
    expect(data).toEqual({ _entities: [null, { id: 'apollo-studio' }] })
    expect(errors).toEqual([
      {
        message: 'Something went wrong on our side; quote the errorId when you ask about it.',
        locations: expect.any(Array),
        path: ['_entities', 0],
        extensions: { code: 'INTERNAL', errorId: expect.any(String) },
      },
    ])
  })

  test('1,000 entities are answered and 1,001 are refused', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, () => ({ __typename: 'Product', id: 'apollo-studio' }))
    const full = await entities('... on Product { id }', ...many(1000))
    expect(full.data?._entities).toHaveLength(1000)
    const over = await entities('... on Product { id }', ...many(1001))
    expect(over.errors?.[0]).toMatchObject({ extensions: { code: 'TOO_MANY_ENTITIES', public: true } })
  })

  test('a form post without a preflight never runs', async () => {
    const response = await fetch(running.url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"query":"{ __typename }"}',
    })
    expect(response.ok).toBe(false)
  })

  test('nobody but the gateway is answered', async () => {
    const response = await fetch(running.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
    })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.stringContaining('ask the gateway instead'),
          extensions: { code: 'VIEWER_STATEMENT_MISSING' },
        },
      ],
    })
  })

  test('a mistake in the query is told as it is', async () => {
    const { status, errors } = await ask('{ nothing }')
    expect(status).toBe(400)
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('Cannot query field "nothing"'),
      extensions: { code: 'BAD_REQUEST' },
    })
  })
})
