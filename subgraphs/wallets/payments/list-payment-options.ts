import type { Instant } from '../../../kit/clock.ts'
import { QUOTE_LIFETIME_MS, quoteExchange } from '../fx/quote-exchange.ts'
import type { RateTable } from '../fx/rates.ts'
import type { Catalogue } from '../providers/catalogue.ts'
import type { FareOffer, FareQuote, Money, PaymentOption, Spending, Wallet } from '../records.ts'
import { exchangeUnavailable } from '../refusals.ts'
import { checkPayment } from './check-payment.ts'
import type { Offers, Payer } from './offers.ts'

export interface OptionsContext {
  readonly payer: Payer
  readonly offers: Offers
  readonly rates: RateTable
  readonly catalogue: Catalogue
  readonly now: Instant
  readonly newId: () => string
}

/** A payer's wallet and what it has spent. */
export interface PayingWallet {
  readonly wallet: Wallet
  readonly spending: Spending
}

/** Those of the payer's wallets that the operator takes, each with what it would pay. Writes nothing. */
export async function listPaymentOptions(
  ctx: OptionsContext,
  asked: { fareQuote: FareQuote; wallets: readonly PayingWallet[] },
): Promise<readonly PaymentOption[]> {
  const { fareQuote, wallets } = asked
  const fares = new Map(fareQuote.acceptance.map(({ provider, amount }) => [provider.id, amount]))
  const accepted = wallets.flatMap((paying) => {
    const fare = fares.get(paying.wallet.providerId)
    // A fare of nothing needs no payment.
    return fare && fare.amountMinor > 0 ? [{ ...paying, fare }] : []
  })
  return Promise.all(accepted.map((paying) => optionOf(ctx, { ...paying, fareQuote })))
}

async function optionOf(
  ctx: OptionsContext,
  asked: PayingWallet & { fare: Money; fareQuote: FareQuote },
): Promise<PaymentOption> {
  const { wallet, fare } = asked
  const offer: FareOffer = {
    nonce: ctx.newId(),
    fareQuoteId: asked.fareQuote.id,
    operatorId: asked.fareQuote.operator.id,
    walletId: wallet.id,
    providerId: wallet.providerId,
    fare,
    ...priceOf(ctx, wallet, fare),
    expiresAt: ctx.now + QUOTE_LIFETIME_MS,
  }
  return {
    id: await ctx.offers.seal(offer, ctx.payer),
    walletId: wallet.id,
    fare,
    amount: offer.amount,
    quote: offer.quote,
    obstacle: obstacleOf(ctx, asked, offer.amount),
    expiresAt: offer.expiresAt,
  }
}

function priceOf(ctx: OptionsContext, wallet: Wallet, fare: Money): Pick<FareOffer, 'amount' | 'quote'> {
  if (wallet.currency === fare.currency) return { amount: fare, quote: null }
  const quote = quoteExchange({
    sell: wallet.currency,
    buy: fare,
    providerId: wallet.providerId,
    rates: ctx.rates,
    now: ctx.now,
  })
  return { amount: quote?.sell ?? null, quote: quote ?? null }
}

function obstacleOf(ctx: OptionsContext, paying: PayingWallet, amount: Money | null): PaymentOption['obstacle'] {
  if (amount === null) return exchangeUnavailable()
  const { wallet, spending } = paying
  return checkPayment({ wallet, amount, spending, catalogue: ctx.catalogue, now: ctx.now }) ?? null
}
