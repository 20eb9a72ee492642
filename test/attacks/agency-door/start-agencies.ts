import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedEngine } from '../../../kit/database.ts'
import { openLogger } from '../../../kit/logger.ts'
import type { RunningSubgraph } from '../../../kit/subgraph/start-subgraph.ts'
import type { Seal } from '../../../kit/subgraph/testing/seal.ts'
import { openSealer, postSealed } from '../../../kit/subgraph/testing/seal.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import * as identity from '../../../subgraphs/identity/main.ts'
import * as permits from '../../../subgraphs/permits/main.ts'
import * as transit from '../../../subgraphs/transit/main.ts'
import * as wallets from '../../../subgraphs/wallets/main.ts'

/** Two of the sandbox's residents. */
export const CHAN = '11111111-1111-4111-8111-111111111111'
export const LEE = '22222222-2222-4222-8222-222222222222'

export type Agencies = Awaited<ReturnType<typeof startAgencies>>

/** All agencies on one engine and no gateway before them. */
export async function startAgencies() {
  const folder = mkdtempSync(join(tmpdir(), 'agencies-'))
  const keyring = { folder, createMissing: true }
  const engine = await openEmbeddedEngine({})
  const logger = openLogger({ name: 'agencies', level: 'silent' })
  const running = new Map<string, RunningSubgraph>()
  for (const { startAgency } of [identity, permits, wallets, transit]) {
    const database = { kind: 'embedded', engine } as const
    const agency = await startAgency({ env: {}, host: '127.0.0.1', port: 0, database, keyring, now: Date.now, logger })
    running.set(agency.name, agency)
  }
  return {
    sealFor: async (name: string, viewer: Viewer) =>
      (await openSealer({ keyring, agency: name, now: Date.now }))(viewer),
    async ask(name: string, seal: Seal | undefined, request: object): Promise<string> {
      return (await postSealed(running.get(name)?.url ?? '', seal, request)).text()
    },
    async close() {
      for (const agency of running.values()) await agency.close()
      await engine.close()
      rmSync(folder, { recursive: true })
    },
  }
}
