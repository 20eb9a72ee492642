import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openDataKeys } from '../../kit/at-rest/data-keys.ts'
import { openFileKeys } from '../../kit/at-rest/key-provider.ts'
import { openAttestor } from '../../kit/attestation.ts'
import { openDatabase } from '../../kit/database.ts'
import { loadSecret } from '../../kit/keys.ts'
import { readPolicyTable } from '../../kit/policy/policy-table.ts'
import { openPseudonyms } from '../../kit/pseudonym.ts'
import type { StartAgency } from '../../kit/subgraph/agency.ts'
import { runAgency } from '../../kit/subgraph/agency.ts'
import { loadDoorKeys } from '../../kit/subgraph/door.ts'
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
  const attestor = await openAttestor({ keyring: options.keyring, agency: NAME, now: options.now })
  const doorKeys = await loadDoorKeys(options.keyring, NAME)
  const provider = openFileKeys(options.keyring, NAME)
  // A start that lacks the key fails now, not at the first permit.
  await provider.currentVersion()
  const db = await openDatabase<Tables>({
    source: options.database,
    schema: NAME,
    migrationsFolder: fileURLToPath(new URL('./migrations/', import.meta.url)),
  })
  try {
    const store = openStore(db, openDataKeys({ provider, now: options.now }))
    await store.sealPlainNumbers()
    if (options.env.NODE_ENV !== 'production') await seedSandbox(store)
    const policy = readPolicyTable(new URL('./policy.json', import.meta.url))
    const typeDefs = readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8')
    const running = await startSubgraph(
      {
        ...{ name: NAME, typeDefs, resolvers, policy },
        createContext: (base) => createContext(base, { store, data, pseudonyms, attestor }),
        routes: attestor.routes,
      },
      { ...options, ...doorKeys },
    )
    return { ...running, close: () => running.close().finally(() => db.destroy()) }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

if (import.meta.main) await runAgency({ name: NAME, defaultPort: 4002, start: startAgency })
