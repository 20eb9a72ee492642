import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@requires", "@external", "@inaccessible", "@interfaceObject", "@override", "@tag",
  "@composeDirective", "@context", "@fromContext"
])`

/** A tree whose every branch can be fetched from everywhere. */
const TREE = `
  type Tree @key(fields: "id") {
    id: ID!
    left: Tree @shareable
    right: Tree @shareable
  }
`

/** Four subgraphs of a shop, names of every spelling, one of each kind of thing that a plan must tell of. */
const subgraphs = {
  'My-Users_1': `
    extend schema @link(url: "https://example.com/mine/v1.0", import: ["@mine"]) @composeDirective(name: "@mine")
    directive @mine(text: String) on FIELD_DEFINITION
    directive @traced(as: String) on FIELD | QUERY
    "Where all begins"
    type Query {
      me: User
      "Any account"
      account(id: ID!): Account
      accounts: [Account!]!
      old: String @deprecated(reason: "use me")
      mood(like: Mood = ALPHA): Mood @mine(text: "x")
      born: Date
      secret: Secret @inaccessible
      find(by: By, hidden: Int @inaccessible): User
      root: Tree
    }
    type Mutation { rename(name: String!): User befriend(id: ID!): User }
    type Subscription { changed: User count: Int }
    scalar Date @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339")
    input By { id: ID name: String @deprecated(reason: "use id") hidden: Int @inaccessible }
    enum Mood { ZETA "The first letter" ALPHA OLD @deprecated(reason: "gone") HIDDEN @inaccessible }
    type Secret @inaccessible { word: String }
    interface Account @key(fields: "id") { id: ID! }
    type User implements Account @key(fields: "id") {
      id: ID!
      name(upper: Boolean = false): String @tag(name: "public")
      secret: String @inaccessible
      friend: User
      locale: String
    }
    type Bot implements Account @key(fields: "id") { id: ID! name: Int }
    union Anything = User | Bot | Secret
    ${TREE}`,
  products: `
    type Query { products: [Product!]! }
    type Product @key(fields: "upc") { upc: ID! title: String price: Int weight: Int }
    type Account @interfaceObject @key(fields: "id") { id: ID! points: Int }
    ${TREE}`,
  REVIEWS: `
    type Query { best: Review }
    type Review @key(fields: "id") { id: ID! body: String author: User product: Product }
    type User @key(fields: "id") { id: ID! reviews(first: Int): [Review!] bought: [Product!] }
    type Bot @key(fields: "id") { id: ID! reviews(first: Int): [Review!] }
    type Product @key(fields: "upc") { upc: ID! reviews(first: Int): [Review!] }
    ${TREE}`,
  inventory: `
    type Query { full: Boolean }
    type Product @key(fields: "upc") {
      upc: ID!
      inStock: Int
      price: Int @external
      weight: Int @external
      shipping: Int @requires(fields: "price weight")
      title: String @override(from: "products", label: "percent(30)")
    }
    type User @key(fields: "id") @context(name: "user") { id: ID! locale: String @external basket: Basket }
    type Basket @key(fields: "id") {
      id: ID!
      label(locale: String @fromContext(field: "$user { locale }")): String
    }
    ${TREE}`,
}

export function composeShop(): string {
  const composed = composeServices(
    Object.entries(subgraphs).map(([name, sdl]) => ({
      name,
      url: `http://127.0.0.1:9/${name}`,
      typeDefs: parse(LINK + sdl),
    })),
  )
  if (!composed.supergraphSdl) throw new Error(composed.errors?.map(({ message }) => message).join('; '))
  return composed.supergraphSdl
}

/** A small text that stands for `2 ** depth` selections. */
export function fragmentTree(depth: number): string {
  const levels = Array.from({ length: depth }, (_, level) => {
    const below = level === depth - 1 ? 'id' : `...F${level + 1}`
    return `fragment F${level} on User { a: friend { ${below} } b: friend { ${below} } }`
  })
  return `{ me { ...F0 } } ${levels.join(' ')}`
}

/** Each of `2 ** depth` branches can come from any of four subgraphs. */
export function sharedTree(depth: number): string {
  const branch = (level: number): string =>
    level === 0 ? 'id' : `left { ${branch(level - 1)} } right { ${branch(level - 1)} }`
  return `{ root { ${branch(depth)} } }`
}
