import { fileURLToPath } from 'node:url'
import type { JWK } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../../kit/database.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { actingFor, startTestAgency } from '../test-agency.ts'
import { verifyReceipt } from './receipt.ts'
import { openConsentStore } from './store.ts'
import type { ConsentTables } from './tables.ts'

const CHAN = '11111111-1111-4111-8111-111111111111'
const WANG = '33333333-3333-4333-8333-333333333333'

let agency: Awaited<ReturnType<typeof startTestAgency>>

beforeAll(async () => {
  agency = await startTestAgency()
})
afterAll(() => agency.close())

/** A resident in the residents' own portal. */
function inPortal(subject: string): Viewer {
  return {
    ...actingFor(subject, 'resident-portal'),
    scopes: ['account'],
    purpose: 'self-service',
    registration: { jurisdiction: 'HONG_KONG', policies: ['resident-portal'], filings: [] },
    standing: { home: 'HONG_KONG', consents: [] },
  }
}

const LIST = `query ($after: String) { viewer { consents(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor }
  nodes { id clientId clientName { en zhHant zhHans pt } purpose categories transfer language grantedAt expiresAt endedAt
    status receipt } } } }`
const GRANT = `mutation ($input: GrantConsentInput!) { grantConsent(input: $input) { __typename
  ... on ConsentGranted { consent { id status language } } ... on Refusal { code message nextStep } } }`
const REVOKE = `mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename
  ... on ConsentRevoked { consent { id status endedAt } } ... on Refusal { code } } }`

interface Listed {
  readonly totalCount: number
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
  readonly nodes: readonly { readonly id: string; readonly receipt: string; readonly purpose: string }[]
}

async function list(viewer: Viewer, after?: string): Promise<Listed> {
  const { data } = await agency.ask(viewer, LIST, { after })
  return (data as { viewer: { consents: Listed } }).viewer.consents
}

const input = (wishes: object = {}) => ({
  clientId: 'sandbox-macao-partner',
  purpose: 'fare-payment',
  categories: ['wallets'],
  language: 'PT',
  expiresAt: '2027-01-01T00:00:00+08:00',
  ...wishes,
})

test('a resident sees to whom he has agreed, in four languages, page by page', async () => {
  const first = await list(inPortal(CHAN))
  expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } })
  expect(first.nodes[0]).toEqual({
    id: expect.any(String),
    clientId: 'sandbox-partner',
    clientName: { en: 'Bay Commuter', zhHant: '灣區通勤', zhHans: '湾区通勤', pt: 'Bay Commuter' },
    purpose: 'conformance',
    categories: expect.arrayContaining(['profile', 'wallets']),
    transfer: true,
    language: 'EN',
    grantedAt: '2026-11-21T10:00:00+08:00',
    expiresAt: '2027-11-21T10:00:00+08:00',
    endedAt: null,
    status: 'ACTIVE',
    receipt: expect.any(String),
  })
  const second = await list(inPortal(CHAN), first.pageInfo.endCursor)
  expect([...first.nodes, ...second.nodes].map(({ purpose }) => purpose)).toEqual([
    'conformance',
    'fare-payment',
    'cross-boundary-travel',
  ])
})

test('his receipts are verified by the key that identity publishes, and by no token’s', async () => {
  const { nodes } = await list(inPortal(CHAN))
  const published = await fetch(new URL('/.well-known/consent-receipts.json', agency.url))
  const { keys } = (await published.json()) as { keys: JWK[] }
  expect(Object.keys(keys[0] ?? {})).not.toContain('d')
  const receipt = await verifyReceipt(nodes[0]?.receipt ?? '', keys[0] ?? {})
  expect(receipt.consentReceiptID).toBe(nodes[0]?.id)
})

