import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openEmbeddedEngine } from '../../../kit/database.ts'
import { anonymous } from '../../../kit/viewer-statement.ts'
import { actingFor, NOW, walletOf } from '../test-agency.ts'
import { openOffers } from './offers.ts'
import type { TestHouse } from './test-house.ts'
import { openTestHouse } from './test-house.ts'
import { topUpWallet } from './top-up-wallet.ts'

let engine: PGlite
let house: TestHouse

beforeAll(async () => {
  engine = await openEmbeddedEngine({})
})
afterAll(() => engine.close())
beforeEach(async () => {
  await engine.exec('drop schema if exists wallets cascade')
  house = await openTestHouse({ kind: 'embedded', engine })
})

const OCTOPUS = walletOf(1, 1)
const MTR_OCTOPUS = { accepts: { octopus: 1_060 } }
const HKD = (amountMinor: number) => ({ amountMinor, currency: 'HKD' })
const CNY = (amountMinor: number) => ({ amountMinor, currency: 'CNY' })
const money = (code: string, extra: object = {}) => ({
  code,
  message: expect.any(String),
  nextStep: expect.any(String),
  ...extra,
})

async function accountsOf(provider: string): Promise<Record<string, number>> {
  const { accounts } = await house.store.ledger.loadBooks()
  const own = accounts.filter((account) => account.providerId === provider && account.version > 0)
  return Object.fromEntries(own.map((account) => [account.id, account.creditsPosted - account.debitsPosted]))
}

describe('a fare in the wallet’s own currency', () => {
  test('goes from the wallet to what the provider owes the operator', async () => {
    const outcome = await house.pay(actingFor(1), await house.optionFor(1, MTR_OCTOPUS), 'key')
    expect(outcome).toEqual({
      replayed: false,
      payment: expect.objectContaining({
        walletId: OCTOPUS,
        operatorId: 'hk:mtr',
        fareQuoteId: 'fare-1',
        fare: HKD(1_060),
        amount: HKD(1_060),
        quote: null,
        status: 'POSTED',
        createdAt: NOW,
      }),
    })
    expect(await accountsOf('octopus')).toMatchObject({
      [`octopus/HKD/WALLET/${OCTOPUS}`]: 51_230 - 1_060,
      'octopus/HKD/OPERATOR_PAYABLE/hk:mtr': 1_060,
    })
    expect(await house.audit()).toEqual([])
  })
})

describe('a fare in another currency', () => {
  test('goes through the exchange funds of both currencies, and spread and rounding are told apart', async () => {
    const option = await house.optionFor(2, { accepts: { 'weixin-pay': 1_060 } })
    const outcome = await house.pay(actingFor(2), option, 'key')
    // HKD 10.60 at 0.9150 is CNY 9.699; at 0.919575 CNY 9.747495: 969 for the exchange, 5 spread, 1 rounding.
    expect(outcome).toMatchObject({
      payment: { fare: HKD(1_060), amount: CNY(975), quote: { rate: '0.919575', sell: CNY(975), buy: HKD(1_060) } },
    })
    expect(await accountsOf('weixin-pay')).toMatchObject({
      [`weixin-pay/CNY/WALLET/${walletOf(2, 1)}`]: 86_050 - 975,
      'weixin-pay/CNY/FX_LIQUIDITY/weixin-pay': 969,
      'weixin-pay/CNY/FEE_INCOME/weixin-pay': 5,
      'weixin-pay/CNY/ROUNDING/weixin-pay': 1,
      'weixin-pay/HKD/FX_LIQUIDITY/weixin-pay': 1_000_000_000 - 1_060,
      'weixin-pay/HKD/OPERATOR_PAYABLE/hk:mtr': 1_060,
    })
    expect(await house.audit()).toEqual([])
  })

  test('is not paid at all where the provider’s exchange fund has run out', async () => {
    const option = await house.optionFor(2, { accepts: { 'weixin-pay': 1_060 } })
    await engine.exec(
      `update wallets.accounts set debits_posted = credits_posted - 1059 where id = 'weixin-pay/HKD/FX_LIQUIDITY/weixin-pay'`,
    )
    expect(await house.pay(actingFor(2), option, 'key')).toMatchObject({ code: 'EXCHANGE_UNAVAILABLE' })
    expect(await house.balanceOf(walletOf(2, 1))).toBe(86_050)
  })
})

