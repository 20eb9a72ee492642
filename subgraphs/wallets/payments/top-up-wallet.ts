import type { Instant } from '../../../kit/clock.ts'
import { regionalDate } from '../../../kit/clock.ts'
import { invariant } from '../../../kit/errors.ts'
import { findBalanceLimitPassed } from '../limits/check-limits.ts'
import type { Catalogue } from '../providers/catalogue.ts'
import { limitsOfWallet } from '../providers/catalogue.ts'
import type { Wallet, WalletLimit } from '../records.ts'
import type { Books } from '../store.ts'
import { walletAccount } from '../store.ts'
import { accountsOf } from './fare-transfers.ts'

/**
 * Puts money into a wallet: the provider's safeguarded funds grow by what it owes the holder. Answers the balance limit
 * that stands against it, where one does; then nothing happened.
 */
export async function topUpWallet(
  books: Books,
  topUp: { walletId: string; amountMinor: number; catalogue: Catalogue; now: Instant; newId: () => string },
): Promise<{ limit: WalletLimit } | undefined> {
  const { walletId, amountMinor, catalogue, now, newId } = topUp
  const [known] = await books.loadWallets([walletId])
  invariant(known, 'a wallet is opened before it is topped up')
  await books.ledger.lock([walletAccount(known)])
  const [wallet = known] = await books.loadWallets([walletId])
  const limit = findBalanceLimitPassed({
    limits: limitsOfWallet(catalogue, wallet, regionalDate(now)),
    balanceMinor: wallet.postedMinor,
    amountMinor,
  })
  if (limit) return { limit }
  await books.ledger.post({
    id: newId(),
    drafts: [draftOf(wallet, amountMinor)],
    paymentId: null,
    createdAt: now,
    newId,
  })
  return undefined
}

function draftOf(wallet: Wallet, amountMinor: number) {
  const debit = accountsOf(wallet.providerId)('SAFEGUARD', wallet.currency)
  return { phase: 'POSTED', kind: 'TOP_UP', debit, credit: walletAccount(wallet), amountMinor } as const
}
