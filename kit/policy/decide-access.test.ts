import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConsentClaim, Registration, Viewer } from '../viewer-statement.ts'
import { anonymous } from '../viewer-statement.ts'
import type { AccessDecision, AccessQuestion } from './decide-access.ts'
import { accessCodes, decideAccess } from './decide-access.ts'
import type { FieldPolicy, Sensitivity } from './field-policy.ts'
import { assuranceLevels, sensitivities } from './field-policy.ts'
import type { TransferRules } from './transfer-rules.ts'

const NOW = Date.parse('2026-11-22T10:00:00+08:00')
const LATER = NOW + 86_400_000
const RUNS = process.env.SOAK ? 50_000 : process.env.CI ? 3_000 : 500

const source = { title: 'test', url: null, asOf: '2026-11-22' }
const rules: TransferRules = {
  routes: [
    { id: 'north-south', between: ['NORTH', 'SOUTH'], validFrom: '2024-01-01', validTo: null, source },
    { id: 'south-west', between: ['SOUTH', 'WEST'], validFrom: '2027-01-01', validTo: null, source },
  ],
  exporters: [
    { jurisdiction: 'NORTH', consent: 'SEPARATE', validFrom: '2021-01-01', validTo: null, source },
    { jurisdiction: 'SOUTH', consent: 'GENERAL', validFrom: '1996-01-01', validTo: null, source },
  ],
}

const policy: FieldPolicy = {
  coordinate: 'Person.name',
  authenticated: true,
  scopes: [['profile']],
  policies: null,
  personalData: { category: 'profile', sensitivity: 'PERSONAL' },
  purposes: ['travel'],
  residency: 'SUBJECT',
  assurance: { level: 'SUBSTANTIAL', boundToken: false },
  readableBy: null,
}
const consent: ConsentClaim = {
  id: 'consent-1',
  purpose: 'travel',
  categories: ['profile'],
  transfer: true,
  expiresAt: LATER,
}
const filing = { route: 'north-south', id: 'F1', validFrom: '2024-01-01', validTo: '2026-11-22' }
const registration: Registration = { jurisdiction: 'NORTH', policies: [], filings: [] }
const viewer: Viewer = {
  ...anonymous,
  subject: 'person',
  clientId: 'partner',
  scopes: ['profile', 'other'],
  purpose: 'travel',
  assurance: 'SUBSTANTIAL',
  registration,
  standing: { home: 'NORTH', consents: [consent] },
}

function decide(changes: { policy?: Partial<FieldPolicy>; viewer?: Partial<Viewer>; now?: number } = {}) {
  const { now = NOW } = changes
  return decideAccess({
    policy: { ...policy, ...changes.policy },
    viewer: { ...viewer, ...changes.viewer },
    rules,
    now,
  })
}

const registered = (changes: Partial<Registration>) => ({ registration: { ...registration, ...changes } })
const standing = (home: string, ...consents: readonly ConsentClaim[]) => ({ standing: { home, consents } })
const denial = (code: string, rule: string, needs: object = {}) => ({ allowed: false, code, rule, needs })

