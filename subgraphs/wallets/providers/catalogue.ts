import { z } from 'zod'
import * as facts from '../dated-facts.ts'
import type { Wallet, WalletLimit, WalletProvider } from '../records.ts'

export type Catalogue = ReadonlyMap<string, WalletProvider>

const limit = z.strictObject({
  kind: z.enum(['SINGLE_PAYMENT', 'DAILY', 'ANNUAL', 'BALANCE']),
  amountMinor: facts.minorUnits,
  ...facts.validity,
  source: facts.source,
})

const provider = z.strictObject({
  id: z.string(),
  name: facts.localizedText,
  currency: facts.currency,
  regulator: facts.localizedText,
  blueprintArea: facts.blueprintArea,
  funding: z.enum(['STORED', 'ISSUER']),
  tiers: z.array(z.strictObject({ id: z.string(), limits: z.array(limit) })).min(1),
})

/** The providers by id, in the order of `data/wallet-providers.json`. */
export function loadCatalogue(): Catalogue {
  const { providers } = facts.readFacts('wallet-providers.json', z.strictObject({ providers: z.array(provider) }))
  return new Map(providers.map((found) => [found.id, providerOf(found)]))
}

function providerOf({ tiers, ...found }: z.output<typeof provider>): WalletProvider {
  return {
    ...found,
    tiers: tiers.map((tier) => tier.id),
    limits: tiers.flatMap((tier) =>
      tier.limits.map(({ amountMinor, ...rest }) => ({
        ...rest,
        tier: tier.id,
        amount: { amountMinor, currency: found.currency },
      })),
    ),
  }
}

/** The provider of a wallet; that a stored wallet's provider is known was checked when the wallet was opened. */
export function providerOfWallet(catalogue: Catalogue, wallet: { providerId: string }): WalletProvider {
  const found = catalogue.get(wallet.providerId)
  if (!found) throw new Error(`no wallet provider ${wallet.providerId} in wallet-providers.json`)
  return found
}

/** The limits of all tiers in force on a day. */
export function limitsOn(found: WalletProvider, day: string): readonly WalletLimit[] {
  return found.limits.filter((each) => facts.isInForce(each, day))
}

/** The limits in force on a day for one wallet's tier. */
export function limitsOfWallet(catalogue: Catalogue, wallet: Wallet, day: string): readonly WalletLimit[] {
  return limitsOn(providerOfWallet(catalogue, wallet), day).filter((each) => each.tier === wallet.tier)
}
