import { expect, test } from 'vitest'
import type { RunningSubgraph } from '../subgraph/start-subgraph.ts'
import { startHarbour } from '../subgraph/testing/start-harbour.ts'
import { subscribeByEventStream, subscribeByWebSocket } from '../subgraph/testing/subscriber.ts'
import type { Viewer } from '../viewer-statement.ts'
import { anonymous } from '../viewer-statement.ts'
import type { FieldPolicy } from './field-policy.ts'
import { parsePolicyTable } from './policy-table.ts'

const START = Date.parse('2026-11-21T10:00:00+08:00')
const unasked = {
  authenticated: false,
  scopes: null,
  policies: null,
  personalData: null,
  purposes: null,
  residency: null,
  assurance: null,
  readableBy: null,
}
const personal = {
  ...unasked,
  personalData: { category: 'cargo', sensitivity: 'PERSONAL' },
  residency: 'NORTH',
} as const
const ask = (coordinate: string, asked: Partial<FieldPolicy>): FieldPolicy => ({ coordinate, ...unasked, ...asked })
const policy = parsePolicyTable({
  fields: [
    ask('Ship.cargo', personal),
    ask('Ship.cargo', { purposes: ['trade'] }),
    ask('Captain.name', { scopes: [['crew']] }),
    ask('Query.me', { authenticated: true }),
    ask('Subscription.forever', { scopes: [['tides']] }),
  ],
  rules: { routes: [], exporters: [] },
})
const consent = { id: 'c1', purpose: 'trade', categories: ['cargo'], transfer: false, expiresAt: START + 60_000 }
const trader: Viewer = {
  ...anonymous,
  subject: 'ada',
  clientId: 'app',
  scopes: ['crew', 'tides'],
  purpose: 'trade',
  registration: { jurisdiction: 'NORTH', policies: [], filings: [] },
  standing: { home: 'NORTH', consents: [consent] },
}

async function withHarbour(
  work: (harbour: Awaited<ReturnType<typeof startHarbour>>, clock: { now: number }) => Promise<void>,
  options: { policy?: null } = {},
): Promise<void> {
  const clock = { now: START }
  const harbour = await startHarbour({ now: () => clock.now, definition: { policy }, ...options })
  await work(harbour, clock).finally(() => harbour.running.close())
}

const SHIPS = '{ ships { id cargo captain { name } } }'
const ENTITY = 'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Ship { id cargo } } }'
const refs = [{ __typename: 'Ship', id: 's1' }]

test('a field is given to whom its policy allows it, every time alike, compiled or not', () =>
  withHarbour(async ({ ask, sealFor }) => {
    const seal = await sealFor(trader)
    for (let time = 0; time < 4; time += 1) {
      expect(await ask(SHIPS, seal)).toEqual({
        status: 200,
        data: { ships: [{ id: 's1', cargo: 'tea', captain: { name: 'Wong' } }] },
      })
      expect(await ask(ENTITY, seal, { refs })).toEqual({
        status: 200,
        data: { _entities: [{ id: 's1', cargo: 'tea' }] },
      })
    }
  }))

test('a refused field is null with the code, the rule and what would help, and its resolver never runs', () =>
  withHarbour(async ({ ask, sealFor, resolved }) => {
    const seal = await sealFor({ ...trader, scopes: ['tides'], standing: { home: 'NORTH', consents: [] } })
    const refusals = [
      {
        path: ['ships', 0, 'cargo'],
        extensions: { code: 'CONSENT_REQUIRED', rule: '@personalData', needs: { category: 'cargo', transfer: false } },
      },
      {
        path: ['ships', 0, 'captain', 'name'],
        extensions: { code: 'SCOPE_REQUIRED', rule: '@requiresScopes', needs: { scopes: [['crew']] } },
      },
    ]
    for (let time = 0; time < 4; time += 1) {
      const { data, errors } = await ask(SHIPS, seal)
      expect(data).toEqual({ ships: [{ id: 's1', cargo: null, captain: { name: null } }] })
      expect(errors).toMatchObject(refusals)
      const entity = await ask(ENTITY, seal, { refs })
      expect(entity.data).toEqual({ _entities: [{ id: 's1', cargo: null }] })
      expect(entity.errors).toMatchObject([
        { path: ['_entities', 0, 'cargo'], extensions: { code: 'CONSENT_REQUIRED' } },
      ])
    }
    expect(resolved).not.toContain('Ship.cargo')
  }))

