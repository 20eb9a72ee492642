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
