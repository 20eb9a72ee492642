import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Instant } from '../../../kit/clock.ts'

/** Of those that have ended so many are removed at a time. */
const CLEAN_UP_ROWS = 500

export interface IssuerTables {
  issuer_artifact: {
    kind: string
    id: string
    payload: unknown
    grant_id: string | null
    uid: string | null
    consumed_at: Date | string | null
    expires_at: Date | string
  }
}

/** Something that the issuer keeps for minutes: a code, a pushed request, an interaction, an id that was seen. */
export interface Artifact {
  readonly kind: string
  readonly id: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly grantId: string | null
  readonly uid: string | null
  readonly expiresAt: Instant
}

export type ArtifactStore = ReturnType<typeof openArtifactStore>

export function openArtifactStore(db: Kysely<IssuerTables>) {
  const found = db.selectFrom('issuer_artifact').select(['payload', 'consumed_at as consumedAt'])
  return {
    find: async ({ kind, id, now }: { kind: string; id: string; now: Instant }) => {
      const row = found.where('kind', '=', kind).where('id', '=', id).where('expires_at', '>', at(now))
      return row.executeTakeFirst()
    },

    findByUid: async ({ kind, uid, now }: { kind: string; uid: string; now: Instant }) => {
      const row = found.where('kind', '=', kind).where('uid', '=', uid).where('expires_at', '>', at(now))
      return row.executeTakeFirst()
    },

    save: async (artifact: Artifact): Promise<void> => {
      const row = rowOf(artifact)
      await db
        .insertInto('issuer_artifact')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['kind', 'id']).doUpdateSet({
            payload: row.payload,
            grant_id: row.grant_id,
            uid: row.uid,
            expires_at: row.expires_at,
          }),
        )
        .execute()
    },

    /** @returns false where it is there already, also when two come at the same moment */
    saveNew: async (artifact: Artifact): Promise<boolean> => {
      const insert = db.insertInto('issuer_artifact').values(rowOf(artifact))
      const kept = await insert.onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
      return kept.numInsertedOrUpdatedRows === 1n
    },

    /** @returns false where it was consumed before, also when two come at the same moment */
    consume: async ({ kind, id, now }: { kind: string; id: string; now: Instant }): Promise<boolean> => {
      const update = db.updateTable('issuer_artifact').set({ consumed_at: at(now) })
      const row = update.where('kind', '=', kind).where('id', '=', id).where('consumed_at', 'is', null)
      return (await row.executeTakeFirst()).numUpdatedRows === 1n
    },

    remove: async ({ kind, id }: { kind: string; id: string }): Promise<void> => {
      await db.deleteFrom('issuer_artifact').where('kind', '=', kind).where('id', '=', id).execute()
    },

    removeOfGrant: async ({ kind, grantId }: { kind: string; grantId: string }): Promise<void> => {
      await db.deleteFrom('issuer_artifact').where('kind', '=', kind).where('grant_id', '=', grantId).execute()
    },

    removeEnded: async (now: Instant): Promise<void> => {
      const ended = db.selectFrom('issuer_artifact').select('id').where('expires_at', '<=', at(now))
      await db
        .deleteFrom('issuer_artifact')
        .where('expires_at', '<=', at(now))
        .where('id', 'in', ended.limit(CLEAN_UP_ROWS))
        .execute()
    },
  }
}

const at = (instant: Instant) => sql<Date>`to_timestamp(${instant / 1_000}::double precision)`

function rowOf({ kind, id, payload, grantId, uid, expiresAt }: Artifact) {
  const json = sql<unknown>`${JSON.stringify(payload)}::jsonb`
  return { kind, id, payload: json, grant_id: grantId, uid, consumed_at: null, expires_at: at(expiresAt) }
}
