import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { DataKey, DataKeys, KeyRow } from '../../kit/at-rest/data-keys.ts'
import type { KeyTables } from '../../kit/at-rest/store.ts'
import { openKeyTable } from '../../kit/at-rest/store.ts'
import { invariant } from '../../kit/errors.ts'
import type { Endorsement, TravelPermit } from './records.ts'
import type { EndorsementCode, Jurisdiction, TravelPermitKind } from './schema.types.ts'

interface TravelPermitRow {
  id: string
  holder: string
  kind: TravelPermitKind
  /** Plain, in rows of an older release until the next start. */
  number: string | null
  sealed_number: string | null
  reissue_count: number | null
  issued_on: string
  expires_on: string
}

interface EndorsementRow {
  id: string
  permit_id: string
  destination: Jurisdiction
  code: EndorsementCode
  scheme: string | null
  valid_from: string
  valid_to: string
  trips_remaining: number | null
  last_exit_on: string | null
  first_entry_on: string | null
}

export interface Tables extends KeyTables {
  travel_permits: TravelPermitRow
  endorsements: EndorsementRow
}

/** The only place that speaks SQL in this agency. */
export interface Store {
  /** The permits of these residents, those that last longest first. */
  loadPermits(holders: readonly string[]): Promise<TravelPermit[]>
  /** The endorsements of these permits, those that last longest first. */
  loadEndorsements(permitIds: readonly string[]): Promise<Endorsement[]>
  isEmpty(): Promise<boolean>
  /** All or nothing. */
  savePermits(permits: readonly NewPermit[]): Promise<void>
  /** Seals the numbers of an older release, a holder a transaction; to be called at every start. @returns how many holders */
  sealPlainNumbers(): Promise<number>
  /** Destroys the holder's data key, permits and endorsements. @returns false where nothing was known of him */
  eraseHolder(holder: string): Promise<boolean>
}

export interface NewPermit extends TravelPermit {
  readonly reissueCount: number | null
  readonly endorsements: readonly Omit<Endorsement, 'permitId'>[]
}

export function openStore(db: Kysely<Tables>, keys: DataKeys): Store {
  return {
    async loadPermits(holders) {
      // Rows come with their wrapped keys, so that sealing costs no query.
      const rows = await db
        .selectFrom('travel_permits')
        .innerJoin('resident_key', 'resident_key.resident', 'travel_permits.holder')
        .selectAll('travel_permits')
        .select(['version', 'kek_version as kekVersion', 'wrapped'])
        .where('holder', 'in', [...holders])
        .orderBy('expires_on', 'desc')
        .orderBy('id')
        .execute()
      return Promise.all(rows.map(async (row) => permitOf(row, await keys.open({ ...row, resident: row.holder }))))
    },
    async loadEndorsements(permitIds) {
      const rows = await db
        .selectFrom('endorsements')
        .selectAll()
        .where('permit_id', 'in', [...permitIds])
        .orderBy('valid_to', 'desc')
        .orderBy('id')
        .execute()
      return rows.map(endorsementOf)
    },
    async isEmpty() {
      return (await db.selectFrom('travel_permits').select('id').limit(1).execute()).length === 0
    },
    async savePermits(permits) {
      const endorsements = permits.flatMap((permit) => permit.endorsements.map((row) => endorsementRow(row, permit.id)))
      // Two processes may seed one database at the same time; the second finds the rows and leaves them.
      await db.transaction().execute(async (transaction) => {
        const rows = await sealedRows(transaction, { permits, keys })
        const intoPermits = transaction.insertInto('travel_permits').values(rows)
        await intoPermits.onConflict((conflict) => conflict.column('id').doNothing()).execute()
        if (endorsements.length === 0) return
        const intoEndorsements = transaction.insertInto('endorsements').values(endorsements)
        await intoEndorsements.onConflict((conflict) => conflict.column('id').doNothing()).execute()
      })
    },
    async sealPlainNumbers() {
      let sealed = 0
      while (await sealNextHolder(db, keys)) sealed += 1
      return sealed
    },
    eraseHolder: (holder) => db.transaction().execute((transaction) => eraseHolder(transaction, holder)),
  }
}

