import { Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openLogger } from '../../kit/logger.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import { startAgency } from './main.ts'
import { NOW, startTestAgency } from './test-agency.ts'

type Agency = Awaited<ReturnType<typeof startTestAgency>>
let agency: Agency

beforeAll(async () => {
  agency = await startTestAgency()
})
afterAll(() => agency.close())

const RESIDENT = '11111111-1111-4111-8111-111111111111'
const TRIP = { from: 'sz:metro:civic-center', to: 'hk:mtr:CEN', departure: '2026-11-23T08:30:00+08:00' }
const TRIP_QUERY = `query ($from: ID!, $to: ID!, $departure: DateTime!, $passenger: PassengerCategory, $first: Int, $after: String) {
  itineraries(from: $from, to: $to, departure: $departure, passenger: $passenger, first: $first, after: $after) {
    __typename
    ... on ItineraryConnection {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id departure arrival durationSeconds transferCount
        legs { mode route { id } operator { id } headsign { en zhHant zhHans } from { id } to { id } departure arrival intermediateStopCount timetableBasis basisNote crossing { id } }
        crossings { id at from to controlPoint { id } traveller { reference } }
        fares { id operator { id } product { en zhHant zhHans } from { id } to { id } passenger amount { amountMinor currency } medium validOn source { title url asOf verification note }
          acceptance { provider { id } amount { amountMinor currency } basis validFrom validTo source { title asOf verification note } } }
        fareTotals { amountMinor currency }
      }
    }
    ... on Refusal { code message nextStep }
    ... on StopUnknown { stopId }
    ... on DepartureOutOfRange { coveredFrom coveredTo }
  }
}`

interface Amount {
  readonly amountMinor: number
  readonly currency: string
}
interface Trip {
  readonly id: string
  readonly departure: string
  readonly arrival: string
  readonly durationSeconds: number
  readonly transferCount: number
  readonly legs: readonly {
    readonly mode: string
    readonly route: { readonly id: string } | null
    readonly operator: { readonly id: string } | null
    readonly from: { readonly id: string }
    readonly to: { readonly id: string }
    readonly departure: string
    readonly arrival: string
    readonly basisNote: string
    readonly headsign: object | null
  }[]
  readonly crossings: readonly { readonly id: string; readonly at: string; readonly controlPoint: { id: string } }[]
  readonly fares: readonly {
    readonly id: string
    readonly operator: { readonly id: string }
    readonly from: { readonly id: string }
    readonly to: { readonly id: string }
    readonly amount: Amount
    readonly acceptance: readonly { readonly provider: { readonly id: string }; readonly amount: Amount }[]
  }[]
  readonly fareTotals: readonly Amount[]
}
interface TripAnswer {
  readonly itineraries: {
    readonly __typename: string
    readonly totalCount: number
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
    readonly nodes: readonly Trip[]
  }
}

async function askTrips(variables: object, viewer?: Parameters<Agency['ask']>[2]): Promise<TripAnswer['itineraries']> {
  const answer = await agency.ask<TripAnswer>(TRIP_QUERY, variables, viewer)
  expect(answer.errors).toBeUndefined()
  return answer.data.itineraries
}

test('from Shenzhen to Hong Kong a traveller sees three different control points among the first three ways', async () => {
  const { nodes } = await askTrips({ ...TRIP, first: 3 })
  expect(nodes.map((trip) => trip.crossings.map((crossing) => crossing.controlPoint.id))).toEqual([
    ['lok-ma-chau-spur-line'],
    ['lo-wu'],
    ['west-kowloon'],
  ])
})

