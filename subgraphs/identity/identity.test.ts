import type { PGlite } from '@electric-sql/pglite'
import type { JSONWebKeySet } from 'jose'
import { createLocalJWKSet, jwtVerify } from 'jose'
import type { MockInstance } from 'vitest'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadSecret } from '../../kit/keys.ts'
import type { PairwisePseudonyms } from '../../kit/pseudonym.ts'
import { openPseudonyms } from '../../kit/pseudonym.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import { readPersonas } from './seed/seed-residents.ts'
import type { Answer } from './test-agency.ts'
import { actingFor, NOW, startTestAgency } from './test-agency.ts'

const CHAN = '11111111-1111-4111-8111-111111111111'
const WANG = '33333333-3333-4333-8333-333333333333'
const CLARKE = '44444444-4444-4444-8444-444444444444'
const STRANGER = '99999999-9999-4999-8999-999999999999'

let agency: Awaited<ReturnType<typeof startTestAgency>>
let pseudonyms: PairwisePseudonyms

beforeAll(async () => {
  agency = await startTestAgency()
  pseudonyms = openPseudonyms(await loadSecret(agency.keyring, 'pairwise'))
})
afterAll(() => agency.close())

const ask = (viewer: Viewer, query: string, variables: object = {}) => agency.ask(viewer, query, variables)
const entities = (fields: string) => `query ($refs: [_Any!]!) { _entities(representations: $refs) { ${fields} } }`
const residentRef = (reference: string) => ({ __typename: 'Resident', reference })
const cityRef = (id: string) => ({ __typename: 'City', id })

