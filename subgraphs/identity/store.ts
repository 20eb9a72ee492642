import type { ColumnType, JSONColumnType, Kysely } from 'kysely'
import { sql } from 'kysely'
import type { KeyTables } from '../../kit/at-rest/store.ts'
import type { DocumentKind } from './documents/parse-document-number.ts'
import type { Authority, City, CityService, IdentityService, LocalizedText, Residency, Source } from './records.ts'
import type { Sealing } from './residents/sealing.ts'
import { openResidentStore } from './residents/store.ts'

type Text = JSONColumnType<LocalizedText>

export interface Tables extends KeyTables {
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
  /** Rows of an older release have name and birth date plain until the next start; of an erased resident nothing is left. */
  resident: {
    reference: string
    name: ColumnType<LocalizedText | null, null, null>
    birth_date: string | null
    nationality: string | null
    sealed_person: string | null
    erased_on: string | null
  }
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
    /** Plain, in rows of an older release. */
    number: string | null
    sealed_number: string | null
    number_index: string | null
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

export type Store = ReturnType<typeof openStore>

type Keys = readonly string[]

export function openStore(db: Kysely<Tables>, sealing: Sealing) {
  return {
    ...openResidentStore(db, sealing),

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
  }
}

function cities(db: Kysely<Tables>) {
  return db.selectFrom('city').select(['id', 'name', 'jurisdiction', 'coverage', 'note'])
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