test('the quickest way leaves after the departure asked for, crosses once and says what each part rests on', async () => {
  const [trip] = (await askTrips({ ...TRIP, first: 1 })).nodes
  if (!trip) throw new Error('wanted a trip')
  expect(trip.legs.map((leg) => [leg.mode, leg.route?.id ?? null, leg.from.id, leg.to.id])).toEqual([
    ['SUBWAY', 'sz:metro:4', 'sz:metro:civic-center', 'sz:metro:futian-checkpoint'],
    ['WALK', null, 'sz:metro:futian-checkpoint', 'hk:mtr:LMC'],
    ['SUBWAY', 'hk:mtr:EAL', 'hk:mtr:LMC', 'hk:mtr:ADM'],
    ['SUBWAY', expect.stringMatching(/^hk:mtr:(ISL|TWL)$/), 'hk:mtr:ADM', 'hk:mtr:CEN'],
  ])
  expect(trip.transferCount).toBe(2)
  expect(Date.parse(trip.departure)).toBeGreaterThanOrEqual(Date.parse(TRIP.departure))
  expect(trip.durationSeconds).toBe((Date.parse(trip.arrival) - Date.parse(trip.departure)) / 1000)
  expect(trip.durationSeconds).toBeGreaterThan(70 * 60)
  expect(trip.durationSeconds).toBeLessThan(110 * 60)
  for (const [index, leg] of trip.legs.entries()) {
    expect(leg.basisNote).not.toBe('')
    expect(leg.arrival > leg.departure).toBe(true)
    expect(leg.departure >= (trip.legs[index - 1]?.arrival ?? trip.departure)).toBe(true)
  }
  expect(trip.crossings).toEqual([
    {
      id: expect.any(String),
      at: trip.legs[1]?.departure,
      from: 'MAINLAND',
      to: 'HONG_KONG',
      controlPoint: { id: 'lok-ma-chau-spur-line' },
      traveller: null,
    },
  ])
})

test('the trip costs CNY 2 in Shenzhen and one MTR fare of HKD 52.20 across the change at Admiralty', async () => {
  const [trip] = (await askTrips({ ...TRIP, first: 1 })).nodes
  expect(trip?.fareTotals).toEqual([
    { amountMinor: 5220, currency: 'HKD' },
    { amountMinor: 200, currency: 'CNY' },
  ])
  expect(trip?.fares.map((fare) => [fare.operator.id, fare.from.id, fare.to.id])).toEqual([
    ['sz:metro', 'sz:metro:civic-center', 'sz:metro:futian-checkpoint'],
    ['hk:mtr', 'hk:mtr:LMC', 'hk:mtr:CEN'],
  ])
})

test('a student pays the student fare by card; a wallet that knows adults only still takes the adult fare', async () => {
  const [trip] = (await askTrips({ ...TRIP, first: 1, passenger: 'STUDENT' })).nodes
  const mtr = trip?.fares.find((fare) => fare.operator.id === 'hk:mtr')
  expect(mtr).toMatchObject({ passenger: 'STUDENT', source: { asOf: '2024-07-05' } })
  const price = (provider: string) => mtr?.acceptance.find((one) => one.provider.id === provider)?.amount.amountMinor
  expect(price('octopus')).toBe(mtr?.amount.amountMinor)
  expect(mtr?.amount.amountMinor).toBeLessThan(5220)
  expect(price('weixin-pay')).toBe(5220)
  expect(trip?.fares[0]).toMatchObject({ operator: { id: 'sz:metro' }, passenger: 'ADULT' })
})

test('paging goes forward and ends: every way exactly once, in order of arrival', async () => {
  const whole = await askTrips({ ...TRIP, first: 100 })
  const ids: string[] = []
  for (let after: string | null = null; ; ) {
    const page: TripAnswer['itineraries'] = await askTrips({ ...TRIP, first: 2, after })
    ids.push(...page.nodes.map((trip) => trip.id))
    if (!page.pageInfo.hasNextPage) break
    after = page.pageInfo.endCursor
  }
  expect(ids).toEqual(whole.nodes.map((trip) => trip.id))
  expect(new Set(ids).size).toBe(whole.totalCount)
  const arrivals = whole.nodes.map((trip) => trip.arrival)
  expect(arrivals).toEqual(arrivals.toSorted())
})

test('the same trip keeps its id when the departure is asked a minute later', async () => {
  const first = await askTrips(TRIP)
  const again = await askTrips({ ...TRIP, departure: '2026-11-23T08:31:00+08:00' })
  expect(again.nodes.map((trip) => trip.id)).toContain(first.nodes[0]?.id)
})

