import { describeFeature } from './describe-feature.ts'
import { findBy } from './rows.ts'

const media = [
  { __typename: 'Book', id: 'b1', title: 'Tides', pages: 320, owner: { name: 'Ada' } },
  { __typename: 'Film', id: 'f1', title: 'Waves', minutes: 90, owner: { name: 'Bo' } },
  { __typename: 'Game', id: 'g1', title: 'Dunes', players: 4 },
]

describeFeature('fragments and the order of fields', {
  subgraphs: {
    catalog: {
      typeDefs: `
        type Query { media: [Media!]!  book: Book  either: [Either!]! }
        interface Media { id: ID! title: String }
        interface Timed { id: ID! length: Int }
        interface Owned { owner: Owner }
        union Either = Book | Film | Game
        type Book implements Media & Owned @key(fields: "id") { id: ID! title: String pages: Int owner: Owner }
        type Film implements Media & Owned & Timed @key(fields: "id") { id: ID! title: String minutes: Int length: Int owner: Owner }
        type Game implements Media & Timed @key(fields: "id") { id: ID! title: String players: Int length: Int }
        type Owner { name: String age: Int }
      `,
      resolvers: {
        Query: { media: () => media, book: () => media[0], either: () => media },
        Film: { length: ({ minutes }: { minutes: number }) => minutes },
        Game: { length: () => 45 },
      },
    },
    stock: {
      typeDefs: `
        interface Kept { copies: Int }
        type Book implements Kept @key(fields: "id") { id: ID! copies: Int room: Room }
        type Film implements Kept @key(fields: "id") { id: ID! copies: Int room: Room }
        type Game @key(fields: "id") { id: ID! room: Room }
        type Room { name: String floor: Int }
      `,
      resolvers: {
        Book: { __resolveReference: findBy([{ id: 'b1', copies: 4, room: { name: 'A', floor: 1 } }], 'id') },
        Film: { __resolveReference: findBy([{ id: 'f1', copies: 2, room: { name: 'B', floor: 2 } }], 'id') },
        Game: { __resolveReference: findBy([{ id: 'g1', room: { name: 'C', floor: 3 } }], 'id') },
      },
    },
  },
  cases: [
    {
      name: 'fields stand in the order asked, whoever answers them',
      query: '{ book { copies title room { floor name } pages id } }',
      data: { book: { copies: 4, title: 'Tides', room: { floor: 1, name: 'A' }, pages: 320, id: 'b1' } },
    },
    {
      name: 'a field asked for again stays at its first place, its selections are united',
      query: '{ book { room { floor } title ...R title room { floor } } } fragment R on Book { pages room { name } }',
      data: { book: { room: { floor: 1, name: 'A' }, title: 'Tides', pages: 320 } },
    },
    {
      name: 'a fragment’s fields stand where it is spread',
      query: '{ book { title ... { copies ... on Media { id } } pages } }',
      data: { book: { title: 'Tides', copies: 4, id: 'b1', pages: 320 } },
    },
    {
      name: 'interfaces that overlap in part',
      query: '{ media { id ... on Timed { length } ... on Owned { owner { name } } } }',
      data: {
        media: [
          { id: 'b1', owner: { name: 'Ada' } },
          { id: 'f1', length: 90, owner: { name: 'Bo' } },
          { id: 'g1', length: 45 },
        ],
      },
    },
    {
      name: 'the order of one type’s fields may differ from another’s',
      query: '{ media { ... on Film { length title } ... on Timed { id length } title id } }',
      data: {
        media: [
          { title: 'Tides', id: 'b1' },
          { length: 90, title: 'Waves', id: 'f1' },
          { id: 'g1', length: 45, title: 'Dunes' },
        ],
      },
    },
    {
      name: 'on an interface that only another subgraph knows',
      query: '{ media { title ... on Kept { copies } } }',
      data: { media: [{ title: 'Tides', copies: 4 }, { title: 'Waves', copies: 2 }, { title: 'Dunes' }] },
    },
    {
      name: 'on an interface inside a union',
      query: '{ either { ... on Media { title ... on Kept { copies } } ... on Game { players } } }',
      data: {
        either: [
          { title: 'Tides', copies: 4 },
          { title: 'Waves', copies: 2 },
          { title: 'Dunes', players: 4 },
        ],
      },
    },
    {
      name: 'selections of one object united over an interface and a concrete type',
      query:
        '{ media { ... on Owned { owner { name } } ... on Book { owner { age } room { name } } ... on Film { room { floor } } ... on Game { room { floor name } } } }',
      data: {
        media: [
          { owner: { name: 'Ada', age: null }, room: { name: 'A' } },
          { owner: { name: 'Bo' }, room: { floor: 2 } },
          { room: { floor: 3, name: 'C' } },
        ],
      },
    },
    {
      name: 'a fragment on the very type, nested deep',
      query: '{ book { ... on Book { ... on Media { ... on Book { ... on Kept { copies } } } } } }',
      data: { book: { copies: 4 } },
    },
    {
      name: 'a fragment that fits no type of the list leaves nothing',
      query: '{ media { ... on Book { ... on Owned { owner { name } } } } }',
      data: { media: [{ owner: { name: 'Ada' } }, {}, {}] },
    },
    {
      name: 'roots from several fragments keep their order',
      query:
        'query { ...B ...A book { copies } } fragment A on Query { book { id } } fragment B on Query { either { __typename } }',
      data: {
        either: [{ __typename: 'Book' }, { __typename: 'Film' }, { __typename: 'Game' }],
        book: { id: 'b1', copies: 4 },
      },
    },
  ],
})