describe('the viewer', () => {
  const everything = `{ viewer {
    id nationality name { en zhHant zhHans pt }
    residencies { jurisdiction status city { id } }
    identityDocuments { totalCount nodes {
      id kind maskedNumber issuedOn expiresOn checkDigit issuer { id jurisdiction name { en } } } }
  } }`

  test('sees his own record with every number masked and every id a pseudonym', async () => {
    const idOf = (reference: string) => pseudonyms.toPseudonym({ reference, clientId: 'partner-a' })
    const immd = { id: 'immd', jurisdiction: 'HONG_KONG', name: { en: 'Immigration Department' } }
    expect(await ask(actingFor(CHAN), everything)).toEqual({
      data: {
        viewer: {
          id: idOf(CHAN),
          nationality: 'CHN',
          name: { en: 'Chan Siu Ming', zhHant: '陳小明', zhHans: '陈小明', pt: null },
          residencies: [{ jurisdiction: 'HONG_KONG', status: 'PERMANENT_RESIDENT', city: { id: 'hong-kong' } }],
          identityDocuments: {
            totalCount: 3,
            nodes: [
              {
                id: idOf('0d9a0f38-7a52-4f0f-9d8b-2f37c5f1a903'),
                kind: 'DRIVING_LICENCE',
                maskedNumber: 'ZZ00****(*)',
                issuedOn: '2021-08-09',
                expiresOn: '2031-08-08',
                checkDigit: 'VALID',
                issuer: { id: 'td', jurisdiction: 'HONG_KONG', name: { en: 'Transport Department' } },
              },
              {
                id: idOf('d61a4f0e-4f0a-4b37-9c53-0f8a6f1d2b01'),
                kind: 'HKID',
                maskedNumber: 'ZZ00****(*)',
                issuedOn: '2019-03-11',
                expiresOn: null,
                checkDigit: 'VALID',
                issuer: immd,
              },
              {
                id: idOf('5b0f2f8c-0c3e-4c59-8a40-6b0c3ad7be02'),
                kind: 'PASSPORT',
                maskedNumber: 'K000*****',
                issuedOn: '2023-05-02',
                expiresOn: '2033-05-02',
                checkDigit: 'VALID',
                issuer: immd,
              },
            ],
          },
        },
      },
    })
  })

  test('may hold two titles, one of them without a city of the region', async () => {
    const { data } = await ask(actingFor(WANG), '{ viewer { residencies { jurisdiction status city { id } } } }')
    expect(data).toEqual({
      viewer: {
        residencies: [
          { jurisdiction: 'MAINLAND', status: 'HUKOU', city: null },
          { jurisdiction: 'MAINLAND', status: 'RESIDENCE_PERMIT', city: { id: 'zhuhai' } },
        ],
      },
    })
  })

  test.each(readPersonas())('$slug is known by name and has documents that hold', async (persona) => {
    const { data, errors } = await ask(
      actingFor(persona.reference),
      '{ viewer { name { en } identityDocuments { nodes { kind checkDigit } } } }',
    )
    expect(errors).toBeUndefined()
    const documents = persona.documents.map(({ kind }) => ({
      kind,
      checkDigit: kind === 'MACAO_BIR' ? 'NOT_VERIFIABLE' : 'VALID',
    }))
    expect(data).toEqual({
      viewer: {
        name: { en: persona.name.en },
        identityDocuments: { nodes: documents.toSorted((a, b) => a.kind.localeCompare(b.kind)) },
      },
    })
  })

  test.each<[string, Viewer]>([
    ['nobody for an anonymous caller', anonymous],
    ['nobody for a service', { ...anonymous, clientId: 'partner-a' }],
    ['nobody where the agency does not know the person', actingFor(STRANGER)],
  ])('is %s', async (_case, viewer) => {
    expect(await ask(viewer, '{ viewer { id } }')).toEqual({ data: { viewer: null } })
  })

  test('has ids that two partners cannot compare', async () => {
    const query = '{ viewer { id identityDocuments { edges { cursor node { id } } } } }'
    const [a, b] = await Promise.all(['partner-a', 'partner-b'].map((client) => ask(actingFor(CHAN, client), query)))
    const tokens = (answer?: Answer): readonly string[] => JSON.stringify(answer).match(/[\w-]{20,}/g) ?? []
    expect(tokens(a).length).toBe(7)
    expect(tokens(a).filter((token) => tokens(b).includes(token))).toEqual([])
  })

  test('pages through documents by cursor', async () => {
    const page = `query ($after: String) { viewer { identityDocuments(first: 2, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage endCursor } nodes { kind } } } }`
    const connectionOf = async (after: string | null) => {
      const { data } = await ask(actingFor(CHAN), page, { after })
      return (data as { viewer: { identityDocuments: { pageInfo: { endCursor: string } } } }).viewer.identityDocuments
    }
    const first = await connectionOf(null)
    expect(first).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
      nodes: [{ kind: 'DRIVING_LICENCE' }, { kind: 'HKID' }],
    })
    expect(await connectionOf(first.pageInfo.endCursor)).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
      nodes: [{ kind: 'PASSPORT' }],
    })
  })

  test('asks for the issuer of a foreign passport, which acts in no jurisdiction of the region', async () => {
    const question = '{ viewer { identityDocuments { nodes { issuer { id jurisdiction url } } } } }'
    const url = 'https://www.gov.uk/government/organisations/hm-passport-office'
    expect(await ask(actingFor(CLARKE), question)).toEqual({
      data: { viewer: { identityDocuments: { nodes: [{ issuer: { id: 'hmpo', jurisdiction: null, url } }] } } },
    })
  })
})

test('a yes or no comes with the authority’s signature, for the partner that asked', async () => {
  const { data } = await ask(actingFor(CHAN), '{ viewer { isOver18 { holds proof by { id } } } }')
  const { isOver18 } = (data as { viewer: { isOver18: { proof: string } } }).viewer
  expect(isOver18).toEqual({ holds: true, proof: expect.any(String), by: { id: 'immd' } })
  const origin = new URL(agency.url).origin
  const keys = (await (await fetch(`${origin}/.well-known/attestation-keys.json`)).json()) as JSONWebKeySet
  const terms = { audience: 'partner-a', issuer: 'immd', typ: 'attestation+jwt', currentDate: new Date(NOW) }
  const { payload } = await jwtVerify(isOver18.proof, createLocalJWKSet(keys), terms)
  const subject = pseudonyms.toPseudonym({ reference: CHAN, clientId: 'partner-a' })
  expect(payload).toMatchObject({ sub: subject, statement: 'isOver18(on: 2026-11-21)', holds: true })
  expect(JSON.stringify(payload)).not.toContain('1990')
})

