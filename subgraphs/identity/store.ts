import type { JSONColumnType, Kysely } from 'kysely'
import { sql } from 'kysely'
import { invariant } from '../../kit/errors.ts'
import { isProblem } from './documents/document-number.ts'
import type { DocumentKind } from './documents/parse-document-number.ts'
import { formatNumber, parseDocumentNumber } from './documents/parse-document-number.ts'
import type {
  Authority,
  City,
  CityService,
  IdentityDocument,
  IdentityService,
  LocalizedText,
  Residency,
  Resident,
  Source,
} from './records.ts'

type Text = JSONColumnType<LocalizedText>

export interface Tables {
  authority: { id: string; name: Text; jurisdiction: Authority['jurisdiction']; url: string | null }
  city: {
    id: string
    position: number
    name: Text
    jurisdiction: City['jurisdiction']
    coverage: City['coverage']
    note: Text
  }
  identity_service: {
    id: string
    position: number
    name: Text
    authority_id: string
    blueprint_area: IdentityService['blueprintArea']
    source_title: string
    source_url: string | null
    source_as_of: string
    source_verification: Source['verification']
    source_note: string | null
  }
  city_service: { city_id: string; service_id: string }
  resident: { reference: string; name: Text; nationality: string; birth_date: string }
  residency: {
    resident: string
    jurisdiction: Residency['jurisdiction']
    status: Residency['status']
    city_id: string | null
  }
  identity_document: {
    id: string
    resident: string
    kind: DocumentKind
    issuing_state: string
    issuer_id: string
    number: string
    issued_on: string | null
    expires_on: string | null
  }
}

/** The eleven cities with their authorities and services, as `seed/region.json` has them. */
export interface Region {
  readonly authorities: readonly Authority[]
  readonly services: readonly IdentityService[]
  /** In the order in which lists show them; `services` names entries of the list above. */
  readonly cities: readonly (City & { readonly services: readonly string[] })[]
}

/** One resident with everything that hangs on him. */
export interface ResidentFile {
  readonly resident: Resident
  readonly residencies: readonly Residency[]
  readonly documents: readonly IdentityDocument[]
}

export type Store = ReturnType<typeof openStore>

type Keys = readonly string[]

export function openStore(db: Kysely<Tables>) {
  return {
    loadResidents: (references: Keys): Promise<readonly Resident[]> =>
      db
        .selectFrom('resident')
        .select(['reference', 'name', 'nationality', 'birth_date as birthDate'])
        .where('reference', 'in', references)
        .execute(),

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
      const documents = db.selectFrom('identity_document').selectAll().where('resident', 'in', residents)
      return (await documents.orderBy('kind').orderBy('issuing_state').orderBy('id').execute()).map(documentOf)
    },

    loadAllCities: (): Promise<readonly City[]> => cities(db).orderBy('position').execute(),

    loadCities: (ids: Keys): Promise<readonly City[]> => cities(db).where('id', 'in', ids).execute(),

    loadCityServices: async (cityIds: Keys): Promise<readonly CityService[]> => {
      const rows = await db
        .selectFrom('city_service')
        .innerJoin('identity_service', 'identity_service.id', 'city_service.service_id')
        .selectAll()
        .where('city_id', 'in', cityIds)
        .orderBy('position')
        .execute()
      return rows.map((row) => ({ ...serviceOf(row), cityId: row.city_id }))
    },

    loadAuthorities: (ids: Keys): Promise<readonly Authority[]> =>
      db.selectFrom('authority').select(['id', 'name', 'jurisdiction', 'url']).where('id', 'in', ids).execute(),

    /** Makes the tables say what the region says; entries that other rows may still name are kept. */
    saveRegion: (region: Region): Promise<void> => db.transaction().execute((trx) => saveRegion(trx, region)),

    /** Puts each resident's file in the place of what was known of him. */
    saveResidents: (files: readonly ResidentFile[]): Promise<void> =>
      db.transaction().execute(async (trx) => {
        for (const file of files) await saveResident(trx, file)
      }),
  }
}

