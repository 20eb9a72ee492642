import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { DataKey } from '../../../kit/at-rest/data-keys.ts'
import { openKeyTable } from '../../../kit/at-rest/store.ts'
import { invariant } from '../../../kit/errors.ts'
import type { IdentityDocument, Residency, Resident } from '../records.ts'
import type { Tables } from '../store.ts'
import type { Keyed } from './sealed-rows.ts'
import { numberOf, sealDocument, sealNumber, sealPerson, unsealDocument, unsealPerson } from './sealed-rows.ts'
import type { Sealing } from './sealing.ts'

/** One resident with everything that hangs on him. */
export interface ResidentFile {
  readonly resident: Resident
  readonly residencies: readonly Residency[]
  readonly documents: readonly IdentityDocument[]
}

type Keys = readonly string[]

/** First half of the advisory locks of this file. */
const NUMBER_LOCK = 1_785_201
const PLAIN_LOCK = 1_785_202

/** The only place where names, birth dates and document numbers are sealed and opened. */
export function openResidentStore(db: Kysely<Tables>, sealing: Sealing) {
  return {
    loadResidents: async (references: Keys): Promise<readonly Resident[]> =>
      opened(await keyedResidents(db).where('reference', 'in', references).execute(), { sealing, open: unsealPerson }),

    loadResidencies: (residents: Keys): Promise<readonly Residency[]> =>
      db
        .selectFrom('residency')
        .select(['resident', 'jurisdiction', 'status', 'city_id as cityId'])
        .where('resident', 'in', residents)
        .orderBy('jurisdiction')
        .orderBy('status')
        .orderBy(sql`city_id nulls first`)
        .execute(),

    loadDocuments: async (residents: Keys): Promise<readonly IdentityDocument[]> => {
      const documents = keyedDocuments(db).where('identity_document.resident', 'in', residents)
      const rows = await documents.orderBy('kind').orderBy('issuing_state').orderBy('id').execute()
      return opened(rows, { sealing, open: unsealDocument })
    },

    /** Puts each resident's file in the place of what was known of him. @throws where a document number is another's */
    saveResidents: (files: readonly ResidentFile[]): Promise<void> =>
      db.transaction().execute(async (trx) => {
        for (const file of files) await saveResident(trx, file, sealing)
      }),

    /** Seals the rows of an older release, a resident a transaction; to be called at every start. @returns how many */
    async sealPlainResidents(): Promise<number> {
      let sealed = 0
      for (;;) {
        const reference = await sealNextResident(db, sealing)
        if (reference === undefined) return sealed
        sealed += 1
      }
    },

    /**
     * Destroys the resident's data key and all that he is known by; the reference alone is kept.
     * @returns false where nothing was known of him
     */
    eraseResident: (options: { reference: string; on: string }): Promise<boolean> =>
      db.transaction().execute((trx) => eraseResident(trx, options)),
  }
}

function keyedResidents(db: Kysely<Tables>) {
  return db
    .selectFrom('resident')
    .innerJoin('resident_key', 'resident_key.resident', 'resident.reference')
    .select(['reference', 'nationality', 'sealed_person', 'version', 'kek_version as kekVersion', 'wrapped'])
}

function keyedDocuments(db: Kysely<Tables>) {
  return db
    .selectFrom('identity_document')
    .innerJoin('resident_key', 'resident_key.resident', 'identity_document.resident')
    .selectAll('identity_document')
    .select(['version', 'kek_version as kekVersion', 'wrapped'])
}

/** Rows come with their wrapped keys, so that sealing costs no query; equal keys are unwrapped once. */
function opened<Row extends Keyed<{ resident: string } | { reference: string }>, Record>(
  rows: readonly Row[],
  { sealing, open }: { sealing: Sealing; open: (row: Row, key: DataKey) => Record },
): Promise<readonly Record[]> {
  return Promise.all(
    rows.map(async (row) => {
      const resident = 'resident' in row ? row.resident : row.reference
      return open(row, await sealing.keys.open({ ...row, resident }))
    }),
  )
}