const PLAIN_LOCK = 1_785_203

const numberPlace = (id: string) => ({ table: 'permits.travel_permits', column: 'sealed_number', row: id })

/** @throws {SealError} */
function permitOf(row: TravelPermitRow, key: DataKey): TravelPermit {
  const { id, holder, kind, sealed_number: sealed } = row
  invariant(sealed !== null, `the number of permit ${id} is sealed`)
  const number = key.unseal(sealed, numberPlace(id))
  return { id, holder, kind, number, issuedOn: row.issued_on, expiresOn: row.expires_on }
}

async function sealedRows(
  db: Kysely<Tables>,
  { permits, keys }: { permits: readonly NewPermit[]; keys: DataKeys },
): Promise<TravelPermitRow[]> {
  const table = openKeyTable(db)
  const rows = new Map<string, KeyRow>()
  // In one order, so that two savers never wait for each other.
  for (const holder of [...new Set(permits.map((permit) => permit.holder))].sort()) {
    rows.set(holder, await table.ensure(holder, keys))
  }
  return Promise.all(
    permits.map(async (permit) => {
      const row = rows.get(permit.holder)
      invariant(row, 'every holder has a key')
      return permitRow(permit, await keys.open(row))
    }),
  )
}

/** @returns false where no number is plain */
function sealNextHolder(db: Kysely<Tables>, keys: DataKeys): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    // Processes that start together take turns: whoever finds nothing left knows that all is done, not only taken.
    await sql`select pg_advisory_xact_lock(${PLAIN_LOCK}::int, 0)`.execute(transaction)
    const plain = () => transaction.selectFrom('travel_permits').where('number', 'is not', null)
    const next = await plain().select('holder').limit(1).executeTakeFirst()
    if (!next) return false
    const key = await keys.open(await openKeyTable(transaction).ensure(next.holder, keys))
    const rows = await plain().select(['id', 'number']).where('holder', '=', next.holder).execute()
    for (const { id, number } of rows) {
      const sealed = { sealed_number: key.seal(number ?? '', numberPlace(id)), number: null }
      await transaction.updateTable('travel_permits').set(sealed).where('id', '=', id).execute()
    }
    return true
  })
}

async function eraseHolder(db: Kysely<Tables>, holder: string): Promise<boolean> {
  const hadKey = await openKeyTable(db).destroy(holder)
  const permits = db.selectFrom('travel_permits').select('id').where('holder', '=', holder)
  await db.deleteFrom('endorsements').where('permit_id', 'in', permits).execute()
  const { numDeletedRows } = await db.deleteFrom('travel_permits').where('holder', '=', holder).executeTakeFirst()
  return hadKey || numDeletedRows > 0n
}

function permitRow(permit: NewPermit, key: DataKey): TravelPermitRow {
  const { id, holder, kind, number } = permit
  return {
    id,
    holder,
    kind,
    number: null,
    sealed_number: key.seal(number, numberPlace(id)),
    reissue_count: permit.reissueCount,
    issued_on: permit.issuedOn,
    expires_on: permit.expiresOn,
  }
}

function endorsementOf(row: EndorsementRow): Endorsement {
  return {
    id: row.id,
    permitId: row.permit_id,
    destination: row.destination,
    code: row.code,
    scheme: row.scheme,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    tripsRemaining: row.trips_remaining,
    lastExitOn: row.last_exit_on,
    firstEntryOn: row.first_entry_on,
  }
}

function endorsementRow(endorsement: Omit<Endorsement, 'permitId'>, permitId: string): EndorsementRow {
  return {
    id: endorsement.id,
    permit_id: permitId,
    destination: endorsement.destination,
    code: endorsement.code,
    scheme: endorsement.scheme,
    valid_from: endorsement.validFrom,
    valid_to: endorsement.validTo,
    trips_remaining: endorsement.tripsRemaining,
    last_exit_on: endorsement.lastExitOn,
    first_entry_on: endorsement.firstEntryOn,
  }
}
