import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEmbeddedEngine } from '../../kit/database.ts'
import { openLogger } from '../../kit/logger.ts'
import type { RunningSubgraph } from '../../kit/subgraph/start-subgraph.ts'
import { openSealer, postSealed } from '../../kit/subgraph/testing/seal.ts'
import { subscribeByEventStream } from '../../kit/subgraph/testing/subscriber.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import { allowedViewer } from '../../test/support/allowed-viewer.ts'
import { startAgency } from './main.ts'
import type { Persona } from './testing/sandbox-travellers.ts'
import { personas, represented, sandboxReference } from './testing/sandbox-travellers.ts'

const now = () => Date.parse('2026-11-21T12:00:00+08:00')
const folder = mkdtempSync(join(tmpdir(), 'permits-'))
let engine: PGlite
let agency: RunningSubgraph
let sealFor: Awaited<ReturnType<typeof openSealer>>
let statements: string[] = []

beforeAll(async () => {
  sealFor = await openSealer({ keyring: { folder, createMissing: true }, agency: 'permits', now })
  engine = await openEmbeddedEngine({})
  const query = engine.query.bind(engine)
  engine.query = ((sql: string, ...rest: never[]) => {
    statements.push(sql)
    return query(sql, ...rest)
  }) as PGlite['query']
  agency = await start()
})

function start(): Promise<RunningSubgraph> {
  return startAgency({
    env: {},
    host: '127.0.0.1',
    port: 0,
    database: { kind: 'embedded', engine },
    keyring: { folder, createMissing: true },
    now,
    logger: openLogger({ name: 'permits', level: 'silent' }),
  })
}

