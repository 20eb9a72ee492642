import { describeFeature } from './describe-feature.ts'
import type { Row } from './rows.ts'
import { findBy, findWith } from './rows.ts'

interface Brought {
  readonly brought: Row
}

const products = [
  { upc: '1', weight: 3, price: 10, size: { width: 2, height: 5 }, parts: [{ mass: 1 }, { mass: 4 }] },
  { upc: '2', weight: null, price: 7, size: null, parts: [] },
]
const rates: Readonly<Record<string, number>> = { EUR: 1, USD: 2, HKD: 10 }

describeFeature('@requires', {
  subgraphs: {
    products: {
      typeDefs: `
        type Query { products: [Product!]!  product: Product }
        type Product @key(fields: "upc") { upc: ID! weight: Int price: Int size: Size parts: [Part!]! }
        type Size { width: Int height: Int }
        type Part { mass: Int }
      `,
      resolvers: {
        Query: { products: () => products, product: () => products[0] },
        Product: { __resolveReference: findBy(products, 'upc') },
      },
    },
    shipping: {
      typeDefs: `
        type Query { parcel: Product }
        type Product @key(fields: "upc") {
          upc: ID!
          weight: Int @external
          price: Int @external
          size: Size @external
          parts: [Part!]! @external
          fee: String @requires(fields: "weight price")
          area: Int @requires(fields: "size { width height }")
          load: Int @requires(fields: "parts { mass }")
          boxes: Int
        }
        type Size { width: Int @external height: Int @external }
        type Part { mass: Int @external }
      `,
      resolvers: {
        Query: { parcel: () => ({ upc: '1', boxes: 1 }) },
        Product: {
          __resolveReference: findWith(
            [
              { upc: '1', boxes: 1 },
              { upc: '2', boxes: 2 },
            ],
            'upc',
          ),
          fee: ({ brought }: Brought) => `${brought.weight} kg for ${brought.price}`,
          area: ({ brought }: { brought: { size: { width: number; height: number } | null } }) =>
            brought.size && brought.size.width * brought.size.height,
          load: ({ brought }: { brought: { parts: { mass: number }[] } }) =>
            brought.parts.reduce((sum, { mass }) => sum + mass, 0),
        },
      },
    },
  },
  cases: [
    {
      name: 'what is required is fetched first and not answered',
      query: '{ product { fee } }',
      data: { product: { fee: '3 kg for 10' } },
      requests: { products: 1, shipping: 1 },
      representations: { shipping: [{ __typename: 'Product', upc: '1', weight: 3, price: 10 }] },
    },
    {
      name: 'what is asked for as well is answered as well',
      query: '{ product { price fee weight } }',
      data: { product: { price: 10, fee: '3 kg for 10', weight: 3 } },
    },
    {
      name: 'a required field that is null is brought as null',
      query: '{ products { upc fee } }',
      data: {
        products: [
          { upc: '1', fee: '3 kg for 10' },
          { upc: '2', fee: 'null kg for 7' },
        ],
      },
    },
    {
      name: 'fields of an object may be required, the object may be null',
      query: '{ products { area } }',
      data: { products: [{ area: 10 }, { area: null }] },
    },
    {
      name: 'fields of every item of a list may be required, the list may be empty',
      query: '{ products { load } }',
      data: { products: [{ load: 5 }, { load: 0 }] },
    },
    {
      name: 'an entity found in the requiring subgraph goes out and comes back',
      query: '{ parcel { boxes fee } }',
      data: { parcel: { boxes: 1, fee: '3 kg for 10' } },
      requests: { shipping: 2, products: 1 },
    },
    {
      name: 'several requirements share one journey',
      query: '{ product { fee area load } }',
      data: { product: { fee: '3 kg for 10', area: 10, load: 5 } },
      requests: { products: 1, shipping: 1 },
    },
    {
      name: 'part of a required object may be asked for under another name',
      query: '{ product { size { w: width } area } }',
      data: { product: { size: { w: 2 }, area: 10 } },
    },
  ],
})

