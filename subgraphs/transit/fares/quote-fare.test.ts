import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FareLegRuleRow, FareProductRow, Feed, WalletAcceptanceRow } from '../feed-data.ts'
import { emptyTables } from '../feed-data.ts'
import { openNetwork } from '../network.ts'
import type { FareQuestion } from '../records.ts'
import { parseAmountMinor } from './amount.ts'
import { identifyFare, parseFareId } from './fare-token.ts'
import { quoteFare } from './quote-fare.ts'
import { totalFares } from './total-fares.ts'

const rule = (change: Partial<FareLegRuleRow>): FareLegRuleRow => ({
  networkId: 'net',
  fromAreaId: 'a',
  toAreaId: 'b',
  timeframeGroupId: '',
  productId: 'old',
  priority: 0,
  effectiveFrom: '2024-01-01',
  effectiveTo: null,
  sourceId: 'tariff',
  ...change,
})
const price = (id: string, amountMinor: number, change: Partial<FareProductRow> = {}): FareProductRow => ({
  id,
  name: id,
  riderCategoryId: 'adult',
  mediaId: 'electronic',
  medium: 'STORED_VALUE',
  amountMinor,
  currency: 'HKD',
  ...change,
})
const takes = (providerId: string, change: Partial<WalletAcceptanceRow>): WalletAcceptanceRow => ({
  operatorId: 'op',
  providerId,
  networkId: '',
  validFrom: '2024-01-01',
  validTo: null,
  basis: 'CARD_EQUIVALENT',
  flatAmountMinor: null,
  flatCurrency: null,
  sourceId: 'tariff',
  verification: null,
  note: '',
  ...change,
})

function tableOf(change: Partial<Feed>) {
  const stop = (id: string) => ({ id, name: id, latitude: 22, longitude: 114, cityId: 'hong-kong' })
  const feed: Feed = {
    ...emptyTables,
    id: 'f',
    version: '1',
    coveredFrom: null,
    coveredTo: null,
    agencies: [{ id: 'op', name: 'Op', cityId: 'hong-kong' }],
    stops: ['a', 'b'].map(stop),
    routes: [{ id: 'r', agencyId: 'op', shortName: 'R', longName: 'R', routeType: 1, networkId: 'net' }],
    stopAreas: ['a', 'b'].map((id) => ({ areaId: id, stopId: id })),
    riderCategories: [
      { id: 'adult', isDefault: true },
      { id: 'child', isDefault: false },
    ],
    fareProducts: [price('old', 500), price('new', 600)],
    fareLegRules: [rule({})],
    calendars: [
      { serviceId: 'weekday', weekdays: '1111100', startDate: '2024-01-01', endDate: '2027-12-31' },
      { serviceId: 'weekend', weekdays: '0000011', startDate: '2024-01-01', endDate: '2027-12-31' },
    ],
    sources: [
      { id: 'tariff', title: 'Tariff', url: null, asOf: '2024-01-01', verification: 'SECONDARY', note: 'as announced' },
    ],
    ...change,
  }
  return openNetwork([feed]).fares
}

const question: FareQuestion = {
  networkId: 'net',
  fromStopId: 'a',
  toStopId: 'b',
  date: '2026-11-23',
  secondOfDay: 8 * 3600,
  passenger: 'ADULT',
}
const amountOf = (change: Partial<Feed>, asked: Partial<FareQuestion> = {}) =>
  quoteFare(tableOf(change), { ...question, ...asked })?.amount.amountMinor

test('the fare in force on the day of travel counts: the old one to the eve of a rise, the new one from its day', () => {
  const fareLegRules = [rule({ effectiveTo: '2026-06-30' }), rule({ productId: 'new', effectiveFrom: '2026-07-01' })]
  expect(amountOf({ fareLegRules }, { date: '2026-06-30' })).toBe(500)
  expect(amountOf({ fareLegRules }, { date: '2026-07-01' })).toBe(600)
  expect(amountOf({ fareLegRules }, { date: '2023-12-31' })).toBeUndefined()
})

