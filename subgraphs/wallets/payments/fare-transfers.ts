import { invariant } from '../../../kit/errors.ts'
import { splitExchange } from '../fx/quote-exchange.ts'
import type { AccountCode, AccountName } from '../ledger/accounts.ts'
import type { TransferDraft, TransferKind } from '../ledger/post-transfers.ts'
import type { Currency, FareOffer, Money, WalletProvider } from '../records.ts'

/**
 * The linked transfers that pay a fare, all in the books of the wallet's provider. In one currency: wallet to operator. In
 * two: the wallet gives to the provider's exchange fund in its own currency, whose twin in the fare's currency pays the
 * operator; what the spread and rounding earned moves on to income. A card-linked wallet is funded by its issuer first.
 */
export function fareTransfers(
  offer: FareOffer & { amount: Money },
  provider: WalletProvider,
): readonly TransferDraft[] {
  const { fare, amount, quote } = offer
  const account = accountsOf(provider.id)
  const wallet = account('WALLET', amount.currency, offer.walletId)
  const operator = account('OPERATOR_PAYABLE', fare.currency, offer.operatorId)
  const issuer = account('ISSUER_CLEARING', amount.currency)
  const funding = provider.funding === 'ISSUER' ? [move('TOP_UP', issuer, wallet, amount.amountMinor)] : []
  if (!quote) {
    checkAgreement(amount.currency === fare.currency && amount.amountMinor === fare.amountMinor)
    return [...funding, move('FARE', wallet, operator, fare.amountMinor)]
  }
  checkAgreement(isSameMoney(quote.sell, amount) && isSameMoney(quote.buy, fare) && amount.currency !== fare.currency)
  const sold = account('FX_LIQUIDITY', amount.currency)
  const bought = account('FX_LIQUIDITY', fare.currency)
  const { spreadMinor, roundingMinor } = splitExchange(quote)
  return [
    ...funding,
    move('FARE', wallet, sold, amount.amountMinor),
    move('EXCHANGE', bought, operator, fare.amountMinor),
    ...moveAny('SPREAD', sold, account('FEE_INCOME', amount.currency), spreadMinor),
    ...moveAny('ROUNDING', sold, account('ROUNDING', amount.currency), roundingMinor),
  ]
}

/** Accounts in a provider's books; those that are its own are held in its own name. */
export function accountsOf(providerId: string) {
  return (code: AccountCode, ledger: Currency, holder = providerId): AccountName => ({
    providerId,
    ledger,
    code,
    holder,
  })
}

function move(kind: TransferKind, debit: AccountName, credit: AccountName, amountMinor: number): TransferDraft {
  return { phase: 'POSTED', kind, debit, credit, amountMinor }
}

function moveAny(kind: TransferKind, debit: AccountName, credit: AccountName, amountMinor: number): TransferDraft[] {
  invariant(amountMinor >= 0, 'an exchange never earns less than nothing')
  return amountMinor > 0 ? [move(kind, debit, credit, amountMinor)] : []
}

function isSameMoney(one: Money, other: Money): boolean {
  return one.amountMinor === other.amountMinor && one.currency === other.currency
}

function checkAgreement(agrees: boolean): void {
  invariant(agrees, 'fare, amount and quote of an option agree')
}
