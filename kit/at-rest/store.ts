import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { DataKeys, KeyRow } from './data-keys.ts'

/** The table of data keys that each agency with sealed columns has in its own schema. */
export interface KeyTables {
  resident_key: { resident: string; version: number; kek_version: number; wrapped: string }
}

/** A key before and after it was rewrapped. */
export interface Rewrapped {
  readonly before: KeyRow
  readonly after: KeyRow
}

export type KeyTable = ReturnType<typeof openKeyTable>

interface MadeRow {
  resident: string
  kek_version: number
  before: string
  wrapped: string
}

/** The rows of `resident_key`. */
export function openKeyTable<Tables extends KeyTables>(database: Kysely<Tables>) {
  // Kysely is invariant in its tables; of the agency's own this one alone is used.
  const db = database as unknown as Kysely<KeyTables>
  const rows = () =>
    db.selectFrom('resident_key').select(['resident', 'version', 'kek_version as kekVersion', 'wrapped'])
  return {
    /** The resident's key, made where there is none; of two makers at once one wins. */
    async ensure(resident: string, keys: DataKeys): Promise<KeyRow> {
      const known = await rows().where('resident', '=', resident).executeTakeFirst()
      if (known) return known
      const { kekVersion, ...made } = await keys.create(resident)
      const into = db.insertInto('resident_key').values({ ...made, kek_version: kekVersion })
      await into.onConflict((conflict) => conflict.column('resident').doNothing()).execute()
      return rows().where('resident', '=', resident).executeTakeFirstOrThrow()
    },

    /** Keys wrapped under an older version, at most `limit`, after `after` in the order of residents. */
    loadOlderThan: (version: number, page: { after: string; limit: number }): Promise<readonly KeyRow[]> =>
      rows()
        .where('kek_version', '<', version)
        .where('resident', '>', page.after)
        .orderBy('resident')
        .limit(page.limit)
        .execute(),

    /** Puts new wrappings in the place of those read. @returns how many; not those erased or rewrapped meanwhile */
    async replace(changes: readonly Rewrapped[]): Promise<number> {
      if (changes.length === 0) return 0
      const rows = changes.map(
        ({ before, after }) =>
          sql`(${after.resident}::uuid, ${after.kekVersion}::int, ${before.wrapped}::text, ${after.wrapped}::text)`,
      )
      const made = sql<MadeRow>`(values ${sql.join(rows)})`.as<'made'>(
        sql`made (resident, kek_version, before, wrapped)`,
      )
      const { numUpdatedRows } = await db
        .updateTable('resident_key')
        .from(made)
        .set(({ ref }) => ({ kek_version: ref('made.kek_version'), wrapped: ref('made.wrapped') }))
        .whereRef('resident_key.resident', '=', 'made.resident')
        .whereRef('resident_key.wrapped', '=', 'made.before')
        .executeTakeFirstOrThrow()
      return Number(numUpdatedRows)
    },

    /** How many keys are wrapped under each version. */
    async countByVersion(): Promise<ReadonlyMap<number, number>> {
      const counted = await db
        .selectFrom('resident_key')
        .select(['kek_version as version', sql<number>`count(*)::int`.as('keys')])
        .groupBy('kek_version')
        .execute()
      return new Map(counted.map(({ version, keys }) => [version, keys]))
    },

    /** For good. @returns false where there was none */
    async destroy(resident: string): Promise<boolean> {
      const { numDeletedRows } = await db.deleteFrom('resident_key').where('resident', '=', resident).executeTakeFirst()
      return numDeletedRows === 1n
    },
  }
}
