import { beforeEach, expect, test } from 'vitest'
import type { Instant } from '../../kit/clock.ts'
import type { FieldPolicy } from '../../kit/policy/field-policy.ts'
import type { ConsentClaim, Viewer } from '../../kit/viewer-statement.ts'
import type { FieldRead, Reads } from '../engine/engine.ts'
import { policiesOf, scope, viewerWith } from '../testing/guarded-graph.ts'
import { openAuthorization } from './open-authorization.ts'

const start = Date.parse('2026-11-22T12:00:00+08:00')
let now: Instant = start
beforeEach(() => {
  now = start
})

const source = { title: 'a law', url: null, asOf: '2026-11-22' }
const rules = {
  routes: [{ id: 'north-south', between: ['NORTH', 'SOUTH'] as const, validFrom: '2024-01-01', validTo: null, source }],
  exporters: [],
}

const personal = (category: string, more: Partial<FieldPolicy> = {}): Partial<FieldPolicy> => ({
  personalData: { category, sensitivity: 'PERSONAL' },
  purposes: ['travel'],
  residency: 'SUBJECT',
  ...more,
})

const policies = policiesOf({
  'Person.name': personal('profile'),
  'Person.wallets': personal('wallets', scope('wallets')),
  'Wallet.balance': personal('wallets', scope('wallets')),
  'Person.hidden': scope('internal'),
  'Person.isAdult': { personalData: { category: 'verification', sensitivity: 'VERIFICATION' } },
})

/** Fields in the order of an operation: path, own coordinates, what is read besides, and the number of the parent. */
function readsOf(...fields: [path: string, own: string[], onBehalf?: string[], parent?: number][]): Reads {
  const read = ([path, own, onBehalf = [], parent]: (typeof fields)[number], number: number): FieldRead => {
    return { number, parent: parent ?? null, path: path.split('.'), own, onBehalf, isConditional: false }
  }
  const sources = [
    ['Person.name', 'people'],
    ['Person.wallets', 'purses'],
    ['Wallet.balance', 'banks'],
  ] as const
  return { fields: fields.map(read), sources: new Map(sources.map(([one, by]) => [one, new Set([by])])) }
}

const consent = (id: string, more: Partial<ConsentClaim> = {}): ConsentClaim => {
  return {
    id,
    purpose: 'travel',
    categories: ['profile', 'wallets'],
    transfer: true,
    expiresAt: start + 3_600_000,
    ...more,
  }
}

function resident(consents: readonly ConsentClaim[], more: Partial<Viewer> = {}): Viewer {
  return {
    ...viewerWith('wallets'),
    purpose: 'travel',
    registration: { jurisdiction: 'NORTH', policies: [], filings: [] },
    standing: { home: 'NORTH', consents },
    ...more,
  }
}

const open = (links = {}) => openAuthorization({ policies, rules, now: () => now, links })

test('what is released is told once by category and consent, with the agencies that give it', () => {
  const reads = readsOf(
    ['me', ['Query.me']],
    ['me.name', ['Person.name'], [], 0],
    ['me.wallets', ['Person.wallets'], [], 0],
    ['me.wallets.balance', ['Wallet.balance'], [], 2],
  )
  const { refusals, releases, until } = open().decide(reads, resident([consent('c1')]))
  expect(refusals.size).toBe(0)
  expect(releases).toEqual([
    { category: 'profile', consentId: 'c1', sources: ['people'] },
    { category: 'wallets', consentId: 'c1', sources: ['banks', 'purses'] },
  ])
  expect(until).toBe(start + 3_600_000)
})

test('what stands in a refused field is refused with it, and not released', () => {
  const reads = readsOf(
    ['me', ['Query.me']],
    ['me.wallets', ['Person.wallets'], [], 0],
    ['me.wallets.free', ['Wallet.free'], [], 1],
    ['me.wallets.free.balance', ['Wallet.balance'], [], 2],
    ['me.name', ['Person.name'], [], 0],
  )
  const { refusals, releases } = open().decide(reads, resident([consent('c1')], { scopes: [] }))
  expect([...refusals.keys()]).toEqual([1])
  expect(releases).toEqual([{ category: 'profile', consentId: 'c1', sources: ['people'] }])
})

test('a field is refused for what is read on its behalf, and not told what that is', () => {
  const reads = readsOf(['me.lane', ['Person.lane'], ['Person.hidden']])
  const { refusals } = open().decide(reads, resident([]))
  expect(refusals.get(0)).toMatchObject({ code: 'SCOPE_REQUIRED', details: { rule: '@requiresScopes' } })
  expect(JSON.stringify(refusals.get(0))).not.toContain('hidden')
  const [row] = open().explain(reads, resident([]))
  expect(row).toMatchObject({ decision: 'refused', isOnBehalf: true, asks: [] })
})

test('the same viewer and operation are decided on once, and anew when what allowed it ends', () => {
  const authorization = open()
  const reads = readsOf(['me.name', ['Person.name']])
  const viewer = resident([consent('c1', { expiresAt: start + 10_000 })])
  const first = authorization.decide(reads, viewer)
  now += 9_999
  expect(authorization.decide(reads, viewer)).toBe(first)
  now += 1
  expect(authorization.decide(reads, viewer).refusals.get(0)?.code).toBe('CONSENT_REQUIRED')
})

