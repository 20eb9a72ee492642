import { describeFeature } from './describe-feature.ts'
import { findBy } from './rows.ts'

const book = { __typename: 'Book', id: 'b1', title: 'Tides', pages: 320 }
const film = { __typename: 'Film', id: 'f1', title: 'Waves', minutes: 90 }
const sized = [
  { __typename: 'Book', id: 'b1', size: 3, names: ['x'], by: { name: 'Press' } },
  { __typename: 'Film', id: 'f1', size: null, names: null, by: null },
]
const song = { __typename: 'Song', id: 's1', title: 'Shore', seconds: 200 }

describeFeature('unions whose members differ between subgraphs', {
  subgraphs: {
    screens: {
      typeDefs: `
        type Query { seen: [Result!]!  shared: [Result!]! @shareable }
        union Result = Book | Film
        type Book @key(fields: "id") { id: ID! title: String @shareable }
        type Film @key(fields: "id") { id: ID! minutes: Int }
      `,
      resolvers: {
        Query: { seen: () => [film, book], shared: () => [book] },
        Book: { __resolveReference: findBy([book], 'id') },
        Film: { __resolveReference: findBy([film], 'id') },
      },
    },
    speakers: {
      typeDefs: `
        type Query { heard: [Result!]!  shared: [Result!]! @shareable }
        union Result = Book | Song
        type Book @key(fields: "id") { id: ID! title: String @shareable pages: Int }
        type Song @key(fields: "id") { id: ID! seconds: Int }
      `,
      resolvers: {
        Query: { heard: () => [song, book], shared: () => [book] },
        Book: { __resolveReference: findBy([book], 'id') },
        Song: { __resolveReference: findBy([song], 'id') },
      },
    },
  },
  cases: [
    {
      name: 'a member one subgraph does not know is not asked of it',
      query: '{ seen { ... on Song { seconds } ... on Film { minutes } ... on Book { title } } }',
      data: { seen: [{ minutes: 90 }, { title: 'Tides' }] },
      requests: { screens: 1, speakers: 0 },
    },
    {
      name: 'every member answers where it occurs',
      query: '{ seen { __typename } heard { __typename ... on Film { minutes } ... on Song { seconds } } }',
      data: {
        seen: [{ __typename: 'Film' }, { __typename: 'Book' }],
        heard: [{ __typename: 'Song', seconds: 200 }, { __typename: 'Book' }],
      },
    },
    {
      name: 'a member both know is completed by the other',
      query: '{ seen { ... on Book { title pages } } }',
      data: { seen: [{}, { title: 'Tides', pages: 320 }] },
      representations: { speakers: [{ __typename: 'Book', id: 'b1' }] },
    },
    {
      name: 'a member of no interest leaves an empty object',
      query: '{ heard { ... on Film { minutes } } }',
      data: { heard: [{}, {}] },
    },
    {
      name: 'a shared root of a union that differs',
      query: '{ shared { ... on Book { title } ... on Song { seconds } ... on Film { minutes } } }',
      data: { shared: [{ title: 'Tides' }] },
    },
    {
      name: 'the public union has all members',
      query: '{ __type(name: "Result") { kind possibleTypes { name } } }',
      data: { __type: { kind: 'UNION', possibleTypes: [{ name: 'Book' }, { name: 'Film' }, { name: 'Song' }] } },
    },
  ],
})

