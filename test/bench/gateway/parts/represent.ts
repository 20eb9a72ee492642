import { compileRepresent } from '../../../../gateway/engine/program/represent.ts'
import { FIXED_SEED } from '../seeded-text.ts'
import { catalogOf } from '../subgraphs/catalog.ts'
import type { OpenPart } from './part.ts'

const fields = ['__typename', 'upc', 'price', 'weight']

export const openRepresent: OpenPart = async () => {
  const selections = fields.map((name) => ({ kind: 'field' as const, name, alias: null, selections: [] }))
  const represent = compileRepresent(selections, [], new Map())
  const products = catalogOf(FIXED_SEED).products.map(({ upc, price, weight }) => ({
    __typename: 'Product',
    upc,
    price,
    weight,
  }))
  return {
    name: 'represent',
    what: `representations of ${products.length} products with what @requires asks`,
    run() {
      for (const product of products) represent(product)
      return undefined
    },
  }
}