describe('a wallet linked to a card', () => {
  test('holds nothing before and after: its issuer’s money comes in with the fare and goes on', async () => {
    const wallet = walletOf(4, 2)
    const option = await house.optionFor(4, {
      operator: 'sz:metro',
      currency: 'CNY',
      accepts: { 'weixin-pay-foreign-card': 500 },
    })
    expect(await house.pay(actingFor(4), option, 'key')).toMatchObject({ payment: { amount: CNY(500) } })
    expect(await accountsOf('weixin-pay-foreign-card')).toMatchObject({
      [`weixin-pay-foreign-card/CNY/WALLET/${wallet}`]: 0,
      'weixin-pay-foreign-card/CNY/ISSUER_CLEARING/weixin-pay-foreign-card': -500,
      'weixin-pay-foreign-card/CNY/OPERATOR_PAYABLE/sz:metro': 500,
    })
    const page = (await house.store.loadStatementPages([wallet], { size: 10, before: null })).get(wallet)
    expect(page?.rows.map(({ node }) => [node.kind, node.amount.amountMinor, node.balanceAfter.amountMinor])).toEqual([
      ['FARE', -500, 0],
      ['TOP_UP', 500, 500],
    ])
  })

  test('is bound by its limit on one payment all the same', async () => {
    const option = await house.optionFor(4, {
      operator: 'sz:metro',
      currency: 'CNY',
      accepts: { 'weixin-pay-foreign-card': 3_500_001 },
    })
    expect(await house.pay(actingFor(4), option, 'key')).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      remaining: CNY(3_500_000),
    })
  })
})

describe('asking again', () => {
  test('with the same key and option answers the same payment and moves nothing, even after the option expired', async () => {
    const option = await house.optionFor(1, MTR_OCTOPUS)
    const first = await house.pay(actingFor(1), option, 'key')
    house.clock.now = NOW + 86_400_000
    const again = await house.pay(actingFor(1), option, 'key')
    expect(again).toEqual({
      ...first,
      replayed: true,
      payment: 'payment' in first ? expect.objectContaining({ id: first.payment.id }) : undefined,
    })
    expect(await house.balanceOf(OCTOPUS)).toBe(51_230 - 1_060)
  })

  test('with the same key for another option is a conflict and moves nothing', async () => {
    await house.pay(actingFor(1), await house.optionFor(1, MTR_OCTOPUS), 'key')
    const other = await house.pay(actingFor(1), await house.optionFor(1, MTR_OCTOPUS), 'key')
    expect(other).toEqual(money('IDEMPOTENCY_CONFLICT'))
    expect(await house.balanceOf(OCTOPUS)).toBe(51_230 - 1_060)
  })

  test('with another key for the same option finds it used', async () => {
    const option = await house.optionFor(1, MTR_OCTOPUS)
    await house.pay(actingFor(1), option, 'key')
    expect(await house.pay(actingFor(1), option, 'another key')).toEqual(money('PAYMENT_OPTION_USED'))
    expect(await house.balanceOf(OCTOPUS)).toBe(51_230 - 1_060)
  })

  test('after a refusal may succeed with the same key: a refusal uses up neither key nor option', async () => {
    const poor = walletOf(1, 3)
    const option = await house.optionFor(1, { accepts: { 'wechat-pay-hk': 2_100 } })
    expect(await house.pay(actingFor(1), option, 'key')).toMatchObject({ code: 'INSUFFICIENT_BALANCE' })
    await topUp(poor, 100)
    expect(await house.pay(actingFor(1), option, 'key')).toMatchObject({ replayed: false })
    expect(await house.balanceOf(poor)).toBe(0)
  })

  test('two apps and two residents may choose the same key', async () => {
    const [app, resident] = [actingFor(1, { clientId: 'partner-b' }), actingFor(7)]
    await house.pay(actingFor(1), await house.optionFor(1, MTR_OCTOPUS), 'key')
    expect(await house.pay(app, await house.optionFor(1, MTR_OCTOPUS, 'partner-b'), 'key')).toMatchObject({
      replayed: false,
    })
    expect(await house.pay(resident, await house.optionFor(7, MTR_OCTOPUS), 'key')).toMatchObject({ replayed: false })
  })
})