test('of several policies for one field every one is asked', () =>
  withHarbour(async ({ ask, sealFor }) => {
    const other = { ...consent, purpose: 'tourism' }
    const seal = await sealFor({ ...trader, purpose: 'tourism', standing: { home: 'NORTH', consents: [other] } })
    expect((await ask('{ ships { cargo } }', seal)).errors).toMatchObject([
      { extensions: { code: 'PURPOSE_MISMATCH' } },
    ])
  }))

test('aliases, fragments and another operation do not change who may read', () =>
  withHarbour(async ({ ask, sealFor, resolved }) => {
    const seal = await sealFor({ ...trader, clientId: null })
    const query = '{ ships { a: cargo ...F ... @include(if: true) { cargo } } } fragment F on Ship { b: cargo }'
    const { data, errors } = await ask(query, seal)
    expect(data).toEqual({ ships: [{ a: null, b: null, cargo: null }] })
    expect(errors).toHaveLength(3)
    expect(resolved).not.toContain('Ship.cargo')
  }))

test('a consent that ends is asked for again, also under the statement that was shown before', () =>
  withHarbour(async ({ ask, sealFor }, clock) => {
    clock.now += 40_000
    const seal = await sealFor(trader)
    expect((await ask('{ ships { cargo } }', seal)).errors).toBeUndefined()
    clock.now += 20_000
    expect((await ask('{ ships { cargo } }', seal)).errors).toMatchObject([
      { extensions: { code: 'CONSENT_REQUIRED' } },
    ])
  }))

test.each([
  ['server-sent events', subscribeByEventStream],
  ['WebSocket', subscribeByWebSocket],
] as const)('a refused subscription never begins, over %s', (_transport, subscribe) =>
  withHarbour(async ({ running, sealFor, resolved }) => {
    const listen = async (viewer: Viewer) =>
      (await subscribe({ url: running.url, seal: await sealFor(viewer), query: 'subscription { forever }' })).next()
    expect((await listen({ ...trader, scopes: [] })).value?.errors).toMatchObject([
      { path: ['forever'], extensions: { code: 'SCOPE_REQUIRED', public: true } },
    ])
    expect(resolved).toEqual([])
    expect((await listen(trader)).value).toEqual({ data: { forever: 1 } })
  }),
)

test('an agency whose table was taken out for a test decides nothing', () =>
  withHarbour(
    async ({ ask, sealFor }) => {
      expect((await ask('{ ships { cargo } }', await sealFor(anonymous))).data).toEqual({ ships: [{ cargo: 'tea' }] })
    },
    { policy: null },
  ))

test.each([
  ['a field that the contract does not have', [ask('Ship.gold', personal)], 'Ship.gold'],
  ['a type that the contract does not have', [ask('Port.name', personal)], 'Port.name'],
])('an agency does not start with a table that names %s', async (_what, fields, told) => {
  const start = async (): Promise<RunningSubgraph> =>
    (await startHarbour({ definition: { policy: { fields, rules: policy.rules } } })).running
  await expect(start()).rejects.toThrow(`${told}, which the contract does not have; run npm run compose`)
})

test.each([
  ['a member nobody reads', { ...ask('Ship.cargo', {}), consent: 'none' }],
  [
    'a sensitivity nobody knows',
    { ...ask('Ship.cargo', {}), personalData: { category: 'a', sensitivity: 'toString' } },
  ],
  ['a level nobody knows', { ...ask('Ship.cargo', {}), assurance: { level: 'SOME', boundToken: false } }],
])('a table with %s is refused', (_what, field) => {
  expect(() => parsePolicyTable({ fields: [field], rules: policy.rules })).toThrow('bad policy table')
})