test.each([
  [
    { ...TRIP, from: 'hk:mtr:XXX' },
    { __typename: 'StopUnknown', code: 'STOP_UNKNOWN', stopId: 'hk:mtr:XXX' },
  ],
  [
    { ...TRIP, to: '' },
    { __typename: 'StopUnknown', code: 'STOP_UNKNOWN', stopId: '' },
  ],
  [
    { ...TRIP, departure: '2025-12-31T23:59:59+08:00' },
    {
      __typename: 'DepartureOutOfRange',
      code: 'DEPARTURE_OUT_OF_RANGE',
      coveredFrom: '2026-01-01',
      coveredTo: '2027-12-31',
    },
  ],
  [
    { ...TRIP, to: TRIP.from },
    { __typename: 'NoItinerary', code: 'NO_ITINERARY' },
  ],
  [
    { ...TRIP, from: 'hzmb:zhuhai-port', to: 'hzmb:macao-port' },
    { __typename: 'NoItinerary', code: 'NO_ITINERARY' },
  ],
])('what cannot be answered is refused with a code and a next step: %o', async (variables, refusal) => {
  expect(await askTrips(variables)).toEqual({
    ...refusal,
    message: expect.stringMatching(/\w/),
    nextStep: expect.stringMatching(/\w/),
  })
})

test('who crosses is the resident who asks, and nobody where the caller is anonymous', async () => {
  const [trip] = (await askTrips({ ...TRIP, first: 1 })).nodes
  const representations = [{ __typename: 'BoundaryCrossing', id: trip?.crossings[0]?.id }]
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on BoundaryCrossing { at from to controlPoint { id } traveller { reference } } }
  }`
  const crossing = { at: trip?.crossings[0]?.at, from: 'MAINLAND', to: 'HONG_KONG' }
  const expected = (traveller: object | null) => ({
    data: { _entities: [{ ...crossing, controlPoint: { id: 'lok-ma-chau-spur-line' }, traveller }] },
  })
  const viewer = { ...anonymous, subject: RESIDENT, clientId: 'partner-a' }
  expect(await agency.ask(query, { representations }, viewer)).toMatchObject(expected({ reference: RESIDENT }))
  expect(await agency.ask(query, { representations })).toMatchObject(expected(null))
})

test('a fare is found again by its id alone, with the same amount, product and terms', async () => {
  const trips = (await askTrips(TRIP)).nodes
  const fares = trips.flatMap((trip) => trip.fares)
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on FareQuote {
    id operator { id } product { en zhHant zhHans } from { id } to { id } passenger amount { amountMinor currency } medium validOn source { title url asOf verification note }
    acceptance { provider { id } amount { amountMinor currency } basis validFrom validTo source { title asOf verification note } } } } }`
  const representations = fares.map(({ id }) => ({ __typename: 'FareQuote', id }))
  const { data } = await agency.ask<{ _entities: unknown[] }>(query, { representations })
  expect(data._entities).toEqual(fares)
})

