import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Instant } from '../../../kit/clock.ts'
import type { DatabaseSource } from '../../../kit/database.ts'
import { openDatabase, openEmbeddedEngine } from '../../../kit/database.ts'
import type { Keyring } from '../../../kit/keys.ts'
import { loadKeyPair } from '../../../kit/keys.ts'
import { openPseudonyms } from '../../../kit/pseudonym.ts'
import type { Partner } from '../partners/partner.ts'
import { readSandboxPartners } from '../partners/seed-partners.ts'
import type { Residency, Resident } from '../records.ts'
import type { ConsentContext } from './context.ts'
import { RECEIPT_KEY } from './open-consents.ts'
import { openReceiptSigner } from './receipt.ts'
import type { ConsentTerms } from './records.ts'
import { openStandingChanges } from './standing/standing-changes.ts'
import { openStandingStore } from './standing/store.ts'
import { openForgetting } from './standing/until-forgotten.ts'
import { openConsentStore } from './store.ts'
import type { ConsentTables } from './tables.ts'

export const NOW = Date.parse('2026-11-21T10:00:00+08:00')
export const DAY_MS = 86_400_000

/** Registered in the Mainland, Hong Kong and nowhere; the first two have a child each. */
export const LI = '22222222-2222-4222-8222-222222222222'
export const CHAN = '11111111-1111-4111-8111-111111111111'
export const CLARKE = '44444444-4444-4444-8444-444444444444'
export const LI_CHILD = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa2'
export const CHAN_CHILD = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaa1'
const STRANGER = '99999999-9999-4999-8999-999999999999'

const births: Readonly<Record<string, string>> = {
  [LI]: '1988-05-05',
  [CHAN]: '1990-01-01',
  [CLARKE]: '1985-07-07',
  [LI_CHILD]: '2012-11-22', // 14 tomorrow
  [CHAN_CHILD]: '2008-11-22', // 18 tomorrow
}
const homes: Readonly<Record<string, Residency['jurisdiction']>> = {
  [LI]: 'MAINLAND',
  [CHAN]: 'HONG_KONG',
  [LI_CHILD]: 'MAINLAND',
  [CHAN_CHILD]: 'HONG_KONG',
}
const name = { en: 'Made Up', zhHant: '虛構', zhHans: '虚构' }

/** The consents of a handful of residents on a database of their own, with a clock that a test can set. */
export async function openTestConsents(options: { source?: DatabaseSource } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'consents-'))
  const keyring: Keyring = { folder, createMissing: true }
  const engine = options.source ? undefined : await openEmbeddedEngine({})
  const source: DatabaseSource = options.source ?? {
    kind: 'embedded',
    engine: engine ?? (await openEmbeddedEngine({})),
  }
  const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))
  const db = await openDatabase<ConsentTables>({ source, schema: 'identity', migrationsFolder })
  const store = openStandingStore(db)
  const changes = openStandingChanges(source)
  const forgetting = openForgetting({ store })
  const pseudonyms = openPseudonyms(Buffer.alloc(32, 7))
  const { privateJwk, publicJwk } = await loadKeyPair(keyring, RECEIPT_KEY)
  const clock: { now: Instant } = { now: NOW }
  const closing = new AbortController()
  const context: ConsentContext = {
    consents: openConsentStore(db),
    loadPartner: async (clientId) => partners.find((partner) => partner.clientId === clientId),
    loadResidents: async (references) => references.flatMap(residentOf),
    loadResidencies: async (references) => references.flatMap(residencyOf),
    signReceipt: await openReceiptSigner({ privateJwk, pseudonyms }),
    untilForgotten: forgetting.untilForgotten,
    loadVersion: store.loadVersion,
    visitors: 'HONG_KONG',
    now: () => clock.now,
    newId: randomUUID,
  }
  return {
    context,
    db,
    clock,
    publicJwk,
    pseudonyms,
    room: { store, changes, forgetting, closing: closing.signal },
    close: async () => {
      closing.abort()
      await changes.close()
      await db.destroy()
      await engine?.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export type TestConsents = Awaited<ReturnType<typeof openTestConsents>>

const publicKey = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: 'made-up' }

export const partners: readonly Partner[] = readSandboxPartners().map((partner) => ({
  ...partner,
  authMethod: 'private_key_jwt',
  jwks: { keys: [publicKey] },
}))

function residentOf(reference: string): Resident[] {
  const birthDate = births[reference]
  return birthDate ? [{ reference, name, nationality: 'CHN', birthDate }] : []
}

function residencyOf(resident: string): Residency[] {
  const jurisdiction = homes[resident]
  const status = jurisdiction === 'MAINLAND' ? 'HUKOU' : 'PERMANENT_RESIDENT'
  return jurisdiction ? [{ resident, jurisdiction, status, cityId: null }] : []
}

/** What Li agrees to with the sandbox's first partner, unless told otherwise. */
export function terms(wishes: Partial<ConsentTerms> = {}): ConsentTerms {
  const resident = wishes.resident ?? LI
  return {
    resident,
    clientId: 'sandbox-partner',
    purpose: 'cross-boundary-travel',
    categories: ['profile', 'travel-permits'],
    transfer: true,
    language: 'zh-Hans',
    method: 'CONSENT_PAGE',
    expiresAt: NOW + 30 * DAY_MS,
    givenBy: resident,
    ...wishes,
  }
}

export { STRANGER }
