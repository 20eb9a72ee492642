import { describeFeature } from './describe-feature.ts'
import { findBy } from './rows.ts'

const books = [
  { id: '1', title: 'Tides', pages: 320 },
  { id: '2', title: 'Ferries', pages: 90 },
]

describeFeature('@key of one field', {
  subgraphs: {
    catalog: {
      typeDefs: `
        type Query { book(id: ID!): Book  books: [Book!]!  nothing: Book }
        type Book @key(fields: "id") { id: ID! title: String pages: Int }
      `,
      resolvers: {
        Query: {
          book: (_: unknown, { id }: { id: string }) => findBy(books, 'id')({ id }),
          books: () => books,
          nothing: () => null,
        },
        Book: { __resolveReference: findBy(books, 'id') },
      },
    },
    stock: {
      typeDefs: `
        type Query { bestseller: Book }
        type Book @key(fields: "id") { id: ID! copies: Int }
      `,
      resolvers: {
        Query: { bestseller: () => ({ id: '2', copies: 0 }) },
        Book: {
          __resolveReference: findBy(
            [
              { id: '1', copies: 4 },
              { id: '2', copies: 0 },
            ],
            'id',
          ),
        },
      },
    },
  },
  cases: [
    {
      name: 'an entity found in one subgraph is completed by the other',
      query: '{ book(id: "1") { title copies } }',
      data: { book: { title: 'Tides', copies: 4 } },
      requests: { catalog: 1, stock: 1 },
      representations: { stock: [{ __typename: 'Book', id: '1' }] },
    },
    {
      name: 'a key nobody asked for is fetched and not answered',
      query: '{ books { copies } }',
      data: { books: [{ copies: 4 }, { copies: 0 }] },
      requests: { catalog: 1, stock: 1 },
    },
    {
      name: 'entities of a list are asked for in one request',
      query: '{ books { id title copies pages } }',
      data: {
        books: [
          { id: '1', title: 'Tides', copies: 4, pages: 320 },
          { id: '2', title: 'Ferries', copies: 0, pages: 90 },
        ],
      },
      requests: { catalog: 1, stock: 1 },
      representations: {
        stock: [
          { __typename: 'Book', id: '1' },
          { __typename: 'Book', id: '2' },
        ],
      },
    },
    {
      name: 'the way back works as well',
      query: '{ bestseller { copies title } }',
      data: { bestseller: { copies: 0, title: 'Ferries' } },
    },
    {
      name: 'fields of one subgraph need no other',
      query: '{ book(id: "2") { id title } }',
      data: { book: { id: '2', title: 'Ferries' } },
      requests: { catalog: 1, stock: 0 },
    },
    {
      name: 'an entity that is null is not asked for',
      query: '{ nothing { title copies } }',
      data: { nothing: null },
      requests: { catalog: 1, stock: 0 },
    },
    {
      name: 'roots of both subgraphs stand in one answer',
      query: '{ bestseller { title } book(id: "1") { copies } }',
      data: { bestseller: { title: 'Ferries' }, book: { copies: 4 } },
    },
    {
      name: 'one field under several aliases is asked for under each',
      query: '{ first: book(id: "1") { copies } second: book(id: "2") { copies } }',
      data: { first: { copies: 4 }, second: { copies: 0 } },
      requests: { catalog: 1, stock: 1 },
    },
  ],
})

