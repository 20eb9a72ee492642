import type { CarriedDocument, Traveller, TravellerResidency } from '../records.ts'
import type { TravelDocumentKind } from '../schema.types.ts'
import { loadSandboxPermits } from '../seed-sandbox.ts'
import { travellerOf } from './traveller.ts'

/** The sandbox's seven residents as the rules see them, for tests: what identity says of each, and the permits seeded here. */

const holder = {
  'hk-resident': '11111111-1111-4111-8111-111111111111',
  'shenzhen-hukou': '22222222-2222-4222-8222-222222222222',
  'zhuhai-residence-permit': '33333333-3333-4333-8333-333333333333',
  'foreign-visitor': '44444444-4444-4444-8444-444444444444',
  'macao-resident': '55555555-5555-4555-8555-555555555555',
  'zhuhai-hukou': '66666666-6666-4666-8666-666666666666',
  'hk-non-chinese': '77777777-7777-4777-8777-777777777777',
} as const

export type Persona = keyof typeof holder

export const personas = Object.keys(holder) as readonly Persona[]

/** @param slug the resident's name in the sandbox */
export function sandboxTraveller(slug: Persona): Traveller {
  const permits = loadSandboxPermits()
    .filter((permit) => permit.holder === holder[slug])
    .map(({ endorsements, ...permit }) => ({
      permit,
      endorsements: endorsements.map((endorsement) => ({ ...endorsement, permitId: permit.id })),
    }))
  return travellerOf(identities[slug], permits)
}

export function sandboxReference(slug: Persona): string {
  return holder[slug]
}

const document = (
  kind: TravelDocumentKind,
  issuingState: string,
  expiresOn: string | null = null,
): CarriedDocument => ({
  kind,
  issuingState,
  issuedOn: null,
  expiresOn,
  endorsements: [],
})
const title = (
  jurisdiction: TravellerResidency['jurisdiction'],
  status: string,
  city: string | null = null,
): TravellerResidency => ({ jurisdiction, status, city })

export const identities = {
  'hk-resident': {
    nationality: 'CHN',
    birthDate: '1990-01-01',
    residencies: [title('HONG_KONG', 'PERMANENT_RESIDENT', 'hong-kong')],
    documents: [document('HKID', 'HKG'), document('PASSPORT', 'HKG', '2031-05-01')],
  },
  'shenzhen-hukou': {
    nationality: 'CHN',
    birthDate: '1988-05-05',
    residencies: [title('MAINLAND', 'HUKOU', 'shenzhen')],
    documents: [document('MAINLAND_RIC', 'CHN', '2035-01-01')],
  },
  'zhuhai-residence-permit': {
    nationality: 'CHN',
    birthDate: '1995-03-03',
    residencies: [title('MAINLAND', 'HUKOU'), title('MAINLAND', 'RESIDENCE_PERMIT', 'zhuhai')],
    documents: [document('MAINLAND_RIC', 'CHN', '2035-01-01')],
  },
  'foreign-visitor': {
    nationality: 'GBR',
    birthDate: '1985-07-07',
    residencies: [],
    documents: [document('PASSPORT', 'GBR', '2032-01-01')],
  },
  'macao-resident': {
    nationality: 'CHN',
    birthDate: '1992-02-02',
    residencies: [title('MACAO', 'PERMANENT_RESIDENT', 'macao')],
    documents: [document('MACAO_BIR', 'MAC', '2031-01-01'), document('PASSPORT', 'MAC', '2031-01-01')],
  },
  'zhuhai-hukou': {
    nationality: 'CHN',
    birthDate: '1979-11-11',
    residencies: [title('MAINLAND', 'HUKOU', 'zhuhai')],
    documents: [document('MAINLAND_RIC', 'CHN', '2035-01-01')],
  },
  'hk-non-chinese': {
    nationality: 'IND',
    birthDate: '1993-09-09',
    residencies: [title('HONG_KONG', 'PERMANENT_RESIDENT', 'hong-kong')],
    documents: [document('HKID', 'HKG'), document('PASSPORT', 'IND', '2031-01-01')],
  },
} as const satisfies Record<Persona, Omit<Traveller, never>>