describe('at home', () => {
  test('whoever meets every rule is given the field, until his consent ends', () => {
    expect(decide()).toEqual({ allowed: true, consentId: 'consent-1', until: LATER })
  })

  test.each<[string, Parameters<typeof decide>[0], object]>([
    ['an anonymous caller', { viewer: anonymous }, denial('UNAUTHENTICATED', '@authenticated')],
    ['a service that acts for nobody', { viewer: { subject: null } }, denial('UNAUTHENTICATED', '@personalData')],
    [
      'a caller without the scope',
      { viewer: { scopes: ['x'] } },
      denial('SCOPE_REQUIRED', '@requiresScopes', { scopes: [['profile']] }),
    ],
    [
      'one with half of a pair of scopes',
      { policy: { scopes: [['profile', 'x']] } },
      denial('SCOPE_REQUIRED', '@requiresScopes', { scopes: [['profile', 'x']] }),
    ],
    [
      'a client without the policy',
      { policy: { policies: [['portal']] } },
      denial('POLICY_REQUIRED', '@policy', { policies: [['portal']] }),
    ],
    [
      'another purpose',
      { viewer: { purpose: 'ads' } },
      denial('PURPOSE_MISMATCH', '@purpose', { purposes: ['travel'] }),
    ],
    ['no purpose', { viewer: { purpose: null } }, denial('PURPOSE_MISMATCH', '@purpose', { purposes: ['travel'] })],
    [
      'a lower assurance',
      { viewer: { assurance: 'LOW' } },
      denial('ASSURANCE_REQUIRED', '@assurance', { assurance: 'SUBSTANTIAL' }),
    ],
    [
      'no assurance',
      { viewer: { assurance: null } },
      denial('ASSURANCE_REQUIRED', '@assurance', { assurance: 'SUBSTANTIAL' }),
    ],
    [
      'a token anybody could use',
      { policy: { assurance: { level: 'LOW', boundToken: true } } },
      denial('TOKEN_BINDING_REQUIRED', '@assurance'),
    ],
    [
      'no consent',
      { viewer: standing('NORTH') },
      denial('CONSENT_REQUIRED', '@personalData', { category: 'profile', transfer: false }),
    ],
    ['an unknown standing', { viewer: { standing: null } }, denial('RESIDENCY_BLOCKED', '@residency')],
    ['a client registered nowhere', { viewer: { registration: null } }, denial('RESIDENCY_BLOCKED', '@residency')],
    ['a field that no law is named for', { policy: { residency: null } }, denial('RESIDENCY_BLOCKED', '@residency')],
  ])('%s is refused', (_name, changes, wanted) => {
    expect(decide(changes)).toEqual(wanted)
  })

  test.each([
    ['expired', { expiresAt: NOW }],
    ['for another purpose', { purpose: 'ads' }],
    ['for another category', { categories: ['wallets'] }],
  ])('a consent that is %s is none', (_name, change) => {
    expect(decide({ viewer: standing('NORTH', { ...consent, ...change }) })).toMatchObject({ code: 'CONSENT_REQUIRED' })
  })

  test('any one of several lists of scopes will do, and a granted policy', () => {
    expect(decide({ policy: { scopes: [['x'], ['other']] } }).allowed).toBe(true)
    expect(decide({ policy: { policies: [['portal']] }, viewer: registered({ policies: ['portal'] }) }).allowed).toBe(
      true,
    )
  })
})

