import { readFileSync } from 'node:fs'
import { openDatabase } from '../../kit/database.ts'
import { readPolicyTable } from '../../kit/policy/policy-table.ts'
import type { StartAgency } from '../../kit/subgraph/agency.ts'
import { runAgency } from '../../kit/subgraph/agency.ts'
import { loadDoorKeys } from '../../kit/subgraph/door.ts'
import { startSubgraph } from '../../kit/subgraph/start-subgraph.ts'
import type { LiveNetwork } from './live-network.ts'
import { openLiveNetwork } from './live-network.ts'
import { resolvers } from './resolvers.ts'
import { seedFeed } from './seed-feed.ts'
import type { TransitTables } from './store.ts'
import { migrationsFolder, openStore } from './store.ts'

/** How soon a running agency takes over a feed that a command imported. */
const REFRESH_MS = 60_000

/** Starts the transport departments' and operators' agency; the first start saves the project's own feed. */
export const startAgency: StartAgency = async (options) => {
  const { now, logger } = options
  const database = await openDatabase<TransitTables>({ source: options.database, schema: 'transit', migrationsFolder })
  try {
    const store = openStore(database, now)
    await seedFeed(store)
    const live = await openLiveNetwork(store)
    const doorKeys = await loadDoorKeys(options.keyring, 'transit')
    const policy = readPolicyTable(new URL('./policy.json', import.meta.url))
    const typeDefs = readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8')
    const running = await startSubgraph(
      { name: 'transit', typeDefs, resolvers, policy, createContext: (base) => ({ ...base, ...live.current() }) },
      { ...options, ...doorKeys },
    )
    const timer = setInterval(() => void refresh(live, logger), REFRESH_MS).unref()
    return {
      ...running,
      close: async () => {
        clearInterval(timer)
        await running.close()
        await database.destroy()
      },
    }
  } catch (error) {
    await database.destroy()
    throw error
  }
}

async function refresh(live: LiveNetwork, logger: Parameters<StartAgency>[0]['logger']): Promise<void> {
  try {
    await live.refresh()
  } catch (error) {
    logger.error({ err: error }, 'the feeds could not be read again; the agency goes on with those it has')
  }
}

if (import.meta.main) await runAgency({ name: 'transit', defaultPort: 4004, start: startAgency })
