import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatInstant } from '../../../kit/clock.ts'
import type { FieldPolicy } from '../../../kit/policy/field-policy.ts'
import type { GatewayAnswer, TestHouse } from '../../support/test-house.ts'
import { openTestHouse } from '../../support/test-house.ts'
import type { Cell, Way } from './cells.ts'
import { gatewayPolicies, tables } from './classed-fields.ts'
import { expectedAnswer } from './expected-answer.ts'
import { wordsOf } from './viewer-of.ts'

const HOUR_MS = 3_600_000
const RIGHT = 'cross-boundary-travel'
const WRONG = 'age-verification'
const words = wordsOf([...tables.values()].flatMap(({ fields }) => fields))
const categories = words.categories.filter((category) => !['account', 'pseudonym'].includes(category))
const everyScope = words.scopes.join(' ')

/** A resident, a client, and what is between them; no pair stands here twice, so that each keeps its consent. */
type Pair = readonly [kind: Way['kind'], consent: Cell['consent'], persona: string, client: string]
const pairs: readonly Pair[] = [
  ['same', 'none', 'shenzhen-hukou', 'sandbox-mainland-partner'],
  ['same', 'live', 'zhuhai-hukou', 'sandbox-mainland-partner'],
  ['same', 'live at home', 'foreign-visitor', 'sandbox-partner'],
  ['same', 'expired', 'zhuhai-residence-permit', 'sandbox-mainland-partner'],
  ['same', 'revoked', 'hk-resident', 'sandbox-partner'],
  ['routed', 'none', 'zhuhai-hukou', 'sandbox-macao-partner'],
  ['routed', 'live', 'macao-resident', 'sandbox-partner'],
  ['routed', 'live at home', 'zhuhai-hukou', 'sandbox-partner'],
  ['routed', 'expired', 'zhuhai-residence-permit', 'sandbox-partner'],
  ['routed', 'revoked', 'shenzhen-hukou', 'sandbox-partner'],
  ['unfiled', 'none', 'hk-non-chinese', 'sandbox-mainland-partner'],
  ['unfiled', 'live', 'hk-resident', 'sandbox-mainland-partner'],
  ['unfiled', 'expired', 'foreign-visitor', 'sandbox-mainland-partner'],
  ['unfiled', 'revoked', 'macao-resident', 'sandbox-mainland-partner'],
]
const homes: Readonly<Record<string, string>> = {
  ...{ 'shenzhen-hukou': 'MAINLAND', 'zhuhai-hukou': 'MAINLAND', 'zhuhai-residence-permit': 'MAINLAND' },
  ...{ 'hk-resident': 'HONG_KONG', 'hk-non-chinese': 'HONG_KONG', 'foreign-visitor': 'HONG_KONG' },
  'macao-resident': 'MACAO',
}
const places: Readonly<Record<string, string>> = {
  'sandbox-partner': 'HONG_KONG',
  'sandbox-mainland-partner': 'MAINLAND',
  'sandbox-macao-partner': 'MACAO',
}

/** Each classed field of the graph that a caller can ask of himself, by the coordinate whose policies it has. */
const ARRIVAL = 'from: MAINLAND, to: HONG_KONG, at: "2026-11-23T08:30:00+08:00"'
const selections: Readonly<Record<string, string>> = {
  'Resident.id': 'id',
  'Resident.name': 'name { en }',
  'Resident.nationality': 'nationality',
  'Resident.residencies': 'residencies { status }',
  'Resident.identityDocuments': 'identityDocuments { totalCount }',
  'Resident.isOver18': 'isOver18 { holds }',
  'Resident.consents': 'consents { totalCount }',
  'Resident.wards': 'wards { id }',
  'Resident.accessLog': 'accessLog { totalCount }',
  'Resident.travelPermits': 'travelPermits { totalCount }',
  'Resident.holdsValidPermit': 'holdsValidPermit(kind: HMTP) { holds }',
  'Resident.crossing': `crossing(${ARRIVAL}) { __typename }`,
  'Resident.wallets': 'wallets { totalCount }',
}
const query = `{ viewer { ${Object.values(selections).join(' ')} } }`

let house: TestHouse
let laterMs = -3 * HOUR_MS
const told = { requests: 0, cells: 0, given: 0 }

beforeAll(async () => {
  house = await openTestHouse({ now: () => Date.now() + laterMs })
  for (const pair of pairs) await prepare(pair)
  // What was agreed to for two hours has ended, and the gateway has heard from the register since.
  laterMs = 0
  await untilHeard()
}, 120_000)
afterAll(async () => {
  const { requests, cells, given } = told
  console.log(
    `authorization matrix, over HTTP: ${requests} requests, ${cells} cells (${given} given); impossible here: unrouted (each two of the three jurisdictions have a route)`,
  )
  await house.close()
})

test('every field that a resident can be asked for has a selection', () => {
  const hidden = ['Resident.reference', 'Resident.travelIdentity']
  const classed = [...gatewayPolicies.keys()].filter((coordinate) => coordinate.startsWith('Resident.'))
  expect(Object.keys(selections).sort()).toEqual(classed.filter((coordinate) => !hidden.includes(coordinate)).sort())
})

