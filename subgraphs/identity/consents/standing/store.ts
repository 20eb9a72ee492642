import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { LEASE_MS } from '../../../../kit/standing.ts'
import type { ConsentTables } from '../tables.ts'

/** Changes that are kept for gateways that are behind; one that is further behind forgets all it knows. */
const KEPT_CHANGES = 1_000
/** Two machines' quartzes run apart by far less than this over a lease. */
const LEASE_MARGIN_MS = 100

/** A resident, a client or both; `null` stands for all. */
export interface StandingChange {
  readonly resident: string | null
  readonly clientId: string | null
}

export interface ChangesSince {
  readonly version: number
  /** `null` where they are no longer known: whatever was remembered before is to be forgotten. */
  readonly changes: readonly StandingChange[] | null
}

export type StandingStore = ReturnType<typeof openStandingStore>

/** What gateways remember of the register, and until when. */
export function openStandingStore(db: Kysely<ConsentTables>) {
  return {
    /** For changes that are no consent's: a partner's registration, a resident's home. @returns the version */
    saveChange: (change: StandingChange): Promise<number> =>
      db.transaction().execute((trx) => appendChange(trx, change)),

    loadVersion: () => loadVersion(db),

    /** The worker serves by what it remembers for another lease; `confirmed` never goes back. */
    renewLease: async ({ worker, confirmed }: { worker: string; confirmed: number }): Promise<void> => {
      const ends = sql<Date>`clock_timestamp() + make_interval(secs => ${(LEASE_MS + LEASE_MARGIN_MS) / 1_000})`
      await db
        .insertInto('gateway_lease')
        .values({ worker, confirmed, ends_at: ends })
        .onConflict((conflict) => conflict.column('worker').doUpdateSet({ confirmed, ends_at: ends }))
        .execute()
    },

    /** Gives up what it remembers, at once. */
    endLease: async (worker: string): Promise<void> => {
      await db.deleteFrom('gateway_lease').where('worker', '=', worker).execute()
    },

    loadChangesSince: async (confirmed: number): Promise<ChangesSince> => {
      const rows = await db
        .selectFrom('standing_change')
        .select(['version', 'resident', 'client_id as clientId'])
        .where('version', '>', confirmed)
        .orderBy('version')
        .execute()
      const [first] = rows
      if (!first) return sinceNothing(await loadVersion(db), confirmed)
      const version = rows.at(-1)?.version ?? confirmed
      if (first.version !== confirmed + 1) return { version, changes: null }
      return { version, changes: rows.map(({ resident, clientId }) => ({ resident, clientId })) }
    },

    /** Workers that may still be serving by what held before that version. */
    countBehind: async (version: number): Promise<number> => {
      await db.deleteFrom('gateway_lease').where('ends_at', '<=', sql<Date>`clock_timestamp()`).execute()
      const row = await db
        .selectFrom('gateway_lease')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('confirmed', '<', version)
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
  }
}

/** The next version, in the caller's transaction, which is alone in having one until it commits. */
export async function appendChange(trx: Kysely<ConsentTables>, change: StandingChange): Promise<number> {
  const { version } = await trx
    .updateTable('standing_version')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .returning('version')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('standing_change')
    .values({ version, resident: change.resident, client_id: change.clientId })
    .execute()
  await trx
    .deleteFrom('standing_change')
    .where('version', '<=', version - KEPT_CHANGES)
    .execute()
  return version
}

async function loadVersion(db: Kysely<ConsentTables>): Promise<number> {
  const row = await db.selectFrom('standing_version').select('version').executeTakeFirstOrThrow()
  return row.version
}

/** A register that was put back to an older state counts again from there: what was known then is not known any more. */
function sinceNothing(version: number, confirmed: number): ChangesSince {
  return version < confirmed ? { version, changes: null } : { version: confirmed, changes: [] }
}
