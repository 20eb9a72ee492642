/**
 * The four subgraphs of the public federation benchmark. One thing is added: root fields take a seed that comes back in
 * every id, so that requests can be made to differ at every fetch.
 */
export const subgraphNames = ['users', 'products', 'reviews', 'inventory'] as const

export type SubgraphName = (typeof subgraphNames)[number]

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [${imports}])`

export const contracts: Readonly<Record<SubgraphName, string>> = {
  users: /* GraphQL */ `
    ${link('"@key", "@shareable"')}
    type Query {
      me: User
      user(id: ID!): User
      users(seed: String! = "~0000000"): [User]
    }
    type User @key(fields: "id") {
      id: ID!
      name: String
      username: String @shareable
      birthday: Int
    }
  `,
  products: /* GraphQL */ `
    ${link('"@key"')}
    type Query {
      topProducts(first: Int = 5, seed: String! = "~0000000"): [Product]
    }
    type Product @key(fields: "upc") {
      upc: String!
      name: String
      price: Int
      weight: Int
    }
  `,
  reviews: /* GraphQL */ `
    ${link('"@key", "@external", "@provides", "@shareable"')}
    type Review @key(fields: "id") {
      id: ID!
      body: String
      author: User @provides(fields: "username")
      product: Product
    }
    type User @key(fields: "id") {
      id: ID!
      username: String @external
      reviews: [Review]
    }
    type Product @key(fields: "upc") {
      upc: String!
      reviews: [Review]
    }
  `,
  inventory: /* GraphQL */ `
    ${link('"@key", "@external", "@requires"')}
    type Product @key(fields: "upc") {
      upc: String!
      price: Int @external
      weight: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }
  `,
}
