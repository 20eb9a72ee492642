import { GraphQLError } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SubgraphReply } from '../../../gateway/engine/engine.ts'
import { isFailure } from '../../../gateway/engine/engine.ts'
import type { Federation, SubgraphCall } from '../../../gateway/testing/federation.ts'
import { openFederation } from '../../../gateway/testing/federation.ts'
import { describeFeature, loadOurs } from './describe-feature.ts'

const fail = (code: string) => () => {
  throw new GraphQLError('no', { extensions: { code, public: true } })
}

describeFeature('errors of subgraphs', {
  subgraphs: {
    catalog: {
      typeDefs: `
        type Query { book(id: ID!): Book  books: [Book!]!  broken: Book  brokenLeaf: Book  strict: Book }
        type Book @key(fields: "id") { id: ID! title: String leaf: String  hard: String!  next: Book }
      `,
      resolvers: {
        Query: {
          book: (_: unknown, { id }: { id: string }) => ({ id, title: `T${id}` }),
          books: () => ['1', '2', '1'].map((id) => ({ id, title: `T${id}` })),
          broken: fail('BROKEN_BOOK'),
          brokenLeaf: () => ({ id: '1', title: 'T1' }),
          strict: () => ({ id: '1' }),
        },
        Book: { leaf: fail('BROKEN_LEAF'), hard: fail('BROKEN_HARD'), next: () => ({ id: '2' }) },
      },
    },
    stock: {
      typeDefs: `
        type Book @key(fields: "id") { id: ID! copies(of: String): Int place: Place  sure: Int! }
        type Place { floor: Int room: String }
      `,
      resolvers: {
        Book: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          copies: ({ id }: { id: string }) => (id === '2' ? fail('BROKEN_COPIES')() : 4),
          place: () => ({ floor: 3 }),
          sure: ({ id }: { id: string }) => (id === '2' ? fail('BROKEN_SURE')() : 4),
        },
        Place: { room: fail('BROKEN_ROOM') },
      },
    },
    extras: {
      typeDefs: 'type Book @key(fields: "id") { id: ID! blurb: String }',
      resolvers: {
        Book: {
          __resolveReference: ({ id }: { id: string }) => {
            if (id === '2') return fail('BROKEN_ENTITY')()
            return id === '3' ? null : { id, blurb: `B${id}` }
          },
        },
      },
    },
  },
  cases: [
    {
      name: 'at the root keep their path and code',
      query: '{ broken { title } book(id: "1") { title } }',
      data: { broken: null, book: { title: 'T1' } },
      errors: [{ path: ['broken'], code: 'BROKEN_BOOK' }],
    },
    {
      name: 'have the caller’s names on their path',
      query: '{ b: brokenLeaf { t: title l: leaf } }',
      data: { b: { t: 'T1', l: null } },
      errors: [{ path: ['b', 'l'], code: 'BROKEN_LEAF' }],
    },
    {
      name: 'are told once where null has already spread inside the subgraph',
      query: '{ strict { id hard } }',
      data: { strict: null },
      errors: [{ path: ['strict', 'hard'], code: 'BROKEN_HARD' }],
    },
    {
      name: 'of an entity stand at the entity’s place',
      query: '{ book(id: "2") { title copies } }',
      data: { book: { title: 'T2', copies: null } },
      errors: [{ path: ['book', 'copies'], code: 'BROKEN_COPIES' }],
    },
    {
      name: 'of an entity have the caller’s names too',
      query: '{ b: book(id: "2") { c: copies(of: "x") } }',
      data: { b: { c: null } },
      errors: [{ path: ['b', 'c'], code: 'BROKEN_COPIES' }],
    },
    {
      name: 'below an entity of a list have the index',
      query: '{ books { copies } }',
      data: { books: [{ copies: 4 }, { copies: null }, { copies: 4 }] },
      errors: [{ path: ['books', 1, 'copies'], code: 'BROKEN_COPIES' }],
    },
    {
      name: 'of an entity found twice stand at both places',
      query: '{ books { place { floor room } } }',
      data: {
        books: [
          { place: { floor: 3, room: null } },
          { place: { floor: 3, room: null } },
          { place: { floor: 3, room: null } },
        ],
      },
      errors: [0, 1, 2].map((index) => ({ path: ['books', index, 'place', 'room'], code: 'BROKEN_ROOM' })),
    },
    {
      name: 'of an entity’s field that must not be null take the entity, and are told once',
      query: '{ book(id: "2") { title sure } }',
      data: { book: null },
      errors: [{ path: ['book', 'sure'], code: 'BROKEN_SURE' }],
    },
    {
      name: 'an entity that nobody knows is null in its fields, without an error',
      query: '{ book(id: "3") { title blurb } }',
      data: { book: { title: 'T3', blurb: null } },
    },
    {
      name: 'below a journey back and forth',
      query: '{ book(id: "1") { copies next { copies title } } }',
      data: { book: { copies: 4, next: { copies: null, title: null } } },
      errors: [{ path: ['book', 'next', 'copies'], code: 'BROKEN_COPIES' }],
    },
  ],
})