test('he gives and takes back, and each is told as it is', async () => {
  const { data } = await agency.ask(inPortal(CHAN), GRANT, { input: input() })
  expect(data).toMatchObject({
    grantConsent: { __typename: 'ConsentGranted', consent: { status: 'ACTIVE', language: 'PT' } },
  })
  const { id } = (data as { grantConsent: { consent: { id: string } } }).grantConsent.consent
  const revoked = await agency.ask(inPortal(CHAN), REVOKE, { input: { consentId: id } })
  const endedAt = '2026-11-21T10:00:00+08:00'
  expect(revoked.data).toEqual({
    revokeConsent: { __typename: 'ConsentRevoked', consent: { id, status: 'REVOKED', endedAt } },
  })
})

test.each([
  ['an app nobody knows', { clientId: 'nobody' }, 'PartnerUnknown'],
  ['a purpose outside the registration', { purpose: 'conformance' }, 'PurposeNotRegistered'],
  ['a category that is none', { categories: ['dreams'] }, 'CategoryUnknown'],
  ['a consent for two years', { expiresAt: '2028-11-21T00:00:00+08:00' }, 'ConsentExpiryInvalid'],
  ['somebody else, by no pseudonym', { onBehalfOf: CHAN }, 'ResidentNotYours'],
  ['somebody else, by a made-up pseudonym', { onBehalfOf: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'ResidentNotYours'],
])('is told how to go on where he agrees to %s', async (_what, wishes, type) => {
  const { data } = await agency.ask(inPortal(CHAN), GRANT, { input: input(wishes) })
  expect(data).toMatchObject({ grantConsent: { __typename: type, nextStep: expect.stringMatching(/\.$/) } })
})

test('a guardian sees his wards while he is one, and cannot act for one who is of age', async () => {
  const database = { kind: 'embedded' as const, engine: agency.engine }
  const migrationsFolder = fileURLToPath(new URL('../migrations/', import.meta.url))
  const db = await openDatabase<ConsentTables>({ source: database, schema: 'identity', migrationsFolder })
  const guardianship = { minor: WANG, guardian: CHAN, validFrom: '2020-01-01', validTo: '2026-11-21' }
  await openConsentStore(db).saveGuardianships([guardianship])
  const { data } = await agency.ask(inPortal(CHAN), '{ viewer { wards { id validTo consents { totalCount } } } }')
  const { wards } = (data as { viewer: { wards: { id: string }[] } }).viewer
  expect(wards).toEqual([
    { id: expect.stringMatching(/^[\w-]{22}$/), validTo: '2026-11-21', consents: { totalCount: 3 } },
  ])
  const granted = await agency.ask(inPortal(CHAN), GRANT, { input: input({ onBehalfOf: wards[0]?.id }) })
  expect(granted.data).toMatchObject({ grantConsent: { code: 'RESIDENT_NOT_YOURS' } })
  const others = await agency.ask(inPortal(WANG), '{ viewer { wards { id } } }')
  expect(others.data).toEqual({ viewer: { wards: [] } })
})

test.each([
  ['a partner', { registration: { jurisdiction: 'HONG_KONG', policies: [], filings: [] } }, 'POLICY_REQUIRED'],
  ['a token without the scope', { scopes: ['profile'] }, 'SCOPE_REQUIRED'],
  ['a token for another purpose', { purpose: 'fare-payment' }, 'PURPOSE_MISMATCH'],
])('%s can neither list, give nor take back', async (_who, wrong, code) => {
  const viewer = { ...inPortal(CHAN), ...wrong }
  const before = await list(inPortal(CHAN))
  const refusals = await Promise.all([
    agency.ask(viewer, '{ viewer { consents { totalCount } } }'),
    agency.ask(viewer, GRANT, { input: input() }),
    agency.ask(viewer, REVOKE, { input: { consentId: before.nodes[0]?.id } }),
  ])
  expect(refusals.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([code, code, code])
  expect(await list(inPortal(CHAN))).toEqual(before)
})

test('the register answers the gateway alone', async () => {
  const ask = (path: string) => fetch(new URL(path, agency.url), { method: 'POST', body: '{}' })
  const answers = await Promise.all(['/standing', '/consent-changes'].map(ask))
  expect(answers.map(({ status }) => status)).toEqual([401, 401])
})
