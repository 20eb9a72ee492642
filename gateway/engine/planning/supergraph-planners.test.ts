import fc from 'fast-check'
import { parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { buildApiSchema } from '../../supergraph/api-schema.ts'
import { loadSupergraph } from '../../supergraph/load-supergraph.ts'
import type { EntityFetchNode, FetchNode, Plan, PlanNode } from '../plan/plan.ts'
import type { PlannerName } from '../plan/planner.ts'
import { openSupergraphPlanners } from './supergraph-planners.ts'
import { composeShop } from './testing/shop.ts'

const planners = openSupergraphPlanners(composeShop())
const { apiDefinitions } = loadSupergraph({ sdl: composeShop(), addresses: {} })
const apiSchema = await buildApiSchema({ definitions: apiDefinitions })
const SUBGRAPHS = ['My-Users_1', 'products', 'REVIEWS', 'inventory']

/** Operations over all four subgraphs: types with their plain fields and the ones that lead on. */
const { operation } = fc.letrec<Record<'operation' | 'user' | 'product' | 'review' | 'account', string>>((tie) => {
  const fields = (options: readonly fc.Arbitrary<string>[]) =>
    fc.uniqueArray(fc.oneof({ maxDepth: 3 }, ...options), { minLength: 1, maxLength: 3 }).map((all) => all.join(' '))
  const plain = (...names: string[]) => fc.constantFrom(...names)
  const into = (head: string, below: fc.Arbitrary<string>) => below.map((text) => `${head} { ${text} }`)
  return {
    user: fields([
      plain('id', 'name', 'loud: name(upper: true)', 'points', 'seen: name @include(if: $a)'),
      into('friend', tie('user')),
      into('reviews(first: 2)', tie('review')),
      into('bought @skip(if: $b)', tie('product')),
    ]),
    product: fields([
      plain('upc', 'title', 'inStock', 'shipping', 'cost: price'),
      into('reviews(first: 3)', tie('review')),
    ]),
    review: fields([plain('id', 'body'), into('author', tie('user')), into('product', tie('product'))]),
    account: fields([
      plain('id', 'points', '__typename'),
      into('... on User', tie('user')),
      plain('... on Bot { number: name reviews(first: 2) { id } }'),
    ]),
    operation: fields([
      into('me', tie('user')),
      into('accounts', tie('account')),
      into('products', tie('product')),
      into('best', tie('review')),
    ]).map((text) => `query ($a: Boolean!, $b: Boolean!) { ${text} }`),
  }
})
const valid = operation.filter((document) => validate(apiSchema, parse(document)).length === 0)

function* fetchesOf(node: PlanNode | null): Generator<FetchNode | EntityFetchNode> {
  if (!node) return
  if (node.kind === 'fetch' || node.kind === 'entities') yield node
  else if (node.kind === 'condition') {
    yield* fetchesOf(node.then)
    yield* fetchesOf(node.otherwise)
  } else if (node.kind === 'sequence' || node.kind === 'parallel') {
    for (const child of node.nodes) yield* fetchesOf(child)
  } else throw new Error(`got ${node.kind} in the plan of a query`)
}

/** The response keys at the root of a document and the variables it declares. */
function contentOf(text: string) {
  const [definition] = parse(text).definitions
  if (definition?.kind !== 'OperationDefinition') throw new Error(`no operation in ${text}`)
  const selections = definition.selectionSet.selections.flatMap((one) => (one.kind === 'Field' ? [one] : []))
  return {
    keys: selections.map(({ alias, name }) => (alias ?? name).value).sort(),
    variables: (definition.variableDefinitions ?? []).map(({ variable }) => variable.name.value).sort(),
  }
}

function checkPlan(plan: Plan): void {
  for (const fetch of fetchesOf(plan.root)) {
    expect(SUBGRAPHS).toContain(fetch.subgraph)
    const { keys, variables } = contentOf(fetch.operation)
    const own = fetch.kind === 'entities' ? fetch.batches.map(({ variable }) => variable) : []
    expect(variables).toEqual([...own, ...fetch.variables].sort())
    if (fetch.kind === 'fetch') continue
    expect(keys).toEqual(fetch.batches.map(({ responseKey }) => responseKey).sort())
    for (const { paths, requires } of fetch.batches)
      expect([paths.length > 0, requires.length > 0]).toEqual([true, true])
  }
}

test.each<PlannerName>(['hive', 'apollo'])(
  'every plan by %s is plain JSON whose requests ask for what it says they ask for',
  async (planner) => {
    await planners.prepare(planner)
    await fc.assert(
      fc.asyncProperty(valid, async (document) => {
        const plan = await planners.plan({ document, planner, operationName: null, activeLabels: [] })
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
        checkPlan(plan)
      }),
      { numRuns: 25 },
    )
  },
)
