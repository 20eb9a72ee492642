import type { LocalSubgraph } from '../../../gateway/testing/federation.ts'

/** Which subgraph answers, and the answers' keeper: each subgraph's replies go through its own hand. */
export type Tamper = NonNullable<LocalSubgraph['tamper']>

interface Reference {
  readonly id: string
}

const products = [
  {
    __typename: 'Product',
    id: 'p1',
    title: 'Kettle',
    price: 19.5,
    weight: 2.25,
    stock: 7,
    sizes: ['S', 'L'],
    fits: [[1, 2], [3]],
    tags: ['new'],
    onSale: true,
    label: { made: { year: 2021 } },
    maker: { id: 'm1' },
  },
  {
    __typename: 'Product',
    id: 'p2',
    title: 'Lamp',
    price: 48,
    weight: 1,
    stock: 0,
    sizes: [],
    fits: [],
    tags: [],
    onSale: false,
    label: [1, null],
    maker: { id: 'm2' },
  },
]
const [kettle, lamp] = products
const bundle = { __typename: 'Bundle', id: 'b1', title: 'Evening', parts: products, best: kettle }
const makers = [
  { __typename: 'Maker', id: 'm1', name: 'Harbour Works', city: { name: 'Port', zone: 'EAST' } },
  { __typename: 'Maker', id: 'm2', name: 'Hill Works', city: { name: 'Ridge', zone: 'WEST' } },
]
const people = [
  { __typename: 'Person', id: 'u1', name: 'Ada', mood: 'CALM', friends: [{ id: 'u2' }] },
  { __typename: 'Person', id: 'u2', name: 'Lin', mood: 'GLAD', friends: [] },
]
const reviews = [
  { id: 'r1', product: 'p1', stars: 5, body: 'Boils.', by: { __typename: 'Person', id: 'u1' } },
  { id: 'r2', product: 'p1', stars: 2, body: null, by: { __typename: 'Person', id: 'u2' } },
  { id: 'r3', product: 'p2', stars: 4, body: 'Shines.', by: { __typename: 'Person', id: 'u1' } },
]

const byId =
  <T extends Reference>(rows: readonly T[]) =>
  ({ id }: Reference): T | null =>
    rows.find((row) => row.id === id) ?? null

const reviewsOf = ({ id }: Reference) => reviews.filter(({ product }) => product === id)

