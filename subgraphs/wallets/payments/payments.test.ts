import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anonymous } from '../../../kit/viewer-statement.ts'
import { actingFor, entitiesQuery, fareOf, startTestAgency, walletOf } from '../test-agency.ts'

let agency: Awaited<ReturnType<typeof startTestAgency>>

beforeAll(async () => {
  agency = await startTestAgency()
})
afterAll(() => agency.close())

describe('what a fare can be paid with', () => {
  const OPTIONS = `... on FareQuote { id payableWith { id payable expiresAt
    obstacle { __typename ... on Refusal { code message } ... on InsufficientBalance { available { amountMinor } needed { amountMinor } }
      ... on LimitExceeded { limit { kind tier { id } } remaining { amountMinor currency } resetsAt } }
    wallet { id provider { id } }
    fare { amountMinor currency } amount { amountMinor currency }
    quote { sell { amountMinor } buy { amountMinor } rate midRate spreadBasisPoints source { title } } } }`
  type Option = {
    id: string
    payable: boolean
    obstacle: { code: string } | null
    wallet: { id: string }
    amount: { amountMinor: number }
  }
  type Fare = { payableWith: readonly Option[] | null }

  test('is each of the viewer’s wallets that the operator takes, priced in its own currency', async () => {
    const fare = fareOf({ accepts: { octopus: 1_010, alipayhk: 1_060, 'weixin-pay': 1_060 } })
    const [mine] = await agency.askEntities<Fare>(actingFor(1), OPTIONS, [fare])
    expect(mine?.payableWith).toMatchObject([
      {
        wallet: { id: agency.shown(walletOf(1, 1)) },
        fare: { amountMinor: 1_010, currency: 'HKD' },
        amount: { amountMinor: 1_010 },
        quote: null,
        payable: true,
        obstacle: null,
        expiresAt: '2026-11-21T10:02:00+08:00',
      },
      {
        wallet: { id: agency.shown(walletOf(1, 2)) },
        fare: { amountMinor: 1_060 },
        amount: { amountMinor: 1_060, currency: 'HKD' },
        payable: true,
      },
    ])
    const [theirs] = await agency.askEntities<Fare>(actingFor(5), OPTIONS, [fare])
    expect(theirs?.payableWith).toMatchObject([
      {
        wallet: { id: agency.shown(walletOf(5, 2)) },
        amount: { amountMinor: 975, currency: 'CNY' },
        quote: {
          sell: { amountMinor: 975 },
          buy: { amountMinor: 1_060 },
          rate: '0.919575',
          midRate: '0.915',
          spreadBasisPoints: 50,
        },
      },
    ])
  })

  test('says why a wallet cannot pay now', async () => {
    const fares = [
      fareOf({ accepts: { 'wechat-pay-hk': 5_000 } }),
      fareOf({ accepts: { alipayhk: 500_001 } }),
      fareOf({ accepts: { 'wechat-pay-hk': 2_000 } }),
    ]
    const answers = await agency.askEntities<Fare>(actingFor(1), OPTIONS, fares)
    expect(
      answers.map((answer) => answer?.payableWith?.map(({ payable, obstacle }) => ({ payable, obstacle }))),
    ).toEqual([
      [
        {
          payable: false,
          obstacle: {
            __typename: 'InsufficientBalance',
            code: 'INSUFFICIENT_BALANCE',
            message: 'The wallet has HKD 20.00 available, the fare takes HKD 50.00.',
            available: { amountMinor: 2_000 },
            needed: { amountMinor: 5_000 },
          },
        },
      ],
      [
        {
          payable: false,
          obstacle: {
            __typename: 'LimitExceeded',
            code: 'LIMIT_EXCEEDED',
            message:
              'The fare takes HKD 5000.01, HKD 5000.00 is left of the SINGLE_PAYMENT limit of the tier “Intermediate verification”.',
            limit: { kind: 'SINGLE_PAYMENT', tier: { id: 'intermediate' } },
            remaining: { amountMinor: 500_000, currency: 'HKD' },
            resetsAt: null,
          },
        },
      ],
      [{ payable: true, obstacle: null }],
    ])
  })

  test('is nothing where no wallet is taken or the ride is free, and refused to callers without a resident', async () => {
    const fares = [fareOf({ accepts: { mpay: 600 } }), fareOf({ accepts: { octopus: 0 } })]
    expect(await agency.askEntities(actingFor(1), '... on FareQuote { payableWith { id } }', fares)).toEqual([
      { payableWith: [] },
      { payableWith: [] },
    ])
    const query = entitiesQuery('... on FareQuote { payableWith { id } }')
    expect(await agency.ask(anonymous, query, { refs: fares.slice(0, 1) })).toMatchObject({
      data: { _entities: [{ payableWith: null }] },
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    })
  })

  test('writes nothing and takes two queries for twenty fares', async () => {
    const fares = Array.from({ length: 20 }, (_, n) =>
      fareOf({ id: `fare-${n}`, accepts: { octopus: 1_000, alipayhk: 1_000 } }),
    )
    const queries = await agency.queriesDuring(() =>
      agency.askEntities(actingFor(1), '... on FareQuote { payableWith { id payable } }', fares),
    )
    expect(queries).toHaveLength(2)
    for (const text of queries) expect(text).toMatch(/^select /)
  })

  test('is refused for a fare that transit never sent like this, and the other fares are answered', async () => {
    const bad = {
      ...fareOf({ accepts: { octopus: 1_000 } }),
      acceptance: [{ provider: { id: 'octopus' }, amount: { amountMinor: -5, currency: 'HKD' } }],
    }
    const answer = await agency.ask(actingFor(1), entitiesQuery('... on FareQuote { payableWith { payable } }'), {
      refs: [bad, fareOf({ accepts: { octopus: 1_000 } })],
    })
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual(['FARE_QUOTE_INVALID'])
    expect(answer.data).toEqual({ _entities: [{ payableWith: null }, { payableWith: [{ payable: true }] }] })
  })
})

