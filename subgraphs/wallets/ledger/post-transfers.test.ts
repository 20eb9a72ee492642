import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quoteExchange } from '../fx/quote-exchange.ts'
import { loadRates } from '../fx/rates.ts'
import { accountsOf, fareTransfers } from '../payments/fare-transfers.ts'
import { loadCatalogue, providerOfWallet } from '../providers/catalogue.ts'
import type { Currency, FareOffer, Money } from '../records.ts'
import type { AccountName } from './accounts.ts'
import { AccountOverdrawn } from './post-transfers.ts'
import { TestLedger } from './test-ledger.ts'

const NOW = Date.parse('2026-11-21T10:00:00+08:00')
const rates = loadRates()
const catalogue = loadCatalogue()
/** Three providers, one of each currency, and a card-linked one. */
const PROVIDERS = ['octopus', 'weixin-pay', 'mpay', 'weixin-pay-foreign-card'] as const
type Provider = (typeof PROVIDERS)[number]

const currencyOf = (provider: Provider) => providerOfWallet(catalogue, { providerId: provider }).currency
const walletName = (provider: Provider) => accountsOf(provider)('WALLET', currencyOf(provider), 'w')
const operatorName = (provider: Provider) => accountsOf(provider)('OPERATOR_PAYABLE', currencyOf(provider), 'hk:mtr')
const posted = (debit: AccountName, credit: AccountName, amountMinor: number, kind = 'TOP_UP' as const) =>
  ({ phase: 'POSTED', kind, debit, credit, amountMinor }) as const

const topUp = (provider: Provider, amountMinor: number) =>
  posted(accountsOf(provider)('SAFEGUARD', currencyOf(provider)), walletName(provider), amountMinor)

const fund = (provider: Provider, ledger: Currency, amountMinor: number) =>
  posted(accountsOf(provider)('OWN_FUNDS', ledger), accountsOf(provider)('FX_LIQUIDITY', ledger), amountMinor)

function offerOf(provider: Provider, fare: Money): FareOffer & { amount: Money } {
  const sell = currencyOf(provider)
  const quote = quoteExchange({ sell, buy: fare, providerId: provider, rates, now: NOW }) ?? null
  const named = { nonce: 'n', fareQuoteId: 'f', operatorId: 'hk:mtr', walletId: 'w', providerId: provider }
  return { ...named, fare, quote, amount: quote?.sell ?? fare, expiresAt: NOW }
}

const pay = (provider: Provider, fare: Money) =>
  fareTransfers(offerOf(provider, fare), providerOfWallet(catalogue, { providerId: provider }))

interface Model {
  readonly wallets: Map<Provider, { posted: bigint; held: bigint }>
  readonly funds: Map<string, bigint>
  readonly holds: Map<string, { provider: Provider; amountMinor: bigint }>
}

const modelWallet = (model: Model, provider: Provider) => {
  const wallet = model.wallets.get(provider) ?? { posted: 0n, held: 0n }
  model.wallets.set(provider, wallet)
  return wallet
}

function expectInStep(model: Model, ledger: TestLedger): void {
  expect(ledger.audit()).toEqual([])
  for (const [provider, wallet] of model.wallets) {
    expect(BigInt(ledger.posted(walletName(provider)))).toBe(wallet.posted)
    expect(BigInt(ledger.available(walletName(provider)))).toBe(wallet.posted - wallet.held)
  }
}

/** Runs a group on the ledger where the model affords it; else expects a refusal that leaves no trace. */
function step(model: Model, ledger: TestLedger, affordable: boolean, run: () => void, follow: () => void): void {
  const before = { accounts: ledger.accounts(), journal: [...ledger.journal] }
  if (affordable) {
    run()
    follow()
  } else {
    expect(run).toThrow(AccountOverdrawn)
    expect({ accounts: ledger.accounts(), journal: ledger.journal }).toEqual(before)
  }
  expectInStep(model, ledger)
}

class TopUp implements fc.Command<Model, TestLedger> {
  readonly provider: Provider
  readonly amountMinor: number
  constructor(provider: Provider, amountMinor: number) {
    this.provider = provider
    this.amountMinor = amountMinor
  }
  check = () => true
  run(model: Model, ledger: TestLedger): void {
    const follow = () => {
      modelWallet(model, this.provider).posted += BigInt(this.amountMinor)
    }
    step(model, ledger, true, () => ledger.post([topUp(this.provider, this.amountMinor)]), follow)
  }
  toString = () => `topUp(${this.provider}, ${this.amountMinor})`
}