test('a second request of the same viewer looks at no policy', () => {
  let looks = 0
  const look = (policy: FieldPolicy) =>
    new Proxy(policy, {
      get(target, name) {
        looks += 1
        return Reflect.get(target, name)
      },
    })
  const watched = new Map([...policies].map(([coordinate, all]) => [coordinate, all.map(look)]))
  const { decide } = openAuthorization({ policies: watched, rules, now: () => now })
  const reads = readsOf(['me.name', ['Person.name']], ['me.hidden', ['Person.hidden']])
  const viewer = resident([consent('c1')])
  decide(reads, viewer)
  expect(looks).toBeGreaterThan(0)
  looks = 0
  decide(reads, viewer)
  expect(looks).toBe(0)
})

test('a refusal is looked at again within a minute, because rules begin at midnight', () => {
  const authorization = open()
  const reads = readsOf(['me.name', ['Person.name']])
  const filings = [{ route: 'north-south', id: 'f1', validFrom: '2026-11-23', validTo: null }]
  const viewer = resident([consent('c1')], { registration: { jurisdiction: 'SOUTH', policies: [], filings } })
  now = Date.parse('2026-11-22T23:59:30+08:00')
  const claims = resident([consent('c1', { expiresAt: now + 86_400_000 })])
  const waiting = { ...viewer, standing: claims.standing }
  expect(authorization.decide(reads, waiting).refusals.get(0)?.code).toBe('ROUTE_NOT_FILED')
  now += 60_000
  expect(authorization.decide(reads, waiting).releases).toEqual([
    { category: 'profile', consentId: 'c1', route: 'north-south', sources: ['people'] },
  ])
})

test('other consents are another viewer, and decided on anew', () => {
  const authorization = open()
  const reads = readsOf(['me.name', ['Person.name']])
  expect(authorization.decide(reads, resident([consent('c1')])).refusals.size).toBe(0)
  expect(authorization.decide(reads, resident([])).refusals.size).toBe(1)
})

test('an operation that reads nothing guarded is not decided on at all', () => {
  const authorization = open()
  const reads = readsOf(['open', ['Query.open']])
  expect(authorization.decide(reads, resident([]))).toEqual({ refusals: new Map(), releases: [], until: null })
})

test('a want of consent is told with the page on which it is given', () => {
  const { refusals } = open({ consentUrl: 'https://issuer.example/agree' }).decide(
    readsOf(['me.name', ['Person.name']]),
    resident([]),
  )
  expect(refusals.get(0)).toEqual({
    code: 'CONSENT_REQUIRED',
    message: 'the resident has not agreed to this for the declared purpose',
    details: {
      rule: '@personalData',
      needs: { category: 'profile', transfer: false },
      consentUrl: 'https://issuer.example/agree?client_id=app-a&purpose=travel&categories=profile',
    },
  })
})

test('data that may not travel are refused with the yes or no that may', () => {
  const viewer = resident([consent('c1')], { registration: { jurisdiction: 'WEST', policies: [], filings: [] } })
  const { refusals } = open().decide(readsOf(['me.name', ['Person.name']]), viewer)
  expect(refusals.get(0)).toMatchObject({
    code: 'RESIDENCY_BLOCKED',
    details: { rule: '@residency', alternatives: ['Person.isAdult'] },
  })
})

test('a want of assurance is told as a step up', () => {
  const strict = policiesOf({ 'Person.name': { assurance: { level: 'HIGH', boundToken: false } } })
  const authorization = openAuthorization({ policies: strict, rules, now: () => now })
  const { refusals } = authorization.decide(readsOf(['me.name', ['Person.name']]), resident([]))
  expect(refusals.get(0)?.details).toEqual({
    rule: '@assurance',
    needs: { assurance: 'HIGH' },
    stepUp: { acr_values: 'HIGH' },
  })
})

test('the table tells of every guarded field what is asked and what is decided', () => {
  const reads = readsOf(['me.name', ['Person.name']], ['me.wallets', ['Person.wallets']])
  expect(open().explain(reads, resident([consent('c1')], { scopes: [] }))).toEqual([
    {
      path: 'me.name',
      coordinates: ['Person.name'],
      asks: ['@purpose(travel)', '@personalData(profile, PERSONAL)', '@residency(SUBJECT)'],
      decision: 'allowed',
      consentId: 'c1',
      until: '2026-11-22T05:00:00.000Z',
    },
    {
      path: 'me.wallets',
      coordinates: ['Person.wallets'],
      asks: ['@requiresScopes(wallets)', '@purpose(travel)', '@personalData(wallets, PERSONAL)', '@residency(SUBJECT)'],
      decision: 'refused',
      code: 'SCOPE_REQUIRED',
      message: 'the token lacks a scope, wanted wallets',
      details: { rule: '@requiresScopes', needs: { scopes: [['wallets']] } },
    },
  ])
})
