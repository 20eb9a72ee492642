import type { Kysely, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Instant } from '../../../kit/clock.ts'
import type { KeysetPage, KeysetRows } from '../../../kit/connection.ts'
import { invariant } from '../../../kit/errors.ts'
import type { Consent, Guardianship } from './records.ts'
import { appendChange } from './standing/store.ts'
import type { ConsentTables } from './tables.ts'

/** A consent that is about to be given, all but its version. */
export type NewConsent = Omit<Consent, 'version' | 'endedAt' | 'endedBy'>

export type ConsentStore = ReturnType<typeof openConsentStore>

/** Of one resident at one client; no client is registered for as many purposes. */
const LIVE_LIMIT = 50

export function openConsentStore(db: Kysely<ConsentTables>) {
  return {
    /** Takes the place of what the resident had agreed to with this client for this purpose. @returns the version */
    saveGrant: (consent: NewConsent): Promise<number> =>
      db.transaction().execute(async (trx) => {
        const version = await appendChange(trx, consent)
        await trx
          .insertInto('consent_event')
          .values({ ...rowOf(consent), version, kind: 'GRANTED', receipt: consent.receipt })
          .execute()
        return version
      }),

    /** Once for a consent, and only while it is the last word. @returns the version, `null` where nothing was taken back */
    saveRevocation: (
      consent: Consent,
      by: { readonly givenBy: string; readonly at: Instant },
    ): Promise<number | null> =>
      db.transaction().execute(async (trx) => {
        const version = await appendChange(trx, consent)
        const [last] = await eventsOf(trx, consent.resident)
          .where('client_id', '=', consent.clientId)
          .where('purpose', '=', consent.purpose)
          .orderBy('version', 'desc')
          .limit(1)
          .execute()
        if (last?.consent_id !== consent.id || last.kind === 'REVOKED') return null
        const row = { ...rowOf(consent), given_by: by.givenBy, at: new Date(by.at) }
        await trx
          .insertInto('consent_event')
          .values({ ...row, version, kind: 'REVOKED', receipt: null })
          .execute()
        return version
      }),

    findConsent: async (resident: string, id: string): Promise<Consent | null> => {
      const [row] = await consents(db, resident).where('consent_id', '=', id).execute()
      return row ? consentOf(row) : null
    },

    loadConsents: async (resident: string, page: KeysetPage): Promise<KeysetRows<Consent>> => {
      const all = consents(db, resident)
      const total = await db
        .selectFrom('consent_event')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('resident', '=', resident)
        .where('kind', '=', 'GRANTED')
        .executeTakeFirstOrThrow()
      const rows = await (page.before === null ? all : all.where('version', '<', page.before))
        .orderBy('version', 'desc')
        .limit(page.size + 1)
        .execute()
      return {
        rows: rows.map((row) => ({ position: row.version, node: consentOf(row) })),
        totalCount: Number(total.count),
      }
    },

    /** What holds now between a resident and a client. */
    loadLive: async (parties: { resident: string; clientId: string; now: Instant }): Promise<readonly Consent[]> => {
      const rows = await consents(db, parties.resident)
        .where('client_id', '=', parties.clientId)
        .where('ended_at', 'is', null)
        .where('expires_at', '>', new Date(parties.now))
        .orderBy('version', 'desc')
        .limit(LIVE_LIMIT)
        .execute()
      return rows.map(consentOf)
    },

    /** Those that hold on that day. */
    loadGuardianships: (parties: { guardian: string; on: string }): Promise<readonly Guardianship[]> =>
      db
        .selectFrom('guardian')
        .select(['minor', 'guardian', 'valid_from as validFrom', 'valid_to as validTo'])
        .where('guardian', '=', parties.guardian)
        .where('valid_from', '<=', parties.on)
        .where(({ eb, or }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', parties.on)]))
        .orderBy('minor')
        .limit(LIVE_LIMIT)
        .execute(),

    saveGuardianships: async (guardianships: readonly Guardianship[]): Promise<void> => {
      const rows = guardianships.map(({ minor, guardian, validFrom, validTo }) => ({
        minor,
        guardian,
        valid_from: validFrom,
        valid_to: validTo,
      }))
      if (rows.length === 0) return
      await db
        .insertInto('guardian')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['minor', 'guardian', 'valid_from'])
            .doUpdateSet(({ ref }) => ({ valid_to: ref('excluded.valid_to') })),
        )
        .execute()
    },
  }
}

type EventRow = Selectable<ConsentTables['consent_event']>

function eventsOf(db: Kysely<ConsentTables>, resident: string) {
  return db.selectFrom('consent_event').selectAll().where('resident', '=', resident)
}

/** Each grant with what came after it for the same client and purpose: that is how it ended. */
function consents(db: Kysely<ConsentTables>, resident: string) {
  const chained = db
    .selectFrom('consent_event')
    .selectAll()
    .select([
      sql<Date | null>`lead(at) over (partition by client_id, purpose order by version)`.as('ended_at'),
      sql<EventRow['kind'] | null>`lead(kind) over (partition by client_id, purpose order by version)`.as('ended_by'),
    ])
    .where('resident', '=', resident)
  return db.selectFrom(chained.as('chained')).selectAll().where('kind', '=', 'GRANTED')
}

function consentOf(row: EventRow & { ended_at: Date | null; ended_by: EventRow['kind'] | null }): Consent {
  const { receipt } = row
  invariant(receipt !== null, `consent ${row.consent_id} was granted with a receipt`)
  return {
    id: row.consent_id,
    version: row.version,
    resident: row.resident,
    clientId: row.client_id,
    purpose: row.purpose,
    categories: row.categories,
    transfer: row.transfer,
    language: row.language,
    method: row.method,
    givenBy: row.given_by,
    grantedAt: row.at.getTime(),
    expiresAt: row.expires_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    endedBy: row.ended_by === null ? null : row.ended_by === 'REVOKED' ? 'REVOKED' : 'REPLACED',
    receipt,
  }
}

function rowOf(consent: NewConsent) {
  return {
    consent_id: consent.id,
    resident: consent.resident,
    client_id: consent.clientId,
    purpose: consent.purpose,
    categories: [...consent.categories],
    transfer: consent.transfer,
    language: consent.language,
    method: consent.method,
    given_by: consent.givenBy,
    at: new Date(consent.grantedAt),
    expires_at: new Date(consent.expiresAt),
  }
}
