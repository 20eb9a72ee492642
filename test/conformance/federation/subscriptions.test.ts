import { GraphQLError } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Federation } from '../../../gateway/testing/federation.ts'
import { openFederation } from '../../../gateway/testing/federation.ts'
import { checkAnswer, loadOurs } from './describe-feature.ts'
import { findBy, findWith } from './rows.ts'

const prices = [
  { id: '1', price: 5 },
  { id: '2', price: 6 },
]

async function* changes(_: unknown, { from = 0 }: { from?: number }) {
  for (const change of prices.slice(from)) yield { changed: change, ticks: change.price, many: prices }
}

describe('subscriptions', () => {
  let federation: Federation
  beforeAll(async () => {
    federation = await openFederation({
      load: loadOurs,
      subgraphs: {
        market: {
          typeDefs: `
            type Query { version: String }
            type Subscription {
              changed(from: Int): Item  ticks: Int!  many: [Item!]!  failing: Item  broken: Item
              hidden: Item @inaccessible
            }
            type Item @key(fields: "id") { id: ID! price: Int note: String }
          `,
          resolvers: {
            Subscription: {
              changed: { subscribe: changes },
              ticks: { subscribe: changes },
              many: { subscribe: changes },
              failing: {
                subscribe: changes,
                resolve: ({ changed }: { changed: { id: string } }) => {
                  if (changed.id === '1')
                    throw new GraphQLError('no', { extensions: { code: 'NO_EVENT', public: true } })
                  return changed
                },
              },
              broken: {
                subscribe() {
                  throw new GraphQLError('not for you', { extensions: { code: 'NOT_ALLOWED', public: true } })
                },
              },
            },
          },
        },
        catalog: {
          typeDefs: `
            type Item @key(fields: "id") {
              id: ID! name: String price: Int @external label: String @requires(fields: "price") sure: Int!
            }
          `,
          resolvers: {
            Item: {
              __resolveReference: findWith(
                [
                  { id: '1', name: 'tea', sure: 1 },
                  { id: '2', name: 'rice' },
                ],
                'id',
              ),
              label: ({ brought }: { brought: { price: number } }) => `at ${brought.price}`,
            },
          },
        },
        stock: {
          typeDefs: 'type Item @key(fields: "id") { id: ID! copies: Int }',
          resolvers: {
            Item: {
              __resolveReference: findBy(
                [
                  { id: '1', copies: 10 },
                  { id: '2', copies: 20 },
                ],
                'id',
              ),
            },
          },
        },
      },
    })
  })
  afterAll(() => federation?.close())

  const events = async (query: string, wanted: readonly Parameters<typeof checkAnswer>[1][], variables = {}) => {
    const answers = await federation.subscribe(query, { variables })
    expect(answers.map(({ data }) => data)).toEqual(wanted.map(({ data }) => data))
    for (const [index, answer] of answers.entries()) checkAnswer(answer, wanted[index] ?? {})
  }

  test('events of one subgraph come as they are', () =>
    events('subscription { ticks }', [{ data: { ticks: 5 } }, { data: { ticks: 6 } }]))

  test('each event is completed by other subgraphs', () =>
    events('subscription { changed { name price copies } }', [
      { data: { changed: { name: 'tea', price: 5, copies: 10 } } },
      { data: { changed: { name: 'rice', price: 6, copies: 20 } } },
    ]))

  test('with requirements, aliases and the root’s name', () =>
    events('subscription { now: changed { id: label price: name __typename } }', [
      { data: { now: { id: 'at 5', price: 'tea', __typename: 'Item' } } },
      { data: { now: { id: 'at 6', price: 'rice', __typename: 'Item' } } },
    ]))

  test('with variables and conditions', () =>
    events(
      'subscription ($from: Int, $no: Boolean!) { changed(from: $from) { name copies @include(if: $no) } }',
      [{ data: { changed: { name: 'rice' } } }],
      { from: 1, no: false },
    ))

  test('events of lists are completed item by item', () =>
    events('subscription { many { copies } }', [
      { data: { many: [{ copies: 10 }, { copies: 20 }] } },
      { data: { many: [{ copies: 10 }, { copies: 20 }] } },
    ]))

  test('an event that fails does not end the others', () =>
    events('subscription { failing { name } }', [
      { data: { failing: null }, errors: [{ path: ['failing'], code: 'NO_EVENT' }] },
      { data: { failing: { name: 'rice' } } },
    ]))

  test('an event in which a promise is broken is null where it may be, with an error', () =>
    events('subscription { changed { sure } }', [
      { data: { changed: { sure: 1 } } },
      { data: { changed: null }, errors: [{ path: ['changed', 'sure'] }] },
    ]))

  test('a subscription the subgraph refuses is refused', async () => {
    const answers = await federation.subscribe('subscription { broken { name } }')
    expect(answers).toHaveLength(1)
    expect(answers[0]?.errors).toEqual([expect.objectContaining({ code: 'NOT_ALLOWED' })])
  })

  test('two root fields are refused', async () => {
    const [answer] = await federation.subscribe('subscription { ticks changed { id } }')
    expect([answer?.data, answer?.errors.length]).toEqual([undefined, 1])
  })

  test('a hidden one cannot be asked for', async () => {
    const [answer] = await federation.subscribe('subscription { hidden { id } }')
    expect(answer?.errors[0]?.message).toContain('hidden')
  })

  test('one subscription opens one stream, each event asks each other subgraph once', async () => {
    const answers = await federation.subscribe('subscription { changed { name copies } }')
    const asked = answers[0]?.calls.map(({ subgraph, kind }) => `${kind} ${subgraph}`) ?? []
    expect(asked.filter((one) => one === 'subscription market')).toHaveLength(1)
    expect(asked.filter((one) => one === 'query stock')).toHaveLength(2)
    expect(asked.filter((one) => one === 'query catalog')).toHaveLength(2)
  })
})
