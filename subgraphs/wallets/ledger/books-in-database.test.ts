import type { PGlite } from '@electric-sql/pglite'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openEmbeddedEngine } from '../../../kit/database.ts'
import { refundPayment } from '../payments/refund-payment.ts'
import type { TestHouse } from '../payments/test-house.ts'
import { openTestHouse } from '../payments/test-house.ts'
import { topUpWallet } from '../payments/top-up-wallet.ts'
import { actingFor, NOW, walletOf } from '../test-agency.ts'

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

async function accountsOf(provider: string): Promise<Record<string, number>> {
  const { accounts } = await house.store.ledger.loadBooks()
  const own = accounts.filter((account) => account.providerId === provider && account.version > 0)
  return Object.fromEntries(own.map((account) => [account.id, account.creditsPosted - account.debitsPosted]))
}

describe('a refund', () => {
  test('makes the payer whole at the rate that was paid, gives the limits back, and happens once', async () => {
    const before = await accountsOf('weixin-pay')
    const paid = await house.pay(actingFor(2), await house.optionFor(2, { accepts: { 'weixin-pay': 1_060 } }), 'key')
    const paymentId = 'payment' in paid ? paid.payment.id : ''
    const refund = { paymentId, reason: 'gate fault', now: NOW, newId: crypto.randomUUID.bind(crypto) }
    expect(await refundPayment(house.store, refund)).toEqual({ refunded: true })
    expect(await refundPayment(house.store, refund)).toEqual({ refunded: false })
    const { 'weixin-pay/CNY/FX_LIQUIDITY/weixin-pay': fund, ...after } = await accountsOf('weixin-pay')
    expect(fund).toBe(0)
    expect(after).toMatchObject(before)
    expect(await house.audit()).toEqual([])
    expect((await house.store.payments.loadSpending([walletOf(2, 1)], NOW)).size).toBe(0)
    const [payment] = await house.store.payments.loadPayments([paymentId])
    expect(payment?.status).toBe('REFUNDED')
  })
})

describe('the books in the database', () => {
  test('hold whatever is paid, topped up and given back: the audit finds nothing and no wallet falls below zero', async () => {
    const action = fc.oneof(
      fc.record({
        kind: fc.constant('pay' as const),
        fare: fc.integer({ min: 1, max: 30_000 }),
        who: fc.constantFrom(1, 2, 5),
        of: fc.constantFrom('HKD', 'CNY', 'MOP'),
      }),
      fc.record({
        kind: fc.constant('topUp' as const),
        amount: fc.integer({ min: 1, max: 5_000 }),
        who: fc.constantFrom(1, 2, 5),
      }),
      fc.record({ kind: fc.constant('refund' as const) }),
    )
    const first = new Map([
      [1, 'octopus'],
      [2, 'weixin-pay'],
      [5, 'mpay'],
    ])
    let keys = 0
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 8 }), async (actions) => {
        for (const act of actions) {
          if (act.kind === 'topUp') await topUp(walletOf(act.who, 1), act.amount)
          if (act.kind === 'refund') await refundLast()
          if (act.kind !== 'pay') continue
          const fare = { accepts: { [first.get(act.who) ?? '']: act.fare }, currency: act.of }
          const [option] = await house.optionsFor(act.who, fare)
          const before = (await house.balanceOf(walletOf(act.who, 1))) ?? 0
          const outcome = await house.pay(actingFor(act.who), option?.id ?? '', `key ${++keys}`)
          const price = option?.amount?.amountMinor ?? 0
          expect('payment' in outcome).toBe(price <= before)
          expect(await house.balanceOf(walletOf(act.who, 1))).toBe(price <= before ? before - price : before)
        }
        expect(await house.audit()).toEqual([])
      }),
      { numRuns: 20 },
    )
  })

  test('refuse to change or forget what has happened', async () => {
    for (const table of ['transfers', 'payments', 'refunds']) {
      for (const attempt of [
        `update wallets.${table} set created_at = now()`,
        `delete from wallets.${table}`,
        `truncate wallets.${table} cascade`,
      ]) {
        await expect(engine.exec(attempt), attempt).rejects.toThrow(/append-only/)
      }
    }
    await expect(engine.exec('delete from wallets.accounts')).rejects.toThrow(/append-only/)
  })

  test('refuse a wallet below zero, an amount of nothing and a transfer between two currencies, whoever asks', async () => {
    const wallet = `octopus/HKD/WALLET/${OCTOPUS}`
    await expect(
      engine.query('update wallets.accounts set debits_posted = credits_posted + 1 where id = $1', [wallet]),
    ).rejects.toThrow(/never_below_zero/)
    const insert = (credit: string, amount: number) =>
      engine.query(
        `insert into wallets.transfers (id, group_id, phase, kind, provider_id, ledger, debit_account_id, credit_account_id,
           amount_minor, debit_version, credit_version, debit_balance_minor, credit_balance_minor, created_at)
         values (gen_random_uuid(), gen_random_uuid(), 'POSTED', 'FARE', 'octopus', 'HKD', $1, $2, $3, 99, 99, 0, 0, now())`,
        [wallet, credit, amount],
      )
    await expect(insert('octopus/HKD/SAFEGUARD/octopus', 0)).rejects.toThrow(/amount_minor/)
    await expect(insert('octopus/CNY/FX_LIQUIDITY/octopus', 1)).rejects.toThrow(/foreign key/)
    await expect(insert(wallet, 1)).rejects.toThrow(/check/)
  })
})

function topUp(walletId: string, amountMinor: number) {
  const newId = () => crypto.randomUUID()
  return house.store.transaction((books) =>
    topUpWallet(books, { walletId, amountMinor, catalogue: house.catalogue, now: house.clock.now, newId }),
  )
}

async function refundLast(): Promise<void> {
  const newest = await engine.query<{ id: string }>(
    `select payment_id as id from wallets.transfers where kind = 'FARE' order by sequence desc limit 1`,
  )
  const [row] = newest.rows
  if (!row) return
  const newId = () => crypto.randomUUID()
  await refundPayment(house.store, { paymentId: row.id, reason: 'test', now: house.clock.now, newId })
}
