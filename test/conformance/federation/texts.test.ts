import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Federation } from '../../../gateway/testing/federation.ts'
import { openFederation } from '../../../gateway/testing/federation.ts'
import { describeFeature, loadOurs } from './describe-feature.ts'

/** Longer than what is looked at character by character. */
const plain = 'a plain text, longer than those that are looked at one by one 香港'
const odd = 'a "text" with \\ and \n and \u2028 and \u{1f689}, and long enough too'

const subgraphs = {
  catalog: {
    typeDefs: `
      type Query { book: Book  oddBook: Book }
      type Subscription { books: Book }
      type Book @key(fields: "id") { id: ID! title: String }
    `,
    resolvers: {
      Query: { book: () => ({ id: '1', title: plain }), oddBook: () => ({ id: '2', title: odd }) },
      Subscription: {
        books: {
          async *subscribe() {
            yield { books: { id: '1', title: plain } }
            yield { books: { id: '2', title: odd } }
            yield { books: { id: '1', title: plain } }
          },
        },
      },
    },
  },
  reviews: {
    typeDefs: `type Book @key(fields: "id") { id: ID! praise: String  scorn: String }`,
    resolvers: {
      Book: { __resolveReference: ({ id }: { id: string }) => ({ id, praise: plain, scorn: odd }) },
    },
  },
}

describeFeature('texts with something to escape', {
  subgraphs,
  cases: [
    { name: 'none', query: '{ book { title praise } }', data: { book: { title: plain, praise: plain } } },
    {
      name: 'in the first answer',
      query: '{ oddBook { title praise } }',
      data: { oddBook: { title: odd, praise: plain } },
    },
    { name: 'in a later one', query: '{ book { title scorn } }', data: { book: { title: plain, scorn: odd } } },
  ],
})

describe('texts with something to escape, in parts', () => {
  let federation: Federation
  beforeAll(async () => {
    federation = await openFederation({ load: loadOurs, subgraphs })
  })
  afterAll(() => federation?.close())

  test('what is deferred may have them where the first part has none', async () => {
    const [first, later] = await federation.queryIncrementally('{ book { title ... @defer { scorn } } }')
    expect([first?.data, later?.data]).toEqual([{ book: { title: plain } }, { scorn: odd }])
  })

  test('one event may have them and the next none', async () => {
    const events = await federation.subscribe('subscription { books { title praise } }')
    expect(events.map(({ data }) => data)).toEqual(
      [plain, odd, plain].map((title) => ({ books: { title, praise: plain } })),
    )
  })
})