afterAll(async () => {
  await agency?.close()
  await engine?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function ask(query: string, variables: object = {}, persona: Persona | null = null, clientId = 'partner-one') {
  const viewer = persona ? allowedViewer({ clientId, subject: sandboxReference(persona) }) : anonymous
  const seal = await sealFor(viewer)
  statements = []
  const response = await postSealed(agency.url, seal, { query, variables })
  return (await response.json()) as { data: Record<string, never> | null; errors?: { extensions: { code: string } }[] }
}

function entities(selection: string, representations: object[], persona: Persona | null = null, clientId?: string) {
  return ask(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${selection} } }`,
    { representations },
    persona,
    clientId,
  )
}

function passage(persona: Persona | null, at = '2026-11-23T08:30:00+08:00') {
  return {
    __typename: 'BoundaryCrossing',
    id: 'itinerary-1:0',
    at,
    from: 'MAINLAND',
    to: 'HONG_KONG',
    controlPoint: { __typename: 'ControlPoint', id: 'lok-ma-chau-spur-line' },
    traveller: persona && represented(persona),
  }
}

const DECISION = `... on BoundaryCrossing {
  opening { state opens closes source { asOf } }
  decision {
    verdict maxStayDays asOf
    reasons { side outcome ruleId authority { id } validFrom validTo source { title } }
    missing { side code ruleId authority { id } }
    mustCarry { side kind endorsement scheme { id oncePerNaturalWeek } }
    credentials { credential accepted physicalDocumentRequired endorsements { side status authority { id } } }
    ask { id }
  }
}`

describe('the flagship passage, Futian to Lok Ma Chau by day', () => {
  test('a Shenzhen resident passes with the multiple-entry endorsement, for seven days', async () => {
    const scheme = { id: 'shenzhen-multiple', oncePerNaturalWeek: false }
    const { data } = await entities(DECISION, [passage('shenzhen-hukou')], 'shenzhen-hukou')
    expect(data?._entities).toEqual([
      {
        opening: {
          state: 'OPEN',
          opens: '2026-11-23T06:30:00+08:00',
          closes: '2026-11-23T22:30:00+08:00',
          source: { asOf: '2023-02-06' },
        },
        decision: {
          verdict: 'ALLOWED',
          maxStayDays: 7,
          asOf: '2026-11-23T08:30:00+08:00',
          reasons: [
            {
              side: 'EXIT',
              outcome: 'ALLOWED',
              ruleId: 'mainland-exit-eep-hong-kong',
              authority: { id: 'nia' },
              validFrom: '2013-07-01',
              validTo: null,
              source: { title: 'Exit and Entry Administration Law of the PRC (Order 57 of 2012), articles 9 to 11' },
            },
            {
              side: 'ENTRY',
              outcome: 'ALLOWED',
              ruleId: 'hong-kong-entry-eep',
              authority: { id: 'immd' },
              validFrom: '2013-07-01',
              validTo: null,
              source: {
                title:
                  'Immigration Department, arrangement for entry of Mainland residents: exit-entry permit with an endorsement',
              },
            },
          ],
          missing: [],
          mustCarry: [
            { side: 'EXIT', kind: 'EEP', endorsement: 'INDIVIDUAL_VISIT', scheme },
            { side: 'ENTRY', kind: 'EEP', endorsement: 'INDIVIDUAL_VISIT', scheme },
          ],
          credentials: [],
          ask: [],
        },
      },
    ])
  })

  test.each([
    ['hk-resident', 'ALLOWED', ['EXIT HMTP', 'ENTRY HKID'], []],
    [
      'zhuhai-residence-permit',
      'NOT_ALLOWED',
      ['EXIT EEP', 'ENTRY EEP'],
      ['ENDORSEMENT_REQUIRED', 'ENDORSEMENT_REQUIRED'],
    ],
    ['foreign-visitor', 'UNDETERMINED', ['EXIT PASSPORT', 'ENTRY PASSPORT'], []],
    ['macao-resident', 'ALLOWED', ['EXIT HMTP', 'ENTRY MACAO_BIR'], []],
    ['zhuhai-hukou', 'NOT_ALLOWED', ['EXIT EEP', 'ENTRY EEP'], ['ENDORSEMENT_REQUIRED', 'ENDORSEMENT_REQUIRED']],
    ['hk-non-chinese', 'ALLOWED', ['EXIT HMTP_NON_CHINESE', 'ENTRY HKID'], []],
  ] as const)('%s is told %s', async (persona, verdict, carry, missing) => {
    const { data } = await entities(DECISION, [passage(persona)], persona)
    const [{ decision }] = (data?._entities ?? [{}]) as never as [{ decision: never }]
    const told = decision as {
      verdict: string
      mustCarry: { side: string; kind: string }[]
      missing: { code: string }[]
    }
    expect({
      verdict: told.verdict,
      carry: told.mustCarry.map(({ side, kind }) => `${side} ${kind}`),
      missing: told.missing.map(({ code }) => code),
    }).toEqual({ verdict, carry, missing })
  })

  test('nobody signed in is told to sign in, and when it is open', async () => {
    const { data, errors } = await entities(DECISION, [passage(null)])
    expect(data?._entities).toEqual([{ opening: expect.objectContaining({ state: 'OPEN' }), decision: null }])
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', rule: '@personalData' } }])
  })

  test("somebody else's passage is answered with nothing, and his permits are not even read", async () => {
    const { data } = await entities(DECISION, [passage('hk-resident')], 'macao-resident')
    expect(data?._entities).toEqual([{ opening: expect.anything(), decision: null }])
    expect(statements).toEqual([])
  })

  test('where identity does not answer the decision says so instead of failing', async () => {
    const nameless = {
      ...passage('hk-resident'),
      traveller: { reference: sandboxReference('hk-resident'), travelIdentity: null },
    }
    const { data } = await entities(
      '... on BoundaryCrossing { decision { verdict missing { code } } }',
      [nameless],
      'hk-resident',
    )
    expect(data?._entities).toEqual([
      { decision: { verdict: 'UNDETERMINED', missing: [{ code: 'IDENTITY_UNKNOWN' }] } },
    ])
  })

  test('after closing time the same documents are not enough', async () => {
    const { data } = await entities(
      '... on BoundaryCrossing { decision { verdict maxStayDays missing { side code ruleId } } }',
      [passage('hk-resident', '2026-11-23T22:30:00+08:00')],
      'hk-resident',
    )
    expect(data?._entities).toEqual([
      {
        decision: {
          verdict: 'NOT_ALLOWED',
          maxStayDays: null,
          missing: [{ side: 'EXIT', code: 'CONTROL_POINT_CLOSED', ruleId: 'control-point-open' }],
        },
      },
    ])
  })

  test('ten passages cost one look at the permits and one at their endorsements', async () => {
    const passages = Array.from({ length: 10 }, (_, hour) =>
      passage('shenzhen-hukou', `2026-11-23T1${hour}:00:00+08:00`),
    )
    const { data } = await entities('... on BoundaryCrossing { decision { verdict } }', passages, 'shenzhen-hukou')
    expect(data?._entities).toEqual(passages.map(() => ({ decision: { verdict: 'ALLOWED' } })))
    expect(statements.map((sql) => /from "permits"\."(\w+)"/.exec(sql)?.[1])).toEqual([
      'travel_permits',
      'endorsements',
    ])
  })
})

describe('travel permits', () => {
  const PERMITS = `... on Resident { travelPermits(first: 10) { totalCount nodes {
    kind maskedNumber issuedOn expiresOn issuer { id }
    endorsements(first: 10) { nodes { destination code scheme { id issuedFrom issuedTo } name { en } validFrom validTo tripsRemaining maxStayDays } }
  } } }`

  test('a resident sees his permits, masked, with their endorsements', async () => {
    const reference = { __typename: 'Resident', reference: sandboxReference('zhuhai-residence-permit') }
    const { data } = await entities(PERMITS, [reference], 'zhuhai-residence-permit')
    expect(data?._entities).toEqual([
      {
        travelPermits: {
          totalCount: 1,
          nodes: [
            {
              kind: 'EEP',
              maskedNumber: 'C******03',
              issuedOn: '2023-08-21',
              expiresOn: '2033-08-20',
              issuer: { id: 'nia' },
              endorsements: {
                nodes: [
                  {
                    destination: 'MACAO',
                    code: 'INDIVIDUAL_VISIT',
                    scheme: null,
                    name: { en: 'Individual visit' },
                    validFrom: '2026-09-01',
                    validTo: '2027-08-31',
                    tripsRemaining: 1,
                    maxStayDays: 7,
                  },
                ],
              },
            },
          ],
        },
      },
    ])
  })

  test("of all residents asked about, only the viewer's own permits are shown", async () => {
    const references = personas.map((persona) => ({ __typename: 'Resident', reference: sandboxReference(persona) }))
    const { data } = await entities('... on Resident { travelPermits { totalCount } }', references, 'hk-resident')
    const shown = data?._entities
    expect(shown).toEqual([{ travelPermits: { totalCount: 1 } }, ...Array(6).fill(null)])
    expect(statements).toHaveLength(1)
  })

  test('two partners are told no id in common, and each is told the same ids again', async () => {
    const IDS = `... on Resident { travelPermits { edges { cursor node { id
      endorsements { edges { cursor node { id } } } } } } }`
    const reference = { __typename: 'Resident', reference: sandboxReference('shenzhen-hukou') }
    const idsFor = async (clientId: string) => {
      const { data } = await entities(IDS, [reference], 'shenzhen-hukou', clientId)
      return [...JSON.stringify(data).matchAll(/"(?:id|cursor)":"([^"]+)"/g)].map(([, id]) => id)
    }
    const [one, other] = [await idsFor('partner-one'), await idsFor('partner-two')]
    expect([one.length, other.length]).toEqual([4, 4])
    expect(one.filter((id) => other.includes(id))).toEqual([])
    expect(await idsFor('partner-one')).toEqual(one)
  })

  test('a cursor leads the partner it was given to on, and nobody else', async () => {
    const reference = { __typename: 'Resident', reference: sandboxReference('shenzhen-hukou') }
    const page = (after: string | null, clientId: string) =>
      entities(
        `... on Resident { travelPermits(after: ${JSON.stringify(after)}) { nodes { kind } pageInfo { endCursor } } }`,
        [reference],
        'shenzhen-hukou',
        clientId,
      )
    const { data } = await page(null, 'partner-one')
    const [first] = (data?._entities ?? []) as never as { travelPermits: { pageInfo: { endCursor: string } } }[]
    const cursor = first?.travelPermits.pageInfo.endCursor ?? ''
    expect((await page(cursor, 'partner-one')).data?._entities).toMatchObject([{ travelPermits: { nodes: [] } }])
    expect((await page(cursor, 'partner-two')).errors?.map(({ extensions }) => extensions.code)).toEqual([
      'CURSOR_INVALID',
    ])
  })

  test('a resident with an old permit beside the new one sees both, the new one first, in two looks', async () => {
    const holder = sandboxReference('shenzhen-hukou')
    await engine.exec(`
      insert into permits.travel_permits values
        ('a1000000-0000-4000-8000-0000000000ff', '${holder}', 'EEP', 'C00000002', null, '2010-03-10', '2020-03-09');
      insert into permits.endorsements values
        ('b1000000-0000-4000-8000-0000000000ff', 'a1000000-0000-4000-8000-0000000000ff', 'MACAO', 'BUSINESS', null,
         '2019-01-01', '2019-12-31', 0, '2019-06-01', '2019-06-01');`)
    // A start seals what an older release has written plain.
    await (await start()).close()
    const { data } = await entities(PERMITS, [{ __typename: 'Resident', reference: holder }], 'shenzhen-hukou')
    await engine.exec(`
      delete from permits.endorsements where id = 'b1000000-0000-4000-8000-0000000000ff';
      delete from permits.travel_permits where id = 'a1000000-0000-4000-8000-0000000000ff';`)
    expect(data?._entities).toMatchObject([
      {
        travelPermits: {
          nodes: [
            {
              maskedNumber: 'C******02',
              expiresOn: '2030-03-09',
              endorsements: {
                nodes: [{ scheme: { id: 'shenzhen-multiple', issuedFrom: '2024-12-01', issuedTo: null } }],
              },
            },
            { maskedNumber: 'C******02', expiresOn: '2020-03-09', endorsements: { nodes: [{ code: 'BUSINESS' }] } },
          ],
        },
      },
    ])
    expect(statements.map((sql) => /from "permits"\."(\w+)"/.exec(sql)?.[1])).toEqual([
      'travel_permits',
      'endorsements',
    ])
  })

  test('viewer is the reference of whoever signed in, and nobody for an anonymous caller', async () => {
    expect((await ask('{ viewer { reference } }', {}, 'hk-resident')).data).toEqual({
      viewer: { reference: sandboxReference('hk-resident') },
    })
    expect((await ask('{ viewer { reference } }')).data).toEqual({ viewer: null })
  })

  test('a resident may ask about a crossing of his own, and about nobody else’s', async () => {
    const crossing = `... on Resident { crossing(from: MAINLAND, to: MACAO, at: "2026-11-23T12:00:00+08:00", controlPoint: "border-gate") {
      ... on CrossingDecision { verdict maxStayDays } } }`
    const both = [represented('zhuhai-hukou'), represented('hk-resident')]
    const { data } = await entities(crossing, both, 'zhuhai-hukou')
    expect(data?._entities).toEqual([{ crossing: { verdict: 'ALLOWED', maxStayDays: 7 } }, null])
  })
})

describe('whether somebody holds a valid permit', () => {
  const VERIFY = `... on Resident {
    eep: holdsValidPermit(kind: EEP) { holds proof by { id } }
    later: holdsValidPermit(kind: EEP, on: "2030-03-10") { holds }
    hmtp: holdsValidPermit(kind: HMTP) { holds }
  }`
  const reference = sandboxReference('shenzhen-hukou')

  test('is answered yes or no with a signature in the partner’s own terms, and without the permit', async () => {
    const { data } = await entities(VERIFY, [{ __typename: 'Resident', reference, id: 'pseudonym' }], 'shenzhen-hukou')
    const [answer] = (data as unknown as { _entities: [{ eep: { proof: string } }] })._entities
    const by = { id: expect.any(String) }
    const eep = { holds: true, proof: expect.any(String), by }
    expect(answer).toEqual({ eep, later: { holds: false }, hmtp: { holds: false } })
    const claims = JSON.parse(Buffer.from(answer.eep.proof.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ sub: 'pseudonym', aud: 'partner-one', holds: true })
    expect(claims.statement).toBe('holdsValidPermit(kind: EEP, on: 2026-11-21)')
    expect(JSON.stringify(claims)).not.toMatch(/CA0000002|2222/)
  })

  test('is not answered of somebody else, nor without his pseudonym', async () => {
    const nothing = { data: { _entities: [{ eep: null, later: null, hmtp: null }] } }
    expect(await entities(VERIFY, [{ __typename: 'Resident', reference, id: null }], 'shenzhen-hukou')).toEqual(nothing)
    const foreign = await entities(VERIFY, [{ __typename: 'Resident', reference, id: 'pseudonym' }], 'hk-resident')
    expect(foreign.data).toEqual({ _entities: [null] })
  })
})

describe('control points and cities', () => {
  test('a control point is answered by its reference, an unknown one with nothing', async () => {
    const references = ['qingmao', 'atlantis'].map((id) => ({ __typename: 'ControlPoint', id }))
    const { data } = await entities(
      '... on ControlPoint { name { pt } sides { jurisdiction name { en } city { id } authority { id } } modes openingHours { opens closes } openAt(at: "2026-11-23T03:00:00+08:00") { state } }',
      references,
    )
    expect(data?._entities).toEqual([
      {
        name: { pt: 'Qingmao' },
        sides: [
          { jurisdiction: 'MACAO', name: { en: 'Qingmao Port' }, city: { id: 'macao' }, authority: { id: 'psp' } },
          { jurisdiction: 'MAINLAND', name: { en: 'Qingmao Port' }, city: { id: 'zhuhai' }, authority: { id: 'nia' } },
        ],
        modes: ['FOOT'],
        openingHours: [{ opens: '00:00', closes: '24:00' }],
        openAt: { state: 'OPEN' },
      },
      null,
    ])
  })

  test('points are listed by city, page after page', async () => {
    const query =
      'query ($after: String) { controlPoints(city: "shenzhen", first: 5, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }'
    const first = (await ask(query)).data?.controlPoints as never as { pageInfo: { endCursor: string } }
    const second = (await ask(query, { after: first.pageInfo.endCursor })).data?.controlPoints
    expect(first).toMatchObject({
      totalCount: 8,
      nodes: ['lo-wu', 'lok-ma-chau-spur-line', 'huanggang', 'shenzhen-bay', 'heung-yuen-wai'].map((id) => ({ id })),
      pageInfo: { hasNextPage: true },
    })
    expect(second).toMatchObject({
      nodes: ['man-kam-to', 'sha-tau-kok', 'west-kowloon'].map((id) => ({ id })),
      pageInfo: { hasNextPage: false },
    })
  })

  test('the Hong Kong side of Huanggang bears the name of the day', async () => {
    const { data } = await ask('{ controlPoint(id: "huanggang") { name { en } sides { name { en } } } }')
    expect(data?.controlPoint).toEqual({
      name: { en: 'Huanggang' },
      sides: [{ name: { en: 'Huanggang Port Hong Kong Port Area' } }, { name: { en: 'Huanggang Port' } }],
    })
  })

  test('a city without control points lists none, and so does one that nobody knows', async () => {
    for (const city of ['foshan', 'atlantis']) {
      const { data } = await ask('query ($city: ID) { controlPoints(city: $city) { totalCount nodes { id } } }', {
        city,
      })
      expect(data).toEqual({ controlPoints: { totalCount: 0, nodes: [] } })
    }
  })

  test('the two ends of the bridge are told 40 km apart', async () => {
    const { data } = await ask(
      '{ controlPoint(id: "hzmb-hong-kong-macao") { sides { jurisdiction latitude longitude } } }',
    )
    expect(data?.controlPoint).toEqual({
      sides: [
        { jurisdiction: 'HONG_KONG', latitude: 22.317, longitude: 113.953 },
        { jurisdiction: 'MACAO', latitude: 22.21, longitude: 113.58 },
      ],
    })
  })

  test('who alone may cross stands beside the name, and only where it holds', async () => {
    const { data } = await ask(`{
      zone: controlPoint(id: "zhuhai-macao-industrial-zone") { name { en } restriction { en } }
      gate: controlPoint(id: "border-gate") { name { en } restriction { en } }
    }`)
    expect(data).toEqual({
      zone: {
        name: { en: 'Zhuhai–Macao Cross-Border Industrial Zone' },
        restriction: { en: 'For Macao residents, and for people who work or study across the boundary.' },
      },
      gate: { name: { en: 'Border Gate – Gongbei' }, restriction: null },
    })
  })

  test('all eleven cities tell what is covered there and who takes applications; elsewhere nothing is claimed', async () => {
    const cities =
      'hong-kong macao guangzhou shenzhen zhuhai foshan huizhou dongguan zhongshan jiangmen zhaoqing beijing'
    const references = cities.split(' ').map((id) => ({ __typename: 'City', id }))
    const { data } = await entities(
      '... on City { permitServices { coverage note { en } offices { authority { id } blueprintArea } controlPoints { id } } }',
      references,
    )
    const answers = data?._entities as never as {
      permitServices: { offices: unknown[]; controlPoints: unknown[] } | null
    }[]
    expect(answers.at(-1)).toBeNull()
    expect(answers.slice(0, -1).map(({ permitServices }) => permitServices?.controlPoints.length)).toEqual([
      11, 8, 0, 8, 7, 0, 0, 0, 0, 0, 0,
    ])
    for (const { permitServices } of answers.slice(0, -1)) {
      expect(permitServices).toMatchObject({ coverage: 'PARTIAL', note: { en: expect.stringMatching(/\w/) } })
      expect(permitServices?.offices[0]).toMatchObject({ blueprintArea: 'GOVERNMENT' })
    }
  })
})

describe('a crossing asked about without a name', () => {
  const QUERY = `query ($from: Jurisdiction!, $to: Jurisdiction!, $at: DateTime!, $controlPoint: ID, $by: TravellerInput!) {
    crossing(from: $from, to: $to, at: $at, controlPoint: $controlPoint, by: $by) {
      ... on CrossingDecision { verdict maxStayDays missing { side code } credentials { credential accepted } }
      __typename
      ... on Refusal { code message nextStep }
    }
  }`
  const asked = {
    from: 'HONG_KONG',
    to: 'MACAO',
    at: '2026-11-23T12:00:00+08:00',
    controlPoint: 'hzmb-hong-kong-macao',
  }
  const by = {
    nationality: 'CHN',
    residencies: [{ jurisdiction: 'HONG_KONG', status: 'PERMANENT_RESIDENT' }],
    documents: [{ kind: 'HKID', endorsements: [] }],
    credentials: ['hk-macao-mutual-qr', 'wechat-e-card-2018'],
  }

  const permitWith = (change: object) => ({
    kind: 'EEP',
    endorsements: [
      {
        destination: 'MACAO',
        code: 'INDIVIDUAL_VISIT',
        validFrom: '2026-01-05',
        validTo: '2027-01-04',
        ...change,
      },
    ],
  })

  test('is decided by the documents, and each credential is told apart', async () => {
    expect((await ask(QUERY, { ...asked, by })).data?.crossing).toEqual({
      __typename: 'CrossingDecision',
      verdict: 'ALLOWED',
      maxStayDays: 365,
      missing: [],
      credentials: [
        { credential: 'hk-macao-mutual-qr', accepted: true },
        { credential: 'wechat-e-card-2018', accepted: false },
      ],
    })
  })

  test('lists left out are taken as empty', async () => {
    const query = `{ crossing(from: MAINLAND, to: HONG_KONG, at: "2026-11-23T12:00:00+08:00", by: {
      nationality: "CHN", documents: [{ kind: EEP, expiresOn: "2030-01-01" }]
    }) { ... on CrossingDecision { verdict credentials { credential } missing { side code authority { id } } } } }`
    expect((await ask(query)).data?.crossing).toEqual({
      verdict: 'NOT_ALLOWED',
      credentials: [],
      missing: [
        { side: 'EXIT', code: 'ENDORSEMENT_REQUIRED', authority: { id: 'nia' } },
        { side: 'ENTRY', code: 'ENDORSEMENT_REQUIRED', authority: { id: 'nia' } },
      ],
    })
  })

  test('a control point nobody knows, or one on another boundary, is a refusal one can act on', async () => {
    expect((await ask(QUERY, { ...asked, controlPoint: 'atlantis', by })).data?.crossing).toEqual({
      __typename: 'ControlPointUnknown',
      code: 'CONTROL_POINT_UNKNOWN',
      message: 'Got control point "atlantis", wanted one that controlPoints lists.',
      nextStep: 'List them with controlPoints, or ask without a control point.',
    })
    expect((await ask(QUERY, { ...asked, controlPoint: 'lo-wu', by })).data?.crossing).toMatchObject({
      __typename: 'NoSuchBoundary',
      code: 'NO_SUCH_BOUNDARY',
    })
    expect((await ask(QUERY, { ...asked, to: 'HONG_KONG', controlPoint: null, by })).data?.crossing).toMatchObject({
      __typename: 'NoSuchBoundary',
      code: 'NO_SUCH_BOUNDARY',
    })
  })

  test.each([
    ['a nationality that is no code', { nationality: 'chn' }, 'NATIONALITY_INVALID'],
    [
      'more documents than anybody carries',
      { documents: Array(21).fill({ kind: 'HKID', endorsements: [] }) },
      'TRAVELLER_TOO_LONG',
    ],
    [
      'an endorsement with fewer than no trips left',
      { documents: [permitWith({ tripsRemaining: -1 })] },
      'ENDORSEMENT_INVALID',
    ],
    ['a scheme nobody knows', { documents: [permitWith({ scheme: 'moon-monthly' })] }, 'ENDORSEMENT_INVALID'],
    [
      'a scheme for another kind of endorsement',
      { documents: [permitWith({ scheme: 'zhuhai-weekly', code: 'BUSINESS' })] },
      'ENDORSEMENT_INVALID',
    ],
  ])('%s is a refusal one can act on', async (_, change, code) => {
    const { data, errors } = await ask(QUERY, { ...asked, by: { ...by, ...change } })
    expect({ errors, answer: data?.crossing }).toEqual({
      errors: undefined,
      answer: {
        __typename: 'TravellerInvalid',
        code,
        message: expect.stringMatching(/^Got by\..* wanted .*\.$/),
        nextStep: expect.stringMatching(/^[A-Z].*\.$/),
      },
    })
  })

  test('a scheme is taken with its kind: the weekly one of Zhuhai opens Macao', async () => {
    const documents = [permitWith({ scheme: 'zhuhai-weekly' })]
    const { data } = await ask(QUERY, {
      ...asked,
      from: 'MAINLAND',
      controlPoint: 'qingmao',
      by: { nationality: 'CHN', documents },
    })
    expect(data?.crossing).toMatchObject({ __typename: 'CrossingDecision', verdict: 'ALLOWED', maxStayDays: 7 })
  })
})

describe('a control point listened to', () => {
  const listen = async (id: string) =>
    subscribeByEventStream({
      url: agency.url,
      seal: await sealFor(anonymous),
      query: `subscription ($id: ID!) { controlPointUpdated(id: $id) {
        at controlPoint { id sides { city { __typename id } } } opening { state closes } } }`,
      variables: { id },
    })

  test('is told of at once, and to anybody', async () => {
    const stream = await listen('lok-ma-chau-spur-line')
    expect((await stream.next()).value).toEqual({
      data: {
        controlPointUpdated: {
          at: '2026-11-21T12:00:00+08:00',
          controlPoint: {
            id: 'lok-ma-chau-spur-line',
            sides: [
              { city: { __typename: 'City', id: 'hong-kong' } },
              { city: { __typename: 'City', id: 'shenzhen' } },
            ],
          },
          opening: { state: 'OPEN', closes: '2026-11-21T22:30:00+08:00' },
        },
      },
    })
    await stream.leave()
  })

  test('must be one that is known', async () => {
    const answers = await Array.fromAsync(await listen('atlantis'))
    expect(answers).toMatchObject([
      { errors: [{ path: ['controlPointUpdated'], extensions: { code: 'CONTROL_POINT_UNKNOWN', public: true } }] },
    ])
  })
})

test('without a statement of the gateway nothing is answered', async () => {
  const response = await fetch(agency.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ controlPoints { totalCount } }' }),
  })
  expect(response.status).toBe(401)
})

test('a second start on the same database seeds nothing twice', async () => {
  const again = await start()
  await again.close()
  const { rows } = await engine.query('select number, reissue_count from permits.travel_permits order by id')
  expect(rows).toEqual(
    [1, null, null, null, null, null].map((reissueCount) => ({ number: null, reissue_count: reissueCount })),
  )
})