describeFeature('interfaces whose implementations differ between subgraphs', {
  subgraphs: {
    paper: {
      typeDefs: `
        type Query { printed: [Media!]!  node: Node }
        interface Node { id: ID! }
        interface Media { id: ID! title: String }
        type Book implements Media & Node @key(fields: "id") { id: ID! title: String @shareable pages: Int }
        type Note implements Node { id: ID! body: String }
      `,
      resolvers: {
        Query: { printed: () => [book], node: () => ({ __typename: 'Note', id: 'n1', body: 'buy milk' }) },
        Book: { __resolveReference: findBy([book], 'id') },
      },
    },
    screens: {
      typeDefs: `
        type Query { listed: [Media!]! }
        interface Media { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String @shareable }
        type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }
      `,
      resolvers: {
        Query: { listed: () => [film, book] },
        Book: { __resolveReference: findBy([book], 'id') },
        Film: { __resolveReference: findBy([film], 'id') },
      },
    },
    prices: {
      typeDefs: `
        interface Media { price: Int }
        type Book implements Media @key(fields: "id") { id: ID! price: Int }
        type Film implements Media @key(fields: "id") { id: ID! price: Int }
      `,
      resolvers: {
        Book: { __resolveReference: findBy([{ id: 'b1', price: 12 }], 'id') },
        Film: { __resolveReference: findBy([{ id: 'f1', price: 8 }], 'id') },
      },
    },
  },
  cases: [
    {
      name: 'an interface’s field that only another subgraph knows',
      query: '{ listed { title price } }',
      data: {
        listed: [
          { title: 'Waves', price: 8 },
          { title: 'Tides', price: 12 },
        ],
      },
      requests: { screens: 1, prices: 1 },
    },
    {
      name: 'an implementation the subgraph does not have is never there',
      query: '{ printed { title ... on Film { minutes } ... on Book { pages price } } }',
      data: { printed: [{ title: 'Tides', pages: 320, price: 12 }] },
    },
    {
      name: 'a fragment on an interface the subgraph does not know',
      query: '{ listed { ... on Node { id } } }',
      data: { listed: [{}, { id: 'b1' }] },
    },
    {
      name: 'a fragment on a smaller interface',
      query: '{ node { id ... on Media { title price } ... on Note { body } } }',
      data: { node: { id: 'n1', body: 'buy milk' } },
    },
    {
      name: 'interfaces within interfaces within concrete types',
      query: '{ listed { ... on Media { ... on Film { ... on Media { title } minutes } price } } }',
      data: { listed: [{ title: 'Waves', minutes: 90, price: 8 }, { price: 12 }] },
    },
    {
      name: 'the public interface has all fields and implementations',
      query: '{ __type(name: "Media") { fields { name } possibleTypes { name } } }',
      data: {
        __type: {
          fields: [{ name: 'id' }, { name: 'title' }, { name: 'price' }],
          possibleTypes: [{ name: 'Book' }, { name: 'Film' }],
        },
      },
    },
  ],
})

describeFeature('one response name with different meanings in different concrete types', {
  subgraphs: {
    library: {
      typeDefs: `
        type Query { media: [Media!]! }
        interface Media { id: ID! }
        type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int maker: Maker }
        type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int studio: Maker }
        type Maker { name: String }
      `,
      resolvers: {
        Query: {
          media: () => [
            { ...book, maker: { name: 'Press' } },
            { ...film, studio: { name: 'Lot' } },
          ],
        },
        Book: { __resolveReference: findBy([book], 'id') },
        Film: { __resolveReference: findBy([film], 'id') },
      },
    },
    stats: {
      typeDefs: `
        type Book @key(fields: "id") { id: ID! loans(year: Int): Int }
        type Film @key(fields: "id") { id: ID! views: Int! }
      `,
      resolvers: {
        Book: {
          __resolveReference: findBy([{ id: 'b1' }], 'id'),
          loans: (_: unknown, { year }: { year?: number }) => year ?? 0,
        },
        Film: { __resolveReference: findBy([{ id: 'f1', views: 77 }], 'id') },
      },
    },
  },
  cases: [
    {
      name: 'each type fills the name with its own field',
      query: '{ media { ... on Book { size: pages } ... on Film { size: minutes } } }',
      data: { media: [{ size: 320 }, { size: 90 }] },
    },
    {
      name: 'objects under one name with different selections',
      query: '{ media { ... on Book { by: maker { name } } ... on Film { by: studio { called: name } } } }',
      data: { media: [{ by: { name: 'Press' } }, { by: { called: 'Lot' } }] },
    },
    {
      name: 'the same field with different arguments',
      query: '{ media { ... on Book { count: loans(year: 2020) } ... on Film { title } } }',
      data: { media: [{ count: 2020 }, { title: 'Waves' }] },
    },
    {
      name: 'fields of both types that differ in being nullable',
      query: '{ media { ... on Book { b: loans(year: 1) } ... on Film { f: views } } }',
      data: { media: [{ b: 1 }, { f: 77 }] },
    },
  ],
})

