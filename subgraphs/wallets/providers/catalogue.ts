import { z } from 'zod'
import { invariant } from '../../../kit/errors.ts'
import * as facts from '../dated-facts.ts'
import type { Authority, Wallet, WalletLimit, WalletProvider, WalletTier } from '../records.ts'

export type Catalogue = ReadonlyMap<string, WalletProvider>

const limit = z.strictObject({
  kind: z.enum(['SINGLE_PAYMENT', 'DAILY', 'ANNUAL', 'BALANCE']),
  amountMinor: facts.minorUnits,
  ...facts.validity,
  source: facts.source,
})

const authority = z.strictObject({
  id: z.string(),
  name: facts.localizedText,
  jurisdiction: z.enum(['HONG_KONG', 'MACAO', 'MAINLAND']),
  url: z.url(),
})

const provider = z.strictObject({
  id: z.string(),
  name: facts.localizedText,
  currency: facts.currency,
  /** The authority that licenses the issuer. */
  regulator: z.string(),
  blueprintArea: facts.blueprintArea,
  funding: z.enum(['STORED', 'ISSUER']),
  tiers: z.array(z.strictObject({ id: z.string(), name: facts.localizedText, limits: z.array(limit) })).min(1),
})

/** The providers by id, in the order of `data/wallet-providers.json`. */
export function loadCatalogue(): Catalogue {
  const { providers } = facts.readFacts('wallet-providers.json', z.strictObject({ providers: z.array(provider) }))
  const { authorities } = facts.readFacts('authorities.json', z.strictObject({ authorities: z.array(authority) }))
  return new Map(providers.map((found) => [found.id, providerOf(found, authorities)]))
}

function providerOf({ tiers, ...found }: z.output<typeof provider>, authorities: readonly Authority[]): WalletProvider {
  const regulator = authorities.find((each) => each.id === found.regulator)
  invariant(regulator, `authorities.json has the regulator ${found.regulator} of ${found.id}`)
  return {
    ...found,
    regulator,
    tiers: tiers.map(({ id, name }) => ({ id, name })),
    limits: tiers.flatMap(({ id, name, limits }) =>
      limits.map(({ amountMinor, ...rest }) => ({
        ...rest,
        tier: { id, name },
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

/** The tier of a wallet; that a stored wallet's tier is known was checked when the wallet was opened. */
export function tierOfWallet(catalogue: Catalogue, wallet: Wallet): WalletTier {
  const found = providerOfWallet(catalogue, wallet).tiers.find((tier) => tier.id === wallet.tier)
  invariant(found, `${wallet.providerId} has the tier ${wallet.tier}`)
  return found
}

/** The limits of all tiers in force on a day. */
export function limitsOn(found: WalletProvider, day: string): readonly WalletLimit[] {
  return found.limits.filter((each) => facts.isInForce(each, day))
}

/** The limits in force on a day for one wallet's tier. */
export function limitsOfWallet(catalogue: Catalogue, wallet: Wallet, day: string): readonly WalletLimit[] {
  return limitsOn(providerOfWallet(catalogue, wallet), day).filter((each) => each.tier.id === wallet.tier)
}
