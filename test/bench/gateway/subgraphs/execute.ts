import { buildSubgraphSchema } from '@apollo/subgraph'
import type { GraphQLSchema } from 'graphql'
import { graphql, parse } from 'graphql'
import { FIXED_SEED, findSeed } from '../seeded-text.ts'
import { catalogOf, shippingEstimateOf } from './catalog.ts'
import type { SubgraphName } from './contracts.ts'
import { contracts } from './contracts.ts'

/** A subgraph's answer to a request body, as JSON text; executed as the subgraph library does it. */
export type ExecuteBody = (body: string) => Promise<string>

type Resolvers = Parameters<typeof buildSubgraphSchema>[0] extends infer Input
  ? Extract<Input, readonly unknown[]>[number] extends infer Module
    ? Extract<Module, { resolvers?: unknown }>['resolvers']
    : never
  : never

export function openSubgraph(name: SubgraphName): ExecuteBody {
  const schema = buildSubgraphSchema([{ typeDefs: parse(contracts[name]), resolvers: resolvers[name] }])
  return (body) => execute(schema, body)
}

async function execute(schema: GraphQLSchema, body: string): Promise<string> {
  const { query, variables, operationName } = JSON.parse(body) as {
    query: string
    variables?: Record<string, unknown> | null
    operationName?: string | null
  }
  return JSON.stringify(await graphql({ schema, source: query, variableValues: variables ?? {}, operationName }))
}

interface UserKey {
  readonly id: string
}

interface ProductKey {
  readonly upc: string
  readonly price?: number
  readonly weight?: number
}

const catalogNamedBy = (id: string) => catalogOf(findSeed(id) ?? FIXED_SEED)
const userOf = ({ id }: UserKey) => catalogNamedBy(id).users.find((user) => user.id === id) ?? null
const productOf = ({ upc }: ProductKey) => catalogNamedBy(upc).products.find((product) => product.upc === upc) ?? null

const resolvers: Readonly<Record<SubgraphName, Resolvers>> = {
  users: {
    Query: {
      me: () => catalogOf(FIXED_SEED).users[0],
      user: (_: unknown, key: UserKey) => userOf(key),
      users: (_: unknown, { seed }: { seed: string }) => catalogOf(seed).users,
    },
    User: { __resolveReference: userOf },
  },
  products: {
    Query: {
      topProducts: (_: unknown, { first, seed }: { first: number; seed: string }) =>
        catalogOf(seed).products.slice(0, first),
    },
    Product: { __resolveReference: productOf },
  },
  reviews: {
    User: { __resolveReference: userOf },
    Product: { __resolveReference: productOf },
    Review: {
      __resolveReference: ({ id }: { id: string }) =>
        catalogNamedBy(id).reviews.find((review) => review.id === id) ?? null,
    },
  },
  inventory: {
    Product: {
      // Price and weight are taken from the representation, so that a gateway that forgets them is found out.
      __resolveReference: (key: ProductKey) => {
        const product = productOf(key)
        return product && { ...key, inStock: product.inStock }
      },
      shippingEstimate: ({ price, weight }: ProductKey) =>
        price === undefined || weight === undefined ? null : shippingEstimateOf({ price, weight }),
    },
  },
}