/** Cuts the list of entities, replaces it, or fails, as the operation wishes by an argument. */
function tamper(reply: SubgraphReply, call: SubgraphCall): SubgraphReply {
  if (isFailure(reply)) return reply
  // The wish may stand in the document or in a variable.
  const asked = JSON.stringify([call.query, call.variables])
  if (asked.includes('down')) return { failure: 'SUBGRAPH_UNAVAILABLE', message: 'An agency did not answer.' }
  const data = reply.data as { _entities?: unknown[] }
  const key = Object.keys(data ?? {})[0] ?? '_entities'
  const entities = data?._entities ?? []
  if (asked.includes('few')) return { data: { [key]: entities.slice(0, 1) }, errors: [] }
  if (asked.includes('pathless')) {
    const error = { message: 'no', path: undefined, code: 'LOST', errorId: undefined, public: true }
    return { data: null, errors: [error] }
  }
  if (asked.includes('textual')) {
    const path = [key, '1', 'blurb']
    const error = { message: 'no', path, code: 'TEXTUAL', errorId: undefined, public: true }
    return { data: { [key]: [entities[0], { blurb: null }] }, errors: [error] }
  }
  if (asked.includes('none')) return { data: {}, errors: [] }
  if (asked.includes('odd')) return { data: { [key]: 'odd' }, errors: [] }
  if (asked.includes('many')) return { data: { [key]: [...entities, { lang: 'extra' }] }, errors: [] }
  return reply
}

