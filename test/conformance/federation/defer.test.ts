import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeferredPlace, Federation, FederationAnswer } from '../../../gateway/testing/federation.ts'
import { openFederation } from '../../../gateway/testing/federation.ts'
import { loadOurs } from './describe-feature.ts'
import { findBy, findWith } from './rows.ts'

const books = [
  { id: '1', title: 'Tides', pages: 320 },
  { id: '2', title: 'Ferries', pages: 90 },
]

describe('@defer', () => {
  let federation: Federation
  beforeAll(async () => {
    federation = await openFederation({
      load: loadOurs,
      subgraphs: {
        catalog: {
          typeDefs: `
            type Query { book: Book  books: [Book!]!  gone: Book  nobody: Book }
            type Mutation { lend: Book }
            type Book @key(fields: "id") { id: ID! title: String pages: Int }
          `,
          resolvers: {
            Query: { book: () => books[0], books: () => books, gone: () => ({ id: '9' }), nobody: () => null },
            Mutation: { lend: () => books[0] },
            Book: { __resolveReference: findBy(books, 'id') },
          },
        },
        stock: {
          typeDefs: `
            type Book @key(fields: "id") {
              id: ID! copies: Int sure: Int! pages: Int @external weight: String @requires(fields: "pages")
            }
          `,
          resolvers: {
            Book: {
              __resolveReference: findWith(
                [
                  { id: '1', copies: 4, sure: 1 },
                  { id: '2', copies: 0, sure: 2 },
                ],
                'id',
              ),
              weight: ({ brought }: { brought: { pages: number } }) => `${brought.pages} g`,
            },
          },
        },
      },
    })
  })
  afterAll(() => federation?.close())

  /** The first part's data, and what each later part adds where. */
  async function parts(query: string, variables = {}) {
    const answers = await federation.queryIncrementally(query, { variables })
    return answers.map(({ data, errors, place, label }: FederationAnswer & DeferredPlace) => ({
      data,
      ...(errors.length > 0 ? { errors: errors.map(({ path }) => path) } : {}),
      ...(place ? { place } : {}),
      ...(label ? { label } : {}),
    }))
  }

  /** Parts that do not depend on one another may come in any order. */
  const byPlace = (all: Awaited<ReturnType<typeof parts>>) =>
    [...all].sort((one, other) => JSON.stringify(one.place ?? '').localeCompare(JSON.stringify(other.place ?? '')))

  test('fields of another subgraph come later', async () => {
    expect(await parts('{ book { title ... @defer { copies } } }')).toEqual([
      { data: { book: { title: 'Tides' } } },
      { data: { copies: 4 }, place: ['book'] },
    ])
  })

  test('a label names its part', async () => {
    expect(await parts('{ book { title ...C @defer(label: "later") } } fragment C on Book { copies }')).toEqual([
      { data: { book: { title: 'Tides' } } },
      { data: { copies: 4 }, place: ['book'], label: 'later' },
    ])
  })

  test('`if: false` defers nothing', async () => {
    const query = 'query ($later: Boolean!) { book { title ... @defer(if: $later) { copies } } }'
    expect(await parts(query, { later: false })).toEqual([{ data: { book: { title: 'Tides', copies: 4 } } }])
    expect(await parts(query, { later: true })).toEqual([
      { data: { book: { title: 'Tides' } } },
      { data: { copies: 4 }, place: ['book'] },
    ])
  })

  test('below a list each item gets its part', async () => {
    expect(byPlace(await parts('{ books { title ... @defer { copies } } }'))).toEqual([
      { data: { books: [{ title: 'Tides' }, { title: 'Ferries' }] } },
      { data: { copies: 4 }, place: ['books', 0] },
      { data: { copies: 0 }, place: ['books', 1] },
    ])
  })

  test('two parts of one object both come', async () => {
    const all = await parts('{ book { title ... @defer(label: "a") { copies } ... @defer(label: "b") { weight } } }')
    expect(all[0]).toEqual({ data: { book: { title: 'Tides' } } })
    expect([...all.slice(1)].sort((a, b) => String(a.label).localeCompare(String(b.label)))).toEqual([
      { data: { copies: 4 }, place: ['book'], label: 'a' },
      { data: { weight: '320 g' }, place: ['book'], label: 'b' },
    ])
  })

  test('a part within a part comes after it', async () => {
    expect(
      await parts('{ book { title ... @defer(label: "a") { copies ... @defer(label: "b") { weight } } } }'),
    ).toEqual([
      { data: { book: { title: 'Tides' } } },
      { data: { copies: 4 }, place: ['book'], label: 'a' },
      { data: { weight: '320 g' }, place: ['book'], label: 'b' },
    ])
  })

  test('aliases and keys in it are as anywhere', async () => {
    expect(await parts('{ b: book { id: title ... @defer { pages: copies w: weight } } }')).toEqual([
      { data: { b: { id: 'Tides' } } },
      { data: { pages: 4, w: '320 g' }, place: ['b'] },
    ])
  })

  test('a promise broken in a part is told in that part', async () => {
    const all = await parts('{ gone { id ... @defer { sure } } }')
    expect(all).toEqual([{ data: { gone: { id: '9' } } }, { data: null, errors: [['gone', 'sure']], place: ['gone'] }])
  })

  test('a part of an object that is null never comes', async () => {
    expect(await parts('{ nobody { title ... @defer { copies } } }')).toEqual([{ data: { nobody: null } }])
  })

  test('a part that is skipped never comes', async () => {
    const query = 'query ($no: Boolean!) { book { title ... @include(if: $no) @defer { copies } } }'
    expect(await parts(query, { no: false })).toEqual([{ data: { book: { title: 'Tides' } } }])
  })

  test('root fields may come later', async () => {
    expect(await parts('{ book { title } ... @defer { books { copies } } }')).toEqual([
      { data: { book: { title: 'Tides' } } },
      { data: { books: [{ copies: 4 }, { copies: 0 }] }, place: [] },
    ])
  })

  test('what is asked for at once as well is answered in both', async () => {
    expect(await parts('{ book { copies ... @defer { copies weight } } }')).toEqual([
      { data: { book: { copies: 4 } } },
      { data: { copies: 4, weight: '320 g' }, place: ['book'] },
    ])
  })

  test('a mutation’s answer may come in parts, the change runs once', async () => {
    const [first, second] = await federation.queryIncrementally('mutation { lend { title ... @defer { copies } } }')
    expect([first?.data, second?.data]).toEqual([{ lend: { title: 'Tides' } }, { copies: 4 }])
    expect(second?.calls.filter(({ kind }) => kind === 'mutation')).toHaveLength(1)
  })

  test('one operation deferred and whole, in turn', async () => {
    const query = '{ book { title ... @defer { weight } } }'
    const whole = { book: { title: 'Tides', weight: '320 g' } }
    expect((await federation.query(query)).data).toEqual(whole)
    expect(await parts(query)).toHaveLength(2)
    expect((await federation.query(query)).data).toEqual(whole)
  })

  test('who wants one answer gets one', async () => {
    const answer = await federation.query('{ book { title ... @defer { copies } } }')
    expect([answer.data, answer.errors]).toEqual([{ book: { title: 'Tides', copies: 4 } }, []])
  })
})
