import { isFailure } from '../../../gateway/engine/engine.ts'
import { describeFeature } from './describe-feature.ts'
import type { Row } from './rows.ts'
import { findBy } from './rows.ts'

/** Adds to every object what nobody asked for. */
function addKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(addKeys)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).map(([key, inner]) => [key, addKeys(inner)])
  return JSON.parse(
    `{"secret":"s","copies":99,"__proto__":{"polluted":true},${JSON.stringify(Object.fromEntries(kept)).slice(1)}`,
  )
}

describeFeature('keys nobody asked for', {
  subgraphs: {
    catalog: {
      typeDefs: `
        type Query { book: Book  books: [Book!]! }
        type Book @key(fields: "id") { id: ID! title: String }
      `,
      resolvers: { Query: { book: () => ({ id: '1', title: 'Tides' }), books: () => [{ id: '1' }] } },
      tamper: (reply) => (isFailure(reply) ? reply : { ...reply, data: addKeys(reply.data) }),
    },
    stock: {
      typeDefs: 'type Book @key(fields: "id") { id: ID! copies: Int }',
      resolvers: { Book: { __resolveReference: findBy([{ id: '1', copies: 4 }], 'id') } },
    },
  },
  cases: [
    { name: 'are not answered', query: '{ book { title } }', data: { book: { title: 'Tides' } } },
    {
      name: 'do not win against the field’s own subgraph',
      query: '{ book { copies } books { copies } }',
      data: { book: { copies: 4 }, books: [{ copies: 4 }] },
    },
    {
      name: 'do not go into representations',
      query: '{ book { copies } }',
      data: { book: { copies: 4 } },
      representations: { stock: [{ __typename: 'Book', id: '1' }] },
    },
  ],
})

const rows = [
  { id: 'a', email: 'a@house', mark: { x: 1, y: [2, null] } },
  { id: 'b', email: null, mark: { x: 2, y: [] } },
  { id: 'c', email: '', mark: 0 },
]

describeFeature('keys of unusual values', {
  subgraphs: {
    people: {
      typeDefs: `
        scalar Mark
        type Query { people: [Person!]! }
        type Person @key(fields: "email") @key(fields: "mark") { id: ID! email: String mark: Mark! }
      `,
      resolvers: { Query: { people: () => rows } },
    },
    mail: {
      typeDefs: 'type Person @key(fields: "email") { email: String unread: Int }',
      resolvers: {
        Person: {
          __resolveReference: ({ email }: Row) => (email === null ? null : { email, unread: String(email).length }),
        },
      },
    },
    marks: {
      typeDefs: 'scalar Mark type Person @key(fields: "mark") { mark: Mark! text: String }',
      resolvers: { Person: { __resolveReference: ({ mark }: Row) => ({ mark, text: JSON.stringify(mark) }) } },
    },
  },
  cases: [
    {
      name: 'an empty text is a key, null finds nobody and is no error',
      query: '{ people { id unread } }',
      data: {
        people: [
          { id: 'a', unread: 7 },
          { id: 'b', unread: null },
          { id: 'c', unread: 0 },
        ],
      },
    },
    {
      name: 'a scalar of one’s own goes into the representation as it is',
      query: '{ people { text } }',
      data: { people: [{ text: '{"x":1,"y":[2,null]}' }, { text: '{"x":2,"y":[]}' }, { text: '0' }] },
      representations: { marks: rows.map(({ mark }) => ({ __typename: 'Person', mark })) },
    },
  ],
})

describeFeature('numbers and texts at their limits', {
  subgraphs: {
    limits: {
      typeDefs: `
        scalar Big
        type Query { max: Int min: Int over: Int fraction: Int float: Float big: Big text: String empty: String id: ID flags: [Boolean!] }
      `,
      tamper: () => ({
        data: JSON.parse(
          '{"max":2147483647,"min":-2147483648,"over":2147483648,"fraction":1.5,"float":1e-7,"big":9007199254740993,"text":"\\u2028\\u0000\\"\\\\\\ud83d","empty":"","id":"","flags":[true,false]}',
        ),
        errors: [],
      }),
    },
  },
  cases: [
    { name: '32 bits are whole', query: '{ max min }', data: { max: 2147483647, min: -2147483648 } },
    {
      name: 'beyond them is an error',
      query: '{ over }',
      data: { over: null },
      errors: [{ path: ['over'] }],
      referenceFails: 'it tells of it in an extension only',
    },
    {
      name: 'a fraction is no Int',
      query: '{ fraction }',
      data: { fraction: null },
      errors: [{ path: ['fraction'] }],
      referenceFails: 'it tells of it in an extension only',
    },
    { name: 'floats keep their value', query: '{ float }', data: { float: 1e-7 } },
    {
      name: 'texts with control characters, separators and lone surrogates',
      query: '{ text empty id flags }',
      data: { text: '\u2028\u0000"\\\ud83d', empty: '', id: '', flags: [true, false] },
    },
  ],
})
