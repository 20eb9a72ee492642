import { describeFeature } from './describe-feature.ts'
import type { Row } from './rows.ts'
import { findBy, findWith } from './rows.ts'

const books = [
  {
    id: '1',
    isbn: 'i1',
    title: 'Tides',
    pages: 320,
    size: { width: 2, height: 5 },
    author: { email: 'ada@house', nick: 'ada' },
  },
  {
    id: '2',
    isbn: 'i2',
    title: 'Ferries',
    pages: 90,
    size: { width: 3, height: 4 },
    author: { email: 'bo@house', nick: 'bo' },
  },
]
const collapsed = 'it takes the alias for the key or the required field'

describeFeature('aliases', {
  subgraphs: {
    catalog: {
      typeDefs: `
        type Query { book(id: ID!): Book  books: [Book!]!  media: [Media!]! }
        interface Media { title: String }
        type Book implements Media @key(fields: "id") {
          id: ID! isbn: ID! title: String pages: Int size: Size author: Author
        }
        type Tape implements Media @key(fields: "id") { id: ID! title: String }
        type Size { width: Int height: Int }
        type Author @key(fields: "email") { email: ID! nick: String }
      `,
      resolvers: {
        Query: {
          book: (_: unknown, { id }: { id: string }) => findBy(books, 'id')({ id }),
          books: () => books,
          media: () => [
            { __typename: 'Book', ...books[0] },
            { __typename: 'Tape', id: '9', title: 'Hiss' },
          ],
        },
        Book: { __resolveReference: findBy(books, 'id') },
      },
    },
    stock: {
      typeDefs: `
        type Book @key(fields: "id") {
          id: ID! copies: Int
          pages: Int @external title: String @external size: Size @external
          weight: String @requires(fields: "pages title")
          area: Int @requires(fields: "size { width height }")
        }
        type Tape @key(fields: "id") { id: ID! copies: Int }
        type Size { width: Int @external height: Int @external }
        type Author @key(fields: "email") { email: ID! fans: Int }
      `,
      resolvers: {
        Book: {
          __resolveReference: findWith(
            [
              { id: '1', copies: 4 },
              { id: '2', copies: 0 },
            ],
            'id',
          ),
          weight: ({ brought }: { brought: Row }) => `${brought.title} of ${brought.pages}`,
          area: ({ brought }: { brought: { size: { width: number; height: number } } }) =>
            brought.size.width * 10 + brought.size.height,
        },
        Tape: { __resolveReference: findBy([{ id: '9', copies: 1 }], 'id') },
        Author: {
          __resolveReference: findBy(
            [
              { email: 'ada@house', fans: 7 },
              { email: 'bo@house', fans: 1 },
            ],
            'email',
          ),
        },
      },
    },
  },
  cases: [
    {
      name: 'one that is the name of a key',
      query: '{ book(id: "1") { id: title copies } }',
      data: { book: { id: 'Tides', copies: 4 } },
      referenceFails: collapsed,
    },
    {
      name: 'the key itself under another name, and another field under its name',
      query: '{ books { id: pages key: id copies } }',
      data: {
        books: [
          { id: 320, key: '1', copies: 4 },
          { id: 90, key: '2', copies: 0 },
        ],
      },
      referenceFails: collapsed,
    },
    {
      name: 'one that is the name of a required field',
      query: '{ book(id: "1") { pages: title title: id weight } }',
      data: { book: { pages: 'Tides', title: '1', weight: 'Tides of 320' } },
      referenceFails: collapsed,
    },
    {
      name: 'two required fields that change their names with each other',
      query: '{ book(id: "1") { pages: title title: pages weight } }',
      data: { book: { pages: 'Tides', title: 320, weight: 'Tides of 320' } },
      referenceFails: collapsed,
    },
    {
      name: 'inside a required object',
      query: '{ book(id: "1") { size { width: height height: width } area } }',
      data: { book: { size: { width: 5, height: 2 }, area: 25 } },
      referenceFails: collapsed,
    },
    {
      name: 'a required object under another name, and another object under its name',
      query: '{ book(id: "1") { size: author { nick } real: size { width } area } }',
      data: { book: { size: { nick: 'ada' }, real: { width: 2 }, area: 25 } },
      referenceFails: collapsed,
    },
    {
      name: 'below a list, of an entity within an entity',
      query: '{ books { author { email: nick fans } } }',
      data: { books: [{ author: { email: 'ada', fans: 7 } }, { author: { email: 'bo', fans: 1 } }] },
      referenceFails: collapsed,
    },
    {
      name: 'in one of two concrete types only',
      query: '{ media { ... on Book { id: isbn copies } ... on Tape { id copies } } }',
      data: {
        media: [
          { id: 'i1', copies: 4 },
          { id: '9', copies: 1 },
        ],
      },
      referenceFails: collapsed,
    },
    {
      name: 'in a fragment that two places share',
      query:
        '{ a: book(id: "1") { ...B } b: book(id: "2") { ...B id: title } } fragment B on Book { copies pages: id weight }',
      data: {
        a: { copies: 4, pages: '1', weight: 'Tides of 320' },
        b: { copies: 0, pages: '2', weight: 'Ferries of 90', id: 'Ferries' },
      },
      referenceFails: collapsed,
    },
    {
      name: 'one that is the name of a field that comes from another subgraph',
      query: '{ book(id: "1") { copies: title stock: copies weight: id mass: weight } }',
      data: { book: { copies: 'Tides', stock: 4, weight: '1', mass: 'Tides of 320' } },
    },
    {
      name: '__typename as the name of another field',
      query: '{ book(id: "1") { __typename: title copies } }',
      data: { book: { __typename: 'Tides', copies: 4 } },
      referenceFails: collapsed,
    },
    {
      name: 'several of one field, each with its own answer',
      query: '{ book(id: "1") { one: copies two: copies three: weight four: weight } }',
      data: { book: { one: 4, two: 4, three: 'Tides of 320', four: 'Tides of 320' } },
    },
    {
      name: 'names that mean something to JavaScript',
      query: `{ book(id: "1") {
        constructor: title toString: title hasOwnProperty: copies then: copies toJSON: weight length: pages prototype: id
      } }`,
      data: {
        book: {
          constructor: 'Tides',
          toString: 'Tides',
          hasOwnProperty: 4,
          // biome-ignore lint/suspicious/noThenProperty: the name is what is tested
          then: 4,
          toJSON: 'Tides of 320',
          length: 320,
          prototype: '1',
        },
      },
    },
    {
      name: '__proto__ is a name like another',
      query: '{ __proto__: book(id: "1") { __proto__: title copies } }',
      data: JSON.parse('{"__proto__":{"__proto__":"Tides","copies":4}}'),
    },
    {
      name: 'names that the federation uses itself',
      query: '{ _entities: book(id: "1") { representations: copies _service: title } }',
      data: { _entities: { representations: 4, _service: 'Tides' } },
    },
    {
      name: 'of lists and objects at the root, crossed',
      query: '{ book: books { copies } books: book(id: "2") { copies } }',
      data: { book: [{ copies: 4 }, { copies: 0 }], books: { copies: 0 } },
    },
  ],
})
