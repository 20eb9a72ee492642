import type { Instant } from '../../../kit/clock.ts'
import { regionalDate } from '../../../kit/clock.ts'
import { findLimitPassed } from '../limits/check-limits.ts'
import type { Catalogue } from '../providers/catalogue.ts'
import { limitsOfWallet, providerOfWallet } from '../providers/catalogue.ts'
import type { InsufficientBalance, LimitExceeded, Money, Spending, Wallet, WalletNotUsable } from '../records.ts'
import { insufficientBalance, limitExceeded, walletNotUsable } from '../refusals.ts'

/** Why a wallet cannot pay an amount now: status, then limits, then balance. Options and payments ask the same rule. */
export function checkPayment(options: {
  wallet: Wallet
  amount: Money
  spending: Spending
  catalogue: Catalogue
  now: Instant
}): WalletNotUsable | LimitExceeded | InsufficientBalance | undefined {
  const { wallet, amount, spending, catalogue, now } = options
  if (wallet.status !== 'ACTIVE') return walletNotUsable(wallet.status)
  const limits = limitsOfWallet(catalogue, wallet, regionalDate(now))
  const passed = findLimitPassed({ limits, amountMinor: amount.amountMinor, spending, now })
  if (passed) return limitExceeded(passed, amount)
  // A card-linked wallet holds nothing: its issuer's money comes in together with the payment.
  if (providerOfWallet(catalogue, wallet).funding === 'ISSUER') return undefined
  const available = { amountMinor: wallet.postedMinor - wallet.pendingMinor, currency: wallet.currency }
  return amount.amountMinor > available.amountMinor ? insufficientBalance({ available, needed: amount }) : undefined
}
