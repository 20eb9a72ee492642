import { describeFeature } from './describe-feature.ts'
import { findBy, findWith } from './rows.ts'

const media = [
  { __typename: 'Book', id: 'b1', title: 'Tides', pages: 320 },
  { __typename: 'Film', id: 'f1', title: 'Waves', minutes: 90 },
]
const scores = [
  { id: 'b1', score: 5 },
  { id: 'f1', score: 3 },
]

describeFeature('@interfaceObject', {
  subgraphs: {
    catalog: {
      typeDefs: `
        type Query { media: [Media!]!  book: Book  books: [Book!]! }
        interface Media @key(fields: "id") { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }
      `,
      resolvers: {
        Query: { media: () => media, book: () => media[0], books: () => [media[0]] },
        Media: { __resolveReference: findBy(media, 'id') },
        Book: { __resolveReference: findBy(media, 'id') },
        Film: { __resolveReference: findBy(media, 'id') },
      },
    },
    reviews: {
      typeDefs: `
        type Query { rated: [Media!]!  unknown: Media  review: Review }
        type Media @key(fields: "id") @interfaceObject {
          id: ID! score: Int title: String @external label: String @requires(fields: "title")
        }
        type Review { text: String of: Media! }
      `,
      resolvers: {
        Query: {
          rated: () => scores,
          unknown: () => ({ id: 'x', score: 1 }),
          review: () => ({ text: 'wet', of: { id: 'f1', score: 3 } }),
        },
        Media: {
          __resolveReference: findWith(scores, 'id'),
          label: ({ brought }: { brought: { title: string } }) => `label of ${brought.title}`,
        },
      },
    },
  },
  cases: [
    {
      name: 'a field of the object is a field of every implementation',
      query: '{ media { id title score } }',
      data: {
        media: [
          { id: 'b1', title: 'Tides', score: 5 },
          { id: 'f1', title: 'Waves', score: 3 },
        ],
      },
      requests: { catalog: 1, reviews: 1 },
    },
    {
      name: 'also on a path that knows the concrete type',
      query: '{ book { pages score } }',
      data: { book: { pages: 320, score: 5 } },
      representations: { reviews: [{ __typename: 'Media', id: 'b1' }] },
    },
    {
      name: 'within a fragment on the concrete type',
      query: '{ media { ... on Film { minutes score } ... on Book { title } } }',
      data: { media: [{ title: 'Tides' }, { minutes: 90, score: 3 }] },
    },
    {
      name: 'the object alone needs nobody else while the type is not asked for',
      query: '{ rated { id score } }',
      data: {
        rated: [
          { id: 'b1', score: 5 },
          { id: 'f1', score: 3 },
        ],
      },
      requests: { catalog: 0, reviews: 1 },
    },
    {
      name: 'so one the other side does not know is answered as well',
      query: '{ unknown { id score } }',
      data: { unknown: { id: 'x', score: 1 } },
    },
    {
      name: '__typename is the concrete one, never the interface',
      query: '{ rated { __typename id } }',
      data: {
        rated: [
          { __typename: 'Book', id: 'b1' },
          { __typename: 'Film', id: 'f1' },
        ],
      },
    },
    {
      name: '__typename under another name',
      query: '{ rated { kind: __typename score } }',
      data: {
        rated: [
          { kind: 'Book', score: 5 },
          { kind: 'Film', score: 3 },
        ],
      },
    },
    {
      name: 'fields of the interface come from the other side',
      query: '{ rated { title } }',
      data: { rated: [{ title: 'Tides' }, { title: 'Waves' }] },
    },
    {
      name: 'fragments on concrete types are told apart',
      query: '{ rated { score ... on Book { pages } ... on Film { minutes } } }',
      data: {
        rated: [
          { score: 5, pages: 320 },
          { score: 3, minutes: 90 },
        ],
      },
    },
    {
      name: 'a fragment on a concrete type with the object’s own field in it',
      query: '{ rated { ... on Book { score } } }',
      data: { rated: [{ score: 5 }, {}] },
    },
    {
      name: 'what the object requires comes from the concrete types',
      query: '{ media { label } rated { label } }',
      data: {
        media: [{ label: 'label of Tides' }, { label: 'label of Waves' }],
        rated: [{ label: 'label of Tides' }, { label: 'label of Waves' }],
      },
    },
    {
      name: 'below another object',
      query: '{ review { text of { title score __typename } } }',
      data: { review: { text: 'wet', of: { title: 'Waves', score: 3, __typename: 'Film' } } },
    },
    {
      name: 'the public schema knows an interface and its implementations',
      query: `{
        media: __type(name: "Media") { kind possibleTypes { name } fields { name } }
        book: __type(name: "Book") { kind fields { name } }
      }`,
      data: {
        media: {
          kind: 'INTERFACE',
          possibleTypes: [{ name: 'Book' }, { name: 'Film' }],
          fields: [{ name: 'id' }, { name: 'title' }, { name: 'score' }, { name: 'label' }],
        },
        book: {
          kind: 'OBJECT',
          fields: [{ name: 'id' }, { name: 'title' }, { name: 'pages' }, { name: 'score' }, { name: 'label' }],
        },
      },
    },
  ],
})

/** Only one subgraph knows the implementations; two know the interface as an object. */
describeFeature('@interfaceObject in two subgraphs', {
  subgraphs: {
    catalog: {
      typeDefs: `
        type Query { media: [Media!]! }
        interface Media @key(fields: "id") { id: ID! }
        type Book implements Media @key(fields: "id") { id: ID! }
        type Film implements Media @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: { media: () => media },
        Media: { __resolveReference: findBy(media, 'id') },
        Book: { __resolveReference: findBy(media, 'id') },
        Film: { __resolveReference: findBy(media, 'id') },
      },
    },
    reviews: {
      typeDefs: `
        type Query { rated: [Media!]! }
        type Media @key(fields: "id") @interfaceObject { id: ID! score(of: Int): Int }
      `,
      resolvers: {
        Query: { rated: () => scores },
        Media: {
          __resolveReference: findBy(scores, 'id'),
          score: ({ score }: { score: number }, given: { of?: number }) => score * (given.of ?? 1),
        },
      },
    },
    stock: {
      typeDefs: 'type Media @key(fields: "id") @interfaceObject { id: ID! place: Place } type Place { floor: Int }',
      resolvers: { Media: { __resolveReference: ({ id }: { id: string }) => ({ id, place: { floor: id.length } }) } },
    },
  },
  cases: [
    {
      name: 'fields of both are fields of each implementation',
      query: '{ media { __typename score place { floor } } }',
      data: {
        media: [
          { __typename: 'Book', score: 5, place: { floor: 2 } },
          { __typename: 'Film', score: 3, place: { floor: 2 } },
        ],
      },
      requests: { catalog: 1, reviews: 1, stock: 1 },
    },
    {
      name: 'from one to the other',
      query: '{ rated { score place { floor } } }',
      data: {
        rated: [
          { score: 5, place: { floor: 2 } },
          { score: 3, place: { floor: 2 } },
        ],
      },
    },
    {
      name: 'under aliases with different arguments, and only for one implementation',
      query: '{ rated { one: score(of: 1) ten: score(of: 10) ... on Film { place { floor } } } }',
      data: {
        rated: [
          { one: 5, ten: 50 },
          { one: 3, ten: 30, place: { floor: 2 } },
        ],
      },
    },
  ],
})
