import { openOwnDatabase } from '../../../kit/own-database.ts'
import type { Store, TransitTables } from '../store.ts'
import { migrationsFolder, openStore } from '../store.ts'

/** The store a command writes to. @throws {ConfigError} where neither DATABASE_URL nor DATA_DIR is set */
export async function openOwnStore(
  env: Record<string, string | undefined>,
): Promise<{ store: Store; close(): Promise<void> }> {
  const { database, close } = await openOwnDatabase<TransitTables>({ env, schema: 'transit', migrationsFolder })
  return { store: openStore(database, Date.now), close }
}
