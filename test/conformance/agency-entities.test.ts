import { readFileSync } from 'node:fs'
import type { ObjectTypeDefinitionNode } from 'graphql'
import { Kind, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSealer, postSealed } from '../../kit/subgraph/testing/seal.ts'
import { roster } from '../../schema/roster.ts'
import { personas } from '../../subgraphs/identity/issuer/issue-token.ts'
import { readRegion } from '../../subgraphs/identity/seed/seed-region.ts'
import { allowedViewer } from '../support/allowed-viewer.ts'
import type { TestHouse } from '../support/test-house.ts'
import { openTestHouse } from '../support/test-house.ts'

const cityIds = readRegion().cities.map(({ id }) => id)
const CHAN = '11111111-1111-4111-8111-111111111111'

/** One key that exists for each entity an agency resolves; tokens are taken from a real journey. */
const samples: Readonly<Record<string, (found: Found) => Record<string, unknown>>> = {
  Resident: () => ({ reference: CHAN }),
  City: () => ({ id: 'shenzhen' }),
  ControlPoint: () => ({ id: 'lo-wu' }),
  Operator: () => ({ id: 'hk:mtr' }),
  Stop: () => ({ id: 'hk:mtr:CEN' }),
  Route: () => ({ id: 'hk:mtr:EAL' }),
  WalletProvider: () => ({ id: 'octopus' }),
  Wallet: ({ walletId }) => ({ id: walletId }),
  Payment: ({ paymentId }) => ({ id: paymentId }),
  FareQuote: ({ fareQuoteId }) => ({ id: fareQuoteId }),
  BoundaryCrossing: ({ crossingId }) => ({ id: crossingId }),
}

/** What an agency adds to another's made-up-on-the-way things: it cannot know whether they exist, and takes the owner's word. */
const takenOnTrust = ['permits BoundaryCrossing', 'wallets FareQuote']

interface Found {
  readonly walletId: string
  readonly paymentId: string
  readonly fareQuoteId: string
  readonly crossingId: string
}

let house: TestHouse
let found: Found

beforeAll(async () => {
  house = await openTestHouse()
  found = await findTokens()
})
afterAll(() => house.close())

async function findTokens(): Promise<Found> {
  const trip = await house.ask({
    query: `{ itineraries(from: "sz:metro:civic-center", to: "hk:mtr:CEN", departure: "2026-11-23T08:30:00+08:00", first: 1) {
      ... on ItineraryConnection { nodes { fares { id payableWith { id wallet { id } payable } } crossings { id } } } } }`,
    persona: 'hk-resident',
  })
  type Trip = {
    fares: { id: string; payableWith: { id: string; wallet: { id: string }; payable: boolean }[] }[]
    crossings: { id: string }[]
  }
  const [first] = (trip.data as { itineraries: { nodes: Trip[] } }).itineraries.nodes
  const fare = first?.fares[0]
  const option = fare?.payableWith.find(({ payable }) => payable)
  const paid = await house.ask({
    query:
      'mutation ($input: PayFareInput!) { payFare(input: $input) { ... on FarePaid { payment { id } } ... on Refusal { code } } }',
    variables: { input: { paymentOptionId: option?.id, idempotencyKey: 'conformance' } },
    persona: 'hk-resident',
  })
  const { payment } = (paid.data as { payFare: { payment: { id: string } } }).payFare
  return {
    walletId: option?.wallet.id ?? '',
    paymentId: payment.id,
    fareQuoteId: fare?.id ?? '',
    crossingId: first?.crossings[0]?.id ?? '',
  }
}

async function askAgency(
  name: string,
  query: string,
  variables: object = {},
  { subject = CHAN, clientId = 'sandbox-partner' } = {},
) {
  const keyring = { folder: house.keysFolder, createMissing: false }
  const sealFor = await openSealer({ keyring, agency: name, now: Date.now })
  const viewer = allowedViewer({ subject, clientId, purpose: 'conformance' })
  const response = await postSealed(house.agencyUrls.get(name) ?? '', await sealFor(viewer), { query, variables })
  return (await response.json()) as { data: Record<string, unknown>; errors?: unknown }
}