test('an id that is not ours, or names what does not exist, is null and hurts no other answer', async () => {
  const token = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const representations = [
    { __typename: 'FareQuote', id: 'nonsense' },
    { __typename: 'FareQuote', id: token(['hk:mtr', 'hk:mtr:CEN', 'hk:mtr:ZZZ', '2026-11-23', 0, 'ADULT']) },
    { __typename: 'FareQuote', id: token(['hk:mtr', 'hk:mtr:CEN', 'hk:mtr:ADM', '2020-01-01', 0, 'ADULT']) },
    { __typename: 'FareQuote', id: token(['hk:mtr', 'hk:mtr:CEN', 'hk:mtr:ADM', '2026-11-23', 0, 'ADULT']) },
    { __typename: 'BoundaryCrossing', id: token(['lo-wu', 'HONG_KONG', 'MACAO', 1]) },
    { __typename: 'BoundaryCrossing', id: token(['lo-wu', 'HONG_KONG', 'MAINLAND', 1e15]) },
    { __typename: 'BoundaryCrossing', id: '' },
    { __typename: 'Stop', id: 'hk:mtr:ZZZ' },
    { __typename: 'Operator', id: 'hk:nobody' },
    { __typename: 'Route', id: 'hk:mtr:ZZZ' },
    { __typename: 'City', id: 'london' },
    { __typename: 'Stop', id: 'hk:mtr:LOW' },
  ]
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on FareQuote { amount { amountMinor } } ... on BoundaryCrossing { id } ... on Stop { name { en } } } }`
  const answer = await agency.ask<{ _entities: unknown[] }>(query, { representations })
  expect(answer.errors).toBeUndefined()
  expect(answer.data._entities).toEqual([
    ...[null, null, null],
    { amount: { amountMinor: 490 } },
    ...[null, null, null, null, null, null, null],
    { name: { en: 'Lo Wu' } },
  ])
})

test('what is not sure about a fare or a wallet is said beside it, and how far its source was verified', async () => {
  const [trip] = (await askTrips({ ...TRIP, first: 1 })).nodes
  const [metro, mtr] = trip?.fares ?? []
  expect(metro).toMatchObject({
    product: { en: 'Shenzhen Metro, by distance', zhHant: '深圳地鐵，按里程', zhHans: '深圳地铁，按里程' },
    medium: 'STORED_VALUE',
    source: { verification: 'SECONDARY', note: expect.stringContaining('A pair near a step may be off by CNY 1.') },
  })
  expect(mtr).toMatchObject({ medium: 'STORED_VALUE', source: { verification: 'PRIMARY' } })
  const octopus = mtr?.acceptance.find((one) => one.provider.id === 'octopus')
  expect(octopus).toMatchObject({
    validFrom: '1997-09-01',
    validTo: null,
    source: {
      title: 'Public knowledge, to be verified with the operator',
      verification: 'UNVERIFIED',
      note: 'unverified: start date',
    },
  })
})

test('the sign on the vehicle is told in the languages of the region', async () => {
  const [trip] = (await askTrips({ ...TRIP, first: 1 })).nodes
  expect(trip?.legs.map((leg) => leg.headsign)).toEqual([
    { en: 'Futian Checkpoint', zhHant: '福田口岸', zhHans: '福田口岸' },
    null,
    { en: 'Admiralty', zhHant: '金鐘', zhHans: '金钟' },
    expect.objectContaining({ zhHant: expect.stringMatching(/堅尼地城|中環/) }),
  ])
})

test('high-speed rail is told apart from other rail, on the leg and on the route', async () => {
  const rail = await askTrips({ ...TRIP, from: 'xrl:west-kowloon', to: 'xrl:futian', first: 1 })
  expect(rail.nodes[0]?.legs.at(-1)?.mode).toBe('HIGH_SPEED_RAIL')
  expect(rail.nodes[0]?.fares[0]).toMatchObject({
    medium: 'ANY',
    source: { note: expect.stringContaining('check before quoting') },
  })
  const query = '{ xrl: route(id: "cr:xrl:gsh") { mode } ael: route(id: "hk:mtr:AEL") { mode } }'
  expect(await agency.ask(query)).toEqual({ data: { xrl: { mode: 'HIGH_SPEED_RAIL' }, ael: { mode: 'RAIL' } } })
})

test('a child is quoted the adult fare on the Macao LRT, where only height makes a ride free', async () => {
  const ride = { from: 'mo:lrt:barra', to: 'mo:lrt:ocean', passenger: 'CHILD', first: 1 }
  const [trip] = (await askTrips({ ...TRIP, ...ride })).nodes
  expect(trip?.fares[0]).toMatchObject({ passenger: 'ADULT', amount: { amountMinor: 300, currency: 'MOP' } })
})

test('an itinerary is read again by its id, for another passenger too; an id of no trip is null', async () => {
  const asked = TRIP_QUERY.slice(TRIP_QUERY.indexOf('nodes {') + 6, TRIP_QUERY.indexOf('    ... on Refusal')).trim()
  const fields = asked.slice(0, asked.lastIndexOf('}'))
  const query = `query ($id: ID!, $passenger: PassengerCategory) { itinerary(id: $id, passenger: $passenger) ${fields} }`
  const { nodes } = await askTrips({ ...TRIP, first: 100 })
  expect(nodes.length).toBeGreaterThan(3)
  for (const trip of nodes) expect(await agency.ask(query, { id: trip.id })).toEqual({ data: { itinerary: trip } })
  const student = (await askTrips({ ...TRIP, first: 1, passenger: 'STUDENT' })).nodes[0]
  expect(student?.id).toBe(nodes[0]?.id)
  expect(await agency.ask(query, { id: student?.id, passenger: 'STUDENT' })).toEqual({ data: { itinerary: student } })
  expect(await agency.ask(query, { id: 'nonsense' })).toEqual({ data: { itinerary: null } })
})

test('a start that fails after the database was opened closes it again', async () => {
  const closed = vi.spyOn(Kysely.prototype, 'destroy')
  const keyring = { folder: '/nonexistent', createMissing: false }
  const database = { kind: 'embedded', engine: agency.engine } as const
  const options = { env: {}, host: '127.0.0.1', port: 0, database, keyring, now: () => NOW }
  await expect(startAgency({ ...options, logger: openLogger({ name: 'transit', level: 'silent' }) })).rejects.toThrow()
  expect(closed).toHaveBeenCalledTimes(1)
  closed.mockRestore()
})
