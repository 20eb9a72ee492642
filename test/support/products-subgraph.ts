import type { SubgraphDefinition } from '../../kit/subgraph/start-subgraph.ts'

/** A small catalogue with one of everything that Apollo's published subgraph compatibility list asks for. */
export const productsTypeDefs = /* GraphQL */ `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.3"
      import: ["@composeDirective", "@extends", "@external", "@key", "@inaccessible", "@interfaceObject", "@override", "@provides", "@requires", "@shareable", "@tag"]
    )
    @link(url: "https://gba-graph.example/custom/v1.0", import: ["@custom"])
    @composeDirective(name: "@custom")

  directive @custom on OBJECT

  type Query {
    product(id: ID!): Product
    deprecatedProduct(sku: String!, package: String!): DeprecatedProduct @deprecated(reason: "Use product. Removal 2027-06-30")
  }

  type Product @custom @key(fields: "id") @key(fields: "sku package") @key(fields: "sku variation { id }") {
    id: ID!
    sku: String
    package: String
    variation: ProductVariation
    dimensions: ProductDimension
    createdBy: User @provides(fields: "totalProductsCreated")
    notes: String @tag(name: "internal")
    research: [ProductResearch!]!
  }

  type DeprecatedProduct @key(fields: "sku package") {
    sku: String!
    package: String!
    reason: String
    createdBy: User
  }

  type ProductVariation {
    id: ID!
  }

  type ProductResearch @key(fields: "study { caseNumber }") {
    study: CaseStudy!
    outcome: String
  }

  type CaseStudy {
    caseNumber: ID!
    description: String
  }

  type ProductDimension @shareable {
    size: String
    weight: Float
    unit: String @inaccessible
  }

  type User @key(fields: "email") @extends {
    email: ID! @external
    name: String @override(from: "users")
    totalProductsCreated: Int @external
    yearsOfEmployment: Int! @external
    averageProductsCreatedPerYear: Int @requires(fields: "totalProductsCreated yearsOfEmployment")
  }

  type Inventory @interfaceObject @key(fields: "id") {
    id: ID!
    deprecatedProducts: [DeprecatedProduct!]!
  }
`

const user = { email: 'support@apollographql.com', name: 'Jane Smith', totalProductsCreated: 1337 }
const deprecated = {
  sku: 'apollo-federation-v1',
  package: '@apollo/federation-v1',
  reason: 'Migrate to Federation V2',
  createdBy: user,
}
const research = [
  { study: { caseNumber: '1234', description: 'Federation Study' }, outcome: null },
  { study: { caseNumber: '1235', description: 'Studio Study' }, outcome: null },
]
const dimensions = { size: 'small', weight: 1, unit: 'kg' }
const products = [
  {
    id: 'apollo-federation',
    sku: 'federation',
    package: '@apollo/federation',
    variation: { id: 'OSS' },
    dimensions,
    createdBy: user,
    notes: null,
    research: [research[0]],
  },
  {
    id: 'apollo-studio',
    sku: 'studio',
    package: '',
    variation: { id: 'platform' },
    dimensions,
    createdBy: user,
    notes: null,
    research: [research[1]],
  },
]

interface ProductKey {
  readonly id?: string
  readonly sku?: string
  readonly package?: string
  readonly variation?: { readonly id: string }
}

function findProduct(key: ProductKey) {
  if (key.id === 'throws') throw new Error('a bug with the password hunter2 in its text')
  return (
    products.find((product) =>
      key.id
        ? product.id === key.id
        : product.sku === key.sku && (product.package === key.package || product.variation.id === key.variation?.id),
    ) ?? null
  )
}

interface UserReference {
  readonly email: string
  readonly totalProductsCreated?: number
  readonly yearsOfEmployment?: number
}

const resolvers = {
  Query: {
    product: (_: unknown, { id }: { id: string }) => findProduct({ id }),
    deprecatedProduct: (_: unknown, key: { sku: string; package: string }) =>
      key.sku === deprecated.sku && key.package === deprecated.package ? deprecated : null,
  },
  Product: { __resolveReference: findProduct },
  DeprecatedProduct: {
    __resolveReference: (key: { sku: string; package: string }) =>
      key.sku === deprecated.sku && key.package === deprecated.package ? deprecated : null,
  },
  ProductResearch: {
    __resolveReference: (key: { study: { caseNumber: string } }) =>
      research.find((entry) => entry.study.caseNumber === key.study.caseNumber) ?? null,
  },
  User: {
    __resolveReference: (reference: UserReference) => ({ ...user, ...reference }),
    averageProductsCreatedPerYear: (parent: UserReference) =>
      Math.round((parent.totalProductsCreated ?? 0) / (parent.yearsOfEmployment ?? 1)),
  },
  Inventory: {
    __resolveReference: (key: { id: string }) => ({ id: key.id, deprecatedProducts: [deprecated] }),
  },
}

export const productsSubgraph: SubgraphDefinition = {
  name: 'products',
  typeDefs: productsTypeDefs,
  resolvers,
  createContext: (base) => base,
}