async function saveResident(db: Kysely<Tables>, file: ResidentFile, sealing: Sealing): Promise<void> {
  const { reference, nationality } = file.resident
  const key = await sealing.keys.open(await openKeyTable(db).ensure(reference, sealing.keys))
  const facts = {
    nationality,
    sealed_person: sealPerson(reference, file.resident, key),
    name: null,
    birth_date: null,
    erased_on: null,
  }
  await db
    .insertInto('resident')
    .values({ reference, ...facts })
    .onConflict((conflict) => conflict.column('reference').doUpdateSet(facts))
    .execute()
  await db.deleteFrom('residency').where('resident', '=', reference).execute()
  await db.deleteFrom('identity_document').where('resident', '=', reference).execute()
  const residencies = file.residencies.map(({ cityId, ...residency }) => ({ ...residency, city_id: cityId }))
  if (residencies.length > 0) await db.insertInto('residency').values(residencies).execute()
  for (const document of file.documents) {
    const row = sealDocument(document, { key, index: sealing.documentNumbers })
    await checkNumberIsNew(db, { document, index: row.number_index, sealing })
    await db.insertInto('identity_document').values(row).execute()
  }
}

/** A unique index cannot see the numbers: whoever writes one first waits for others with its index, then looks. */
async function checkNumberIsNew(
  db: Kysely<Tables>,
  { document, index, sealing }: { document: IdentityDocument; index: string; sealing: Sealing },
): Promise<void> {
  const { number, issuingState } = document
  await sql`select pg_advisory_xact_lock(${NUMBER_LOCK}::int, ${Number.parseInt(index, 16) | 0}::int)`.execute(db)
  const alike = keyedDocuments(db).where('kind', '=', number.kind).where('issuing_state', '=', issuingState)
  const candidates = await alike.where('number_index', '=', index).execute()
  for (const other of await opened(candidates, { sealing, open: unsealDocument })) {
    invariant(other.number.number !== number.number, `documents ${document.id} and ${other.id} have one number`)
  }
}

/** @returns the resident's reference; `undefined` where no row is plain */
function sealNextResident(db: Kysely<Tables>, sealing: Sealing): Promise<string | undefined> {
  return db.transaction().execute(async (trx) => {
    // Processes that start together take turns: whoever finds nothing left knows that all is done, not only taken.
    await sql`select pg_advisory_xact_lock(${PLAIN_LOCK}::int, 0)`.execute(trx)
    const plain = trx.selectFrom('resident').select(['reference', 'name', 'birth_date']).where('name', 'is not', null)
    const row = await plain.limit(1).executeTakeFirst()
    if (!row?.name || !row.birth_date) return undefined
    const { reference, name, birth_date: birthDate } = row
    const key = await sealing.keys.open(await openKeyTable(trx).ensure(reference, sealing.keys))
    await trx
      .updateTable('resident')
      .set({ sealed_person: sealPerson(reference, { name, birthDate }, key), name: null, birth_date: null })
      .where('reference', '=', reference)
      .execute()
    await sealPlainDocuments(trx, { reference, key, sealing })
    return reference
  })
}

async function sealPlainDocuments(
  db: Kysely<Tables>,
  { reference, key, sealing }: { reference: string; key: DataKey; sealing: Sealing },
): Promise<void> {
  const plain = db.selectFrom('identity_document').selectAll().where('resident', '=', reference)
  for (const row of await plain.where('number', 'is not', null).execute()) {
    const { id, kind, issuing_state: issuingState } = row
    const number = numberOf({ id, kind, issuingState, text: row.number ?? '' })
    const columns = sealNumber({ id, issuingState, number }, { key, index: sealing.documentNumbers })
    const update = db.updateTable('identity_document').set({ ...columns, number: null })
    await update.where('id', '=', id).execute()
  }
}

async function eraseResident(db: Kysely<Tables>, { reference, on }: { reference: string; on: string }) {
  const hadKey = await openKeyTable(db).destroy(reference)
  await db.deleteFrom('identity_document').where('resident', '=', reference).execute()
  await db.deleteFrom('residency').where('resident', '=', reference).execute()
  const nothing = { sealed_person: null, name: null, nationality: null, birth_date: null }
  const tombstone = db.updateTable('resident').set({ ...nothing, erased_on: on })
  const updates = tombstone.where('reference', '=', reference).where('erased_on', 'is', null)
  const { numUpdatedRows } = await updates.executeTakeFirst()
  return hadKey || numUpdatedRows > 0n
}