describe('a payment option', () => {
  test('is good for two minutes and not a millisecond longer', async () => {
    const [first, second] = [await house.optionFor(1, MTR_OCTOPUS), await house.optionFor(1, MTR_OCTOPUS)]
    house.clock.now = NOW + 120_000 - 1
    expect(await house.pay(actingFor(1), first, 'in time')).toMatchObject({ replayed: false })
    house.clock.now = NOW + 120_000
    expect(await house.pay(actingFor(1), second, 'late')).toEqual(
      money('PAYMENT_OPTION_EXPIRED', { expiredAt: NOW + 120_000 }),
    )
    expect(await house.balanceOf(OCTOPUS)).toBe(51_230 - 1_060)
  })

  test('of another resident, another app, another house or nobody is refused, all in the same words', async () => {
    const option = await house.optionFor(1, MTR_OCTOPUS)
    const [head = '', key = '', iv = '', body = '', tag = ''] = option.split('.')
    const other = Buffer.from(body, 'base64url')
    other.writeUInt8(other.readUInt8(0) ^ 1, 0)
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const none = encoded({ alg: 'none', typ: 'gba-payment-option' })
    const another = encoded({ alg: 'dir', enc: 'A256GCM', typ: 'another' })
    const payer = { subject: actingFor(1).subject ?? '', clientId: 'partner-a' }
    const offer = await house.offers.open(option, payer)
    const foreign = offer ? await openOffers(Buffer.alloc(32)).seal(offer, payer) : ''
    const attempts = [
      [actingFor(7), option],
      [actingFor(1, { clientId: 'partner-b' }), option],
      [actingFor(1), foreign],
      [actingFor(1), [head, key, iv, other.toString('base64url'), tag].join('.')],
      [actingFor(1), [another, key, iv, body, tag].join('.')],
      [actingFor(1), `${none}.${encoded(offer)}.`],
      [actingFor(1), [head, key, iv, body].join('.')],
      [actingFor(1), ''],
      [actingFor(1), 'x'.repeat(9_000)],
    ] as const
    const outcomes = await Promise.all(attempts.map(([viewer, token], at) => house.pay(viewer, token, `key ${at}`)))
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1)
    expect(outcomes[0]).toEqual(money('PAYMENT_OPTION_INVALID'))
    expect(await house.balanceOf(OCTOPUS)).toBe(51_230)
  })

  test('does not tell the app which resident and wallet it was made for', async () => {
    const option = await house.optionFor(1, MTR_OCTOPUS)
    const read = option.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
    expect(read[0]).toContain('gba-payment-option')
    for (const secret of [actingFor(1).subject, OCTOPUS, 'fare-1']) expect(read.join()).not.toContain(secret)
  })

  test('that never had a price cannot be paid', async () => {
    house.clock.now = Date.parse('2023-06-01T10:00:00+08:00')
    const [option] = await house.optionsFor(2, { accepts: { 'weixin-pay': 1_060 } })
    expect(option).toMatchObject({ obstacle: { code: 'EXCHANGE_UNAVAILABLE' }, amount: null, quote: null })
    expect(await house.pay(actingFor(2), option?.id ?? '', 'key')).toEqual(money('EXCHANGE_UNAVAILABLE'))
  })
})

describe('a wallet', () => {
  test.each(['FROZEN', 'CLOSED'] as const)('that is %s pays nothing and its option says so', async (status) => {
    const option = await house.optionFor(1, MTR_OCTOPUS)
    await setStatus(status)
    expect(await house.pay(actingFor(1), option, 'key')).toEqual(money('WALLET_NOT_USABLE'))
    expect(await house.optionsFor(1, MTR_OCTOPUS)).toMatchObject([{ obstacle: { code: 'WALLET_NOT_USABLE' } }])
    await setStatus('ACTIVE')
    expect(await house.pay(actingFor(1), option, 'key')).toMatchObject({ replayed: false })
  })

  test('pays its last cent and not one more', async () => {
    const exact = await house.optionFor(1, { accepts: { 'wechat-pay-hk': 2_000 } })
    const more = await house.optionsFor(1, { accepts: { 'wechat-pay-hk': 2_001 } })
    expect(more).toMatchObject([{ obstacle: { code: 'INSUFFICIENT_BALANCE' } }])
    expect(await house.pay(actingFor(1), more[0]?.id ?? '', 'more')).toEqual(
      money('INSUFFICIENT_BALANCE', { available: HKD(2_000), needed: HKD(2_001) }),
    )
    expect(await house.pay(actingFor(1), exact, 'exact')).toMatchObject({ replayed: false })
    expect(await house.balanceOf(walletOf(1, 3))).toBe(0)
  })
})