test('a whole number is given to who knows the person for certain and holds the token’s key, to nobody else', async () => {
  const query = '{ viewer { identityDocuments { nodes { kind number } } } }'
  const certain = { ...actingFor(CHAN), assurance: 'HIGH', senderConstrained: true } as const
  const numbers = [
    { kind: 'DRIVING_LICENCE', number: expect.stringMatching(/^ZZ00/) },
    { kind: 'HKID', number: expect.stringMatching(/^[A-Z]{1,2}\d{6}\([0-9A]\)$/) },
    { kind: 'PASSPORT', number: expect.stringMatching(/^K\d{8}$/) },
  ]
  expect((await ask(certain, query)).data).toEqual({ viewer: { identityDocuments: { nodes: numbers } } })
  for (const [viewer, code] of [
    [{ ...certain, assurance: 'SUBSTANTIAL' }, 'ASSURANCE_REQUIRED'],
    [{ ...certain, senderConstrained: false }, 'TOKEN_BINDING_REQUIRED'],
  ] as const) {
    const { data, errors } = await ask(viewer, query)
    expect(data).toEqual({
      viewer: { identityDocuments: { nodes: numbers.map(({ kind }) => ({ kind, number: null })) } },
    })
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code, code, code])
  }
})

describe('references from other agencies', () => {
  test('to the viewer himself answer what a border rule needs, without numbers or licences', async () => {
    const travel = entities(`... on Resident { travelIdentity {
      nationality birthDate residencies { jurisdiction status city { id } } documents { kind issuingState expiresOn } } }`)
    expect(await ask(actingFor(CHAN), travel, { refs: [residentRef(CHAN)] })).toEqual({
      data: {
        _entities: [
          {
            travelIdentity: {
              nationality: 'CHN',
              birthDate: '1990-01-01',
              residencies: [{ jurisdiction: 'HONG_KONG', status: 'PERMANENT_RESIDENT', city: { id: 'hong-kong' } }],
              documents: [
                { kind: 'HKID', issuingState: 'HKG', expiresOn: null },
                { kind: 'PASSPORT', issuingState: 'HKG', expiresOn: '2033-05-02' },
              ],
            },
          },
        ],
      },
    })
  })

  test('to somebody else, known or not, answer nothing and run no query', async () => {
    const personal = entities(
      '... on Resident { id name { en } nationality identityDocuments { totalCount } travelIdentity { birthDate } }',
    )
    const queries = vi.spyOn(agency.engine, 'query')
    const refs = [residentRef(WANG), residentRef(STRANGER), residentRef('not a reference')]
    expect(await ask(actingFor(CHAN), personal, { refs })).toEqual({ data: { _entities: [null, null, null] } })
    expect(await ask(anonymous, personal, { refs })).toEqual({ data: { _entities: [null, null, null] } })
    expect(queries).not.toHaveBeenCalled()
    queries.mockRestore()
  })

  test('to a city answer its identity services with their source', async () => {
    const city = entities(`... on City { jurisdiction name { en pt } identityServices { coverage
      services { id blueprintArea authority { id } source { url asOf verification note } } } }`)
    const { data } = await ask(anonymous, city, { refs: [cityRef('macao'), cityRef('atlantis')] })
    expect(data).toEqual({
      _entities: [
        {
          jurisdiction: 'MACAO',
          name: { en: 'Macao', pt: 'Macau' },
          identityServices: {
            coverage: 'PARTIAL',
            services: [
              {
                id: 'macao-one-account',
                blueprintArea: 'GOVERNMENT',
                authority: { id: 'safp' },
                source: {
                  url: 'https://www.gov.mo/en/unica-app/privacy-statement/',
                  asOf: '2022-04-11',
                  verification: 'PRIMARY',
                  note: null,
                },
              },
              {
                id: 'macao-electronic-identity',
                blueprintArea: 'GOVERNMENT',
                authority: { id: 'dsi' },
                source: {
                  url: 'https://www.gcs.gov.mo/detail/pt/N23GTaCCFI',
                  asOf: '2026-11-21',
                  verification: 'PRIMARY',
                  note: null,
                },
              },
            ],
          },
        },
        null,
      ],
    })
  })

  describe('are answered together', () => {
    let queries: MockInstance<PGlite['query']>
    beforeEach(() => {
      queries = vi.spyOn(agency.engine, 'query')
      return () => queries.mockRestore()
    })

    test('eleven cities with services and authorities in three queries', async () => {
      const query = entities('... on City { name { en } identityServices { services { authority { name { en } } } } }')
      const ids = [
        'hong-kong',
        'macao',
        'guangzhou',
        'shenzhen',
        'zhuhai',
        'foshan',
        'huizhou',
        'dongguan',
        'zhongshan',
      ]
      const { data, errors } = await ask(anonymous, query, { refs: [...ids, 'jiangmen', 'zhaoqing'].map(cityRef) })
      expect(errors).toBeUndefined()
      expect(data?._entities).toHaveLength(11)
      expect(queries).toHaveBeenCalledTimes(3)
    })

    test('fifty references to the viewer, with all that hangs on him, in five queries', async () => {
      const query = entities(`... on Resident { name { en } residencies { city { id } }
        identityDocuments { nodes { maskedNumber issuer { name { en } } } } travelIdentity { documents { kind } } }`)
      const refs = Array.from({ length: 50 }, () => residentRef(CHAN))
      const { data, errors } = await ask(actingFor(CHAN), query, { refs })
      expect(errors).toBeUndefined()
      expect(new Set((data?._entities as object[] | undefined)?.map((entity) => JSON.stringify(entity))).size).toBe(1)
      expect(queries).toHaveBeenCalledTimes(5)
    })
  })
})

