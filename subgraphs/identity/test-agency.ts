import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { openEmbeddedEngine } from '../../kit/database.ts'
import type { Keyring } from '../../kit/keys.ts'
import { openLogger } from '../../kit/logger.ts'
import type { AgencyOptions } from '../../kit/subgraph/agency.ts'
import type { Seal } from '../../kit/subgraph/testing/seal.ts'
import { openSealer, postSealed } from '../../kit/subgraph/testing/seal.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { allowedViewer } from '../../test/support/allowed-viewer.ts'
import { startAgency } from './main.ts'

export const NOW = Date.parse('2026-11-21T10:00:00+08:00')

export interface Answer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}

/** The agency on an engine of its own, and a gateway's key to ask it with. */
export async function startTestAgency() {
  const folder = mkdtempSync(join(tmpdir(), 'identity-'))
  const keyring: Keyring = { folder, createMissing: true }
  const engine = await openEmbeddedEngine({})
  const agency = await startAgency(agencyOptions({ keyring, engine }))
  const post = async (options: { query: string; variables?: object; seal?: Seal }) => {
    const { seal, query, variables } = options
    const response = await postSealed(agency.url, seal, { query, variables })
    return { status: response.status, body: (await response.json()) as Answer }
  }
  /** A seal as the gateway makes it, or as somebody else does with another key. */
  const sealFor = async (viewer: Viewer, options: { audience?: string; now?: number; key?: string } = {}) => {
    const { audience = 'identity', now = NOW, key = 'gateway' } = options
    return (await openSealer({ keyring, agency: audience, now: () => now, key }))(viewer)
  }
  return {
    keyring,
    engine,
    url: agency.url,
    post,
    sealFor,
    ask: async (viewer: Viewer, query: string, variables: object = {}): Promise<Answer> =>
      (await post({ query, variables, seal: await sealFor(viewer) })).body,
    close: async () => {
      await agency.close()
      await engine.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export function agencyOptions(options: {
  keyring: Keyring
  engine: PGlite
  env?: Record<string, string>
}): AgencyOptions {
  return {
    env: options.env ?? {},
    host: '127.0.0.1',
    port: 0,
    database: { kind: 'embedded', engine: options.engine },
    keyring: options.keyring,
    now: () => NOW,
    logger: openLogger({ name: 'identity', level: 'silent' }),
  }
}

export function actingFor(subject: string, clientId = 'partner-a'): Viewer {
  return allowedViewer({ subject, clientId })
}
