import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Federation } from '../../../gateway/testing/federation.ts'
import { openFederation } from '../../../gateway/testing/federation.ts'
import { loadOurs } from './describe-feature.ts'
import { findBy } from './rows.ts'

/** Composition promises a way to every field, so the way is taken out of the supergraph afterwards. */
const closeStock = (sdl: string) => {
  const closed = sdl.replaceAll(
    '@join__type(graph: STOCK, key: "id")',
    '@join__type(graph: STOCK, key: "id", resolvable: false)',
  )
  expect(closed).not.toBe(sdl)
  return closed
}

describe('a branch that nothing can resolve', () => {
  let federation: Federation
  beforeAll(async () => {
    federation = await openFederation({
      load: loadOurs,
      edit: closeStock,
      subgraphs: {
        catalog: {
          typeDefs: `
            type Query { book: Book }
            type Book @key(fields: "id") { id: ID! title: String }
          `,
          resolvers: {
            Query: { book: () => ({ id: '1', title: 'Tides' }) },
            Book: { __resolveReference: findBy([], 'id') },
          },
        },
        stock: {
          typeDefs: `
            type Query { stocked: Book }
            type Book @key(fields: "id") { id: ID! copies: Int }
          `,
          resolvers: {
            Query: { stocked: () => ({ id: '1', copies: 4 }) },
            Book: { __resolveReference: findBy([{ id: '1', copies: 4 }], 'id') },
          },
        },
      },
    })
  })
  afterAll(() => federation?.close())

  test('is an error, never a silent null', async () => {
    const told = await federation.query('{ book { title copies } }').then(
      ({ errors }) => errors.map(({ message }) => message),
      (refusal: Error) => [refusal.message],
    )
    expect(told).toHaveLength(1)
  })

  test('what can be resolved is answered as ever', async () => {
    const answer = await federation.query('{ book { title } stocked { copies } }')
    expect([answer.data, answer.errors]).toEqual([{ book: { title: 'Tides' }, stocked: { copies: 4 } }, []])
  })
})