test('where two undated rules overlap the later one counts', () => {
  const fareLegRules = [rule({ productId: 'new', effectiveFrom: '2026-07-01' }), rule({})]
  expect(amountOf({ fareLegRules })).toBe(600)
  expect(amountOf({ fareLegRules }, { date: '2026-06-30' })).toBe(500)
})

test('a rule of higher priority beats a more exact and later one', () => {
  const flat = rule({ fromAreaId: '', toAreaId: '', priority: 1, effectiveFrom: '2020-01-01' })
  expect(amountOf({ fareLegRules: [rule({ productId: 'new' }), flat] })).toBe(500)
  expect(amountOf({ fareLegRules: [rule({ productId: 'new' }), { ...flat, priority: 0 }] })).toBe(600)
})

test('a flat fare holds between any two stops of the network, and of no other', () => {
  const fareLegRules = [rule({ fromAreaId: '', toAreaId: '' })]
  expect(amountOf({ fareLegRules }, { fromStopId: 'b', toStopId: 'a' })).toBe(500)
  expect(amountOf({ fareLegRules }, { networkId: 'other' })).toBeUndefined()
})

test('a fare by area does not hold the other way round unless a rule says so', () => {
  expect(amountOf({})).toBe(500)
  expect(amountOf({}, { fromStopId: 'b', toStopId: 'a' })).toBeUndefined()
})

test('a fare by time of day and day of the week holds from its first to before its last second', () => {
  const timeframes = [{ groupId: 'night', start: 0, end: 6 * 3600, serviceId: 'weekday' }]
  const fareLegRules = [rule({ timeframeGroupId: 'night' })]
  expect(amountOf({ timeframes, fareLegRules }, { secondOfDay: 0 })).toBe(500)
  expect(amountOf({ timeframes, fareLegRules }, { secondOfDay: 6 * 3600 - 1 })).toBe(500)
  expect(amountOf({ timeframes, fareLegRules }, { secondOfDay: 6 * 3600 })).toBeUndefined()
  expect(amountOf({ timeframes, fareLegRules }, { secondOfDay: 0, date: '2026-11-22' })).toBeUndefined()
})

test('a child pays the child fare where there is one, and else the adult fare, said so', () => {
  const fareProducts = [price('old', 500), price('old', 250, { riderCategoryId: 'child' })]
  expect(quoteFare(tableOf({ fareProducts }), { ...question, passenger: 'CHILD' })).toMatchObject({
    passenger: 'CHILD',
    amount: { amountMinor: 250, currency: 'HKD' },
  })
  expect(quoteFare(tableOf({}), { ...question, passenger: 'CHILD' })).toMatchObject({
    passenger: 'ADULT',
    amount: { amountMinor: 500, currency: 'HKD' },
  })
})

test('the price quoted is the one by card, and names its medium; a ticket or cash only where there is no other', () => {
  const ticket = price('old', 650, { mediaId: 'paper', medium: 'SINGLE_TICKET' })
  const cash = price('old', 700, { mediaId: 'cash', medium: 'CASH' })
  const any = price('old', 550, { mediaId: '', medium: 'ANY' })
  const quoted = (fareProducts: readonly FareProductRow[]) => {
    const quote = quoteFare(tableOf({ fareProducts }), question)
    return [quote?.medium, quote?.amount.amountMinor]
  }
  expect(quoted([cash, ticket, any, price('old', 500)])).toEqual(['STORED_VALUE', 500])
  expect(quoted([cash, ticket, any])).toEqual(['ANY', 550])
  expect(quoted([cash, ticket])).toEqual(['SINGLE_TICKET', 650])
  expect(quoted([cash])).toEqual(['CASH', 700])
})

test('a product is named in the languages the feed has for it, and else as it stands', () => {
  const row = { tableName: 'fare_products', recordId: '', fieldValue: 'old', language: 'zh-Hant', text: '舊' }
  expect(quoteFare(tableOf({ translations: [row] }), question)?.product).toEqual({
    en: 'old',
    zhHant: '舊',
    zhHans: '舊',
    pt: null,
  })
  const ofRecord = { ...row, recordId: 'old', fieldValue: '', text: '此票' }
  expect(quoteFare(tableOf({ translations: [ofRecord, row] }), question)?.product.zhHant).toBe('此票')
  expect(quoteFare(tableOf({}), question)?.product.zhHans).toBe('old')
})

