import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { importJWK, SignJWT } from 'jose'
import { openDatabase, openEmbeddedEngine } from '../../../kit/database.ts'
import type { Keyring } from '../../../kit/keys.ts'
import { loadKeyPair, loadSecret } from '../../../kit/keys.ts'
import type { PairwisePseudonyms } from '../../../kit/pseudonym.ts'
import { openPseudonyms } from '../../../kit/pseudonym.ts'
import { grantConsent } from '../../../subgraphs/identity/consents/grant-consent.ts'
import { openConsents } from '../../../subgraphs/identity/consents/open-consents.ts'
import { isRefusal } from '../../../subgraphs/identity/consents/refusals.ts'
import type { ConsentTables } from '../../../subgraphs/identity/consents/tables.ts'
import { readIssuerConfig } from '../../../subgraphs/identity/issuer/config.ts'
import { openPartners } from '../../../subgraphs/identity/partners/load-partner.ts'
import { seedPartners } from '../../../subgraphs/identity/partners/seed-partners.ts'
import type { PartnerTables } from '../../../subgraphs/identity/partners/store.ts'
import { openPartnerStore } from '../../../subgraphs/identity/partners/store.ts'
import { openSealing } from '../../../subgraphs/identity/residents/sealing.ts'
import type { ResidentFile } from '../../../subgraphs/identity/residents/store.ts'
import type { Tables } from '../../../subgraphs/identity/store.ts'
import { openStore } from '../../../subgraphs/identity/store.ts'

const CLIENT = 'sandbox-partner'
const PURPOSE = 'cross-boundary-travel'
const SCOPE = 'profile permits wallets journeys verification'
const CATEGORIES = ['profile', 'travel-permits', 'border-eligibility', 'wallets', 'verification']
const HOMES = ['HONG_KONG', 'MAINLAND', 'MACAO'] as const
const DAY_MS = 86_400_000

/** A made-up resident; his tag stands in every script of his name and in nobody else's. */
export interface CanaryResident {
  readonly tag: string
  /** His pseudonym for the partner. */
  readonly id: string
  readonly token: string
}

/** Puts so many residents with their consents into the tables in that folder, before a house is started on it. */
export async function prepareResidents(options: {
  count: number
  dataFolder: string
  keyring: Keyring
}): Promise<readonly CanaryResident[]> {
  const { count, dataFolder, keyring } = options
  const files = Array.from({ length: count }, (_, index) => fileOf(index))
  const pseudonyms = openPseudonyms(await loadSecret(keyring, 'pairwise'))
  await fillRegister({ files, dataFolder, keyring, pseudonyms })
  const sign = await openTokenSigner(keyring)
  const residentOf = async ({ resident: { reference } }: ResidentFile) => {
    const id = pseudonyms.toPseudonym({ reference, clientId: CLIENT })
    return { tag: tagOf(reference), id, token: await sign(id) }
  }
  return Promise.all(files.map(residentOf))
}

const tagOf = (reference: string) => reference.replaceAll('-', '').slice(0, 16)

function fileOf(index: number): ResidentFile {
  const reference = randomUUID()
  const tag = tagOf(reference)
  const name = { en: `Canary ${tag}`, zhHant: `金絲雀${tag}`, zhHans: `金丝雀${tag}`, pt: `Canário ${tag}` }
  const jurisdiction = HOMES[index % HOMES.length] ?? HOMES[0]
  const status = jurisdiction === 'MAINLAND' ? 'HUKOU' : 'PERMANENT_RESIDENT'
  return {
    resident: { reference, name, nationality: 'CHN', birthDate: '1990-01-01' },
    residencies: [{ resident: reference, jurisdiction, status, cityId: null }],
    documents: [],
  }
}

async function fillRegister(options: {
  files: readonly ResidentFile[]
  dataFolder: string
  keyring: Keyring
  pseudonyms: PairwisePseudonyms
}): Promise<void> {
  const { files, dataFolder, keyring, pseudonyms } = options
  const engine = await openEmbeddedEngine({ folder: dataFolder })
  const source = { kind: 'embedded', engine } as const
  const migrationsFolder = fileURLToPath(new URL('../../../subgraphs/identity/migrations/', import.meta.url))
  const schema = 'identity'
  const db = await openDatabase<Tables & PartnerTables & ConsentTables>({ source, schema, migrationsFolder })
  const now = Date.now
  const residents = openStore(db, await openSealing({ keyring, now }))
  await residents.saveResidents(files)
  const partners = openPartnerStore(db)
  await seedPartners({ store: partners, keyring })
  const loadPartner = openPartners({ store: partners, now })
  const room = { db, source, keyring, pseudonyms, residents, loadPartner, visitors: HOMES[0], now }
  const { context, drain, close } = await openConsents(room)
  for (const { resident } of files) {
    const granted = await grantConsent(context, termsOf(resident.reference, now() + DAY_MS))
    if (isRefusal(granted)) throw new Error(granted.code)
  }
  drain()
  await close()
  await db.destroy()
  await engine.close()
}

function termsOf(resident: string, expiresAt: number) {
  const client = { clientId: CLIENT, purpose: PURPOSE, categories: CATEGORIES, transfer: true }
  return { ...client, resident, givenBy: resident, language: 'en', method: 'SANDBOX', expiresAt } as const
}

/** As `gba token` signs them, for residents that it does not know. */
async function openTokenSigner(keyring: Keyring): Promise<(subject: string) => Promise<string>> {
  const { issuer, TOKEN_AUDIENCE } = readIssuerConfig({})
  const { privateJwk } = await loadKeyPair(keyring, 'issuer')
  const key = await importJWK(privateJwk, 'EdDSA')
  const claims = { client_id: CLIENT, scope: SCOPE, purpose: PURPOSE, acr: 'SUBSTANTIAL' }
  return (subject) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: String(privateJwk.kid) })
      .setIssuer(issuer)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(subject)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('8h')
      .sign(key)
}
