import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anonymous } from '../../kit/viewer-statement.ts'
import { actingFor, NOW, referenceOf, startTestAgency, walletOf } from './test-agency.ts'

let agency: Awaited<ReturnType<typeof startTestAgency>>

beforeAll(async () => {
  agency = await startTestAgency()
})
afterAll(() => agency.close())

describe('the door', () => {
  test('opens to nobody without a statement for this agency', async () => {
    const { status, body } = await agency.post({ query: '{ walletProviders { totalCount } }' })
    expect({ status, code: body.errors?.[0]?.extensions.code }).toEqual({
      status: 401,
      code: 'VIEWER_STATEMENT_MISSING',
    })
  })
})

describe('the viewer’s wallets', () => {
  const MINE = `{ viewer { wallets { totalCount nodes {
    id currency tier { id } status provider { id } balance { posted { amountMinor currency } pending { amountMinor } available { amountMinor } }
  } } } }`

  test.each([
    [1, ['octopus HKD 51230', 'alipayhk HKD 125000', 'wechat-pay-hk HKD 2000']],
    [2, ['weixin-pay CNY 86050', 'alipay CNY 23300', 'e-cny CNY 12000']],
    [3, ['weixin-pay CNY 30000']],
    [4, ['octopus HKD 15000', 'weixin-pay-foreign-card CNY 0']],
    [5, ['mpay MOP 64000', 'weixin-pay CNY 8880']],
    [6, ['weixin-pay CNY 41000', 'e-cny CNY 6000']],
    [7, ['octopus HKD 7550', 'wechat-pay-hk HKD 34000']],
  ])('resident %i has %j', async (digit, expected) => {
    type Mine = {
      viewer: {
        wallets: {
          totalCount: number
          nodes: {
            id: string
            currency: string
            provider: { id: string }
            balance: Record<string, { amountMinor: number }>
          }[]
        }
      }
    }
    const { wallets } = (await agency.askData<Mine>(actingFor(digit), MINE)).viewer
    expect(
      wallets.nodes.map((node) => `${node.provider.id} ${node.currency} ${node.balance.available?.amountMinor}`),
    ).toEqual(expected)
    expect(wallets.nodes.map((node) => node.id)).toEqual(expected.map((_, at) => agency.shown(walletOf(digit, at + 1))))
    expect(wallets.totalCount).toBe(expected.length)
    expect(wallets.nodes.map((node) => node.balance.pending?.amountMinor)).toEqual(expected.map(() => 0))
  })

  test('are nobody else’s: anonymous callers and services have no viewer', async () => {
    expect(await agency.askData(anonymous, MINE)).toEqual({ viewer: null })
    expect(await agency.askData({ ...actingFor(1), subject: null }, MINE)).toEqual({ viewer: null })
  })

  test('come in pages that neither repeat nor leave out one', async () => {
    const PAGE =
      'query ($after: String) { viewer { wallets(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }'
    type Page = {
      viewer: { wallets: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }
    }
    const first = (await agency.askData<Page>(actingFor(1), PAGE)).viewer.wallets
    const second = (await agency.askData<Page>(actingFor(1), PAGE, { after: first.pageInfo.endCursor })).viewer.wallets
    expect([...first.nodes, ...second.nodes].map((node) => node.id)).toEqual(
      [1, 2, 3].map((n) => agency.shown(walletOf(1, n))),
    )
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
  })

  test('carry the limits of their own tier that are in force today, each with its source', async () => {
    const LIMITS =
      '... on Wallet { tier { name { en zhHant zhHans pt } } limits { tier { id } kind amount { amountMinor currency } validFrom validTo source { title asOf verification note } } }'
    const [card] = await agency.askEntities(actingFor(4), LIMITS, [
      { __typename: 'Wallet', id: agency.shown(walletOf(4, 2)) },
    ])
    const since2024 = {
      tier: { id: 'foreign-card' },
      validFrom: '2024-03-01',
      validTo: null,
      source: {
        title: expect.stringContaining('Ministry of Commerce'),
        asOf: '2024-04-24',
        verification: 'PRIMARY',
        note: 'Stated here at CNY 7.00 a dollar, a sandbox figure.',
      },
    }
    expect(card).toEqual({
      tier: { name: { en: 'Foreign card linked', zhHant: '已綁定境外銀行卡', zhHans: '已绑定境外银行卡', pt: null } },
      limits: [
        { kind: 'SINGLE_PAYMENT', amount: { amountMinor: 3_500_000, currency: 'CNY' }, ...since2024 },
        { kind: 'ANNUAL', amount: { amountMinor: 35_000_000, currency: 'CNY' }, ...since2024 },
      ],
    })
  })
})

