import { readFileSync } from 'node:fs'
import type { ObjectTypeDefinitionNode } from 'graphql'
import { Kind, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadKeyPair } from '../../kit/keys.ts'
import { openStatementSigner, STATEMENT_HEADER } from '../../kit/viewer-statement.ts'
import { roster } from '../../schema/roster.ts'
import type { TestHouse } from '../support/test-house.ts'
import { openTestHouse } from '../support/test-house.ts'

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

async function askAgency(name: string, query: string, variables: object = {}) {
  const { privateJwk } = await loadKeyPair({ folder: house.keysFolder, createMissing: false }, 'gateway')
  const sign = await openStatementSigner({ privateJwk, now: Date.now })
  const viewer = { subject: CHAN, clientId: 'sandbox-partner', scopes: ['payments'], purpose: 'conformance' }
  const response = await fetch(house.agencyUrls.get(name) as string, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [STATEMENT_HEADER]: await sign({ viewer, audience: name }) },
    body: JSON.stringify({ query, variables }),
  })
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
    test('_service answers the contract, word for word but for layout', async () => {
      const { data } = await askAgency(name, '{ _service { sdl } }')
      const served = parse((data._service as { sdl: string }).sdl, { noLocation: true })
      const names = (document: ReturnType<typeof parse>) =>
        document.definitions
          .flatMap((node) => ('name' in node && node.name ? [node.name.value] : []))
          .filter((type) => type !== 'Query' && type !== 'Mutation')
      expect(names(served)).toEqual(expect.arrayContaining(names(parse(contract))))
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
