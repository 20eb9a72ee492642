import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openOwnDatabase } from '../../../kit/own-database.ts'
import { exportLog } from '../access-log/export-log.ts'
import { openAccessLogStore } from '../access-log/store.ts'
import type { AccessLogTables } from '../access-log/tables.ts'

const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))

try {
  await writeLog()
} catch (error) {
  console.error(`export-access-log: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

async function writeLog(): Promise<void> {
  const { env } = process
  const { database, close } = await openOwnDatabase<AccessLogTables>({ env, schema: 'identity', migrationsFolder })
  try {
    for await (const line of exportLog(openAccessLogStore(database))) {
      if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
    }
  } finally {
    await close()
  }
}
