import { describeFeature } from './describe-feature.ts'
import { findBy } from './rows.ts'

const books = [{ __typename: 'Book', id: '1', title: 'Tides' }]

describeFeature('__typename', {
  subgraphs: {
    catalog: {
      typeDefs: `
        type Query { book: Book  media: [Media]  either: Either  text: String }
        interface Media { id: ID! }
        union Either = Book | Tape
        type Book implements Media @key(fields: "id") { id: ID! title: String shelf: Shelf }
        type Tape implements Media @key(fields: "id") { id: ID! }
        type Shelf { row: Int }
      `,
      resolvers: {
        Query: {
          book: () => books[0],
          media: () => [books[0], null, { __typename: 'Tape', id: '9' }],
          either: () => books[0],
          text: () => 'x',
        },
        Book: { shelf: () => ({ row: 3 }) },
      },
    },
    stock: {
      typeDefs: `
        type Query { count: Int }
        type Book @key(fields: "id") { id: ID! copies: Int }
      `,
      resolvers: {
        Query: { count: () => 1 },
        Book: { __resolveReference: findBy([{ id: '1', copies: 4 }], 'id') },
      },
    },
  },
  cases: [
    {
      name: 'of the root asks nobody',
      query: '{ __typename }',
      data: { __typename: 'Query' },
      requests: { catalog: 0, stock: 0 },
    },
    {
      name: 'of the root under other names, twice, beside fields of both subgraphs',
      query: '{ a: __typename text b: __typename count }',
      data: { a: 'Query', text: 'x', b: 'Query', count: 1 },
    },
    {
      name: 'of the root inside a fragment',
      query: '{ ... on Query { __typename count } }',
      data: { __typename: 'Query', count: 1 },
    },
    {
      name: 'of an entity that two subgraphs fill, at its place',
      query: '{ book { title __typename copies kind: __typename } }',
      data: { book: { title: 'Tides', __typename: 'Book', copies: 4, kind: 'Book' } },
    },
    {
      name: 'alone',
      query: '{ book { __typename shelf { __typename } } }',
      data: { book: { __typename: 'Book', shelf: { __typename: 'Shelf' } } },
    },
    {
      name: 'is not answered where it was not asked for',
      query: '{ book { copies } media { id } }',
      data: { book: { copies: 4 }, media: [{ id: '1' }, null, { id: '9' }] },
    },
    {
      name: 'of abstract types is the concrete one',
      query: '{ media { __typename } either { __typename t: __typename } }',
      data: {
        media: [{ __typename: 'Book' }, null, { __typename: 'Tape' }],
        either: { __typename: 'Book', t: 'Book' },
      },
    },
    {
      name: 'inside a fragment on one member only',
      query: '{ media { ... on Tape { __typename id } } }',
      data: { media: [{}, null, { __typename: 'Tape', id: '9' }] },
    },
  ],
})
