import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../kit/database.ts'
import { loadPublicKey, loadSecret } from '../../kit/keys.ts'
import { openPseudonyms } from '../../kit/pseudonym.ts'
import type { StartAgency } from '../../kit/subgraph/agency.ts'
import { runAgency } from '../../kit/subgraph/agency.ts'
import { startSubgraph } from '../../kit/subgraph/start-subgraph.ts'
import { createContext } from './context.ts'
import { loadReferenceData } from './reference-data.ts'
import { resolvers } from './resolvers.ts'
import { seedSandbox } from './seed-sandbox.ts'
import type { Tables } from './store.ts'
import { openStore } from './store.ts'

const NAME = 'permits'

/** Travel permits, control points and the rules of crossing, answered to the gateway. */
export const startAgency: StartAgency = async (options) => {
  const data = loadReferenceData()
  // A secret of its own: not even the identity agency can tell whose these ids are.
  const pseudonyms = openPseudonyms(await loadSecret(options.keyring, 'permits-ids'))
  const gatewayPublicJwk = await loadPublicKey(options.keyring, 'gateway')
  const db = await openDatabase<Tables>({
    source: options.database,
    schema: NAME,
    migrationsFolder: fileURLToPath(new URL('./migrations/', import.meta.url)),
  })
  try {
    const store = openStore(db)
    if (options.env.NODE_ENV !== 'production') await seedSandbox(store)
    const typeDefs = readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8')
    const running = await startSubgraph(
      { name: NAME, typeDefs, resolvers, createContext: (base) => createContext(base, { store, data, pseudonyms }) },
      { ...options, gatewayPublicJwk },
    )
    return { ...running, close: () => running.close().finally(() => db.destroy()) }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

if (import.meta.main) await runAgency({ name: NAME, defaultPort: 4002, start: startAgency })
