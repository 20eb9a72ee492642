import { describeFeature } from './describe-feature.ts'
import { findBy } from './rows.ts'

describeFeature('introspection', {
  subgraphs: {
    catalog: {
      typeDefs: `
        "Books and where they are."
        type Query { book: Book }
        "A printed book."
        type Book @key(fields: "id") {
          id: ID!
          "As on the cover."
          title(short: Boolean = false): String
          oldTitle: String @deprecated(reason: "ask for title")
        }
      `,
      resolvers: { Query: { book: () => ({ id: '1', title: 'Tides' }) } },
    },
    stock: {
      typeDefs: `
        scalar Day @specifiedBy(url: "https://day.invalid")
        type Query { next: Day }
        type Book @key(fields: "id") { id: ID! copies: Int }
      `,
      resolvers: {
        Query: { next: () => '2026-11-23' },
        Book: { __resolveReference: findBy([{ id: '1', copies: 4 }], 'id') },
      },
    },
  },
  cases: [
    {
      name: 'alone asks nobody',
      query: '{ __schema { queryType { name } mutationType { name } subscriptionType { name } } }',
      data: { __schema: { queryType: { name: 'Query' }, mutationType: null, subscriptionType: null } },
      requests: { catalog: 0, stock: 0 },
    },
    {
      name: 'stands beside data of both subgraphs, in order',
      query: '{ before: __type(name: "Book") { name } book { title copies } after: __type(name: "Nothing") { name } }',
      data: { before: { name: 'Book' }, book: { title: 'Tides', copies: 4 }, after: null },
    },
    {
      name: 'takes variables and fragments',
      query: `query ($of: String!, $old: Boolean) { __type(name: $of) { ...T } book { title } }
        fragment T on __Type { name fields(includeDeprecated: $old) { ...F } }
        fragment F on __Field { name isDeprecated deprecationReason }`,
      variables: { of: 'Book', old: true },
      data: {
        __type: {
          name: 'Book',
          fields: [
            { name: 'id', isDeprecated: false, deprecationReason: null },
            { name: 'title', isDeprecated: false, deprecationReason: null },
            { name: 'oldTitle', isDeprecated: true, deprecationReason: 'ask for title' },
            { name: 'copies', isDeprecated: false, deprecationReason: null },
          ],
        },
        book: { title: 'Tides' },
      },
    },
    {
      name: 'leaves deprecated fields out unless they are asked for',
      query: '{ __type(name: "Book") { fields { name } } }',
      data: { __type: { fields: [{ name: 'id' }, { name: 'title' }, { name: 'copies' }] } },
    },
    {
      name: 'tells descriptions, defaults and what specifies a scalar',
      query: `{
        book: __type(name: "Book") { description fields { description args { name defaultValue } } }
        day: __type(name: "Day") { kind specifiedByURL }
      }`,
      data: {
        book: {
          description: 'A printed book.',
          fields: [
            { description: null, args: [] },
            { description: 'As on the cover.', args: [{ name: 'short', defaultValue: 'false' }] },
            { description: null, args: [] },
          ],
        },
        day: { kind: 'SCALAR', specifiedByURL: 'https://day.invalid' },
      },
    },
    {
      name: 'has aliases and __typename like anything else',
      query: '{ s: __schema { __typename q: queryType { n: name __typename } } }',
      data: { s: { __typename: '__Schema', q: { n: 'Query', __typename: '__Type' } } },
      referenceFails: 'it puts __typename first',
    },
    {
      name: 'knows no type of the machinery',
      query:
        '{ a: __type(name: "_Entity") { name } b: __type(name: "_Service") { name } c: __type(name: "_Any") { name } d: __type(name: "join__Graph") { name } e: __type(name: "link__Import") { name } }',
      data: { a: null, b: null, c: null, d: null, e: null },
    },
    {
      name: '_entities cannot be asked for',
      query: '{ _entities(representations: []) { __typename } }',
      refused: /_entities/,
    },
    { name: '_service cannot be asked for', query: '{ _service { sdl } }', refused: /_service/ },
  ],
})
