import { randomBytes, randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Instant } from '../../../kit/clock.ts'
import type { DatabaseSource } from '../../../kit/database.ts'
import { openDatabase } from '../../../kit/database.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { loadRates } from '../fx/rates.ts'
import { auditBooks } from '../ledger/audit-books.ts'
import { loadCatalogue } from '../providers/catalogue.ts'
import type { PaymentOption } from '../records.ts'
import { seedSandbox } from '../seed-sandbox.ts'
import { openStore } from '../store.ts'
import type { Tables } from '../tables.ts'
import { actingFor, fareOf, NOW } from '../test-agency.ts'
import { parseFareQuote } from './fare-representation.ts'
import { listPaymentOptions } from './list-payment-options.ts'
import { openOffers } from './offers.ts'
import { payFare } from './pay-fare.ts'

export type TestHouse = Awaited<ReturnType<typeof openTestHouse>>

/** The agency without its server: the seeded store on any database, and a clock that the test sets. */
export async function openTestHouse(source: DatabaseSource) {
  const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))
  const database = await openDatabase<Tables>({ source, schema: 'wallets', migrationsFolder })
  const store = openStore(database)
  const catalogue = loadCatalogue()
  const clock = { now: NOW as Instant }
  await seedSandbox(store, { catalogue, now: NOW, newId: randomUUID })
  const offers = openOffers(randomBytes(32))
  const rates = loadRates()
  const house = { store, catalogue, offers, newId: randomUUID, now: () => clock.now }

  /** The options of a resident, by the digit of its reference, for a fare. */
  const optionsFor = async (
    digit: number,
    fare: Parameters<typeof fareOf>[0],
    clientId = 'partner-a',
  ): Promise<readonly PaymentOption[]> => {
    const { subject } = actingFor(digit)
    const wallets = await store.loadWalletsOf([subject ?? ''])
    const spent = await store.payments.loadSpending(
      wallets.map((wallet) => wallet.id),
      clock.now,
    )
    const nothing = { todayMinor: 0, thisYearMinor: 0 }
    const paying = wallets.map((wallet) => ({ wallet, spending: spent.get(wallet.id) ?? nothing }))
    const ctx = { payer: { subject: subject ?? '', clientId }, offers, rates, catalogue, newId: randomUUID }
    return listPaymentOptions({ ...ctx, now: clock.now }, { fareQuote: parseFareQuote(fareOf(fare)), wallets: paying })
  }

  return {
    database,
    store,
    catalogue,
    clock,
    offers,
    optionsFor,
    optionFor: async (...asked: Parameters<typeof optionsFor>): Promise<string> => {
      const [option] = await optionsFor(...asked)
      if (!option) throw new Error('no wallet of this resident is accepted')
      return option.id
    },
    pay: (viewer: Viewer, paymentOptionId: string, idempotencyKey: string) =>
      payFare({ ...house, viewer }, { paymentOptionId, idempotencyKey }),
    balanceOf: async (walletId: string): Promise<number | undefined> =>
      (await store.loadWallets([walletId]))[0]?.postedMinor,
    audit: async () => auditBooks(await store.ledger.loadBooks()),
    close: () => database.destroy(),
  }
}
