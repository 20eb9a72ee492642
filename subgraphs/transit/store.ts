import { fileURLToPath } from 'node:url'
import type { Kysely, Transaction } from 'kysely'
import { CamelCasePlugin, sql } from 'kysely'
import type { Clock } from '../../kit/clock.ts'
import type { Feed, FeedTables } from './feed-data.ts'
import { tableColumns } from './table-columns.ts'

export const migrationsFolder = fileURLToPath(new URL('./migrations/', import.meta.url))

export type FeedOrigin = 'SEED' | 'IMPORT'

/** A kept feed without its rows. */
export interface FeedHead {
  readonly id: string
  readonly version: string
  /** SHA-256 of what it was made from. */
  readonly digest: string
  readonly origin: FeedOrigin
  readonly coveredFrom: string | null
  readonly coveredTo: string | null
}

/** The agency's tables, as far as SQL written here needs to know them. */
export interface TransitTables {
  feeds: FeedHead & { savedAt: Date }
}

export interface Store {
  /** The feeds kept, the one that came with the program first, then by id. */
  loadHeads(): Promise<readonly FeedHead[]>
  /** The feeds with all their rows, in the same order, read in one transaction. */
  loadFeeds(): Promise<readonly Feed[]>
  /** Saves a feed and all its rows, in the place of any feed of the same id, or changes nothing. */
  saveFeed(feed: Feed, options: { digest: string; origin: FeedOrigin }): Promise<void>
}

export function openStore(db: Kysely<TransitTables>, now: Clock): Store {
  const camel = db.withPlugin(new CamelCasePlugin())
  return {
    loadHeads: () => selectHeads(camel),
    loadFeeds: () =>
      camel
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (transaction) => {
          const feeds: Feed[] = []
          for (const head of await selectHeads(transaction)) feeds.push(await selectFeed(transaction, head))
          return feeds
        }),
    saveFeed: (feed, { digest, origin }) =>
      camel.transaction().execute(async (transaction) => {
        const { id, version, coveredFrom, coveredTo } = feed
        const head = { id, version, digest, origin, coveredFrom, coveredTo, savedAt: new Date(now()) }
        // Two agencies that start at once on one server would both save the first feed; the second waits.
        await sql`select pg_advisory_xact_lock(hashtext('transit.feeds'))`.execute(transaction)
        await transaction.deleteFrom('feeds').where('id', '=', id).execute()
        await transaction.insertInto('feeds').values(head).execute()
        for (const table of tableNames) await insertRows(transaction, { feed, table })
      }),
  }
}

const tableNames = Object.keys(tableColumns) as (keyof FeedTables)[]

function selectHeads(db: Kysely<TransitTables>): Promise<FeedHead[]> {
  return db
    .selectFrom('feeds')
    .select(['id', 'version', 'digest', 'origin', 'coveredFrom', 'coveredTo'])
    .orderBy((eb) => eb.case().when('origin', '=', 'SEED').then(0).else(1).end())
    .orderBy('id')
    .execute()
}

async function selectFeed(db: Transaction<TransitTables>, head: FeedHead): Promise<Feed> {
  const { id, version, coveredFrom, coveredTo } = head
  const tables: Partial<Record<keyof FeedTables, readonly unknown[]>> = {}
  for (const table of tableNames) tables[table] = await selectRows(db, { feedId: id, table })
  // The columns are the fields of the rows: table-columns.ts is checked against FeedTables.
  return { ...(tables as unknown as FeedTables), id, version, coveredFrom, coveredTo }
}

/** One JSON text a table: some five times quicker than row by row for the thousands of fare rules. */
async function selectRows(db: Transaction<TransitTables>, from: { feedId: string; table: keyof FeedTables }) {
  const columns = Object.keys(tableColumns[from.table])
  const values = sql.join(columns.map((column) => sql.ref(column)))
  const rows = await anyTable(db)
    .selectFrom(from.table)
    .where('feedId', '=', from.feedId)
    .select(sql<unknown[][] | string | null>`json_agg(json_build_array(${values}) order by position)`.as('rows'))
    .executeTakeFirstOrThrow()
  const lists = (typeof rows.rows === 'string' ? JSON.parse(rows.rows) : (rows.rows ?? [])) as unknown[][]
  return lists.map((list) => Object.fromEntries(columns.map((column, index) => [column, list[index]])))
}

/** All rows of a table in one statement, sent as one JSON text. */
async function insertRows(db: Transaction<TransitTables>, from: { feed: Feed; table: keyof FeedTables }) {
  const types: Readonly<Record<string, string>> = tableColumns[from.table]
  const columns = Object.keys(types)
  const rows: readonly object[] = from.feed[from.table]
  if (!rows.length) return
  const elements = columns.map((column, index) => sql`(value ->> ${sql.lit(index)})::${sql.raw(types[column] ?? '')}`)
  const json = JSON.stringify(rows.map((row) => columns.map((column) => (row as Record<string, unknown>)[column])))
  await anyTable(db)
    .insertInto(from.table)
    .columns(['feedId', 'position', ...columns])
    .expression(
      sql`select ${from.feed.id}, position, ${sql.join(elements)}
          from jsonb_array_elements(${json}::jsonb) with ordinality as element (value, position)`,
    )
    .execute()
}

/** The row tables are read and written by their list of columns, so their types are not spelled out for Kysely. */
function anyTable(db: Transaction<TransitTables>): Transaction<Record<string, Record<string, unknown>>> {
  return db as unknown as Transaction<Record<string, Record<string, unknown>>>
}
