import { z } from 'zod'
import type { Instant } from '../../kit/clock.ts'
import { invariant } from '../../kit/errors.ts'
import * as facts from './dated-facts.ts'
import type { TransferDraft } from './ledger/post-transfers.ts'
import { accountsOf } from './payments/fare-transfers.ts'
import { topUpWallet } from './payments/top-up-wallet.ts'
import type { Catalogue } from './providers/catalogue.ts'
import { providerOfWallet } from './providers/catalogue.ts'
import type { WalletProvider } from './records.ts'
import type { Books, NewWallet, Store } from './store.ts'
import { walletAccount } from './store.ts'

const shape = z.strictObject({
  exchangeFundsMinor: facts.minorUnits,
  wallets: z.array(
    z.strictObject({
      id: z.guid(),
      subject: z.guid(),
      providerId: z.string(),
      tier: z.string(),
      topUpMinor: facts.minorUnits,
    }),
  ),
})

type SandboxWallet = z.output<typeof shape>['wallets'][number]

/**
 * The wallets of the sandbox's residents and the providers' exchange funds, put in through the ledger as any money is.
 * Run again, also by two processes at once, it changes nothing.
 */
export async function seedSandbox(
  store: Store,
  options: { catalogue: Catalogue; now: Instant; newId: () => string },
): Promise<void> {
  const { exchangeFundsMinor, wallets } = facts.readFacts('sandbox-wallets.json', shape)
  const opening = wallets.map((wallet) => walletOf(wallet, options.catalogue))
  await store.transaction(async (books) => {
    await books.ledger.lock(opening.map(walletAccount))
    const opened = await books.saveWallets(opening)
    if (opened.size === 0) return
    for (const { id, topUpMinor } of wallets.filter((wallet) => opened.has(wallet.id) && wallet.topUpMinor > 0)) {
      const refused = await topUpWallet(books, { walletId: id, amountMinor: topUpMinor, ...options })
      invariant(!refused, `sandbox wallet ${id} is filled within its balance limit`)
    }
    if (opened.size === wallets.length) await fundExchange(books, { ...options, exchangeFundsMinor })
  })
}

function walletOf(wallet: SandboxWallet, catalogue: Catalogue): NewWallet {
  const { id, subject, providerId, tier } = wallet
  const { currency, tiers } = providerOfWallet(catalogue, wallet)
  invariant(
    tiers.some((known) => known.id === tier),
    `${providerId} has no tier ${tier}`,
  )
  return { id, subject, providerId, currency, tier, status: 'ACTIVE' }
}

async function fundExchange(
  books: Books,
  options: { catalogue: Catalogue; now: Instant; newId: () => string; exchangeFundsMinor: number },
): Promise<void> {
  const { catalogue, now, newId, exchangeFundsMinor } = options
  const drafts = [...catalogue.values()].flatMap((provider) => fundsOf(provider, exchangeFundsMinor))
  await books.ledger.post({ id: newId(), drafts, paymentId: null, createdAt: now, newId })
}

/** A provider pays operators in every currency but its own out of its fund; its own currency comes in from wallets. */
function fundsOf(provider: WalletProvider, amountMinor: number): readonly TransferDraft[] {
  const account = accountsOf(provider.id)
  return (['HKD', 'CNY', 'MOP'] as const)
    .filter((ledger) => ledger !== provider.currency)
    .map((ledger) => ({
      phase: 'POSTED',
      kind: 'CAPITAL',
      debit: account('OWN_FUNDS', ledger),
      credit: account('FX_LIQUIDITY', ledger),
      amountMinor,
    }))
}
