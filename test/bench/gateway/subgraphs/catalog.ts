import { FIXED_SEED } from '../seeded-text.ts'

export interface User {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly birthday: number
  reviews(): readonly Review[]
}

export interface Product {
  readonly upc: string
  readonly name: string
  readonly price: number
  readonly weight: number
  readonly inStock: boolean
  readonly shippingEstimate: number | null
  reviews(): readonly Review[]
}

export interface Review {
  readonly id: string
  readonly body: string
  author(): User | undefined
  product(): Product | undefined
}

/** What all four subgraphs know together, linked: the whole graph as one server without federation would serve it. */
export interface Catalog {
  readonly users: readonly User[]
  readonly products: readonly Product[]
  readonly reviews: readonly Review[]
}

/** Who reviewed which product; with the texts below it makes the benchmark's answer about 87 kB. */
const authorAndProduct = [
  [0, 0],
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 0],
  [1, 4],
  [1, 5],
  [2, 0],
  [2, 1],
  [3, 6],
  [4, 7],
  [5, 0],
  [5, 1],
] as const

const people = ['Ada Chan', 'Bo Li', 'Cai Wong', 'Dora Lam', 'Emil Ho', 'Fay Ng']
const goods = ['Table', 'Couch', 'Glass', 'Chair', 'TV', 'Lamp', 'Grill', 'Fridge', 'Sofa']
const sentence = 'The parcel came on the day that was promised and nothing in it was broken or was missing. '
const LONGEST_REVIEW_SENTENCES = 9

/** The same data for every seed but for the ids, which begin with it. */
export function catalogOf(seed: string): Catalog {
  const reviews: Review[] = authorAndProduct.map(([author, product], index) => ({
    id: `${seed}r${index + 1}`,
    body: sentence.repeat(1 + (index % LONGEST_REVIEW_SENTENCES)).trim(),
    author: () => users[author],
    product: () => products[product],
  }))
  const users: User[] = people.map((name, index) => ({
    id: `${seed}u${index + 1}`,
    name,
    username: name.toLowerCase().replace(' ', '.'),
    birthday: 1980 + index,
    reviews: () => reviews.filter((_, review) => authorAndProduct[review]?.[0] === index),
  }))
  const products: Product[] = goods.map((name, index) => {
    const facts = { price: 150 * (index + 1), weight: 40 * (index + 1) }
    return {
      upc: `${seed}p${index + 1}`,
      name,
      ...facts,
      inStock: index % 3 !== 2,
      shippingEstimate: shippingEstimateOf(facts),
      reviews: () => reviews.filter((_, review) => authorAndProduct[review]?.[1] === index),
    }
  })
  return { users, products, reviews }
}

/** Needs price and weight, which the inventory gets from the products. */
export function shippingEstimateOf({ price, weight }: { price: number; weight: number }): number | null {
  return price > 1000 ? null : Math.round(weight / 2)
}

/** The root of the graph for a server without federation. */
export const wholeGraph = {
  me: () => catalogOf(FIXED_SEED).users[0],
  users: ({ seed }: { seed: string }) => catalogOf(seed).users,
  topProducts: ({ first, seed }: { first: number; seed: string }) => catalogOf(seed).products.slice(0, first),
}