const asked = pairs.flatMap((pair) =>
  (['with', 'without'] as const).flatMap((scope) =>
    [RIGHT, WRONG].map((purpose) => [...pair, scope, purpose] as const),
  ),
)

test.each(asked)(
  '%s jurisdiction, consent %s: what %s is asked by %s, %s the scopes, for %s, is answered as the rules say',
  async (kind, consent, persona, clientId, scope, purpose) => {
    const wishes = { clientId, purpose, scope: scope === 'with' ? everyScope : 'openid', acr: 'HIGH' }
    const answer = await ask({ query, token: await house.tokenFor(persona, wishes) })
    const way = { kind, from: homes[persona] ?? '', to: places[clientId] ?? '' }
    // Only what was agreed to for a purpose can be right for it.
    compare(answer, (policies) => ({
      ...{ caller: 'owner', scope, way, client: 'weak' },
      consent: purpose === RIGHT ? consent : 'none',
      purpose: policies.some(({ purposes }) => purposes && !purposes.includes(purpose)) ? 'wrong' : 'right',
    }))
  },
)

test('nobody without a token has a resident at all, and is given nothing by an id', async () => {
  const { data } = await ask({ query: '{ viewer { id name { en } } wallet(id: "x") { id } payment(id: "x") { id } }' })
  expect(data).toEqual({ viewer: null, wallet: null, payment: null })
})

test('another resident is not given a wallet by its id, by the same client and with every consent of his own', async () => {
  const [owner, other] = await Promise.all(['macao-resident', 'hk-non-chinese'].map((one) => house.tokenFor(one)))
  const wallets = '{ viewer { wallets { nodes { id } } } }'
  const { data } = await ask({ query: wallets, ...(owner ? { token: owner } : {}) })
  const [wallet] = (data as { viewer: { wallets: { nodes: { id: string }[] } } }).viewer.wallets.nodes
  const one = { query: 'query ($id: ID!) { wallet(id: $id) { id } }', variables: { id: wallet?.id } }
  expect((await ask({ ...one, ...(owner ? { token: owner } : {}) })).data).toEqual({ wallet: { id: wallet?.id } })
  expect((await ask({ ...one, ...(other ? { token: other } : {}) })).data).toEqual({ wallet: null })
})

async function ask(question: Parameters<TestHouse['ask']>[0]): Promise<GatewayAnswer> {
  told.requests += 1
  return admitted(question)
}

/** What is shed by a machine that is busy with other tests is asked again. */
async function admitted(question: Parameters<TestHouse['ask']>[0]): Promise<GatewayAnswer> {
  const answer = await house.ask(question)
  if (!answer.errors?.some(({ extensions }) => extensions.code === 'OVERLOADED')) return answer
  await new Promise((resolve) => setTimeout(resolve, 200))
  return admitted(question)
}

function compare({ data, errors }: GatewayAnswer, cellOf: (policies: readonly FieldPolicy[]) => Cell): void {
  const viewer = data?.viewer as Record<string, unknown>
  const got: Record<string, unknown> = {}
  const wanted: Record<string, unknown> = {}
  for (const coordinate of Object.keys(selections)) {
    const name = coordinate.replace('Resident.', '')
    const policies = gatewayPolicies.get(coordinate) ?? []
    const code = errors?.find(({ path }) => path?.join('.') === `viewer.${name}`)?.extensions.code
    wanted[name] = expectedAnswer(policies, cellOf(policies))
    got[name] = code ?? 'given'
    told.cells += 1
    if (wanted[name] === 'given') told.given += 1
    else expect(viewer[name], name).toBeNull()
  }
  expect(got).toEqual(wanted)
}

const GRANT = `mutation ($input: GrantConsentInput!) { grantConsent(input: $input) {
  __typename ... on ConsentGranted { consent { id } } ... on Refusal { code } } }`
const REVOKE = `mutation ($input: RevokeConsentInput!) { revokeConsent(input: $input) { __typename } }`

/** By the resident's own hand, in the portal. */
async function prepare([, consent, persona, clientId]: Pair): Promise<void> {
  if (consent === 'none') return
  const token = await house.tokenFor(persona, {
    clientId: 'resident-portal',
    purpose: 'self-service',
    scope: 'account',
  })
  const expiresAt = formatInstant(Date.now() + (consent === 'expired' ? -HOUR_MS : 30 * 24 * HOUR_MS))
  const terms = {
    clientId,
    purpose: RIGHT,
    categories,
    transfer: consent !== 'live at home',
    language: 'EN',
    expiresAt,
  }
  const { data } = await admitted({ query: GRANT, variables: { input: terms }, token })
  const granted = data?.grantConsent as { consent: { id: string } } | undefined
  expect(data).toEqual({ grantConsent: { __typename: 'ConsentGranted', consent: expect.anything() } })
  if (consent !== 'revoked') return
  const input = { consentId: granted?.consent.id }
  expect((await admitted({ query: REVOKE, variables: { input }, token })).data).toEqual({
    revokeConsent: { __typename: 'ConsentRevoked' },
  })
}

async function untilHeard(): Promise<void> {
  const token = await house.tokenFor('macao-resident')
  const isGiven = async () => (await house.ask({ query: '{ viewer { nationality } }', token })).errors === undefined
  while (!(await isGiven())) await new Promise((resolve) => setTimeout(resolve, 50))
}