describe('entities', () => {
  test('a resident is answered only to himself', async () => {
    const refs = [1, 2].map((digit) => ({ __typename: 'Resident', reference: referenceOf(digit) }))
    const fields = '... on Resident { wallets { totalCount } }'
    expect(await agency.askEntities(actingFor(1), fields, refs)).toEqual([{ wallets: { totalCount: 3 } }, null])
    expect(await agency.askEntities(anonymous, fields, refs)).toEqual([null, null])
  })

  test('a wallet is answered only to its holder; another’s, an unknown and a malformed id all look alike', async () => {
    const ids = [
      agency.shown(walletOf(1, 1)),
      agency.shown(walletOf(2, 1)),
      agency.shown('99999999-9999-4999-8999-999999999999'),
      "x' or 1=1",
      walletOf(1, 1),
    ]
    const refs = ids.map((id) => ({ __typename: 'Wallet', id }))
    const mine = { id: agency.shown(walletOf(1, 1)), balance: { available: { amountMinor: 51_230 } } }
    const fields = '... on Wallet { id balance { available { amountMinor } } }'
    expect(await agency.askEntities(actingFor(1), fields, refs)).toEqual([mine, null, null, null, null])
    expect(await agency.askEntities(anonymous, fields, refs.slice(0, 1))).toEqual([null])
    const ONE = 'query ($id: ID!) { wallet(id: $id) { id balance { available { amountMinor } } } }'
    const found = await Promise.all(ids.map((id) => agency.askData(actingFor(1), ONE, { id })))
    expect(found).toEqual([{ wallet: mine }, ...Array.from({ length: 4 }, () => ({ wallet: null }))])
    expect(await agency.ask(anonymous, ONE, { id: ids[0] })).toMatchObject({
      data: { wallet: null },
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    })
  })

  test('a provider and a city are public; unknown ones are null', async () => {
    const refs = [
      { __typename: 'WalletProvider', id: 'mpay' },
      { __typename: 'WalletProvider', id: 'nobody' },
      { __typename: 'City', id: 'macao' },
      { __typename: 'City', id: 'atlantis' },
    ]
    const fields = `... on WalletProvider { name { en pt } currency regulator { id name { zhHant pt } jurisdiction url } blueprintArea }
      ... on City { walletServices { coverage note { pt } providers { id } exchangePoints { id currencies } } }`
    expect(await agency.askEntities(anonymous, fields, refs)).toEqual([
      {
        name: { en: 'MPay (Macau Pass)', pt: 'MPay (Macau Pass)' },
        currency: 'MOP',
        regulator: {
          id: 'amcm',
          name: { zhHant: '澳門金融管理局', pt: 'Autoridade Monetária de Macau' },
          jurisdiction: 'MACAO',
          url: 'https://www.amcm.gov.mo',
        },
        blueprintArea: 'LIVING',
      },
      null,
      {
        walletServices: {
          coverage: 'PARTIAL',
          note: { pt: expect.stringContaining('tarifas') },
          providers: ['mpay', 'weixin-pay', 'wechat-pay-hk', 'alipay', 'alipayhk'].map((id) => ({ id })),
          exchangePoints: [{ id: 'mo:border-gate-exchange', currencies: ['MOP', 'HKD', 'CNY'] }],
        },
      },
      null,
    ])
  })

  test('many wallets, each with payments and statement, take no more queries than one', async () => {
    const fields =
      '... on Wallet { balance { posted { amountMinor } } payments { totalCount } statement { totalCount } }'
    const refs = [1, 2, 3].map((ordinal) => ({ __typename: 'Wallet', id: agency.shown(walletOf(1, ordinal)) }))
    const forOne = await agency.queriesDuring(() => agency.askEntities(actingFor(1), fields, refs.slice(0, 1)))
    const forThree = await agency.queriesDuring(() => agency.askEntities(actingFor(1), fields, refs))
    // The wallets; a page of payments and its count; a page of the statement and its count.
    expect([forOne.length, forThree.length]).toEqual([5, 5])
  })
})