describeFeature('@requires with arguments', {
  subgraphs: {
    shop: {
      typeDefs: `
        enum Unit { KG LB }
        type Query { item: Item }
        type Item @key(fields: "id") {
          id: ID!
          price(currency: String!, off: Int = 0): Int
          weight(unit: Unit!): Int
          comments(limit: Int!): [Comment!]!
        }
        type Comment { text: String }
      `,
      resolvers: {
        Query: { item: () => ({ id: 'i' }) },
        Item: {
          __resolveReference: ({ id }: Row) => ({ id }),
          price: (_: unknown, { currency, off }: { currency: string; off: number }) =>
            100 * (rates[currency] ?? 0) - off,
          weight: (_: unknown, { unit }: { unit: string }) => (unit === 'KG' ? 5 : 11),
          comments: (_: unknown, { limit }: { limit: number }) =>
            ['a', 'b', 'c', 'd'].slice(0, limit).map((text) => ({ text })),
        },
      },
    },
    tariffs: {
      typeDefs: `
        enum Unit { KG LB }
        type Item @key(fields: "id") {
          id: ID!
          price(currency: String!, off: Int = 0): Int @external
          weight(unit: Unit!): Int @external
          comments(limit: Int!): [Comment!]! @external
          euros: String @requires(fields: "price(currency: \\"EUR\\")")
          dollars: String @requires(fields: "price(currency: \\"USD\\", off: 1)")
          pounds: String @requires(fields: "weight(unit: LB)")
          digest: String @requires(fields: "comments(limit: 3) { text }")
        }
        type Comment { text: String @external }
      `,
      resolvers: {
        Item: {
          __resolveReference: findWith([{ id: 'i' }], 'id'),
          euros: ({ brought }: Brought) => `€${brought.price}`,
          dollars: ({ brought }: Brought) => `$${brought.price}`,
          pounds: ({ brought }: Brought) => `${brought.weight} lb`,
          digest: ({ brought }: { brought: { comments: { text: string }[] } }) =>
            brought.comments.map(({ text }) => text).join(''),
        },
      },
    },
  },
  cases: [
    { name: 'a text', query: '{ item { euros } }', data: { item: { euros: '€100' } } },
    { name: 'an enum value', query: '{ item { pounds } }', data: { item: { pounds: '11 lb' } } },
    {
      name: 'the caller’s own arguments are not the required ones',
      query: '{ item { price(currency: "HKD") euros } }',
      data: { item: { price: 1000, euros: '€100' } },
      referenceFails: 'it keys selections by response name and takes one of the two prices for both',
    },
    {
      name: 'the caller’s list is as long as the caller asked, the required one as long as required',
      query: '{ item { comments(limit: 1) { text } digest } }',
      data: { item: { comments: [{ text: 'a' }], digest: 'abc' } },
      referenceFails: 'it keys selections by response name and makes one list of the two',
    },
    {
      name: 'two requirements of one field with different arguments',
      query: '{ item { euros dollars } }',
      data: { item: { euros: '€100', dollars: '$199' } },
      referenceFails: 'both requirements collapse into one',
    },
    {
      name: 'two requirements and two of the caller’s own',
      query: '{ item { euros a: price(currency: "USD") dollars b: price(currency: "EUR", off: 5) } }',
      data: { item: { euros: '€100', a: 200, dollars: '$199', b: 95 } },
      referenceFails: 'both requirements collapse into one',
    },
    {
      name: 'arguments by a variable beside a requirement',
      query: 'query ($c: String!) { item { price(currency: $c) euros } }',
      variables: { c: 'USD' },
      data: { item: { price: 200, euros: '€100' } },
      referenceFails: 'it keys selections by response name and takes one of the two prices for both',
    },
  ],
})

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

const read =
  (field: string, by: string) =>
  ({ brought }: Brought) =>
    `${by}(${brought[field]})`

