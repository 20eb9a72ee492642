import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, regionalDate } from '../../../kit/clock.ts'
import { isInForce } from '../dated.ts'
import type { CarriedDocument, CrossingRule, Traveller } from '../records.ts'
import { loadReferenceData } from '../reference-data.ts'
import { decideCrossing } from './decide-crossing.ts'
import type { CrossingQuestion } from './question.ts'

/** What must hold for every traveller, day and set of rules, not only for the ones somebody thought of. */

const data = loadReferenceData()
const jurisdictions = ['HONG_KONG', 'MACAO', 'MAINLAND'] as const
const day = fc.integer({ min: 0, max: 6_000 }).map((days) => addDays('2013-01-01', days))
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })

/** Every legal kind without a scheme, and every scheme with its kind. */
const kinds = [
  ...[...data.endorsementTypes.keys()].map((code) => ({ code, scheme: null })),
  ...[...data.endorsementSchemes.values()].map(({ code, id }) => ({ code, scheme: id })),
]

const endorsement = fc
  .record({
    destination: fc.constantFrom('HONG_KONG', 'MACAO'),
    kind: fc.constantFrom(...kinds),
    validFrom: day,
    length: fc.integer({ min: 0, max: 1_500 }),
    tripsRemaining: maybe(fc.integer({ min: 0, max: 2 })),
    lastExitOn: maybe(day),
    firstEntryOn: maybe(day),
  })
  .map(({ length, kind, ...rest }) => ({ ...rest, ...kind, validTo: addDays(rest.validFrom, length) }))

const carried: fc.Arbitrary<CarriedDocument> = fc.record({
  kind: fc.constantFrom('HKID', 'MACAO_BIR', 'PASSPORT', 'HMTP', 'HMTP_NON_CHINESE', 'EEP', 'FOREIGN_PR_CARD'),
  issuingState: fc.constantFrom('CHN', 'HKG', null),
  issuedOn: maybe(day),
  expiresOn: maybe(day),
  endorsements: fc.array(endorsement, { maxLength: 3 }),
})

const traveller: fc.Arbitrary<Traveller> = fc.record({
  nationality: fc.constantFrom('CHN', 'GBR', 'PRT'),
  birthDate: maybe(fc.integer({ min: 0, max: 15_000 }).map((days) => addDays('1985-01-01', days))),
  residencies: fc.array(
    fc.record({
      jurisdiction: fc.constantFrom(...jurisdictions),
      status: fc.constantFrom(
        'PERMANENT_RESIDENT',
        'NON_PERMANENT_RESIDENT',
        'HUKOU',
        'RESIDENCE_PERMIT',
        'FOREIGN_PERMANENT_RESIDENT',
      ),
      city: maybe(fc.constantFrom('zhuhai', 'shenzhen', 'macao')),
    }),
    { maxLength: 2 },
  ),
  documents: fc.array(carried, { maxLength: 4 }),
})

const question: fc.Arbitrary<CrossingQuestion> = fc
  .record({
    ends: fc.constantFrom(
      ...jurisdictions.flatMap((from) => jurisdictions.filter((to) => to !== from).map((to) => ({ from, to }))),
    ),
    at: day.chain((date) =>
      fc.integer({ min: 0, max: 86_399 }).map((s) => Date.parse(`${date}T00:00:00+08:00`) + s * 1000),
    ),
    traveller,
  })
  .map(({ ends, at, traveller }) => ({ ...ends, at, traveller, controlPoint: null, credentials: null }))

const ruleSet: fc.Arbitrary<CrossingRule[]> = fc.subarray([...data.crossingRules])
const bounded = { numRuns: 1_500 }

describe('whatever the rules', () => {
  test('ALLOWED stands only on documents carried and valid that day', () => {
    let allowed = 0
    fc.assert(
      fc.property(question, ruleSet, (asked, crossingRules) => {
        const decision = decideCrossing(asked, { ...data, crossingRules })
        if (decision.verdict !== 'ALLOWED') return
        allowed += 1
        for (const { kind } of decision.mustCarry) {
          const today = regionalDate(asked.at)
          const valid = asked.traveller.documents.filter(
            ({ issuedOn, expiresOn }) => (issuedOn ?? '0000') <= today && today <= (expiresOn ?? '9999'),
          )
          expect(valid.map((document) => document.kind)).toContain(kind)
        }
      }),
      bounded,
    )
    expect(allowed).toBeGreaterThan(0)
  })

  test('taking a document away never turns a no or a doubt into a yes', () => {
    fc.assert(
      fc.property(question, ruleSet, fc.nat(), (asked, crossingRules, pick) => {
        const { documents } = asked.traveller
        const fewer = documents.filter((_, position) => position !== pick % Math.max(documents.length, 1))
        const before = decideCrossing(asked, { ...data, crossingRules }).verdict
        const poorer = { ...asked, traveller: { ...asked.traveller, documents: fewer } }
        const after = decideCrossing(poorer, { ...data, crossingRules }).verdict
        if (before !== 'ALLOWED') expect(after).not.toBe('ALLOWED')
      }),
      bounded,
    )
  })

  test('every rule named is in force at the instant asked about, and the verdict is that of the worse side', () => {
    fc.assert(
      fc.property(question, ruleSet, (asked, crossingRules) => {
        const decision = decideCrossing(asked, { ...data, crossingRules })
        for (const reason of decision.reasons) expect(isInForce(reason, regionalDate(asked.at))).toBe(true)
        const refused = decision.reasons.some(({ outcome }) => outcome === 'NOT_ALLOWED')
        const sides = new Set(decision.reasons.map(({ side }) => side))
        const doubtful = sides.size < 2 || decision.reasons.some(({ outcome }) => outcome === 'UNDETERMINED')
        expect(decision.verdict).toBe(refused ? 'NOT_ALLOWED' : doubtful ? 'UNDETERMINED' : 'ALLOWED')
      }),
      bounded,
    )
  })

  test('a no says what is missing and who grants it, a doubt says whom to ask, a yes says neither', () => {
    fc.assert(
      fc.property(question, ruleSet, (asked, crossingRules) => {
        const { verdict, missing, ask, maxStayDays } = decideCrossing(asked, { ...data, crossingRules })
        expect(missing.length > 0).toBe(verdict === 'NOT_ALLOWED')
        expect(ask.length > 0).toBe(verdict === 'UNDETERMINED')
        if (verdict !== 'ALLOWED') expect(maxStayDays).toBeNull()
      }),
      bounded,
    )
  })
})

describe('whatever the traveller', () => {
  test('a credential is accepted only while both authorities have it in force, and an announcement never counts', () => {
    fc.assert(
      fc.property(question, fc.constantFrom(...data.controlPoints.values()), (asked, point) => {
        const all = [...data.credentials.keys()]
        const { credentials } = decideCrossing({ ...asked, controlPoint: point, credentials: all }, data)
        expect(credentials.map(({ credential }) => credential)).toEqual(all)
        for (const { accepted, endorsements } of credentials) {
          expect(endorsements.map(({ side }) => side)).toEqual(['EXIT', 'ENTRY'])
          expect(accepted).toBe(endorsements.every(({ status }) => status === 'IN_FORCE'))
        }
      }),
      { numRuns: 300 },
    )
  })
})