describe('limits', () => {
  const FARE = { operator: 'sz:metro', currency: 'CNY', accepts: { 'e-cny': 200_000 } }
  const ecny = walletOf(2, 3)
  beforeEach(() => topUp(ecny, 1_000_000 - 12_000))

  const payOnce = async (key: string) => house.pay(actingFor(2), await house.optionFor(2, FARE), key)

  test('of a day hold until midnight in Hong Kong and then start afresh', async () => {
    house.clock.now = Date.parse('2026-11-21T00:00:00+08:00')
    expect(await payOnce('1')).toMatchObject({ replayed: false })
    house.clock.now = Date.parse('2026-11-21T23:59:59+08:00')
    expect(await payOnce('2')).toMatchObject({ replayed: false })
    expect(await payOnce('3')).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: { kind: 'DAILY', tier: { id: 'class-4' } },
      remaining: CNY(100_000),
      resetsAt: Date.parse('2026-11-22T00:00:00+08:00'),
    })
    house.clock.now = Date.parse('2026-11-22T00:00:00+08:00')
    expect(await payOnce('4')).toMatchObject({ replayed: false })
    expect(await house.balanceOf(ecny)).toBe(400_000)
  })

  test('of a year hold until New Year in Hong Kong and then start afresh', async () => {
    for (let day = 1; day <= 25; day++) {
      house.clock.now = Date.parse(`2026-01-${String(day).padStart(2, '0')}T00:00:00+08:00`)
      expect(await payOnce(`${day}`)).toMatchObject({ replayed: false })
      await topUp(ecny, 200_000)
    }
    house.clock.now = Date.parse('2026-12-31T23:59:59+08:00')
    const resetsAt = Date.parse('2027-01-01T00:00:00+08:00')
    expect(await payOnce('over')).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      limit: { kind: 'ANNUAL' },
      remaining: CNY(0),
      resetsAt,
    })
    house.clock.now = resetsAt
    expect(await payOnce('new year')).toMatchObject({ replayed: false })
  })

  test('of the balance refuse the top-up that would burst them, whole', async () => {
    expect(await topUp(ecny, 1)).toMatchObject({ limit: { kind: 'BALANCE' } })
    expect(await house.balanceOf(ecny)).toBe(1_000_000)
  })
})

describe('who may pay', () => {
  test.each([
    ['nobody known', anonymous],
    ['an app without the scope payments', actingFor(1, { scopes: ['profile'] })],
    ['a service that acts for no resident', { ...actingFor(1), subject: null }],
  ])('%s may not', async (_, viewer) => {
    const option = await house.optionFor(1, MTR_OCTOPUS)
    expect(await house.pay(viewer, option, 'key')).toEqual(money('SCOPE_REQUIRED'))
    expect(await house.balanceOf(OCTOPUS)).toBe(51_230)
  })

  test.each(['', 'k'.repeat(256), 'a\0b', '\ud800'])(
    'a key must be 1 to 255 characters of text, not %j',
    async (key) => {
      const option = await house.optionFor(1, MTR_OCTOPUS)
      expect(await house.pay(actingFor(1), option, key)).toEqual(money('IDEMPOTENCY_KEY_INVALID'))
      expect(await house.balanceOf(OCTOPUS)).toBe(51_230)
    },
  )
})

function setStatus(status: 'ACTIVE' | 'FROZEN' | 'CLOSED') {
  return house.database.updateTable('wallets').set({ status }).where('id', '=', OCTOPUS).execute()
}

function topUp(walletId: string, amountMinor: number) {
  const newId = () => crypto.randomUUID()
  return house.store.transaction((books) =>
    topUpWallet(books, { walletId, amountMinor, catalogue: house.catalogue, now: house.clock.now, newId }),
  )
}
