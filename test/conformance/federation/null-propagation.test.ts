import { describeFeature } from './describe-feature.ts'
import { findBy } from './rows.ts'

const told = 'it tells of it in an extension only, not among the errors'

/** `strict` promises copies for every book but knows the first one only. */
describeFeature('null where the schema promises a value', {
  subgraphs: {
    catalog: {
      typeDefs: `
        type Query { book(id: ID!): Book  must(id: ID!): Book!  shelf: Shelf  rows: [[Book!]!]  loose: [Book]  tight: [Book!]! }
        type Shelf { label: String  books: [Book!]  room: Room! }
        type Room { book: Book! }
        type Book @key(fields: "id") { id: ID! title: String }
      `,
      resolvers: {
        Query: {
          book: (_: unknown, { id }: { id: string }) => ({ id, title: `T${id}` }),
          must: (_: unknown, { id }: { id: string }) => ({ id, title: `T${id}` }),
          shelf: () => ({ label: 'top', books: [{ id: '1' }, { id: '2' }], room: { book: { id: '2' } } }),
          rows: () => [[{ id: '1' }], [{ id: '2' }, { id: '1' }]],
          loose: () => [{ id: '1' }, { id: '2' }, { id: '1' }],
          tight: () => [{ id: '2' }, { id: '1' }],
        },
      },
    },
    strict: {
      typeDefs:
        'type Book @key(fields: "id") { id: ID! copies: Int! rare: Boolean keeper: Keeper! } type Keeper { name: String! age: Int }',
      resolvers: {
        Book: {
          __resolveReference: findBy([{ id: '1', copies: 4, rare: false, keeper: { name: 'Kim', age: 3 } }], 'id'),
        },
      },
    },
  },
  cases: [
    {
      name: 'all is well where the value is there',
      query: '{ book(id: "1") { copies keeper { name } } }',
      data: { book: { copies: 4, keeper: { name: 'Kim' } } },
    },
    {
      name: 'a field that may be null is null, without an error',
      query: '{ book(id: "2") { title rare } }',
      data: { book: { title: 'T2', rare: null } },
    },
    {
      name: 'a leaf takes the nearest parent that may be null',
      query: '{ book(id: "2") { title copies } }',
      data: { book: null },
      errors: [{ path: ['book', 'copies'] }],
      referenceFails: told,
    },
    {
      name: 'the path has the caller’s names',
      query: '{ b: book(id: "2") { title c: copies } }',
      data: { b: null },
      errors: [{ path: ['b', 'c'] }],
      referenceFails: told,
    },
    {
      name: 'neighbours at the root stay',
      query: '{ lost: book(id: "2") { copies } kept: book(id: "1") { copies } }',
      data: { lost: null, kept: { copies: 4 } },
      errors: [{ path: ['lost', 'copies'] }],
      referenceFails: told,
    },
    {
      name: 'up to the root, the answer is null',
      query: '{ must(id: "2") { copies } book(id: "1") { title } }',
      data: null,
      errors: [{ path: ['must', 'copies'] }],
      referenceFails: told,
    },
    {
      name: 'an item that may be null is lost alone',
      query: '{ loose { copies } }',
      data: { loose: [{ copies: 4 }, null, { copies: 4 }] },
      errors: [{ path: ['loose', 1, 'copies'] }],
      referenceFails: told,
    },
    {
      name: 'an item that must not be null takes its list',
      query: '{ shelf { label books { copies } } }',
      data: { shelf: { label: 'top', books: null } },
      errors: [{ path: ['shelf', 'books', 1, 'copies'] }],
      referenceFails: told,
    },
    {
      name: 'inner lists that must not be null take the outer one',
      query: '{ rows { copies } }',
      data: { rows: null },
      errors: [{ path: ['rows', 1, 0, 'copies'] }],
      referenceFails: told,
    },
    {
      name: 'a list that must not be null takes the answer',
      query: '{ tight { copies } }',
      data: null,
      errors: [{ path: ['tight', 0, 'copies'] }],
      referenceFails: told,
    },
    {
      name: 'several objects that must not be null fall together',
      query: '{ shelf { label room { book { copies } } } }',
      data: { shelf: null },
      errors: [{ path: ['shelf', 'room', 'book', 'copies'] }],
      referenceFails: told,
    },
    {
      name: 'an object that must not be null, with nothing in it that must not',
      query: '{ book(id: "2") { keeper { age } } }',
      data: { book: null },
      errors: [{ path: ['book', 'keeper'] }],
      referenceFails: told,
    },
    {
      name: 'a field that is skipped promises nothing',
      query: 'query ($no: Boolean!) { book(id: "2") { title copies @include(if: $no) } }',
      variables: { no: false },
      data: { book: { title: 'T2' } },
    },
    {
      name: 'a fragment on another type promises nothing',
      query: '{ book(id: "2") { title ... on Book @skip(if: true) { copies } } }',
      data: { book: { title: 'T2' } },
    },
  ],
})

