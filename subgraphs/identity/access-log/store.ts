import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { KeysetPage, KeysetRows } from '../../../kit/connection.ts'
import { invariant } from '../../../kit/errors.ts'
import { canonicalEntry, parseEntry } from '../../../kit/evidence/access-entry.ts'
import type { Hash } from '../../../kit/evidence/merkle-hash.ts'
import { hashFromText, hashToText } from '../../../kit/evidence/merkle-hash.ts'
import type { NodePosition, TreeNode } from '../../../kit/evidence/merkle-tree.ts'
import type { AboutWhom, Placed, SignedHead } from './records.ts'
import type { AccessLogTables } from './tables.ts'

/** What an append works with: the log at its size, held until the work is done. */
export interface Turn {
  readonly size: number
  /** Which of these ids the log has. */
  loadKnown(ids: readonly string[]): Promise<ReadonlySet<string>>
  loadNodes: LoadNodes
  loadLastHead(): Promise<SignedHead | undefined>
  save(growth: {
    entries: readonly Placed[]
    subjects: readonly AboutWhom[]
    nodes: readonly TreeNode[]
    head: SignedHead
  }): Promise<void>
}

export interface LogPart {
  readonly entries: readonly Placed[]
  readonly heads: readonly SignedHead[]
}

/** Every one of them, or it throws: a missing node is a broken log. */
export type LoadNodes = (positions: readonly NodePosition[]) => Promise<ReadonlyMap<string, Hash>>

export const nodeKey = ({ level, index }: NodePosition) => `${level}/${index}`

export type AccessLogStore = ReturnType<typeof openAccessLogStore>

export function openAccessLogStore(db: Kysely<AccessLogTables>) {
  return {
    /** One append after the other, over all processes. */
    inTurn: <T>(work: (turn: Turn) => Promise<T>): Promise<T> =>
      db.transaction().execute(async (trx) => work(await openTurn(trx))),

    loadNodes: loadNodes(db),
    loadLastHead: () => loadLastHead(db),

    /** The heads of more than `after` entries, smallest first. */
    loadHeads: async ({ after, limit }: { after: number; limit: number }): Promise<readonly SignedHead[]> => {
      const heads = db.selectFrom('access_log_head').selectAll().where('size', '>', after)
      return (await heads.orderBy('size').limit(limit).execute()).map(headOf)
    },

    /** The entries from one place to before another, in order, and the heads that were signed between. */
    loadPart: async ({ from, to }: { from: number; to: number }): Promise<LogPart> => {
      const entries = db.selectFrom('access_log_entry').select(['position', 'entry']).where('position', '>=', from)
      const heads = db.selectFrom('access_log_head').selectAll().where('size', '>', from).where('size', '<=', to)
      return {
        entries: (await entries.where('position', '<', to).orderBy('position').execute()).map(placedOf),
        heads: (await heads.orderBy('size').execute()).map(headOf),
      }
    },

    /** What the log says about one resident, newest first. */
    loadOfSubject: async (subject: string, { size, before }: KeysetPage): Promise<KeysetRows<Placed>> => {
      const own = db.selectFrom('access_log_subject').where('subject', '=', subject)
      const { totalCount } = await own
        .select(({ fn }) => fn.countAll<number>().as('totalCount'))
        .executeTakeFirstOrThrow()
      const rows = await own
        .innerJoin('access_log_entry', 'access_log_entry.position', 'access_log_subject.position')
        .select(['access_log_entry.position', 'access_log_entry.entry'])
        .$if(before !== null, (query) => query.where('access_log_subject.position', '<', before))
        .orderBy('access_log_subject.position', 'desc')
        .limit(size + 1)
        .execute()
      return { totalCount, rows: rows.map(placedOf).map((node) => ({ position: node.position, node })) }
    },

    /** Forgets whom entries are about; the log itself stays as it is. @returns of how many entries */
    eraseSubject: async (subject: string): Promise<number> => {
      const erased = await db.deleteFrom('access_log_subject').where('subject', '=', subject).executeTakeFirst()
      return Number(erased.numDeletedRows)
    },
  }
}

async function openTurn(trx: Transaction<AccessLogTables>): Promise<Turn> {
  const { size } = await trx.selectFrom('access_log_size').select('size').forUpdate().executeTakeFirstOrThrow()
  return {
    size,
    loadKnown: async (ids) => {
      const rows = await trx.selectFrom('access_log_entry').select('id').where('id', 'in', ids).execute()
      return new Set(rows.map(({ id }) => id))
    },
    loadNodes: loadNodes(trx),
    loadLastHead: () => loadLastHead(trx),
    async save({ entries, subjects, nodes, head }) {
      await trx.insertInto('access_log_entry').values(entries.map(rowOf)).execute()
      await trx.insertInto('access_log_subject').values(subjects).execute()
      const rows = nodes.map(({ level, index, hash }) => ({ level, position: index, hash: hashToText(hash) }))
      await trx.insertInto('access_log_node').values(rows).execute()
      await trx
        .insertInto('access_log_head')
        .values({ ...head, at: new Date(head.at) })
        .execute()
      await trx.updateTable('access_log_size').set({ size: head.size }).execute()
    },
  }
}

function loadNodes(db: Kysely<AccessLogTables>): LoadNodes {
  return async (positions) => {
    if (positions.length === 0) return new Map()
    const wanted = sql.join(positions.map(({ level, index }) => sql`(${level}::integer, ${index}::bigint)`))
    const rows = await db
      .selectFrom('access_log_node')
      .select(['level', 'position as index', 'hash'])
      .where(sql<boolean>`(level, position) in (${wanted})`)
      .execute()
    const found = new Map(rows.map((row) => [nodeKey(row), readHash(row.hash)]))
    invariant(
      positions.every((position) => found.has(nodeKey(position))),
      'a node of the access log is missing',
    )
    return found
  }
}

async function loadLastHead(db: Kysely<AccessLogTables>): Promise<SignedHead | undefined> {
  const row = await db.selectFrom('access_log_head').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst()
  return row && headOf(row)
}

function headOf({ size, at, head }: { size: number; at: Date; head: string }): SignedHead {
  return { size, at: at.getTime(), head }
}

function rowOf({ position, entry }: Placed) {
  return { position, id: entry.id, entry: canonicalEntry(entry) }
}

function placedOf({ position, entry: text }: { position: number; entry: string }): Placed {
  const entry = parseEntry(JSON.parse(text))
  invariant(entry, `place ${position} of the access log holds no entry`)
  return { position, entry }
}

function readHash(text: string): Hash {
  const hash = hashFromText(text)
  invariant(hash, 'a node of the access log holds no hash')
  return hash
}
