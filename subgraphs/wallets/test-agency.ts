import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { expect, vi } from 'vitest'
import type { Instant } from '../../kit/clock.ts'
import { openEmbeddedEngine } from '../../kit/database.ts'
import type { Keyring } from '../../kit/keys.ts'
import { loadSecret } from '../../kit/keys.ts'
import { openLogger } from '../../kit/logger.ts'
import { openPseudonyms } from '../../kit/pseudonym.ts'
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

/** The agency on an engine of its own, a clock that the test sets, and a gateway's key to ask it with. */
export async function startTestAgency() {
  const folder = mkdtempSync(join(tmpdir(), 'wallets-'))
  const keyring: Keyring = { folder, createMissing: true }
  const engine = await openEmbeddedEngine({})
  const clock = { now: NOW as Instant }
  const start = () => startAgency(agencyOptions({ keyring, engine, now: () => clock.now }))
  const agency = await start()
  const pseudonyms = openPseudonyms(await loadSecret(keyring, 'wallets-ids'))
  const sealFor = await openSealer({ keyring, agency: 'wallets', now: () => clock.now })
  const post = async (body: object, seal?: Seal) => {
    const response = await postSealed(agency.url, seal, body)
    return { status: response.status, body: (await response.json()) as Answer }
  }
  const ask = async (viewer: Viewer, query: string, variables: object = {}): Promise<Answer> => {
    return (await post({ query, variables }, await sealFor(viewer))).body
  }
  /** The data of an answer that must have no errors; the test names the shape it asked for. */
  const askData = async <T>(viewer: Viewer, query: string, variables: object = {}): Promise<T> => {
    const answer = await ask(viewer, query, variables)
    expect(answer.errors).toBeUndefined()
    return answer.data as T
  }
  return {
    clock,
    engine,
    keyring,
    post,
    url: agency.url,
    sealFor,
    startAgain: start,
    /** An internal id as one partner is shown it. */
    shown: (internalId: string, clientId = 'partner-a') => pseudonyms.toPseudonym({ reference: internalId, clientId }),
    ask,
    askData,
    askEntities: async <T>(viewer: Viewer, fields: string, refs: readonly object[]): Promise<readonly (T | null)[]> =>
      (await askData<{ _entities: readonly (T | null)[] }>(viewer, entitiesQuery(fields), { refs }))._entities,
    /** What the database was asked while the work ran. */
    queriesDuring: async (work: () => Promise<unknown>): Promise<readonly string[]> => {
      const spy = vi.spyOn(engine, 'query')
      try {
        await work()
        return spy.mock.calls.map(([text]) => text)
      } finally {
        spy.mockRestore()
      }
    },
    close: async () => {
      await agency.close()
      await engine.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** What a gateway asks to have entities resolved. */
export function entitiesQuery(fields: string): string {
  return `query ($refs: [_Any!]!) { _entities(representations: $refs) { ${fields} } }`
}

function agencyOptions(options: { keyring: Keyring; engine: PGlite; now: () => Instant }) {
  return {
    env: {},
    host: '127.0.0.1',
    port: 0,
    database: { kind: 'embedded' as const, engine: options.engine },
    keyring: options.keyring,
    now: options.now,
    logger: openLogger({ name: 'wallets', level: 'silent' }),
  }
}

/** A resident by the digit that its sandbox reference repeats. */
export function referenceOf(digit: number): string {
  return (
    `${digit}`.repeat(8) +
    `-${`${digit}`.repeat(4)}-4${`${digit}`.repeat(3)}-8${`${digit}`.repeat(3)}-${`${digit}`.repeat(12)}`
  )
}

/** The n-th sandbox wallet of that resident. */
export function walletOf(digit: number, ordinal: number): string {
  return referenceOf(digit).replace(/-\d{4}-/, `-000${ordinal}-`)
}

export function actingFor(digit: number, options: { clientId?: string; scopes?: readonly string[] } = {}): Viewer {
  return allowedViewer({ subject: referenceOf(digit), ...options })
}

/** A fare as transit would describe it to this agency. */
export function fareOf(fare: { operator?: string; accepts: Record<string, number>; currency?: string; id?: string }) {
  const { operator = 'hk:mtr', accepts, currency = 'HKD', id = 'fare-1' } = fare
  return {
    __typename: 'FareQuote',
    id,
    operator: { __typename: 'Operator', id: operator },
    acceptance: Object.entries(accepts).map(([provider, amountMinor]) => ({
      provider: { __typename: 'WalletProvider', id: provider },
      amount: { amountMinor, currency },
    })),
  }
}