describe('the list of cities', () => {
  test('has all eleven in their usual order, and pages', async () => {
    const query = `query ($first: Int, $after: String) { cities(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } nodes { id } } }`
    const first = await ask(anonymous, query, { first: 9 })
    expect(first.data?.cities).toMatchObject({
      totalCount: 11,
      pageInfo: { hasNextPage: true },
      nodes: [
        'hong-kong',
        'macao',
        'guangzhou',
        'shenzhen',
        'zhuhai',
        'foshan',
        'huizhou',
        'dongguan',
        'zhongshan',
      ].map((id) => ({ id })),
    })
    const after = (first.data?.cities as { pageInfo: { endCursor: string } } | undefined)?.pageInfo.endCursor
    expect((await ask(anonymous, query, { first: 9, after })).data?.cities).toMatchObject({
      pageInfo: { hasNextPage: false },
      nodes: [{ id: 'jiangmen' }, { id: 'zhaoqing' }],
    })
  })

  test.each([
    ['{ cities(first: 0) { totalCount } }', 'PAGE_SIZE_INVALID'],
    ['{ cities(after: "bm93aGVyZQ") { totalCount } }', 'CURSOR_INVALID'],
  ])('refuses %s with %s', async (query, code) => {
    expect((await ask(anonymous, query)).errors).toMatchObject([{ extensions: { code } }])
  })

  test('finds one by its id and nothing by another', async () => {
    const query = '{ known: city(id: "shenzhen") { name { zhHans } } unknown: city(id: "atlantis") { id } }'
    expect(await ask(anonymous, query)).toEqual({ data: { known: { name: { zhHans: '深圳' } }, unknown: null } })
  })
})
