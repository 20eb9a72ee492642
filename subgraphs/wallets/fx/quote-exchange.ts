import type { Instant } from '../../../kit/clock.ts'
import { regionalDate } from '../../../kit/clock.ts'
import { invariant } from '../../../kit/errors.ts'
import type { Currency, FxQuote, Money } from '../records.ts'
import { formatRatio, multiply, parseRatio, scaleAmount } from './decimal.ts'
import type { RateTable } from './rates.ts'
import { middleRateOn, spreadOn } from './rates.ts'

/** How long a price stands; payment options stand as long. */
export const QUOTE_LIFETIME_MS = 120_000

/** A hundred million dollars: far above any limit here and far below what a safe integer can hold after exchange. */
export const LARGEST_AMOUNT_MINOR = 10_000_000_000

/** True for an amount that can be quoted; ask before `quoteExchange`. */
export function isQuotable(amountMinor: number): boolean {
  return Number.isSafeInteger(amountMinor) && amountMinor >= 1 && amountMinor <= LARGEST_AMOUNT_MINOR
}

/**
 * The price of `buy` in another currency; `undefined` where both are the same or no dated rate covers the day. The rate is
 * rounded up in its eighth decimal and the amount sold up to the next minor unit, so that no way there and back gains.
 */
export function quoteExchange(options: {
  sell: Currency
  buy: Money
  providerId: string | null
  rates: RateTable
  now: Instant
}): FxQuote | undefined {
  const { sell, buy, rates, now } = options
  invariant(isQuotable(buy.amountMinor), `got ${buy.amountMinor} minor units, wanted 1 to ${LARGEST_AMOUNT_MINOR}`)
  if (sell === buy.currency) return undefined
  const pair = { sell, buy: buy.currency, day: regionalDate(now) }
  const middle = middleRateOn(rates, pair)
  const spreadBasisPoints = spreadOn(rates, { ...pair, providerId: options.providerId })
  if (!middle || spreadBasisPoints === undefined) return undefined
  const markup = { numerator: BigInt(10_000 + spreadBasisPoints), denominator: 10_000n }
  const rate = formatRatio(multiply(middle.ratio, markup), 'up')
  return {
    sell: { amountMinor: scaleAmount(buy.amountMinor, parseRatio(rate), 'up'), currency: sell },
    buy,
    rate,
    midRate: formatRatio(middle.ratio, 'nearest'),
    spreadBasisPoints,
    expiresAt: now + QUOTE_LIFETIME_MS,
    source: middle.source,
  }
}

/** What of the amount sold is the price at the middle rate, what the spread earned and what rounding up left over. */
export function splitExchange(quote: FxQuote): { middleMinor: number; spreadMinor: number; roundingMinor: number } {
  const middleMinor = scaleAmount(quote.buy.amountMinor, parseRatio(quote.midRate), 'down')
  const pricedMinor = scaleAmount(quote.buy.amountMinor, parseRatio(quote.rate), 'down')
  return {
    middleMinor,
    spreadMinor: pricedMinor - middleMinor,
    roundingMinor: quote.sell.amountMinor - pricedMinor,
  }
}
