import { z } from 'zod'
import { ConfigError, readConfig } from '../../../kit/config.ts'
import { openDatabase, openEmbeddedEngine } from '../../../kit/database.ts'
import type { Store, TransitTables } from '../store.ts'
import { migrationsFolder, openStore } from '../store.ts'

const environment = z.object({ DATABASE_URL: z.url().optional(), DATA_DIR: z.string().optional() })

/**
 * The store a command writes to: the server of DATABASE_URL, or the folder DATA_DIR (no agency may be running on it).
 * @throws {ConfigError} where neither is set: memory would forget the feed at once
 */
export async function openOwnStore(
  env: Record<string, string | undefined>,
): Promise<{ store: Store; close(): Promise<void> }> {
  const { DATABASE_URL: url, DATA_DIR: folder } = readConfig(environment, env)
  if (!url && !folder) throw new ConfigError('got neither DATABASE_URL nor DATA_DIR, wanted one; or use --check')
  const engine = url ? undefined : await openEmbeddedEngine({ folder })
  const source = engine ? ({ kind: 'embedded', engine } as const) : ({ kind: 'server', url: url ?? '' } as const)
  const database = await openDatabase<TransitTables>({ source, schema: 'transit', migrationsFolder })
  return {
    store: openStore(database, Date.now),
    async close() {
      await database.destroy()
      await engine?.close()
    },
  }
}
