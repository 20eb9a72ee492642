import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import type { Clock } from '../../../kit/clock.ts'
import type { DatabaseSource } from '../../../kit/database.ts'
import type { Keyring } from '../../../kit/keys.ts'
import { loadKeyPair } from '../../../kit/keys.ts'
import type { PairwisePseudonyms } from '../../../kit/pseudonym.ts'
import type { LoadPartner } from '../partners/load-partner.ts'
import type { ConsentContext } from './context.ts'
import { openReceiptSigner } from './receipt.ts'
import { serveReceiptKey } from './serve-receipt-key.ts'
import { serveStanding } from './standing/serve-standing.ts'
import { openStandingChanges } from './standing/standing-changes.ts'
import type { StandingChange } from './standing/store.ts'
import { openStandingStore } from './standing/store.ts'
import { openForgetting } from './standing/until-forgotten.ts'
import { openConsentStore } from './store.ts'
import type { ConsentTables } from './tables.ts'

/** The name of the key that signs receipts; its public half verifies them anywhere. */
export const RECEIPT_KEY = 'consent-receipts'

export interface Consents {
  /** For `grantConsent`, `revokeConsent` and the lists. */
  readonly context: ConsentContext
  /** What gateways ask, behind the door. */
  readonly routes: (server: FastifyInstance) => void
  /** The key that verifies receipts, for everybody. */
  readonly publicRoutes: (server: FastifyInstance) => void
  /** Makes every gateway forget what it knows of a client or a resident; for changes that are no consent's. */
  noteChanged(change: StandingChange): Promise<void>
  /** Answers the polls that wait, so that the server can close. */
  drain(): void
  close(): Promise<void>
}

export async function openConsents(options: {
  db: Kysely<ConsentTables>
  source: DatabaseSource
  keyring: Keyring
  pseudonyms: PairwisePseudonyms
  residents: Pick<ConsentContext, 'loadResidents' | 'loadResidencies'>
  loadPartner: LoadPartner
  visitors: string
  now: Clock
}): Promise<Consents> {
  const { db, keyring, pseudonyms, residents, loadPartner, visitors, now } = options
  const { privateJwk, publicJwk } = await loadKeyPair(keyring, RECEIPT_KEY)
  const store = openStandingStore(db)
  const changes = openStandingChanges(options.source)
  const forgetting = openForgetting({ store })
  const closing = new AbortController()
  const context: ConsentContext = {
    consents: openConsentStore(db),
    loadPartner,
    loadResidents: residents.loadResidents,
    loadResidencies: residents.loadResidencies,
    signReceipt: await openReceiptSigner({ privateJwk, pseudonyms }),
    untilForgotten: forgetting.untilForgotten,
    loadVersion: store.loadVersion,
    visitors,
    now,
    newId: randomUUID,
  }
  return {
    context,
    publicRoutes: serveReceiptKey(publicJwk),
    routes: serveStanding(context, { store, changes, forgetting, closing: closing.signal }),
    noteChanged: async (change) => forgetting.untilForgotten(await store.saveChange(change)),
    drain: () => closing.abort(),
    close: () => changes.close(),
  }
}