/** One subgraph's contract lets a value be null, the other's does not: together it may be null. */
describeFeature('a field that one contract promises and another does not', {
  subgraphs: {
    sure: {
      typeDefs: `
        type Query { sure: Thing }
        type Thing @key(fields: "id") { id: ID! size: Int! @shareable }
      `,
      resolvers: { Query: { sure: () => ({ id: '1', size: 1 }) }, Thing: { __resolveReference: findBy([], 'id') } },
    },
    unsure: {
      typeDefs: `
        type Query { unsure: Thing }
        type Thing @key(fields: "id") { id: ID! size: Int @shareable }
      `,
      resolvers: {
        Query: { unsure: () => ({ id: '1', size: null }) },
        Thing: { __resolveReference: findBy([], 'id') },
      },
    },
  },
  cases: [
    {
      name: 'may be null',
      query: '{ sure { size } unsure { size } }',
      data: { sure: { size: 1 }, unsure: { size: null } },
    },
  ],
})

/** What a subgraph answers against its own contract. */
describeFeature('answers that are not what the schema says', {
  subgraphs: {
    liar: {
      typeDefs: `
        type Query {
          int: Int  float: Float  flag: Boolean  text: String  id: ID  object: Thing  list: [Int]  items: [Thing]
          strictList: [Int!]  missing: String  leaf: Int  media: Media  day: Day
        }
        scalar Day
        interface Media { id: ID }
        type Thing implements Media { id: ID n: Int! }
      `,
      tamper: () => ({
        data: {
          int: 'seven',
          float: 1,
          flag: 'true',
          text: { deep: 1 },
          id: 7,
          object: 'text',
          list: { 0: 1 },
          items: [{ n: 1 }, 5, [{ n: 2 }], null],
          strictList: [1, null],
          leaf: [1],
          media: { __typename: 'Nothing', id: '1' },
          day: { any: ['thing'] },
        },
        errors: [],
      }),
    },
  },
  cases: [
    {
      name: 'a text for a number',
      query: '{ int }',
      data: { int: null },
      errors: [{ path: ['int'] }],
      referenceFails: told,
    },
    { name: 'a whole number for a float is fine', query: '{ float }', data: { float: 1 } },
    { name: 'a number for an ID is an ID', query: '{ id }', data: { id: '7' }, referenceFails: 'it leaves the number' },
    {
      name: 'a text for a boolean',
      query: '{ flag }',
      data: { flag: null },
      errors: [{ path: ['flag'] }],
      referenceFails: told,
    },
    {
      name: 'an object for a text',
      query: '{ text }',
      data: { text: null },
      errors: [{ path: ['text'] }],
      referenceFails: told,
    },
    {
      name: 'a text for an object',
      query: '{ object { n } }',
      data: { object: null },
      errors: [{ path: ['object'] }],
      referenceFails: told,
    },
    {
      name: 'an object for a list',
      query: '{ list }',
      data: { list: null },
      errors: [{ path: ['list'] }],
      referenceFails: told,
    },
    {
      name: 'items that are no objects',
      query: '{ items { n } }',
      data: { items: [{ n: 1 }, null, null, null] },
      errors: [{ path: ['items', 1] }, { path: ['items', 2] }],
      referenceFails: told,
    },
    {
      name: 'null in a list that has no nulls',
      query: '{ strictList }',
      data: { strictList: null },
      errors: [{ path: ['strictList', 1] }],
      referenceFails: told,
    },
    {
      name: 'a list for a leaf',
      query: '{ leaf }',
      data: { leaf: null },
      errors: [{ path: ['leaf'] }],
      referenceFails: told,
    },
    {
      name: 'a type nobody has',
      query: '{ media { id } }',
      data: { media: null },
      errors: [{ path: ['media'] }],
      referenceFails: told,
    },
    { name: 'anything for a scalar of one’s own is fine', query: '{ day }', data: { day: { any: ['thing'] } } },
    {
      name: 'a field that is not there at all is an error, not a silent null',
      query: '{ missing }',
      data: { missing: null },
      errors: [{ path: ['missing'] }],
      referenceFails: told,
    },
  ],
})