describeFeature('entities that do not come as they were asked for', {
  subgraphs: {
    catalog: {
      typeDefs: `
        type Query { books: [Book!]!  title: String }
        type Book @key(fields: "id") { id: ID! title: String }
      `,
      resolvers: {
        Query: { books: () => ['1', '2'].map((id) => ({ id, title: `T${id}` })), title: () => 'here' },
      },
    },
    blurbs: {
      typeDefs: `
        type Query { headline(in: String): String  motto: String }
        type Book @key(fields: "id") { id: ID! blurb(in: String): String }
      `,
      resolvers: {
        Query: { headline: () => 'news', motto: () => 'on' },
        Book: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          blurb: ({ id }: { id: string }) => `B${id}`,
        },
      },
      tamper,
    },
  },
  cases: [
    {
      name: 'as they should',
      query: '{ books { title blurb(in: "en") } }',
      data: {
        books: [
          { title: 'T1', blurb: 'B1' },
          { title: 'T2', blurb: 'B2' },
        ],
      },
    },
    {
      name: 'too few: what did not come is an error and null',
      query: '{ books { title blurb(in: "few") } }',
      data: {
        books: [
          { title: 'T1', blurb: 'B1' },
          { title: 'T2', blurb: null },
        ],
      },
      errors: [{ path: ['books', 1, 'blurb'] }],
      referenceFails: 'it wants the whole list or nothing',
    },
    {
      name: 'none at all',
      query: '{ books { title blurb(in: "none") } }',
      data: {
        books: [
          { title: 'T1', blurb: null },
          { title: 'T2', blurb: null },
        ],
      },
      errors: [{ path: ['books', 0, 'blurb'] }, { path: ['books', 1, 'blurb'] }],
      referenceFails: 'it answers null without an error',
    },
    {
      name: 'something that is no list',
      query: '{ books { title blurb(in: "odd") } }',
      data: {
        books: [
          { title: 'T1', blurb: null },
          { title: 'T2', blurb: null },
        ],
      },
      errors: [{ path: ['books', 0, 'blurb'] }, { path: ['books', 1, 'blurb'] }],
      referenceFails: 'its error has no path to the fields',
    },
    {
      name: 'a subgraph that is down leaves the rest standing and says where it is missing',
      query: '{ books { title blurb(in: "down") } title }',
      data: {
        books: [
          { title: 'T1', blurb: null },
          { title: 'T2', blurb: null },
        ],
        title: 'here',
      },
      errors: [
        { path: ['books', 0, 'blurb'], code: 'SUBGRAPH_UNAVAILABLE' },
        { path: ['books', 1, 'blurb'], code: 'SUBGRAPH_UNAVAILABLE' },
      ],
      referenceFails: 'its error stands at the list',
    },
    {
      name: 'more than were asked for: those are left aside',
      query: '{ books { blurb(in: "many") } }',
      data: { books: [{ blurb: 'B1' }, { blurb: 'B2' }] },
      referenceFails: 'it wants as many as it asked for or nothing',
    },
    {
      name: 'an error whose path has its index as a text',
      query: '{ books { blurb(in: "textual") } }',
      data: { books: [{ blurb: 'B1' }, { blurb: null }] },
      errors: [{ path: ['books', 1, 'blurb'], code: 'TEXTUAL' }],
      referenceFails: 'it leaves its error at the list',
    },
    {
      name: 'an error that says not where stands at every entity it took',
      query: '{ books { title blurb(in: "pathless") } }',
      data: {
        books: [
          { title: 'T1', blurb: null },
          { title: 'T2', blurb: null },
        ],
      },
      errors: [
        { path: ['books', 0, 'blurb'], code: 'LOST' },
        { path: ['books', 1, 'blurb'], code: 'LOST' },
      ],
      referenceFails: 'its error stands at the list',
    },
    {
      name: 'an error that says not where stands at every root field it took',
      query: '{ title headline(in: "pathless") motto }',
      data: { title: 'here', headline: null, motto: null },
      errors: [
        { path: ['headline'], code: 'LOST' },
        { path: ['motto'], code: 'LOST' },
      ],
      referenceFails: 'its error has no path',
    },
    {
      name: 'root fields of a subgraph that is down are each told of',
      query: '{ title headline(in: "down") motto }',
      data: { title: 'here', headline: null, motto: null },
      errors: [
        { path: ['headline'], code: 'SUBGRAPH_UNAVAILABLE' },
        { path: ['motto'], code: 'SUBGRAPH_UNAVAILABLE' },
      ],
      referenceFails: 'its error has no path',
    },
  ],
})

describe('errors of fields that the caller never asked for', () => {
  let federation: Federation
  beforeAll(async () => {
    federation = await openFederation({
      load: loadOurs,
      subgraphs: {
        catalog: {
          typeDefs: `
            type Query { book: Book }
            type Book @key(fields: "id") { id: ID! weight: Int }
          `,
          resolvers: { Query: { book: () => ({ id: '1' }) }, Book: { weight: fail('NO_WEIGHT') } },
        },
        shipping: {
          typeDefs: `
            type Book @key(fields: "id") { id: ID! weight: Int @external fee: String @requires(fields: "weight") }
          `,
          resolvers: {
            Book: {
              __resolveReference: (reference: object) => ({ ...reference }),
              fee: ({ weight }: { weight: number | null }) => (weight === null ? null : `fee for ${weight}`),
            },
          },
        },
      },
    })
  })
  afterAll(() => federation?.close())

  test('are told without naming them', async () => {
    const answer = await federation.query('{ book { fee } }')
    expect(answer.data).toEqual({ book: { fee: null } })
    expect(answer.errors.map(({ code }) => code)).toEqual(['NO_WEIGHT'])
    expect(answer.errors.flatMap(({ path }) => path)).not.toContain('weight')
  })

  test('are told at the field where it was asked for as well', async () => {
    const answer = await federation.query('{ book { fee w: weight } }')
    expect(answer.data).toEqual({ book: { fee: null, w: null } })
    expect(answer.errors).toContainEqual(expect.objectContaining({ path: ['book', 'w'], code: 'NO_WEIGHT' }))
    expect(answer.errors.flatMap(({ path }) => path)).not.toContain('weight')
  })
})