/** Types with a key that this agency itself resolves. */
function entitiesOf(contract: string): string[] {
  const types = parse(contract).definitions.filter(
    (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION,
  )
  const isResolved = ({ directives = [] }: ObjectTypeDefinitionNode) =>
    directives.some(
      ({ name, arguments: given = [] }) =>
        name.value === 'key' && !given.some((argument) => argument.name.value === 'resolvable'),
    )
  return types.filter(isResolved).map(({ name }) => name.value)
}

describe.each(roster.map(({ name, schema }) => ({ name, contract: readFileSync(schema, 'utf8') })))(
  '$name',
  ({ name, contract }) => {
    test('_service answers the contract, word for word', async () => {
      const { data } = await askAgency(name, '{ _service { sdl } }')
      expect(data).toEqual({ _service: { sdl: contract } })
    })

    test.each(entitiesOf(contract))(
      '_entities answers %s by its key, in the order asked, and invents nothing',
      async (type) => {
        const sample = samples[type]
        expect(sample, `a sample key for ${type} is wanted in this test`).toBeDefined()
        const key = sample?.(found) ?? {}
        const nothing = Object.fromEntries(Object.keys(key).map((field) => [field, 'no-such-thing']))
        const [field = 'id'] = Object.keys(key)
        const isTakenOnTrust = takenOnTrust.includes(`${name} ${type}`)
        const { data, errors } = await askAgency(
          name,
          `query ($keys: [_Any!]!) { _entities(representations: $keys) { __typename ... on ${type} { ${field} } } }`,
          {
            keys: [
              { __typename: type, ...key },
              { __typename: type, ...nothing },
            ],
          },
        )
        expect({ data, errors }).toMatchObject({
          data: { _entities: [{ __typename: type, ...key }, isTakenOnTrust ? { __typename: type, ...nothing } : null] },
        })
      },
    )
  },
)

/** Everything through which an agency names authorities, asked at its own door. */
const authorityQuestions: Readonly<Record<string, string>> = {
  identity: `{
    viewer { identityDocuments { nodes { issuer { ...A } } } }
    cities { nodes { identityServices { services { authority { ...A } } } } } }`,
  permits: `query ($cities: [_Any!]!) {
    _entities(representations: $cities) { ... on City { permitServices { offices { authority { ...A } } } } }
    viewer { travelPermits { nodes { issuer { ...A } } } }
    controlPoints(first: 100) { nodes { sides { authority { ...A } } } } }`,
  wallets: '{ walletProviders(first: 100) { nodes { regulator { ...A } } } }',
}
const AUTHORITY = 'fragment A on Authority { __typename id name { en zhHant zhHans pt } jurisdiction url }'

test('the same authority id has the same name, jurisdiction and address at every agency', async () => {
  const namers = roster.filter(({ schema }) => /^type Authority\b/m.test(readFileSync(schema, 'utf8')))
  expect(Object.keys(authorityQuestions)).toEqual(namers.map(({ name }) => name))
  const cities = cityIds.map((id) => ({ __typename: 'City', id }))
  const told = new Map<string, Map<string, string[]>>()
  for (const [agency, question] of Object.entries(authorityQuestions)) {
    for (const { reference } of personas) {
      const { data } = await askAgency(agency, question + AUTHORITY, { cities }, { subject: reference })
      for (const { id, ...authority } of authoritiesIn(data)) {
        const versions = told.get(id) ?? new Map<string, string[]>()
        const version = JSON.stringify(authority)
        told.set(id, versions.set(version, [...new Set([...(versions.get(version) ?? []), agency])]))
      }
    }
  }
  const shared = [...told.values()].filter((versions) => [...versions.values()].flat().length > 1)
  expect(told.size).toBeGreaterThan(15)
  expect(shared.length).toBeGreaterThanOrEqual(2)
  const contradicted = [...told].filter(([, versions]) => versions.size > 1)
  expect(contradicted.map(([id, versions]) => ({ id, versions: Object.fromEntries(versions) }))).toEqual([])
})

interface NamedAuthority {
  readonly __typename: 'Authority'
  readonly id: string
}

function authoritiesIn(value: unknown): NamedAuthority[] {
  if (typeof value !== 'object' || value === null) return []
  if ('__typename' in value && value.__typename === 'Authority') return [value as NamedAuthority]
  return Object.values(value).flatMap(authoritiesIn)
}

/** Asked at the agencies' own doors: no second partner of the sandbox has everybody's consent. */
const personalThings: Readonly<Record<string, string>> = {
  identity: '{ viewer { id identityDocuments { edges { cursor node { id } } } } }',
  permits:
    '{ viewer { travelPermits { edges { cursor node { id endorsements { edges { cursor node { id } } } } } } } }',
  wallets: `{ viewer { wallets { edges { cursor node { id
    payments { nodes { id } } statement { nodes { id } } } } } } }`,
}

test.each(personas.map(({ slug, reference }) => [slug, reference] as const))(
  'of what belongs to %s, no id is shared between two partner apps, and each app meets its own again',
  async (_persona, subject) => {
    const askAs = async (clientId: string) => {
      const asked = Object.entries(personalThings).map(([agency, query]) =>
        askAgency(agency, query, {}, { subject, clientId }),
      )
      const answers = await Promise.all(asked)
      for (const { errors } of answers) expect(errors).toBeUndefined()
      return textsIn(answers.map(({ data }) => data))
    }
    const [one, other, again] = [
      await askAs('sandbox-partner'),
      await askAs('another-partner'),
      await askAs('sandbox-partner'),
    ]
    expect(one.length).toBeGreaterThan(3)
    expect(other).toHaveLength(one.length)
    expect(one.filter((text) => other.includes(text))).toEqual([])
    expect(again).toEqual(one)
  },
)

/** Every text of an answer: here each is an id or a cursor, which is made of an id. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
