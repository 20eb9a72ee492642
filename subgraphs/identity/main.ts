import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { openAttestor } from '../../kit/attestation.ts'
import { readConfig } from '../../kit/config.ts'
import { openDatabase } from '../../kit/database.ts'
import { loadPublicKey, loadSecret } from '../../kit/keys.ts'
import { readPolicyTable } from '../../kit/policy/policy-table.ts'
import { openPseudonyms } from '../../kit/pseudonym.ts'
import type { StartAgency } from '../../kit/subgraph/agency.ts'
import { runAgency } from '../../kit/subgraph/agency.ts'
import { loadDoorKeys } from '../../kit/subgraph/door.ts'
import { startSubgraph } from '../../kit/subgraph/start-subgraph.ts'
import { openAccessLog } from './access-log/open-access-log.ts'
import type { AccessLogTables } from './access-log/tables.ts'
import { openConsents } from './consents/open-consents.ts'
import { seedConsents } from './consents/seed-consents.ts'
import type { ConsentTables } from './consents/tables.ts'
import { openContext } from './context.ts'
import { readIssuerConfig } from './issuer/config.ts'
import { openIssuer } from './issuer/open-issuer.ts'
import { serveKeys } from './issuer/serve-keys.ts'
import type { IssuerTables } from './issuer/store.ts'
import { openArtifactStore } from './issuer/store.ts'
import { openPartners } from './partners/load-partner.ts'
import { seedPartners } from './partners/seed-partners.ts'
import type { PartnerTables } from './partners/store.ts'
import { openPartnerStore } from './partners/store.ts'
import { openSealing } from './residents/sealing.ts'
import { resolvers } from './resolvers.ts'
import { seedRegion } from './seed/seed-region.ts'
import { readPersonas, seedResidents } from './seed/seed-residents.ts'
import type { Tables } from './store.ts'
import { openStore } from './store.ts'

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  /** In whose register those are who live nowhere in the region: its law holds their data. */
  VISITORS_REGISTER: z.enum(['HONG_KONG', 'MACAO', 'MAINLAND']).default('HONG_KONG'),
})

/** Identity: who a person is, which documents prove it, and the keys of the sandbox's token issuer. */
export const startAgency: StartAgency = async ({ policy, env, host, port, database, keyring, now, logger }) => {
  const { NODE_ENV, VISITORS_REGISTER: visitors } = readConfig(environment, env)
  const issuerConfig = readIssuerConfig(env)
  const pseudonyms = openPseudonyms(await loadSecret(keyring, 'pairwise'))
  const attestor = await openAttestor({ keyring, agency: 'identity', now })
  const issuerPublicJwk = await loadPublicKey(keyring, 'issuer')
  const doorKeys = await loadDoorKeys(keyring, 'identity')
  const sealing = await openSealing({ keyring, now })
  const db = await openDatabase<Tables & PartnerTables & IssuerTables & ConsentTables & AccessLogTables>({
    source: database,
    schema: 'identity',
    migrationsFolder: fileURLToPath(new URL('./migrations/', import.meta.url)),
  })
  try {
    const store = openStore(db, sealing)
    await store.sealPlainResidents()
    await seedRegion(store)
    if (NODE_ENV !== 'production') await seedResidents(store)
    const partners = openPartnerStore(db)
    if (NODE_ENV !== 'production') await seedPartners({ store: partners, keyring })
    const loadPartner = openPartners({ store: partners, now })
    const consents = await openConsents({
      ...{ db, source: database, keyring, pseudonyms, residents: store, loadPartner, visitors, now },
    })
    const personas = readPersonas().map(({ reference }) => reference)
    if (NODE_ENV !== 'production') await seedConsents(consents.context, personas)
    const issuer = await openIssuer({
      ...{
        config: issuerConfig,
        keyring,
        now,
        pseudonyms,
        artifacts: openArtifactStore(db),
        consents: consents.context,
      },
    })
    const accessLog = await openAccessLog({ db, keyring, now })
    const running = await startSubgraph(
      {
        name: 'identity',
        typeDefs: readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'),
        resolvers,
        policy: readPolicyTable(new URL('./policy.json', import.meta.url)),
        createContext: openContext({
          store,
          pseudonyms,
          accessLog: accessLog.store,
          loadPartner,
          consents: consents.context,
          attestor,
        }),
        routes: (server) => {
          serveKeys([issuerPublicJwk])(server)
          attestor.routes(server)
          issuer(server)
          accessLog.routes(server)
          consents.publicRoutes(server)
        },
        guardedRoutes: (server) => {
          consents.routes(server)
          accessLog.guardedRoutes(server)
        },
      },
      { host, port, ...doorKeys, now, logger, ...(policy === null ? { policy } : {}) },
    )
    const close = async () => {
      consents.drain()
      await running.close()
      await consents.close()
    }
    return { ...running, close: () => close().finally(() => db.destroy()) }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

if (import.meta.main) await runAgency({ name: 'identity', defaultPort: 4001, start: startAgency })
