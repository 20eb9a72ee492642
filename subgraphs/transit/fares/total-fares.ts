import { invariant } from '../../../kit/errors.ts'
import { currencies } from '../currencies.ts'
import type { FareQuote, Money } from '../records.ts'

/** The sum of the fares, one amount a currency that occurs. */
export function totalFares(fares: readonly Pick<FareQuote, 'amount'>[]): Money[] {
  return currencies.flatMap((currency) => {
    const amounts = fares.filter((fare) => fare.amount.currency === currency).map((fare) => fare.amount.amountMinor)
    const amountMinor = amounts.reduce((sum, amount) => sum + amount, 0)
    invariant(Number.isSafeInteger(amountMinor), 'a fare total is a whole number of minor units')
    return amounts.length ? [{ amountMinor, currency }] : []
  })
}
