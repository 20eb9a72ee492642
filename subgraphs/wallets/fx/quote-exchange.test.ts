import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Currency, Money } from '../records.ts'
import { formatRatio, parseRatio } from './decimal.ts'
import { isQuotable, quoteExchange, splitExchange } from './quote-exchange.ts'
import type { RateTable } from './rates.ts'
import { loadRates, middleRateOn, spreadOn } from './rates.ts'

const NOW = Date.parse('2026-11-21T10:00:00+08:00')
const source = { title: 'Test', asOf: '2026-01-01', verification: 'PRIMARY' as const }
const always = { validFrom: '2000-01-01', validTo: null, source }

/** Any two middle rates, and the same spread for all pairs. */
function tableOf(cny: string, mop: string, basisPoints: number): RateTable {
  const currencies = ['HKD', 'CNY', 'MOP'] as const
  const pairs = currencies.flatMap((sell) => currencies.map((buy) => ({ sell, buy })))
  return {
    middleRates: [
      { currency: 'CNY', unitsPerHkd: cny, ...always },
      { currency: 'MOP', unitsPerHkd: mop, ...always },
    ],
    spreads: pairs.map((pair) => ({ provider: null, ...pair, basisPoints, ...always })),
  }
}

function quote(sell: Currency, buy: Money, rates = loadRates(), providerId: string | null = null) {
  const found = quoteExchange({ sell, buy, providerId, rates, now: NOW })
  if (!found) throw new Error('the table covers this pair')
  return found
}

const HKD = (amountMinor: number) => ({ amountMinor, currency: 'HKD' as const })
const rateText = fc
  .integer({ min: 1, max: 99_999_999 })
  .map((n) => `${Math.floor(n / 1e6)}.${String(n % 1e6).padStart(6, '0')}`)
  .filter((text) => Number(text) > 0.01)