function cities(db: Kysely<Tables>) {
  return db.selectFrom('city').select(['id', 'name', 'jurisdiction', 'coverage', 'note'])
}

type DocumentRow = Tables['identity_document']

function documentOf(row: DocumentRow): IdentityDocument {
  const number = parseDocumentNumber({ kind: row.kind, issuingState: row.issuing_state, text: row.number })
  invariant(!isProblem(number), `identity document ${row.id} holds no number of its kind`)
  return {
    id: row.id,
    resident: row.resident,
    issuingState: row.issuing_state,
    issuerId: row.issuer_id,
    number,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
  }
}

function rowOf(document: IdentityDocument): DocumentRow {
  return {
    id: document.id,
    resident: document.resident,
    kind: document.number.kind,
    issuing_state: document.issuingState,
    issuer_id: document.issuerId,
    number: formatNumber(document.number),
    issued_on: document.issuedOn,
    expires_on: document.expiresOn,
  }
}

interface ServiceRow extends Omit<Tables['identity_service'], 'name'> {
  readonly name: LocalizedText
}

function serviceOf(row: ServiceRow): IdentityService {
  return {
    id: row.id,
    name: row.name,
    authorityId: row.authority_id,
    blueprintArea: row.blueprint_area,
    source: {
      title: row.source_title,
      url: row.source_url,
      asOf: row.source_as_of,
      verification: row.source_verification,
      note: row.source_note,
    },
  }
}

async function saveRegion(db: Kysely<Tables>, region: Region): Promise<void> {
  const authorities = region.authorities.map((authority) => ({ ...authority, name: JSON.stringify(authority.name) }))
  const services = region.services.map(({ name, authorityId, blueprintArea, source, id }, position) => ({
    id,
    position,
    name: JSON.stringify(name),
    authority_id: authorityId,
    blueprint_area: blueprintArea,
    source_title: source.title,
    source_url: source.url,
    source_as_of: source.asOf,
    source_verification: source.verification,
    source_note: source.note,
  }))
  const places = region.cities.map(({ services: _listed, ...city }, position) => ({
    ...city,
    position,
    name: JSON.stringify(city.name),
    note: JSON.stringify(city.note),
  }))
  await db
    .insertInto('authority')
    .values(authorities)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(incoming(authorities)))
    .execute()
  await db
    .insertInto('identity_service')
    .values(services)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(incoming(services)))
    .execute()
  await db
    .insertInto('city')
    .values(places)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(incoming(places)))
    .execute()
  await db.deleteFrom('city_service').execute()
  const listed = region.cities.flatMap((city) =>
    city.services.map((service) => ({ city_id: city.id, service_id: service })),
  )
  await db.insertInto('city_service').values(listed).execute()
}

/** Every column of the rows as the row that was to be inserted has it. */
function incoming(rows: readonly object[]) {
  return Object.fromEntries(Object.keys(rows[0] ?? {}).map((column) => [column, sql.ref(`excluded.${column}`)]))
}

async function saveResident(db: Kysely<Tables>, file: ResidentFile): Promise<void> {
  const { reference, nationality, birthDate } = file.resident
  const facts = { name: JSON.stringify(file.resident.name), nationality, birth_date: birthDate }
  await db
    .insertInto('resident')
    .values({ reference, ...facts })
    .onConflict((conflict) => conflict.column('reference').doUpdateSet(facts))
    .execute()
  await db.deleteFrom('residency').where('resident', '=', reference).execute()
  await db.deleteFrom('identity_document').where('resident', '=', reference).execute()
  const residencies = file.residencies.map(({ cityId, ...residency }) => ({ ...residency, city_id: cityId }))
  if (residencies.length > 0) await db.insertInto('residency').values(residencies).execute()
  if (file.documents.length > 0) await db.insertInto('identity_document').values(file.documents.map(rowOf)).execute()
}