/** What may be null in the whole federation must not in one subgraph, and the other way round. */
describeFeature('fields that the caller may ask for together and a subgraph may not', {
  subgraphs: {
    strict: {
      typeDefs: `
        type Query { media: [Media!]!  either: [Either] }
        interface Media { id: ID! }
        union Either = Book | Film
        type Book implements Media @key(fields: "id") { id: ID! size: Int! @shareable names: [String!]! @shareable by: Maker! @shareable }
        type Film implements Media @key(fields: "id") { id: ID! size: Int names: [String] by: Maker }
        type Maker @shareable { name: String }
      `,
      resolvers: {
        Query: { media: () => sized, either: () => sized },
        Book: { __resolveReference: findBy([], 'id') },
      },
    },
    loose: {
      typeDefs: `
        type Book @key(fields: "id") { id: ID! size: Int @shareable names: [String] @shareable by: Maker @shareable loans: Int }
        type Maker @shareable { name: String }
      `,
      resolvers: { Book: { __resolveReference: findBy([{ id: 'b1', loans: 9 }], 'id') } },
    },
  },
  cases: [
    {
      name: 'numbers',
      query: '{ media { ... on Book { size } ... on Film { size } } }',
      data: { media: [{ size: 3 }, { size: null }] },
    },
    {
      name: 'lists, and fields of another subgraph, under aliases',
      query: '{ either { ... on Film { n: names } ... on Book { n: names l: loans } } }',
      data: { either: [{ n: ['x'], l: 9 }, { n: null }] },
    },
    {
      name: 'objects',
      query: '{ either { ... on Film { m: by { name } } ... on Book { m: by { called: name } } } }',
      data: { either: [{ m: { called: 'Press' } }, { m: null }] },
    },
  ],
})

describeFeature('a field that one subgraph answers with an interface and another with one of its types', {
  subgraphs: {
    wide: {
      typeDefs: `
        type Query { shelf: Shelf }
        type Shelf @key(fields: "id") { id: ID! first: Media @shareable }
        interface Media { title: String }
        type Book implements Media @shareable { title: String pages: Int }
        type Film implements Media { title: String minutes: Int }
      `,
      resolvers: {
        Query: { shelf: () => ({ id: 's', first: { ...book } }) },
        Shelf: { __resolveReference: () => ({ id: 's', first: { ...book } }) },
      },
    },
    narrow: {
      typeDefs: `
        type Query { bookshelf: Shelf }
        type Shelf @key(fields: "id") { id: ID! first: Book @shareable }
        type Book @shareable { title: String pages: Int }
      `,
      resolvers: {
        Query: { bookshelf: () => ({ id: 's', first: book }) },
        Shelf: { __resolveReference: () => ({ id: 's', first: { ...book } }) },
      },
    },
  },
  cases: [
    {
      name: 'is the interface to callers, whoever answers',
      query: `{
        shelf { first { title ... on Book { pages } ... on Film { minutes } } }
        bookshelf { first { __typename title ... on Book { pages } ... on Film { minutes } } }
      }`,
      data: {
        shelf: { first: { title: 'Tides', pages: 320 } },
        bookshelf: { first: { __typename: 'Book', title: 'Tides', pages: 320 } },
      },
    },
    {
      name: 'also where its type is not asked for',
      query: '{ bookshelf { first { title } } }',
      data: { bookshelf: { first: { title: 'Tides' } } },
    },
  ],
})