test('a wallet pays like the card, or as an adult, or a flat fare of its own, each from its first to its last day', () => {
  const table = tableOf({
    fareProducts: [price('old', 500), price('old', 250, { riderCategoryId: 'child' })],
    walletAcceptances: [
      takes('card', {}),
      takes('adults', { basis: 'ADULT_ONLY' }),
      takes('flat', {
        basis: 'FLAT_NO_DISCOUNT',
        flatAmountMinor: 600,
        flatCurrency: 'MOP',
        verification: 'UNVERIFIED',
        note: 'start unknown',
      }),
      takes('flat-as-adult', { basis: 'FLAT_NO_DISCOUNT' }),
      takes('today-only', { validFrom: '2026-11-23', validTo: '2026-11-23' }),
      takes('ended', { validTo: '2026-11-22' }),
      takes('not-yet', { validFrom: '2026-11-24' }),
      takes('another-network', { networkId: 'airport-express' }),
      takes('this-network', { networkId: question.networkId }),
    ],
  })
  const quote = quoteFare(table, { ...question, passenger: 'CHILD' })
  expect(quote?.acceptance.map((one) => [one.providerId, one.amount.amountMinor, one.amount.currency])).toEqual([
    ['card', 250, 'HKD'],
    ['adults', 500, 'HKD'],
    ['flat', 600, 'MOP'],
    ['flat-as-adult', 500, 'HKD'],
    ['today-only', 250, 'HKD'],
    ['this-network', 250, 'HKD'],
  ])
  const tariff = { title: 'Tariff', url: null, asOf: '2024-01-01' }
  expect(quote?.source).toMatchObject({ ...tariff, verification: 'SECONDARY', note: 'as announced' })
  expect(quote?.acceptance[0]?.source).toEqual({ ...tariff, verification: 'SECONDARY', note: 'as announced' })
  expect(quote?.acceptance[2]?.source).toEqual({ ...tariff, verification: 'UNVERIFIED', note: 'start unknown' })
  expect(quote?.acceptance[4]).toMatchObject({ validFrom: '2026-11-23', validTo: '2026-11-23' })
})

test('an id says the whole question again, and no other text is one', () => {
  expect(parseFareId(identifyFare(question))).toEqual(question)
  const asText = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const good = ['net', 'a', 'b', '2026-11-23', 0, 'ADULT']
  expect(parseFareId(asText(good))).toEqual({ ...question, secondOfDay: 0 })
  for (const [index, bad] of [1, null, {}, '2026-02-30', 86_400, 'adult'].entries()) {
    expect(parseFareId(asText(good.with(index, bad as string)))).toBeUndefined()
  }
  expect(parseFareId(`${asText(good)}=`)).toBeUndefined()
})

test('totals are the sums of the fares, currency by currency, in whole cents', () => {
  const amount = fc.record({
    amountMinor: fc.integer({ min: 0, max: 1_000_000 }),
    currency: fc.constantFrom('HKD' as const, 'CNY' as const, 'MOP' as const),
  })
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 12 }), (amounts) => {
      const totals = totalFares(amounts.map((amount) => ({ amount })))
      expect(new Set(totals.map((total) => total.currency))).toEqual(new Set(amounts.map((one) => one.currency)))
      for (const { currency, amountMinor } of totals) {
        let rest = amountMinor
        for (const one of amounts) if (one.currency === currency) rest -= one.amountMinor
        expect(rest).toBe(0)
        expect(Number.isInteger(amountMinor)).toBe(true)
      }
    }),
  )
})

test('decimal amounts become cents exactly, whatever a float would make of them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (minor) => {
      const text = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
      expect(parseAmountMinor(text)).toBe(minor)
    }),
  )
  expect(['7', '7.5', '0.1', '70.07'].map(parseAmountMinor)).toEqual([700, 750, 10, 7007])
  expect(['', '.5', '7.', '-1', '1e3', '1.005', '1,000', '7.5 '].map(parseAmountMinor)).toEqual(
    Array(8).fill(undefined),
  )
})
