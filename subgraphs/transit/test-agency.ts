import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, openEmbeddedEngine } from '../../kit/database.ts'
import { openLogger } from '../../kit/logger.ts'
import { openSealer, postSealed } from '../../kit/subgraph/testing/seal.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import { startAgency } from './main.ts'
import type { TransitTables } from './store.ts'
import { migrationsFolder, openStore } from './store.ts'

export const NOW = Date.parse('2026-11-21T10:00:00+08:00')

export interface Answer<D> {
  readonly data: D
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}

/** The agency on an engine of its own, and a gateway's key to ask it with. */
export async function startTestAgency() {
  const folder = mkdtempSync(join(tmpdir(), 'transit-'))
  const keyring = { folder, createMissing: true }
  const engine = await openEmbeddedEngine({})
  const database = { kind: 'embedded', engine } as const
  const logger = openLogger({ name: 'transit', level: 'silent' })
  const agency = await startAgency({ env: {}, host: '127.0.0.1', port: 0, database, keyring, now: () => NOW, logger })
  const store = openStore(
    await openDatabase<TransitTables>({ source: database, schema: 'transit', migrationsFolder }),
    () => NOW,
  )
  const sealFor = await openSealer({ keyring, agency: 'transit', now: () => NOW })
  return {
    engine,
    loadHeads: () => store.loadHeads(),
    async ask<D>(query: string, variables: object = {}, viewer: Viewer = anonymous): Promise<Answer<D>> {
      const response = await postSealed(agency.url, await sealFor(viewer), { query, variables })
      return (await response.json()) as Answer<D> // the test states what it expects
    },
    async close() {
      await agency.close()
      await engine.close()
      rmSync(folder, { recursive: true })
    },
  }
}
