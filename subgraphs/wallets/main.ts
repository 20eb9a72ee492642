import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../kit/database.ts'
import { loadSecret } from '../../kit/keys.ts'
import { readPolicyTable } from '../../kit/policy/policy-table.ts'
import { openPseudonyms } from '../../kit/pseudonym.ts'
import type { AgencyOptions, StartAgency } from '../../kit/subgraph/agency.ts'
import { runAgency } from '../../kit/subgraph/agency.ts'
import { loadDoorKeys } from '../../kit/subgraph/door.ts'
import { startSubgraph } from '../../kit/subgraph/start-subgraph.ts'
import { loadCities } from './cities/services.ts'
import type { House } from './context.ts'
import { createContext } from './context.ts'
import { loadRates } from './fx/rates.ts'
import { openOffers } from './payments/offers.ts'
import { openPaymentChanges } from './payments/payment-changes.ts'
import { loadCatalogue } from './providers/catalogue.ts'
import { resolvers } from './resolvers.ts'
import { seedSandbox } from './seed-sandbox.ts'
import { openStore } from './store.ts'
import type { Tables } from './tables.ts'

const NAME = 'wallets'

export const startAgency: StartAgency = async (options) => {
  const database = await openDatabase<Tables>({
    source: options.database,
    schema: NAME,
    migrationsFolder: fileURLToPath(new URL('./migrations/', import.meta.url)),
  })
  const paymentChanges = openPaymentChanges(options.database)
  try {
    const house = await openHouse(options, { store: openStore(database), paymentChanges })
    const doorKeys = await loadDoorKeys(options.keyring, NAME)
    const policy = readPolicyTable(new URL('./policy.json', import.meta.url))
    const typeDefs = readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8')
    const running = await startSubgraph(
      { name: NAME, typeDefs, resolvers, policy, createContext: (base) => createContext(house, base) },
      { ...options, ...doorKeys },
    )
    return {
      ...running,
      close: async () => {
        await running.close()
        await paymentChanges.close()
        await database.destroy()
      },
    }
  } catch (error) {
    await database.destroy()
    throw error
  }
}

async function openHouse(
  options: AgencyOptions,
  { store, paymentChanges }: Pick<House, 'store' | 'paymentChanges'>,
): Promise<House> {
  const catalogue = loadCatalogue()
  if (options.env.NODE_ENV !== 'production')
    await seedSandbox(store, { catalogue, now: options.now(), newId: randomUUID })
  const offers = openOffers(await loadSecret(options.keyring, 'wallets-offer'))
  const pseudonyms = openPseudonyms(await loadSecret(options.keyring, 'wallets-ids'))
  return { store, paymentChanges, catalogue, cities: loadCities(), rates: loadRates(), offers, pseudonyms }
}

if (import.meta.main) await runAgency({ name: NAME, defaultPort: 4003, start: startAgency })
