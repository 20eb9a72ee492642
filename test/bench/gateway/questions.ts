import { buildSchema, graphql } from 'graphql'
import type { SeededText } from './seeded-text.ts'
import { FIXED_SEED, seededText } from './seeded-text.ts'
import { wholeGraph } from './subgraphs/catalog.ts'

/** The deep query of the public federation benchmark, with the seed added. */
const deepQuery = /* GraphQL */ `
  fragment User on User {
    id
    username
    name
  }
  fragment Review on Review {
    id
    body
  }
  fragment Product on Product {
    inStock
    name
    price
    shippingEstimate
    upc
    weight
  }
  query TestQuery($seed: String!) {
    users(seed: $seed) {
      ...User
      reviews {
        ...Review
        product {
          ...Product
          reviews {
            ...Review
            author {
              ...User
              reviews {
                ...Review
                product {
                  ...Product
                }
              }
            }
          }
        }
      }
    }
    topProducts(seed: $seed) {
      ...Product
      reviews {
        ...Review
        author {
          ...User
          reviews {
            ...Review
            product {
              ...Product
            }
          }
        }
      }
    }
  }
`

/** Touches users, products and reviews. */
const smallQuery = /* GraphQL */ `
  query ReviewedProducts($seed: String!) {
    users(seed: $seed) {
      id
      name
      reviews {
        id
        product {
          upc
          name
        }
      }
    }
  }
`

/** What is asked, as JSON text, and the data that a server without federation answers to it. */
export interface Question {
  readonly body: SeededText
  readonly data: unknown
}

/** The benchmark's: 14 planned fetches and some 87 kB of answer. */
export const makeDeepQuestion = (): Promise<Question> => makeQuestion(deepQuery)

/** Three fetches and a short answer: what every request costs weighs more in it than what its data cost. */
export const makeSmallQuestion = (): Promise<Question> => makeQuestion(smallQuery)

/** @param query of one operation, whose only variable is `$seed` */
async function makeQuestion(query: string): Promise<Question> {
  const variables = { seed: FIXED_SEED }
  return {
    body: seededText(Buffer.from(JSON.stringify({ query, variables }))),
    data: await answerAlone(query, variables),
  }
}

/** The answer of one server that holds all the data and knows nothing of federation. */
async function answerAlone(query: string, variables: Record<string, unknown>): Promise<unknown> {
  const answer = await graphql({ schema: wholeSchema, source: query, variableValues: variables, rootValue: wholeGraph })
  if (answer.errors) throw new Error(`the server without federation fails: ${answer.errors[0]?.message}`)
  return JSON.parse(JSON.stringify(answer.data))
}

const wholeSchema = buildSchema(/* GraphQL */ `
  type Query {
    me: User
    users(seed: String! = "~0000000"): [User]
    topProducts(first: Int = 5, seed: String! = "~0000000"): [Product]
  }
  type User {
    id: ID!
    name: String
    username: String
    birthday: Int
    reviews: [Review]
  }
  type Product {
    upc: String!
    name: String
    price: Int
    weight: Int
    inStock: Boolean
    shippingEstimate: Int
    reviews: [Review]
  }
  type Review {
    id: ID!
    body: String
    author: User
    product: Product
  }
`)
