import { describeFeature } from './describe-feature.ts'
import { findBy } from './rows.ts'

const users = [{ id: 'u1', name: 'Ada', address: { city: 'Macau', street: 'Rua 1' }, age: 36 }]

describeFeature('@provides', {
  subgraphs: {
    reviews: {
      typeDefs: `
        type Query { review: Review  author: User }
        type Review { text: String author: User @provides(fields: "name address { city }") }
        type User @key(fields: "id") { id: ID! name: String @external address: Address @external }
        type Address { city: String @external }
      `,
      resolvers: { Query: { review: () => ({ text: 'fine', author: users[0] }), author: () => ({ id: 'u1' }) } },
    },
    users: {
      typeDefs: `
        type User @key(fields: "id") { id: ID! name: String @shareable age: Int address: Address @shareable }
        type Address { city: String @shareable street: String }
      `,
      resolvers: { User: { __resolveReference: findBy(users, 'id') } },
    },
  },
  cases: [
    {
      name: 'a provided field is answered on its path without another request',
      query: '{ review { text author { name } } }',
      data: { review: { text: 'fine', author: { name: 'Ada' } } },
      requests: { users: 0 },
    },
    {
      name: 'the same field on another path is asked of its owner',
      query: '{ author { name } }',
      data: { author: { name: 'Ada' } },
      requests: { users: 1 },
    },
    {
      name: 'what is not provided comes from the owner',
      query: '{ review { author { name age } } }',
      data: { review: { author: { name: 'Ada', age: 36 } } },
      requests: { users: 1 },
    },
    {
      name: 'a nested field may be provided',
      query: '{ review { author { address { city } } } }',
      data: { review: { author: { address: { city: 'Macau' } } } },
      requests: { users: 0 },
    },
    {
      name: 'a nested field that is not provided completes the object',
      query: '{ review { author { address { street city } } } }',
      data: { review: { author: { address: { street: 'Rua 1', city: 'Macau' } } } },
    },
    {
      name: 'aliases and fragments change nothing in it',
      query: '{ review { author { ...N } } } fragment N on User { called: name where: address { town: city } }',
      data: { review: { author: { called: 'Ada', where: { town: 'Macau' } } } },
      requests: { users: 0 },
    },
  ],
})

const media = [
  { __typename: 'Book', id: 'b1', title: 'Tides', pages: 320 },
  { __typename: 'Film', id: 'f1', title: 'Waves', minutes: 90 },
]

describeFeature('@provides through abstract types', {
  subgraphs: {
    lists: {
      typeDefs: `
        type Query {
          chosen: [Media!]! @provides(fields: "... on Book { title }")
          plain: [Media!]!
          either: [Either!]! @provides(fields: "... on Film { minutes }")
        }
        interface Media { id: ID! }
        union Either = Book | Film
        type Book implements Media @key(fields: "id") { id: ID! title: String @external }
        type Film implements Media @key(fields: "id") { id: ID! minutes: Int @external }
      `,
      resolvers: { Query: { chosen: () => media, plain: () => media, either: () => media } },
    },
    library: {
      typeDefs: `
        type Book @key(fields: "id") { id: ID! title: String @shareable pages: Int }
        type Film @key(fields: "id") { id: ID! title: String minutes: Int @shareable }
      `,
      resolvers: {
        Book: { __resolveReference: findBy(media, 'id') },
        Film: { __resolveReference: findBy(media, 'id') },
      },
    },
  },
  cases: [
    {
      name: 'a field provided for one member is not asked for again',
      query: '{ chosen { ... on Book { title } } }',
      data: { chosen: [{ title: 'Tides' }, {}] },
      requests: { library: 0 },
    },
    {
      name: 'the other member is completed by its owner',
      query: '{ chosen { id ... on Book { title } ... on Film { title } } }',
      data: {
        chosen: [
          { id: 'b1', title: 'Tides' },
          { id: 'f1', title: 'Waves' },
        ],
      },
      representations: { library: [{ __typename: 'Film', id: 'f1' }] },
    },
    {
      name: 'on a path without the directive both are',
      query: '{ plain { ... on Book { title } ... on Film { minutes } } }',
      data: { plain: [{ title: 'Tides' }, { minutes: 90 }] },
      requests: { library: 1 },
    },
    {
      name: 'the same holds for members of a union',
      query: '{ either { ... on Film { minutes } ... on Book { pages } } }',
      data: { either: [{ pages: 320 }, { minutes: 90 }] },
      representations: { library: [{ __typename: 'Book', id: 'b1' }] },
    },
  ],
})