describe('across a boundary', () => {
  const abroad = (changes: Partial<Registration> = {}) =>
    registered({ jurisdiction: 'SOUTH', filings: [filing], ...changes })

  test('by a filed route the field is released, and no longer than the filing holds', () => {
    const until = Date.parse('2026-11-23T00:00:00+08:00')
    expect(decide({ viewer: abroad() })).toEqual({ allowed: true, consentId: 'consent-1', route: 'north-south', until })
    expect(decide({ viewer: abroad(), now: until })).toMatchObject({ code: 'ROUTE_NOT_FILED' })
  })

  test('a route that the client has not filed is refused by its name', () => {
    const wanted = denial('ROUTE_NOT_FILED', '@residency', { route: 'north-south' })
    expect(decide({ viewer: abroad({ filings: [] }) })).toEqual(wanted)
    expect(decide({ viewer: abroad({ filings: [{ ...filing, validTo: '2026-11-21' }] }) })).toEqual(wanted)
    expect(decide({ viewer: abroad({ filings: [{ ...filing, validFrom: '2026-11-23' }] }) })).toEqual(wanted)
  })

  test('where no route leads the field stays, and a route of tomorrow leads nowhere today', () => {
    expect(decide({ viewer: abroad({ jurisdiction: 'WEST' }) })).toEqual(denial('RESIDENCY_BLOCKED', '@residency'))
    const west = {
      ...abroad({ jurisdiction: 'WEST', filings: [{ ...filing, route: 'south-west', validTo: null }] }),
      ...standing('SOUTH', consent),
    }
    expect(decide({ viewer: west })).toMatchObject({ code: 'RESIDENCY_BLOCKED' })
    const expiresAt = Date.parse('2028-01-01T00:00:00+08:00')
    const then = { ...west, ...standing('SOUTH', { ...consent, expiresAt }) }
    const firstDay = Date.parse('2027-01-01T00:00:00+08:00')
    expect(decide({ viewer: then, now: firstDay })).toMatchObject({ allowed: true, route: 'south-west' })
  })

  test('the exporter’s law says whether the transfer itself must be agreed to', () => {
    const silent = { ...consent, transfer: false }
    expect(decide({ viewer: { ...abroad(), ...standing('NORTH', silent) } })).toEqual(
      denial('CONSENT_REQUIRED', '@personalData', { category: 'profile', transfer: true }),
    )
    const home = { ...registered({ jurisdiction: 'NORTH', filings: [filing] }), ...standing('SOUTH', silent) }
    expect(decide({ viewer: home })).toMatchObject({ allowed: true, route: 'north-south' })
  })

  test('of two consents the one that covers the transfer is taken', () => {
    const two = standing('NORTH', { ...consent, id: 'plain', transfer: false }, consent)
    expect(decide({ viewer: { ...abroad(), ...two } })).toMatchObject({ consentId: 'consent-1' })
  })

  test('the field’s own jurisdiction wins over the resident’s home', () => {
    expect(decide({ policy: { residency: 'SOUTH' }, viewer: abroad() })).not.toHaveProperty('route')
  })

  test.each<[Sensitivity, string | true]>([
    ['PSEUDONYM', true],
    ['SELF_SERVICE', true],
    ['VERIFICATION', 'CONSENT_REQUIRED'],
    ['PERSONAL', 'CONSENT_REQUIRED'],
    ['SENSITIVE', 'CONSENT_REQUIRED'],
    ['DOCUMENT_NUMBER', 'CONSENT_REQUIRED'],
    ['BIOMETRIC', 'RESIDENCY_BLOCKED'],
  ])('%s without consent: %s', (sensitivity, wanted) => {
    const decision = decide({
      policy: { personalData: { category: 'profile', sensitivity } },
      viewer: { ...abroad(), ...standing('NORTH') },
    })
    expect(decision.allowed || decision.code).toBe(wanted)
  })

  test('a yes or no needs consent but no route: it is the way out where data may not go', () => {
    const verification = { personalData: { category: 'profile', sensitivity: 'VERIFICATION' as const } }
    expect(decide({ policy: verification, viewer: abroad({ jurisdiction: 'WEST' }) })).toMatchObject({
      allowed: true,
      until: LATER,
    })
  })
})

// ── For any policy and any caller ──

const word = fc.constantFrom('a', 'b', 'c')
const words = fc.uniqueArray(word, { maxLength: 3 })
const place = fc.constantFrom('NORTH', 'SOUTH', 'WEST', 'EAST')
const day = fc.constantFrom('2020-01-01', '2026-11-21', '2026-11-22', '2026-11-23', '2030-01-01')
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const level = fc.constantFrom(...assuranceLevels)

const anyPolicy: fc.Arbitrary<FieldPolicy> = fc.record({
  coordinate: fc.constant('A.b'),
  authenticated: fc.boolean(),
  scopes: orNull(fc.array(words, { minLength: 1, maxLength: 2 })),
  policies: orNull(fc.array(words, { minLength: 1, maxLength: 2 })),
  personalData: orNull(
    fc.record({ category: word, sensitivity: fc.constantFrom(...(Object.keys(sensitivities) as Sensitivity[])) }),
  ),
  purposes: orNull(fc.uniqueArray(word, { minLength: 1, maxLength: 2 })),
  residency: orNull(fc.oneof(place, fc.constant('SUBJECT'))),
  assurance: orNull(fc.record({ level, boundToken: fc.boolean() })),
  readableBy: fc.constant(null),
})
const anyConsent = fc.record({
  id: fc.uuid(),
  purpose: word,
  categories: words,
  transfer: fc.boolean(),
  expiresAt: fc.integer({ min: NOW - 2, max: NOW + 2 }),
})
const anyFiling = fc.record({
  route: fc.constantFrom('north-south', 'south-west'),
  id: fc.uuid(),
  validFrom: day,
  validTo: orNull(day),
})
const anyViewer: fc.Arbitrary<Viewer> = fc.record({
  subject: orNull(fc.constant('person')),
  clientId: orNull(fc.constant('partner')),
  scopes: words,
  purpose: orNull(word),
  assurance: orNull(level),
  senderConstrained: fc.boolean(),
  registration: orNull(
    fc.record({ jurisdiction: place, policies: words, filings: fc.array(anyFiling, { maxLength: 2 }) }),
  ),
  standing: orNull(fc.record({ home: place, consents: fc.array(anyConsent, { maxLength: 3 }) })),
})
const anyQuestion = fc.record({
  policy: anyPolicy,
  viewer: anyViewer,
  rules: fc.constant(rules),
  now: fc.constant(NOW),
})

