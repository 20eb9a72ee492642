import { randomUUID } from 'node:crypto'
import DataLoader from 'dataloader'
import type { KeysetPage, KeysetRows } from '../../kit/connection.ts'
import { loadMany, loadOne } from '../../kit/loaders.ts'
import type { PairwisePseudonyms } from '../../kit/pseudonym.ts'
import type { RequestBase } from '../../kit/subgraph/start-subgraph.ts'
import type { Cities } from './cities/services.ts'
import type { RateTable } from './fx/rates.ts'
import type { PairwiseIds } from './pairwise-ids.ts'
import { openPairwiseIds } from './pairwise-ids.ts'
import type { Offers } from './payments/offers.ts'
import type { PaymentChanges } from './payments/payment-changes.ts'
import type { Catalogue } from './providers/catalogue.ts'
import type { Spending } from './records.ts'
import type { Store } from './store.ts'

/** What stays the same for all requests. */
export interface House {
  readonly store: Store
  readonly catalogue: Catalogue
  readonly cities: Cities
  readonly rates: RateTable
  readonly offers: Offers
  readonly paymentChanges: PaymentChanges
  readonly pseudonyms: PairwisePseudonyms
}

export interface Context extends RequestBase, House {
  readonly newId: () => string
  readonly ids: PairwiseIds
  readonly load: Loaders
}

type Loaders = ReturnType<typeof openLoaders>

export function createContext(house: House, base: RequestBase): Context {
  const ids = openPairwiseIds(house.pseudonyms, base.viewer)
  return { ...base, ...house, newId: randomUUID, ids, load: openLoaders(house.store, base) }
}

/** Reads of one request: however many parents ask, each kind of row is read in one query. */
function openLoaders(store: Store, base: RequestBase) {
  const loaders = {
    wallet: loadOne(store.loadWallets, (wallet) => wallet.id),
    walletsOf: loadMany(store.loadWalletsOf, (wallet) => wallet.subject),
    payment: loadOne(store.payments.loadPayments, (payment) => payment.id),
    spending: new DataLoader((walletIds: readonly string[]) => loadSpending(store, walletIds, base)),
    payments: openPageLoader(store.payments.loadPaymentPages),
    statement: openPageLoader(store.loadStatementPages),
  }
  return {
    ...loaders,
    /** After a write: what was read before it must be read anew. */
    forget: () => {
      for (const loader of Object.values(loaders)) loader.clearAll()
    },
  }
}

async function loadSpending(store: Store, walletIds: readonly string[], base: RequestBase): Promise<Spending[]> {
  const spent = await store.payments.loadSpending(walletIds, base.now())
  return walletIds.map((id) => spent.get(id) ?? { todayMinor: 0, thisYearMinor: 0 })
}

/** One batch for each page asked for: wallets side by side in a query all ask for the same one. */
function openPageLoader<N>(
  load: (walletIds: readonly string[], page: KeysetPage) => Promise<ReadonlyMap<string, KeysetRows<N>>>,
) {
  const loaders = new Map<string, DataLoader<string, KeysetRows<N>>>()
  const open = (page: KeysetPage) =>
    new DataLoader<string, KeysetRows<N>>(async (walletIds) => {
      const found = await load(walletIds, page)
      return walletIds.map((id) => found.get(id) ?? { rows: [], totalCount: 0 })
    })
  return {
    load(walletId: string, page: KeysetPage): Promise<KeysetRows<N>> {
      const name = `${page.size}:${page.before}`
      const loader = loaders.get(name) ?? open(page)
      loaders.set(name, loader)
      return loader.load(walletId)
    },
    clearAll: () => loaders.clear(),
  }
}