class Pay implements fc.Command<Model, TestLedger> {
  readonly provider: Provider
  readonly fare: Money
  constructor(provider: Provider, fare: Money) {
    this.provider = provider
    this.fare = fare
  }
  check = () => true
  run(model: Model, ledger: TestLedger): void {
    const { amount, quote } = offerOf(this.provider, this.fare)
    const wallet = modelWallet(model, this.provider)
    const fundName = `${this.provider}/${this.fare.currency}`
    const fundLeft = model.funds.get(fundName) ?? 0n
    const byIssuer = this.provider === 'weixin-pay-foreign-card'
    const walletAffords = byIssuer || wallet.posted - wallet.held >= BigInt(amount.amountMinor)
    const affordable = walletAffords && (quote === null || fundLeft >= BigInt(this.fare.amountMinor))
    step(
      model,
      ledger,
      affordable,
      () => ledger.post(pay(this.provider, this.fare)),
      () => {
        if (!byIssuer) wallet.posted -= BigInt(amount.amountMinor)
        if (quote) model.funds.set(fundName, fundLeft - BigInt(this.fare.amountMinor))
      },
    )
  }
  toString = () => `pay(${this.provider}, ${this.fare.currency} ${this.fare.amountMinor})`
}

class Fund implements fc.Command<Model, TestLedger> {
  readonly provider: Provider
  readonly ledger: Currency
  readonly amountMinor: number
  constructor(provider: Provider, ledger: Currency, amountMinor: number) {
    this.provider = provider
    this.ledger = ledger
    this.amountMinor = amountMinor
  }
  check = () => this.ledger !== currencyOf(this.provider)
  run(model: Model, ledger: TestLedger): void {
    const name = `${this.provider}/${this.ledger}`
    step(
      model,
      ledger,
      true,
      () => ledger.post([fund(this.provider, this.ledger, this.amountMinor)]),
      () => {
        model.funds.set(name, (model.funds.get(name) ?? 0n) + BigInt(this.amountMinor))
      },
    )
  }
  toString = () => `fund(${this.provider}, ${this.ledger} ${this.amountMinor})`
}

class Hold implements fc.Command<Model, TestLedger> {
  readonly provider: Provider
  readonly amountMinor: number
  constructor(provider: Provider, amountMinor: number) {
    this.provider = provider
    this.amountMinor = amountMinor
  }
  check = () => true
  run(model: Model, ledger: TestLedger): void {
    const wallet = modelWallet(model, this.provider)
    const hold = posted(walletName(this.provider), operatorName(this.provider), this.amountMinor)
    const affordable = wallet.posted - wallet.held >= BigInt(this.amountMinor)
    step(
      model,
      ledger,
      affordable,
      () => ledger.post([{ ...hold, phase: 'PENDING', kind: 'FARE' }]),
      () => {
        wallet.held += BigInt(this.amountMinor)
        const id = ledger.journal.at(-1)?.id ?? ''
        model.holds.set(id, { provider: this.provider, amountMinor: BigInt(this.amountMinor) })
      },
    )
  }
  toString = () => `hold(${this.provider}, ${this.amountMinor})`
}

/** Ends the oldest hold: posts a share of it, or gives it up where the share is nothing; then tries to end it again. */
class EndHold implements fc.Command<Model, TestLedger> {
  readonly percent: number
  constructor(percent: number) {
    this.percent = percent
  }
  check = (model: Readonly<Model>) => model.holds.size > 0
  run(model: Model, ledger: TestLedger): void {
    const [[pendingId, hold] = ['', undefined]] = model.holds
    if (!hold) throw new Error('check() promised a hold')
    const share = (hold.amountMinor * BigInt(this.percent)) / 100n
    const draft =
      share > 0n
        ? ({ phase: 'POST_PENDING', pendingId, amountMinor: Number(share) } as const)
        : ({ phase: 'VOID_PENDING', pendingId } as const)
    step(
      model,
      ledger,
      true,
      () => ledger.post([draft]),
      () => {
        const wallet = modelWallet(model, hold.provider)
        wallet.held -= hold.amountMinor
        wallet.posted -= share
        model.holds.delete(pendingId)
      },
    )
    expect(() => ledger.post([draft])).toThrow(/at most once/)
  }
  toString = () => `endHold(${this.percent}%)`
}

