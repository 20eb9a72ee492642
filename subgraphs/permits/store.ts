import type { Kysely } from 'kysely'
import type { Endorsement, TravelPermit } from './records.ts'
import type { EndorsementCode, Jurisdiction, TravelPermitKind } from './schema.types.ts'

interface TravelPermitRow {
  id: string
  holder: string
  kind: TravelPermitKind
  number: string
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

export interface Tables {
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
}

export interface NewPermit extends TravelPermit {
  readonly reissueCount: number | null
  readonly endorsements: readonly Omit<Endorsement, 'permitId'>[]
}

export function openStore(db: Kysely<Tables>): Store {
  return {
    async loadPermits(holders) {
      const rows = await db
        .selectFrom('travel_permits')
        .selectAll()
        .where('holder', 'in', [...holders])
        .orderBy('expires_on', 'desc')
        .orderBy('id')
        .execute()
      return rows.map(permitOf)
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
        const intoPermits = transaction.insertInto('travel_permits').values(permits.map(permitRow))
        await intoPermits.onConflict((conflict) => conflict.column('id').doNothing()).execute()
        if (endorsements.length === 0) return
        const intoEndorsements = transaction.insertInto('endorsements').values(endorsements)
        await intoEndorsements.onConflict((conflict) => conflict.column('id').doNothing()).execute()
      })
    },
  }
}

function permitOf(row: TravelPermitRow): TravelPermit {
  const { id, holder, kind, number } = row
  return { id, holder, kind, number, issuedOn: row.issued_on, expiresOn: row.expires_on }
}

function permitRow(permit: NewPermit): TravelPermitRow {
  const { id, holder, kind, number } = permit
  return {
    id,
    holder,
    kind,
    number,
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