const subgraphs: Readonly<Record<string, LocalSubgraph>> = {
  products: {
    typeDefs: `
      scalar Blob
      type Query {
        products: [Product!]  product(id: ID!): Product  items: [Item!]!  rack: [[Product]!]  offer: Offer  open: Boolean
      }
      type Mutation { restock(id: ID!): Product }
      type Subscription { sold: Product }
      interface Item { id: ID! title: String! }
      type Product implements Item @key(fields: "id") {
        id: ID!  title: String!  price: Float  weight: Float!  stock: Int!  sizes: [Size!]  fits: [[Int!]!]
        tags: [String!]!  onSale: Boolean!  label: Blob  maker: Maker!
      }
      type Bundle implements Item @key(fields: "id") { id: ID!  title: String!  parts: [Product!]!  best: Product! }
      type Maker @key(fields: "id") { id: ID! }
      type Offer { product: Product!  until: String! }
      enum Size { S M L }
    `,
    resolvers: {
      Query: {
        products: () => products,
        product: (_: unknown, { id }: Reference) => byId(products)({ id }),
        items: () => [kettle, bundle, lamp],
        rack: () => [[kettle, null], [lamp]],
        offer: () => ({ product: kettle, until: 'noon' }),
        open: () => true,
      },
      Subscription: {
        sold: {
          async *subscribe() {
            for (const sold of products) yield { sold }
          },
        },
      },
      Mutation: { restock: (_: unknown, { id }: Reference) => byId(products)({ id }) },
      Product: { __resolveReference: byId(products) },
      Bundle: { __resolveReference: byId([bundle]) },
      Maker: { __resolveReference: ({ id }: Reference) => ({ id }) },
    },
  },
  makers: {
    typeDefs: `
      type Query { makers: [Maker!]  count: Int }
      type Maker @key(fields: "id") { id: ID!  name: String!  city: City }
      type City { name: String!  zone: Zone! }
      enum Zone { EAST WEST }
    `,
    resolvers: {
      Query: { makers: () => makers, count: () => makers.length },
      Maker: { __resolveReference: byId(makers) },
    },
  },
  reviews: {
    typeDefs: `
      type Query { found: [Found!]  latest: Review  top: [Product!] }
      union Found = Product | Person | Review
      type Product @key(fields: "id") {
        id: ID!  price: Float @external  weight: Float! @external
        reviews: [Review!]!  rating: Float  shipping: Int @requires(fields: "price weight")
      }
      type Review @key(fields: "id") { id: ID!  stars: Int!  body: String  by: Person }
      type Person @key(fields: "id") { id: ID! }
    `,
    resolvers: {
      Query: {
        found: () => [{ __typename: 'Product', id: 'p2' }, people[1], { __typename: 'Review', ...reviews[0] }],
        latest: () => reviews[2],
        top: () => [{ id: 'p2' }, { id: 'p1' }],
      },
      Product: {
        __resolveReference: (reference: Reference) => reference,
        reviews: reviewsOf,
        rating: (product: Reference) => reviewsOf(product).length / 2,
        shipping: ({ price, weight }: { price: unknown; weight: unknown }) =>
          Math.round(Number(price) * Number(weight)),
      },
      Review: { __resolveReference: byId(reviews) },
      Person: { __resolveReference: ({ id }: Reference) => ({ id }) },
    },
  },
  people: {
    typeDefs: `
      type Query { me: Person  everyone: [Person] }
      type Person @key(fields: "id") { id: ID!  name: String!  mood: Mood  friends: [Person!] }
      enum Mood { CALM GLAD }
    `,
    resolvers: {
      Query: { me: () => people[0], everyone: () => [people[1], null, people[0]] },
      Person: {
        __resolveReference: byId(people),
        friends: ({ friends }: { friends: readonly Reference[] }) => friends.map(byId(people)),
      },
    },
  },
}

export const subgraphNames: readonly string[] = Object.keys(subgraphs)

/** Four subgraphs with entities, lists, an interface, a union, enums, a requirement and a scalar of their own. */
export function openMarket(tamper: Tamper): Readonly<Record<string, LocalSubgraph>> {
  return Object.fromEntries(Object.entries(subgraphs).map(([name, subgraph]) => [name, { ...subgraph, tamper }]))
}

const everyProduct =
  'id title price weight stock sizes fits tags onSale label maker { id name city { name zone } } reviews { id stars body by { id name mood friends { name } } } rating shipping'

/** Each asks several subgraphs, some in turn and some at once. */
export const operations: readonly string[] = [
  `{ products { ${everyProduct} } me { name mood } makers { name } }`,
  `{ items { __typename id title ... on Product { stock reviews { stars by { name } } } ... on Bundle { parts { id shipping maker { name } } best { rating } } } count }`,
  '{ found { __typename ... on Product { title stock sizes } ... on Person { name mood } ... on Review { stars by { name } } } latest { stars body by { name friends { mood } } } open }',
  '{ rack { id shipping } offer { until product { title shipping maker { city { zone } } } } everyone { name friends { id mood } } makers { city { name zone } } }',
  '{ top { id shipping title label maker { name } reviews { by { mood } } } a: product(id: "p1") { __typename id: title key: id stock } b: product(id: "p2") { id rating } }',
  'mutation { first: restock(id: "p1") { stock rating maker { name } } second: restock(id: "p2") { id reviews { stars } } }',
]

/** The same in parts and as events. */
export const streamed: readonly string[] = [
  `{ products { id stock ... @defer { ${everyProduct} } } makers { name ... @defer { city { name zone } } } }`,
  '{ items { __typename ... on Product @defer { reviews { stars by { name } } } ... on Bundle { best { ... @defer { shipping } } } } }',
  `subscription { sold { ${everyProduct} } }`,
]