describeFeature('@key, several on one type', {
  subgraphs: {
    people: {
      typeDefs: `
        type Query { person: Person }
        type Person @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: {
        Query: { person: () => ({ id: 'p1', name: 'Ada' }) },
        Person: { __resolveReference: findBy([{ id: 'p1', name: 'Ada' }], 'id') },
      },
    },
    accounts: {
      typeDefs: `
        type Person @key(fields: "id") @key(fields: "email") { id: ID! email: String! since: Int }
      `,
      resolvers: {
        Person: { __resolveReference: findBy([{ id: 'p1', email: 'ada@house', since: 2019 }], 'id', 'email') },
      },
    },
    mail: {
      typeDefs: `
        type Query { recipient: Person }
        type Person @key(fields: "email") { email: String! unread: Int }
      `,
      resolvers: {
        Query: { recipient: () => ({ email: 'ada@house', unread: 3 }) },
        Person: { __resolveReference: findBy([{ email: 'ada@house', unread: 3 }], 'email') },
      },
    },
  },
  cases: [
    {
      name: 'subgraphs without a common key meet over the one that has both',
      query: '{ person { name unread } }',
      data: { person: { name: 'Ada', unread: 3 } },
      requests: { people: 1, accounts: 1, mail: 1 },
    },
    {
      name: 'the other way round as well',
      query: '{ recipient { unread name since } }',
      data: { recipient: { unread: 3, name: 'Ada', since: 2019 } },
    },
    {
      name: 'both keys may be asked for',
      query: '{ recipient { id email } person { id email } }',
      data: { recipient: { id: 'p1', email: 'ada@house' }, person: { id: 'p1', email: 'ada@house' } },
    },
  ],
})

describeFeature('@key, composite and nested', {
  subgraphs: {
    registry: {
      typeDefs: `
        type Query { plates: [Vehicle!]! }
        type Vehicle @key(fields: "plate region { code }") { plate: String! region: Region! maker: String }
        type Region { code: ID! name: String @shareable }
      `,
      resolvers: {
        Query: {
          plates: () => [
            { plate: 'A1', region: { code: 'n', name: 'North' }, maker: 'Oak' },
            { plate: 'A1', region: { code: 's', name: 'South' }, maker: 'Elm' },
          ],
        },
      },
    },
    tolls: {
      typeDefs: `
        type Vehicle @key(fields: "plate region { code }") { plate: String! region: Region! due: Int }
        type Region { code: ID! @shareable }
      `,
      resolvers: {
        Vehicle: {
          __resolveReference: findBy(
            [
              { plate: 'A1', region: { code: 'n' }, due: 5 },
              { plate: 'A1', region: { code: 's' }, due: 7 },
            ],
            'plate',
            'region',
          ),
        },
      },
    },
  },
  cases: [
    {
      name: 'the same plate in two regions is two vehicles',
      query: '{ plates { plate due maker region { name } } }',
      data: {
        plates: [
          { plate: 'A1', due: 5, maker: 'Oak', region: { name: 'North' } },
          { plate: 'A1', due: 7, maker: 'Elm', region: { name: 'South' } },
        ],
      },
      requests: { registry: 1, tolls: 1 },
      representations: {
        tolls: [
          { __typename: 'Vehicle', plate: 'A1', region: { code: 'n' } },
          { __typename: 'Vehicle', plate: 'A1', region: { code: 's' } },
        ],
      },
    },
    {
      name: 'a key carries its own fields and nothing else of the object it reaches into',
      query: '{ plates { region { name code } due } }',
      data: {
        plates: [
          { region: { name: 'North', code: 'n' }, due: 5 },
          { region: { name: 'South', code: 's' }, due: 7 },
        ],
      },
      representations: {
        tolls: [
          { __typename: 'Vehicle', plate: 'A1', region: { code: 'n' } },
          { __typename: 'Vehicle', plate: 'A1', region: { code: 's' } },
        ],
      },
    },
  ],
})

describeFeature('@key that cannot be resolved', {
  subgraphs: {
    orders: {
      typeDefs: `
        type Query { order: Order }
        type Order { id: ID! buyer: Buyer! }
        type Buyer @key(fields: "id", resolvable: false) { id: ID! }
      `,
      resolvers: { Query: { order: () => ({ id: 'o1', buyer: { id: 'b1' } }) } },
    },
    buyers: {
      typeDefs: `
        type Query { buyer: Buyer }
        type Buyer @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: {
        Query: { buyer: () => ({ id: 'b1', name: 'Lin' }) },
        Buyer: { __resolveReference: findBy([{ id: 'b1', name: 'Lin' }], 'id') },
      },
    },
  },
  cases: [
    {
      name: 'a stub leads to the subgraph that knows the entity',
      query: '{ order { id buyer { name } } }',
      data: { order: { id: 'o1', buyer: { name: 'Lin' } } },
    },
    {
      name: 'what the stub itself holds needs no other subgraph',
      query: '{ order { buyer { id } } }',
      data: { order: { buyer: { id: 'b1' } } },
      requests: { orders: 1, buyers: 0 },
    },
    {
      name: 'nobody asks the stub for what it cannot resolve',
      query: '{ buyer { id name __typename } }',
      data: { buyer: { id: 'b1', name: 'Lin', __typename: 'Buyer' } },
      requests: { orders: 0, buyers: 1 },
    },
  ],
})