const holds = (property: (question: AccessQuestion, decision: AccessDecision) => void) =>
  fc.assert(
    fc.property(anyQuestion, (question) => {
      property(question, decideAccess(question))
    }),
    { numRuns: RUNS },
  )

describe('whoever asks for whatever', () => {
  test('personal data never go to nobody, and where consent is asked only by a live one for that purpose and category', () => {
    holds(({ policy: { personalData }, viewer }, decision) => {
      if (!decision.allowed || !personalData) return
      expect(viewer.subject !== null && viewer.clientId !== null).toBe(true)
      const used = viewer.standing?.consents.find(({ id }) => id === decision.consentId)
      if (!sensitivities[personalData.sensitivity].consent) return expect(decision.consentId).toBeUndefined()
      expect(used?.purpose).toBe(viewer.purpose)
      expect(used?.categories).toContain(personalData.category)
      expect(used && used.expiresAt > NOW).toBe(true)
    })
  })

  test('data leave their jurisdiction by a filed route or not at all, and biometric data never', () => {
    holds(({ policy, viewer }, decision) => {
      const { personalData, residency } = policy
      if (!decision.allowed || !personalData || sensitivities[personalData.sensitivity].transfer === 'free') return
      const home = residency === 'SUBJECT' ? viewer.standing?.home : residency
      const isAbroad = home !== viewer.registration?.jurisdiction
      expect(decision.route !== undefined).toBe(isAbroad)
      if (!isAbroad) return
      expect(personalData.sensitivity).not.toBe('BIOMETRIC')
      expect(viewer.registration?.filings.map(({ route }) => route)).toContain(decision.route)
    })
  })

  test('a decision holds no longer than the consent it rests on, and is never over already', () => {
    holds(({ viewer }, decision) => {
      if (!decision.allowed || decision.until === null) return
      const used = viewer.standing?.consents.find(({ id }) => id === decision.consentId)
      expect(decision.until).toBeGreaterThan(NOW)
      expect(decision.until).toBeLessThanOrEqual(used?.expiresAt ?? Number.POSITIVE_INFINITY)
    })
  })

  test('who is given more by his registration or by the resident is not refused for it', () => {
    holds((question, decision) => {
      const { viewer } = question
      if (!decision.allowed) return
      const more: Viewer = {
        ...viewer,
        scopes: ['a', 'b', 'c'],
        assurance: 'HIGH',
        senderConstrained: true,
        registration: viewer.registration && { ...viewer.registration, policies: ['a', 'b', 'c'] },
        standing: viewer.standing && { ...viewer.standing, consents: [...viewer.standing.consents, consent] },
      }
      expect(decideAccess({ ...question, viewer: more }).allowed).toBe(true)
    })
  })

  test('nobody learns of consents or routes who fails a rule that comes before', () => {
    holds((question, decision) => {
      if (decision.allowed) return
      const blind = decideAccess({ ...question, viewer: { ...question.viewer, standing: null } })
      const before = accessCodes.indexOf('RESIDENCY_BLOCKED')
      if (accessCodes.indexOf(decision.code) < before) expect(blind).toEqual(decision)
    })
  })

  test('a field that asks nothing is given to anybody', () => {
    const open = {
      authenticated: false,
      scopes: null,
      policies: null,
      personalData: null,
      purposes: null,
      assurance: null,
    }
    holds((question) => {
      expect(decideAccess({ ...question, policy: { ...question.policy, ...open } })).toEqual({
        allowed: true,
        until: null,
      })
    })
  })
})