describe('an exchange quote', () => {
  test('says both amounts, both rates, the spread, the source and when it ends', () => {
    const source = {
      title: 'GBA Graph, assumed middle rate of the renminbi to the Hong Kong dollar, from 2026',
      asOf: '2026-11-21',
      verification: 'UNVERIFIED',
      note: 'A sandbox figure of the order of market rates; not a market quotation.',
    }
    // 0.9150 CNY for HKD 1, 50 basis points: 0.919575; times 10.60 is 9.747495, rounded up to CNY 9.75
    expect(quote('CNY', HKD(1_060), loadRates(), 'weixin-pay')).toEqual({
      sell: { amountMinor: 975, currency: 'CNY' },
      buy: HKD(1_060),
      rate: '0.919575',
      midRate: '0.915',
      spreadBasisPoints: 50,
      expiresAt: NOW + 120_000,
      source,
    })
  })

  test('takes the spread that stands for everyone where the provider has none of its own', () => {
    expect(quote('CNY', HKD(1_060), loadRates(), 'alipay').spreadBasisPoints).toBe(100)
  })

  test('derives patacas for renminbi through the Hong Kong dollar and cites both rates', () => {
    const found = quote('CNY', { amountMinor: 600, currency: 'MOP' }, tableOf('0.9150', '1.03', 0))
    // 0.915 / 1.03 = 0.888349514...
    expect(found).toMatchObject({ midRate: '0.88834951', rate: '0.88834952', sell: { amountMinor: 534 } })
    expect(found.source).toEqual({ title: 'Derived from: Test; Test', asOf: '2026-01-01', verification: 'PRIMARY' })
  })

  test('derived from two rates is as old as the older and as good as the worse, and keeps what is noted on either', () => {
    const [cny, mop] = tableOf('0.9150', '1.03', 0).middleRates
    if (!cny || !mop) throw new Error('the table has both rates')
    const older = { title: 'Older', asOf: '2025-01-01', verification: 'SECONDARY' as const, note: 'Read in the press.' }
    const table = { ...tableOf('0.9150', '1.03', 0), middleRates: [cny, { ...mop, source: older }] }
    expect(quote('CNY', { amountMinor: 600, currency: 'MOP' }, table).source).toEqual({
      title: 'Derived from: Test; Older',
      asOf: '2025-01-01',
      verification: 'SECONDARY',
      note: 'Read in the press.',
    })
  })

  test('rounds up to the next minor unit only where something is left over', () => {
    const table = tableOf('0.5', '1.03', 0)
    expect(quote('CNY', HKD(200), table).sell.amountMinor).toBe(100)
    expect(quote('CNY', HKD(201), table).sell.amountMinor).toBe(101)
    expect(quote('CNY', HKD(1), table).sell.amountMinor).toBe(1)
  })

  test('never gains on the way there and back, whatever the rates, the spread and the amount', () => {
    const pair = fc.constantFrom<[Currency, Currency]>(['HKD', 'CNY'], ['CNY', 'MOP'], ['MOP', 'HKD'], ['CNY', 'HKD'])
    fc.assert(
      fc.property(
        rateText,
        rateText,
        fc.nat(500),
        fc.integer({ min: 1, max: 500_000 }),
        pair,
        (cny, mop, basisPoints, amountMinor, [home, away]) => {
          const table = tableOf(cny, mop, basisPoints)
          const out = quote(home, { amountMinor, currency: away }, table)
          // One unit more than was paid must cost more than what was bought.
          const back = quote(away, { amountMinor: out.sell.amountMinor + 1, currency: home }, table)
          expect(back.sell.amountMinor).toBeGreaterThan(amountMinor)
        },
      ),
    )
  })

  test('is split without a remainder into middle price, spread and rounding, none of them negative', () => {
    const amounts = fc.integer({ min: 1, max: 5_000_000 })
    fc.assert(
      fc.property(rateText, fc.nat(500), amounts, (cny, basisPoints, amountMinor) => {
        const found = quote('CNY', HKD(amountMinor), tableOf(cny, '1.03', basisPoints))
        const { middleMinor, spreadMinor, roundingMinor } = splitExchange(found)
        expect(middleMinor + spreadMinor + roundingMinor).toBe(found.sell.amountMinor)
        expect(Math.min(middleMinor, spreadMinor)).toBeGreaterThanOrEqual(0)
        expect([0, 1]).toContain(roundingMinor)
      }),
    )
  })

  test('is not made for a currency in itself', () => {
    expect(quoteExchange({ sell: 'HKD', buy: HKD(1), providerId: null, rates: loadRates(), now: NOW })).toBeUndefined()
  })

  test('changes with the day: each day has the rate that is dated for it, and before the first there is none', () => {
    const on = (day: string) => {
      const now = Date.parse(`${day}T12:00:00+08:00`)
      return quoteExchange({ sell: 'CNY', buy: HKD(10_000), providerId: null, rates: loadRates(), now })?.midRate
    }
    expect(['2023-12-31', '2024-01-01', '2025-12-31', '2026-01-01'].map(on)).toEqual([
      undefined,
      '0.923',
      '0.923',
      '0.915',
    ])
  })

  test.each([0, -1, 1.5, 10_000_000_001])('is never made for %s minor units', (amountMinor) => {
    expect(isQuotable(amountMinor)).toBe(false)
    expect(() => quote('CNY', HKD(amountMinor))).toThrow(/wanted 1 to/)
  })

  test.each([1, 10_000_000_000])('is made for %i minor units', (amountMinor) => {
    expect(isQuotable(amountMinor)).toBe(true)
    expect(quote('CNY', HKD(amountMinor)).buy).toEqual(HKD(amountMinor))
  })
})

describe('the rate table', () => {
  test('has a middle rate and a spread for every pair today', () => {
    const currencies = ['HKD', 'CNY', 'MOP'] as const
    const pairs = currencies.flatMap((sell) => currencies.filter((buy) => buy !== sell).map((buy) => ({ sell, buy })))
    for (const pair of pairs) {
      expect(middleRateOn(loadRates(), { ...pair, day: '2026-11-21' }), JSON.stringify(pair)).toBeDefined()
      expect(spreadOn(loadRates(), { ...pair, day: '2026-11-21', providerId: null })).toBeGreaterThan(0)
    }
  })
})

describe('decimal text', () => {
  test.each(['', '0', '0.0', '-1', '1e3', '1,5', '.5', '１', '1.', '0x1'])('refuses %j as a rate', (text) => {
    expect(() => parseRatio(text)).toThrow(RangeError)
  })

  test('comes out as it went in, to eight places', () => {
    const texts = ['1', '10', '1.03', '0.915', '0.00000001', '123456789.12345678']
    expect(texts.map((text) => formatRatio(parseRatio(text), 'nearest'))).toEqual(texts)
  })

  test('is rounded up, or to the nearest with a half up', () => {
    const third = { numerator: 1n, denominator: 3n }
    expect([formatRatio(third, 'up'), formatRatio(third, 'nearest')]).toEqual(['0.33333334', '0.33333333'])
    expect(formatRatio({ numerator: 1n, denominator: 200_000_000n }, 'nearest')).toBe('0.00000001')
  })
})