describeFeature('@requires in a chain', {
  subgraphs: {
    a: {
      typeDefs: `
        type Query { node: Node  nodes: [Node!]! }
        type Node @key(fields: "id") { id: ID! first: String last: String @external closed: String @requires(fields: "last") }
      `,
      resolvers: {
        Query: {
          node: () => ({ id: '1', first: 'a' }),
          nodes: () => [
            { id: '1', first: 'a' },
            { id: '1', first: 'a' },
            { id: '2', first: 'z' },
          ],
        },
        Node: {
          __resolveReference: findWith(
            [
              { id: '1', first: 'a' },
              { id: '2', first: 'z' },
            ],
            'id',
          ),
          closed: read('last', 'closed'),
        },
      },
    },
    b: {
      typeDefs: `
        type Node @key(fields: "id") { id: ID! first: String @external second: String @requires(fields: "first") }
      `,
      resolvers: {
        Node: { __resolveReference: findWith([{ id: '1' }, { id: '2' }], 'id'), second: read('first', 'b') },
      },
    },
    c: {
      typeDefs: `
        type Node @key(fields: "id") { id: ID! second: String @external last: String @requires(fields: "second") }
      `,
      resolvers: {
        Node: { __resolveReference: findWith([{ id: '1' }, { id: '2' }], 'id'), last: read('second', 'c') },
      },
    },
  },
  cases: [
    {
      name: 'each subgraph requires what the one before it made',
      query: '{ node { last } }',
      data: { node: { last: 'c(b(a))' } },
      requests: { a: 1, b: 1, c: 1 },
    },
    {
      name: 'the chain may close in the subgraph where it began',
      query: '{ node { closed } }',
      data: { node: { closed: 'closed(c(b(a)))' } },
      requests: { a: 2, b: 1, c: 1 },
    },
    {
      name: 'links of the chain may be asked for in any order',
      query: '{ node { closed second first last } }',
      data: { node: { closed: 'closed(c(b(a)))', second: 'b(a)', first: 'a', last: 'c(b(a))' } },
    },
    {
      name: 'entities of a list that are the same walk it once',
      query: '{ nodes { last } }',
      data: { nodes: [{ last: 'c(b(a))' }, { last: 'c(b(a))' }, { last: 'c(b(z))' }] },
      representations: {
        c: [
          { __typename: 'Node', id: '1', second: 'b(a)' },
          { __typename: 'Node', id: '2', second: 'b(z)' },
        ],
      },
    },
  ],
})

describeFeature('@requires in a circle of two subgraphs', {
  subgraphs: {
    left: {
      typeDefs: `
        type Query { pair: Pair }
        type Pair @key(fields: "id") {
          id: ID! l1: String r1: String @external l2: String @requires(fields: "r1")
          r2: String @external l3: String @requires(fields: "r2")
        }
      `,
      resolvers: {
        Query: { pair: () => ({ id: '1', l1: 'l1' }) },
        Pair: {
          __resolveReference: findWith([{ id: '1', l1: 'l1' }], 'id'),
          l2: read('r1', 'l2'),
          l3: read('r2', 'l3'),
        },
      },
    },
    right: {
      typeDefs: `
        type Pair @key(fields: "id") {
          id: ID! l1: String @external r1: String @requires(fields: "l1")
          l2: String @external r2: String @requires(fields: "l2")
        }
      `,
      resolvers: {
        Pair: { __resolveReference: findWith([{ id: '1' }], 'id'), r1: read('l1', 'r1'), r2: read('l2', 'r2') },
      },
    },
  },
  cases: [
    {
      name: 'they ask each other in turn',
      query: '{ pair { l3 } }',
      data: { pair: { l3: 'l3(r2(l2(r1(l1))))' } },
      requests: { left: 3, right: 2 },
      referenceFails: 'it asks for l2 before it has what l2 requires',
    },
  ],
})

describeFeature('@requires of another entity’s field', {
  subgraphs: {
    trips: {
      typeDefs: `
        type Query { trips: [Trip!]! }
        type Trip @key(fields: "id") { id: ID! driver: Person }
        type Person @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          trips: () => [
            { id: 't1', driver: { id: 'p1' } },
            { id: 't2', driver: null },
          ],
        },
      },
    },
    people: {
      typeDefs: 'type Person @key(fields: "id") { id: ID! home: String }',
      resolvers: { Person: { __resolveReference: findBy([{ id: 'p1', home: 'Zhuhai' }], 'id') } },
    },
    tolls: {
      typeDefs: `
        type Trip @key(fields: "id") {
          id: ID! driver: Person @external toll: String @requires(fields: "driver { home }")
        }
        type Person @key(fields: "id") { id: ID! home: String @external }
      `,
      resolvers: {
        Trip: {
          __resolveReference: findWith([{ id: 't1' }, { id: 't2' }], 'id'),
          toll: ({ brought }: { brought: { driver: Row | null } }) => `toll from ${brought.driver?.home ?? 'nowhere'}`,
        },
      },
    },
  },
  cases: [
    {
      name: 'is fetched from a third subgraph, and null where there is no such entity',
      query: '{ trips { toll } }',
      data: { trips: [{ toll: 'toll from Zhuhai' }, { toll: 'toll from nowhere' }] },
      requests: { trips: 1, people: 1, tolls: 1 },
    },
  ],
})

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
      referenceFails: 'it takes the alias for the required field',
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