describe('paying a fare', () => {
  const PAY = `mutation ($input: PayFareInput!) { payFare(input: $input) { __typename
    ... on Refusal { code message nextStep }
    ... on InsufficientBalance { available { amountMinor } needed { amountMinor } }
    ... on FarePaid { replayed payment { id status createdAt operator { id } fare { amountMinor currency } amount { amountMinor currency }
      quote { rate expiresAt source { title verification note } }
      wallet { id balance { available { amountMinor } } payments { totalCount nodes { id } }
        statement(first: 2) { totalCount nodes { kind at amount { amountMinor } balanceAfter { amountMinor } payment { id } } pageInfo { hasNextPage endCursor } } } } } } }`
  type Paid = { payFare: { __typename: string; replayed: boolean; payment: { id: string } } }

  async function optionOf(digit: number, fare: Parameters<typeof fareOf>[0]): Promise<string> {
    type Fare = { payableWith: readonly { id: string }[] }
    const [found] = await agency.askEntities<Fare>(actingFor(digit), '... on FareQuote { payableWith { id } }', [
      fareOf(fare),
    ])
    return found?.payableWith[0]?.id ?? ''
  }

  test('shows at once in balance, payments and statement, and a second asking changes nothing', async () => {
    const input = { paymentOptionId: await optionOf(6, { accepts: { 'weixin-pay': 1_060 } }), idempotencyKey: 'tap-1' }
    const id = expect.stringMatching(/^[\w-]{22}$/)
    const paid = await agency.askData<Paid>(actingFor(6), PAY, { input })
    expect(paid).toEqual({
      payFare: {
        __typename: 'FarePaid',
        replayed: false,
        payment: {
          id,
          status: 'POSTED',
          createdAt: '2026-11-21T10:00:00+08:00',
          operator: { id: 'hk:mtr' },
          fare: { amountMinor: 1_060, currency: 'HKD' },
          amount: { amountMinor: 975, currency: 'CNY' },
          quote: {
            rate: '0.919575',
            expiresAt: '2026-11-21T10:02:00+08:00',
            source: {
              title: expect.any(String),
              verification: 'UNVERIFIED',
              note: expect.stringMatching(/^A sandbox/),
            },
          },
          wallet: {
            id: agency.shown(walletOf(6, 1)),
            balance: { available: { amountMinor: 41_000 - 975 } },
            payments: { totalCount: 1, nodes: [{ id }] },
            statement: {
              totalCount: 2,
              nodes: [
                {
                  kind: 'FARE',
                  at: '2026-11-21T10:00:00+08:00',
                  amount: { amountMinor: -975 },
                  balanceAfter: { amountMinor: 40_025 },
                  payment: { id },
                },
                {
                  kind: 'TOP_UP',
                  at: '2026-11-21T10:00:00+08:00',
                  amount: { amountMinor: 41_000 },
                  balanceAfter: { amountMinor: 41_000 },
                  payment: null,
                },
              ],
              pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
            },
          },
        },
      },
    })
    const again = await agency.askData<Paid>(actingFor(6), PAY, { input })
    expect(again).toEqual({ payFare: { ...paid.payFare, replayed: true } })
  })

  test('is answered with a typed refusal that says what there is and what is needed', async () => {
    const input = {
      paymentOptionId: await optionOf(1, { accepts: { 'wechat-pay-hk': 5_000 } }),
      idempotencyKey: 'poor',
    }
    expect(await agency.askData(actingFor(1), PAY, { input })).toEqual({
      payFare: {
        __typename: 'InsufficientBalance',
        code: 'INSUFFICIENT_BALANCE',
        message: 'The wallet has HKD 20.00 available, the fare takes HKD 50.00.',
        nextStep: 'Top the wallet up with its provider or pay with another wallet.',
        available: { amountMinor: 2_000 },
        needed: { amountMinor: 5_000 },
      },
    })
  })

  test('two fares in one request are paid one after the other, each seeing the balance that the one before left', async () => {
    const options = [
      await optionOf(7, { accepts: { octopus: 1_000 } }),
      await optionOf(7, { accepts: { octopus: 1_000 } }),
    ]
    const BOTH = `mutation ($a: PayFareInput!, $b: PayFareInput!) { a: payFare(input: $a) { ...P } b: payFare(input: $b) { ...P } }
      fragment P on FarePaid { payment { wallet { balance { available { amountMinor } } } } }`
    const [a, b] = options.map((paymentOptionId, n) => ({ paymentOptionId, idempotencyKey: `both-${n}` }))
    const left = (amountMinor: number) => ({ payment: { wallet: { balance: { available: { amountMinor } } } } })
    expect(await agency.askData(actingFor(7), BOTH, { a, b })).toEqual({ a: left(6_550), b: left(5_550) })
  })

  test('wants the scope payments and a resident; else nothing is even looked at', async () => {
    const input = { paymentOptionId: await optionOf(1, { accepts: { octopus: 1_000 } }), idempotencyKey: 'no-scope' }
    const viewers = [anonymous, actingFor(1, { scopes: ['profile'] })]
    const answers = await Promise.all(viewers.map((viewer) => agency.ask(viewer, PAY, { input })))
    expect(answers).toMatchObject([
      { data: { payFare: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
      { data: { payFare: null }, errors: [{ extensions: { code: 'SCOPE_REQUIRED' } }] },
    ])
  })

  test('wants a key that can be kept as it is', async () => {
    const input = { paymentOptionId: await optionOf(1, { accepts: { octopus: 1_000 } }), idempotencyKey: '' }
    expect(await agency.askData(actingFor(1), PAY, { input })).toEqual({
      payFare: {
        __typename: 'IdempotencyKeyInvalid',
        code: 'IDEMPOTENCY_KEY_INVALID',
        message: 'The idempotency key has 0 characters; wanted are 1 to 255 characters of well-formed text.',
        nextStep: 'Make a new key for each fare, for example a UUID.',
      },
    })
  })

  test('a payment is answered only to the one who made it', async () => {
    const input = { paymentOptionId: await optionOf(3, { accepts: { 'weixin-pay': 500 } }), idempotencyKey: 'mine' }
    const { payFare } = await agency.askData<Paid>(actingFor(3), PAY, { input })
    const refs = [
      { __typename: 'Payment', id: payFare.payment.id },
      { __typename: 'Payment', id: 'nonsense' },
    ]
    const fields = '... on Payment { id wallet { id } operator { id } status }'
    const mine = {
      id: payFare.payment.id,
      wallet: { id: agency.shown(walletOf(3, 1)) },
      operator: { id: 'hk:mtr' },
      status: 'POSTED',
    }
    expect(await agency.askEntities(actingFor(3), fields, refs)).toEqual([mine, null])
    expect(await agency.askEntities(actingFor(2), fields, refs)).toEqual([null, null])
    const ONE = 'query ($id: ID!) { payment(id: $id) { id wallet { id } operator { id } status } }'
    const asked = (viewer: Parameters<typeof agency.askData>[0], id: string) => agency.askData(viewer, ONE, { id })
    expect(await asked(actingFor(3), mine.id)).toEqual({ payment: mine })
    expect(await asked(actingFor(3), 'nonsense')).toEqual({ payment: null })
    expect(await asked(actingFor(2), mine.id)).toEqual({ payment: null })
    const unknown = await agency.ask(anonymous, ONE, { id: mine.id })
    expect(unknown).toMatchObject({ data: { payment: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })

  test('a statement is read page by page while new lines arrive, none twice and none left out', async () => {
    const STATEMENT =
      'query ($after: String) { viewer { wallets(first: 1) { nodes { statement(first: 2, after: $after) { totalCount nodes { id balanceAfter { amountMinor } } pageInfo { hasNextPage hasPreviousPage endCursor } } } } } }'
    type Lines = {
      viewer: {
        wallets: {
          nodes: [
            {
              statement: {
                nodes: { id: string; balanceAfter: { amountMinor: number } }[]
                pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string }
              }
            },
          ]
        }
      }
    }
    const payOnce = async (key: string) =>
      agency.askData(actingFor(4), PAY, {
        input: { paymentOptionId: await optionOf(4, { accepts: { octopus: 100 } }), idempotencyKey: key },
      })
    for (const key of ['s1', 's2', 's3']) await payOnce(key)
    const first = (await agency.askData<Lines>(actingFor(4), STATEMENT)).viewer.wallets.nodes[0].statement
    await payOnce('s4')
    const second = (await agency.askData<Lines>(actingFor(4), STATEMENT, { after: first.pageInfo.endCursor })).viewer
      .wallets.nodes[0].statement
    expect([...first.nodes, ...second.nodes].map((line) => line.balanceAfter.amountMinor)).toEqual([
      14_700, 14_800, 14_900, 15_000,
    ])
    expect([first.pageInfo, second.pageInfo]).toMatchObject([
      { hasNextPage: true, hasPreviousPage: false },
      { hasNextPage: false, hasPreviousPage: true },
    ])
  })

  test.each(['first: 0', 'first: 101', 'after: "bm9wZQ"'])(
    'a page asked for with %s is refused in words',
    async (args) => {
      const answer = await agency.ask(
        actingFor(1),
        `{ viewer { wallets { nodes { statement(${args}) { totalCount } } } } }`,
      )
      expect(answer.errors?.[0]?.extensions.code).toMatch(/^(PAGE_SIZE|CURSOR)_INVALID$/)
    },
  )
})