const provider = fc.constantFrom(...PROVIDERS)
const currency = fc.constantFrom('HKD', 'CNY', 'MOP' as const)
const amount = fc.integer({ min: 1, max: 50_000 })
const commands = fc.commands(
  [
    fc.tuple(fc.constantFrom('octopus', 'weixin-pay', 'mpay' as const), amount).map((args) => new TopUp(...args)),
    fc.tuple(provider, amount, currency).map(([who, amountMinor, of]) => new Pay(who, { amountMinor, currency: of })),
    fc.tuple(provider, currency, amount).map((args) => new Fund(...args)),
    fc.tuple(fc.constantFrom('octopus', 'weixin-pay', 'mpay' as const), amount).map((args) => new Hold(...args)),
    fc.integer({ min: 0, max: 100 }).map((percent) => new EndHold(percent)),
  ],
  { maxCommands: 40 },
)

describe('the ledger', () => {
  test('agrees with a plain sum of money after every step, and its audit finds nothing', () => {
    const setup = () => ({
      model: { wallets: new Map(), funds: new Map(), holds: new Map() } satisfies Model,
      real: new TestLedger(),
    })
    fc.assert(
      fc.property(commands, (run) => fc.modelRun(setup, run)),
      { numRuns: 200 },
    )
  })

  test('gives the same balances whichever of two independent payments comes first', () => {
    fc.assert(
      fc.property(amount, amount, currency, currency, (one, other, ofOne, ofOther) => {
        const groups = [
          pay('octopus', { amountMinor: one, currency: ofOne }),
          pay('weixin-pay', { amountMinor: other, currency: ofOther }),
        ]
        const balances = [groups, groups.toReversed()].map((order) => {
          const ledger = new TestLedger()
          for (const who of ['octopus', 'weixin-pay'] as const) {
            ledger.post([topUp(who, 200_000)])
            for (const of of ['HKD', 'CNY', 'MOP'] as const) ledger.post([fund(who, of, 100_000)])
          }
          for (const group of order) ledger.post(group)
          return ledger.accounts()
        })
        expect(balances[0]).toEqual(balances[1])
      }),
      { numRuns: 100 },
    )
  })

  test('takes back the first transfers of a group whose last one cannot be made', () => {
    const ledger = new TestLedger()
    ledger.post([topUp('octopus', 1_000)])
    const before = ledger.accounts()
    const second = posted(walletName('octopus'), operatorName('octopus'), 1_001)
    expect(() => ledger.post([topUp('octopus', 1), second, second])).toThrow(AccountOverdrawn)
    expect(ledger.accounts()).toEqual(before)
    expect(ledger.journal).toHaveLength(1)
  })

  test.each([
    ['an amount of nothing', 0],
    ['a negative amount', -1],
    ['half a cent', 0.5],
    ['more than a safe integer', 2 ** 53],
  ])('refuses %s', (_, amountMinor) => {
    expect(() => new TestLedger().post([topUp('octopus', amountMinor)])).toThrow(/positive safe integer/)
  })

  test('refuses a sum that a safe integer cannot hold', () => {
    const ledger = new TestLedger()
    ledger.post([topUp('octopus', Number.MAX_SAFE_INTEGER)])
    expect(() => ledger.post([topUp('octopus', 1)])).toThrow(/counted exactly/)
  })

  test('never moves money between two currencies, two providers or within one account', () => {
    const [hkd, cny] = [accountsOf('octopus')('SAFEGUARD', 'HKD'), accountsOf('octopus')('WALLET', 'CNY', 'w')]
    expect(() => new TestLedger().post([posted(hkd, cny, 1)])).toThrow(/two currencies/)
    const other = accountsOf('alipayhk')('WALLET', 'HKD', 'w')
    expect(() => new TestLedger().post([posted(hkd, other, 1)])).toThrow(/two providers/)
    expect(() => new TestLedger().post([posted(hkd, hkd, 1)])).toThrow(/two accounts/)
  })

  test('posts of a hold at most what it reserved, and not in two parts of one group', () => {
    const ledger = new TestLedger()
    ledger.post([topUp('octopus', 1_000)])
    const hold = posted(walletName('octopus'), operatorName('octopus'), 600)
    const [{ id: pendingId } = { id: '' }] = ledger.post([{ ...hold, phase: 'PENDING' }])
    expect(() => ledger.post([{ phase: 'POST_PENDING', pendingId, amountMinor: 601 }])).toThrow(/at most what/)
    const end = { phase: 'POST_PENDING', pendingId, amountMinor: 300 } as const
    expect(() => ledger.post([end, end])).toThrow(/at most once/)
    ledger.post([{ phase: 'POST_PENDING', pendingId, amountMinor: 600 }])
    expect(ledger.posted(walletName('octopus'))).toBe(400)
  })
})
