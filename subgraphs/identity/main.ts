import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readConfig } from '../../kit/config.ts'
import { openDatabase } from '../../kit/database.ts'
import { loadPublicKey, loadSecret } from '../../kit/keys.ts'
import { openPseudonyms } from '../../kit/pseudonym.ts'
import type { StartAgency } from '../../kit/subgraph/agency.ts'
import { runAgency } from '../../kit/subgraph/agency.ts'
import { startSubgraph } from '../../kit/subgraph/start-subgraph.ts'
import { openContext } from './context.ts'
import { serveKeys } from './issuer/serve-keys.ts'
import { resolvers } from './resolvers.ts'
import { seedRegion } from './seed/seed-region.ts'
import { seedResidents } from './seed/seed-residents.ts'
import type { Tables } from './store.ts'
import { openStore } from './store.ts'

const environment = z.object({ NODE_ENV: z.string().default('development') })

/** Identity: who a person is, which documents prove it, and the keys of the sandbox's token issuer. */
export const startAgency: StartAgency = async ({ env, host, port, database, keyring, now, logger }) => {
  const { NODE_ENV } = readConfig(environment, env)
  const pseudonyms = openPseudonyms(await loadSecret(keyring, 'pairwise'))
  const issuerPublicJwk = await loadPublicKey(keyring, 'issuer')
  const gatewayPublicJwk = await loadPublicKey(keyring, 'gateway')
  const db = await openDatabase<Tables>({
    source: database,
    schema: 'identity',
    migrationsFolder: fileURLToPath(new URL('./migrations/', import.meta.url)),
  })
  try {
    const store = openStore(db)
    await seedRegion(store)
    if (NODE_ENV !== 'production') await seedResidents(store)
    const running = await startSubgraph(
      {
        name: 'identity',
        typeDefs: readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'),
        resolvers,
        createContext: openContext({ store, pseudonyms }),
        routes: serveKeys([issuerPublicJwk]),
      },
      { host, port, gatewayPublicJwk, now, logger },
    )
    return { ...running, close: () => running.close().finally(() => db.destroy()) }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

if (import.meta.main) await runAgency({ name: 'identity', defaultPort: 4001, start: startAgency })
