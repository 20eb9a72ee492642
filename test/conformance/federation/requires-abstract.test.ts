import { describeFeature } from './describe-feature.ts'
import type { Row } from './rows.ts'
import { findBy, findWith } from './rows.ts'

const holders = [
  { id: '1', media: { __typename: 'Book', title: 'Tides', pages: 320 } },
  { id: '2', media: { __typename: 'Film', title: 'Waves', minutes: 90 } },
]

describeFeature('@requires through fragments on abstract types', {
  subgraphs: {
    shelves: {
      typeDefs: `
        type Query { holders: [Holder!]! }
        type Holder @key(fields: "id") { id: ID! media: Media either: Either }
        interface Media { title: String }
        union Either = Book | Film
        type Book implements Media { title: String pages: Int }
        type Film implements Media { title: String minutes: Int }
      `,
      resolvers: {
        Query: { holders: () => holders },
        Holder: { __resolveReference: findBy(holders, 'id'), either: ({ media }: { media: unknown }) => media },
      },
    },
    lengths: {
      typeDefs: `
        type Holder @key(fields: "id") {
          id: ID!
          media: Media @external
          either: Either @external
          length: String @requires(fields: "media { title ... on Book { pages } ... on Film { minutes } }")
          kind: String @requires(fields: "either { __typename ... on Film { title } }")
        }
        interface Media { title: String }
        union Either = Book | Film
        type Book implements Media @external { title: String pages: Int }
        type Film implements Media @external { title: String minutes: Int }
      `,
      resolvers: {
        Holder: {
          __resolveReference: findWith(
            holders.map(({ id }) => ({ id })),
            'id',
          ),
          length: ({ brought }: { brought: { media: Row } }) =>
            `${brought.media.title}: ${brought.media.pages ?? brought.media.minutes}`,
          kind: ({ brought }: { brought: { either: Row } }) =>
            `${brought.either.__typename} ${brought.either.title ?? ''}`.trim(),
        },
      },
    },
  },
  cases: [
    {
      name: 'each member brings its own fields',
      query: '{ holders { length } }',
      data: { holders: [{ length: 'Tides: 320' }, { length: 'Waves: 90' }] },
    },
    {
      name: 'members of a union are told apart by __typename',
      query: '{ holders { kind } }',
      data: { holders: [{ kind: 'Book' }, { kind: 'Film Waves' }] },
    },
    {
      name: 'beside the caller’s own fragments',
      query: '{ holders { length media { ... on Book { title } ... on Film { minutes } } } }',
      data: {
        holders: [
          { length: 'Tides: 320', media: { title: 'Tides' } },
          { length: 'Waves: 90', media: { minutes: 90 } },
        ],
      },
    },
  ],
})

const wares = [
  { __typename: 'Pot', id: 'p', litres: 5 },
  { __typename: 'Rug', id: 'r', width: 4 },
]

describeFeature('@requires below lists, abstract types and other entities', {
  subgraphs: {
    orders: {
      typeDefs: `
        type Query { orders: [Order!]!  wares: [Ware]  things: [Thing!]! }
        type Order @key(fields: "id") { id: ID! lines: [Line!]! }
        type Line { count: Int ware: Ware }
        interface Ware { id: ID! }
        union Thing = Pot | Rug
        type Pot implements Ware @key(fields: "id") { id: ID! litres: Int }
        type Rug implements Ware @key(fields: "id") { id: ID! width: Int }
      `,
      resolvers: {
        Query: {
          orders: () => [
            {
              id: 'o1',
              lines: [
                { count: 2, ware: wares[0] },
                { count: 1, ware: null },
                { count: 3, ware: wares[1] },
              ],
            },
            { id: 'o2', lines: [] },
          ],
          wares: () => [wares[1], null, wares[0]],
          things: () => wares,
        },
        Pot: { __resolveReference: findBy(wares, 'id') },
        Rug: { __resolveReference: findBy(wares, 'id') },
      },
    },
    weights: {
      typeDefs: `
        type Pot @key(fields: "id") { id: ID! litres: Int @external kilos: Int @requires(fields: "litres") }
        type Rug @key(fields: "id") { id: ID! width: Int @external kilos: Int @requires(fields: "width") }
      `,
      resolvers: {
        Pot: {
          __resolveReference: findWith(
            wares.map(({ id }) => ({ id })),
            'id',
          ),
          kilos: ({ brought }: { brought: { litres: number } }) => brought.litres * 2,
        },
        Rug: {
          __resolveReference: findWith(
            wares.map(({ id }) => ({ id })),
            'id',
          ),
          kilos: ({ brought }: { brought: { width: number } }) => brought.width * 10,
        },
      },
    },
    freight: {
      typeDefs: `
        type Order @key(fields: "id") {
          id: ID!
          lines: [Line!]! @external
          total: Int @requires(fields: "lines { count ware { ... on Pot { kilos } ... on Rug { kilos } } }")
        }
        type Line { count: Int @external ware: Ware @external }
        interface Ware { id: ID! }
        type Pot implements Ware @key(fields: "id") { id: ID! kilos: Int @external }
        type Rug implements Ware @key(fields: "id") { id: ID! kilos: Int @external }
      `,
      resolvers: {
        Order: {
          __resolveReference: findWith([{ id: 'o1' }, { id: 'o2' }], 'id'),
          total: ({ brought }: { brought: { lines: { count: number; ware: { kilos: number } | null }[] } }) =>
            brought.lines.reduce((sum, { count, ware }) => sum + count * (ware?.kilos ?? 0), 0),
        },
      },
    },
  },
  cases: [
    {
      name: 'each concrete type brings what its own field requires',
      query: '{ wares { ... on Pot { kilos } ... on Rug { kilos } } }',
      data: { wares: [{ kilos: 40 }, null, { kilos: 10 }] },
      requests: { orders: 1, weights: 1 },
    },
    {
      name: 'in a union, under aliases of the required fields',
      query: '{ things { ... on Pot { litres: kilos } ... on Rug { width: kilos real: width } } }',
      data: { things: [{ litres: 10 }, { width: 40, real: 4 }] },
    },
    {
      name: 'a requirement that has a requirement itself, below a list and an interface',
      query: '{ orders { id total } }',
      data: {
        orders: [
          { id: 'o1', total: 140 },
          { id: 'o2', total: 0 },
        ],
      },
      requests: { orders: 1, weights: 1, freight: 1 },
    },
    {
      name: 'beside the same list with other selections',
      query: '{ orders { total lines { ware { ... on Rug { width } } count: ware { id } } } }',
      data: {
        orders: [
          {
            total: 140,
            lines: [
              { ware: {}, count: { id: 'p' } },
              { ware: null, count: null },
              { ware: { width: 4 }, count: { id: 'r' } },
            ],
          },
          { total: 0, lines: [] },
        ],
      },
      referenceFails: 'it takes the alias for the required field',
    },
  ],
})