describe('exchange quotes', () => {
  const QUOTE = `query ($sell: Currency!, $buy: Currency!, $amount: SafeInt!) { fxQuote(sell: $sell, buy: $buy, buyAmountMinor: $amount) { __typename
    ... on FxQuote { sell { amountMinor currency } buy { amountMinor currency } rate midRate spreadBasisPoints expiresAt source { title asOf verification note } }
    ... on Refusal { code message nextStep } } }`

  test('are for anyone and state rate, spread, source and end', async () => {
    expect(await agency.askData(anonymous, QUOTE, { sell: 'MOP', buy: 'HKD', amount: 10_000 })).toEqual({
      fxQuote: {
        __typename: 'FxQuote',
        sell: { amountMinor: 10_352, currency: 'MOP' },
        buy: { amountMinor: 10_000, currency: 'HKD' },
        rate: '1.03515',
        midRate: '1.03',
        spreadBasisPoints: 50,
        expiresAt: '2026-11-21T10:02:00+08:00',
        source: {
          title: expect.stringContaining('1.03'),
          asOf: '2026-11-21',
          verification: 'UNVERIFIED',
          note: 'Public knowledge; to be verified with the Monetary Authority of Macao.',
        },
      },
    })
  })

  test('are not made between a currency and itself', async () => {
    expect(await agency.askData(anonymous, QUOTE, { sell: 'HKD', buy: 'HKD', amount: 1 })).toMatchObject({
      fxQuote: { __typename: 'FxPairUnavailable', code: 'FX_PAIR_UNAVAILABLE' },
    })
  })

  test.each([0, -1, 10_000_000_001])('are not made for %i', async (amount) => {
    expect(await agency.askData(anonymous, QUOTE, { sell: 'CNY', buy: 'HKD', amount })).toEqual({
      fxQuote: {
        __typename: 'FxAmountInvalid',
        code: 'FX_AMOUNT_INVALID',
        message: `Got ${amount} minor units of HKD; wanted are 1 to 10000000000.`,
        nextStep: 'Ask for an amount in between.',
      },
    })
  })
})

describe('wallet providers', () => {
  test('are ten, fewer where a city is named and none where there is no such city', async () => {
    const LIST = 'query ($city: ID) { walletProviders(city: $city) { totalCount nodes { id } } }'
    type List = { walletProviders: { nodes: { id: string }[] } }
    const idsIn = async (city: string | null) =>
      (await agency.askData<List>(anonymous, LIST, { city })).walletProviders.nodes.map((node) => node.id)
    expect(await idsIn(null)).toEqual([
      'octopus',
      'alipayhk',
      'wechat-pay-hk',
      'weixin-pay',
      'alipay',
      'e-cny',
      'e-cny-hk',
      'mpay',
      'weixin-pay-foreign-card',
      'alipay-foreign-card',
    ])
    expect(await idsIn('macao')).toEqual(['mpay', 'weixin-pay', 'wechat-pay-hk', 'alipay', 'alipayhk'])
    expect(await idsIn('atlantis')).toEqual([])
  })

  test('had other limits on other days', async () => {
    const ON =
      'query ($on: Date) { walletProvider(id: "weixin-pay-foreign-card") { limits(on: $on) { kind amount { amountMinor } validTo } } }'
    type On = { walletProvider: { limits: { kind: string; amount: { amountMinor: number } }[] } }
    const singleOn = async (on: string | null) =>
      (await agency.askData<On>(anonymous, ON, { on })).walletProvider.limits.find(
        (limit) => limit.kind === 'SINGLE_PAYMENT',
      )?.amount.amountMinor
    expect([await singleOn('2024-02-29'), await singleOn('2024-03-01'), await singleOn(null)]).toEqual([
      700_000, 3_500_000, 3_500_000,
    ])
    expect(await agency.askData(anonymous, '{ walletProvider(id: "nobody") { id } }')).toEqual({ walletProvider: null })
  })
})

describe('a city', () => {
  const CITIES = [
    'hong-kong',
    'macao',
    'guangzhou',
    'shenzhen',
    'zhuhai',
    'foshan',
    'huizhou',
    'dongguan',
    'zhongshan',
    'jiangmen',
    'zhaoqing',
  ]
  test('of the eleven says what is covered, with known providers only, in one answer', async () => {
    const refs = CITIES.map((id) => ({ __typename: 'City', id }))
    type City = {
      walletServices: {
        coverage: string
        note: { en: string; zhHant: string; zhHans: string }
        providers: { id: string }[]
      }
    }
    const cities = await agency.askEntities<City>(
      anonymous,
      '... on City { walletServices { coverage note { en zhHant zhHans } providers { id } } }',
      refs,
    )
    expect(cities.map((city) => city?.walletServices.coverage)).toEqual([
      'PARTIAL',
      'PARTIAL',
      'PARTIAL',
      'PARTIAL',
      'PARTIAL',
      'NONE',
      'NONE',
      'NONE',
      'NONE',
      'NONE',
      'NONE',
    ])
    for (const city of cities) expect(city?.walletServices.providers.length).toBeGreaterThan(3)
  })
})

describe('starting again', () => {
  test('on the same database neither fills wallets twice nor takes back what was paid', async () => {
    const before = await agency.engine.query('select * from wallets.accounts order by id')
    const second = await agency.startAgain()
    await second.close()
    const after = await agency.engine.query('select * from wallets.accounts order by id')
    expect(after.rows).toEqual(before.rows)
    expect(agency.clock.now).toBe(NOW)
  })
})
