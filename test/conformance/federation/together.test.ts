import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Federation } from '../../../gateway/testing/federation.ts'
import { openFederation } from '../../../gateway/testing/federation.ts'
import { loadOurs } from './describe-feature.ts'

describe('many operations at the same time', () => {
  let federation: Federation
  beforeAll(async () => {
    federation = await openFederation({
      load: loadOurs,
      subgraphs: {
        catalog: {
          typeDefs: `
            type Query { item(id: ID!): Item }
            type Item @key(fields: "id") { id: ID! name: String }
          `,
          resolvers: {
            Query: {
              item: async (_: unknown, { id }: { id: string }) => {
                await new Promise((resolve) => setTimeout(resolve, Number(id) % 5))
                return { id, name: `name ${id}` }
              },
            },
          },
        },
        stock: {
          typeDefs: 'type Item @key(fields: "id") { id: ID! copies(plus: Int): Int }',
          resolvers: {
            Item: {
              __resolveReference: async ({ id }: { id: string }) => {
                await new Promise((resolve) => setTimeout(resolve, Number(id) % 3))
                return { id }
              },
              copies: ({ id }: { id: string }, { plus = 0 }: { plus?: number }) => Number(id) * 10 + plus,
            },
          },
        },
      },
    })
  })
  afterAll(() => federation?.close())

  const ids = Array.from({ length: 100 }, (_, index) => index % 40)

  test('values in variables are nobody else’s', async () => {
    const query =
      'query ($id: ID!, $plus: Int, $no: Boolean!) { item(id: $id) { name copies(plus: $plus) id @skip(if: $no) } }'
    const answers = await Promise.all(
      ids.map((id) => federation.query(query, { variables: { id, plus: id % 7, no: id % 2 === 0 } })),
    )
    expect(answers.map(({ data }) => data)).toEqual(
      ids.map((id) => ({
        item: { name: `name ${id}`, copies: id * 10 + (id % 7), ...(id % 2 === 0 ? {} : { id: `${id}` }) },
      })),
    )
  })

  test('values in the document are nobody else’s', async () => {
    const answers = await Promise.all(
      ids.map((id) => federation.query(`{ item(id: ${id}) { copies(plus: ${id % 7}) name } }`)),
    )
    expect(answers.map(({ data }) => data)).toEqual(
      ids.map((id) => ({ item: { copies: id * 10 + (id % 7), name: `name ${id}` } })),
    )
  })

  test('names in the answer are nobody else’s', async () => {
    const answers = await Promise.all(
      ids.map((id) => federation.query(`{ a${id % 3}: item(id: ${id}) { b${id % 4}: copies } }`)),
    )
    expect(answers.map(({ data }) => data)).toEqual(ids.map((id) => ({ [`a${id % 3}`]: { [`b${id % 4}`]: id * 10 } })))
  })

  test('operations of one document are not mixed up', async () => {
    const document = 'query A { item(id: 1) { name } } query B { item(id: 2) { copies } }'
    const [a, b, again] = await Promise.all([
      federation.query(document, { operationName: 'A' }),
      federation.query(document, { operationName: 'B' }),
      federation.query(document, { operationName: 'A' }),
    ])
    expect([a?.data, b?.data, again?.data]).toEqual([
      { item: { name: 'name 1' } },
      { item: { copies: 20 } },
      { item: { name: 'name 1' } },
    ])
  })
})
