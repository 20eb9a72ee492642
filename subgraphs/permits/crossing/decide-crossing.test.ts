import { describe, expect, test } from 'vitest'
import type { CarriedDocument, CarriedEndorsement, CrossingDecision, Traveller } from '../records.ts'
import { loadReferenceData } from '../reference-data.ts'
import type { Persona } from '../testing/sandbox-travellers.ts'
import { sandboxTraveller } from '../testing/sandbox-travellers.ts'
import { decideCrossing } from './decide-crossing.ts'

const data = loadReferenceData()

const jurisdictions = { HK: 'HONG_KONG', MO: 'MACAO', ML: 'MAINLAND' } as const
type Direction = 'HK>ML' | 'ML>HK' | 'ML>MO' | 'MO>ML' | 'HK>MO' | 'MO>HK'

function decide(
  who: Persona | Traveller,
  direction: Direction,
  asked: { at?: string; point?: string } = {},
): CrossingDecision {
  const [from, to] = direction.split('>') as [keyof typeof jurisdictions, keyof typeof jurisdictions]
  const { at = '2026-11-23T12:00:00', point } = asked
  const controlPoint = point === undefined ? null : data.controlPoints.get(point)
  if (controlPoint === undefined) throw new Error(`no control point ${point}`)
  return decideCrossing(
    {
      from: jurisdictions[from],
      to: jurisdictions[to],
      at: Date.parse(`${at}+08:00`),
      traveller: typeof who === 'string' ? sandboxTraveller(who) : who,
      controlPoint,
      credentials: null,
    },
    data,
  )
}

/** The whole outcome in a few words, so that a table of them can be read. */
function told(decision: CrossingDecision) {
  return {
    verdict: `${decision.verdict}${decision.maxStayDays === null ? '' : ` ${decision.maxStayDays} d`}`,
    rules: decision.reasons.map(({ side, ruleId }) => `${side} ${ruleId}`),
    carry: decision.mustCarry.map(({ side, kind, endorsement, scheme }) =>
      [side, kind, endorsement, scheme?.id].filter(Boolean).join(' '),
    ),
    missing: decision.missing.map(({ side, code, authority }) => `${side} ${code} ${authority?.id}`),
    ask: decision.ask.map(({ id }) => id),
  }
}

const ALLOWED = { missing: [], ask: [] }
const NO_ENDORSEMENT = 'ENDORSEMENT_REQUIRED nia'

const table: readonly (readonly [Direction, Persona, ReturnType<typeof told>])[] = [
  [
    'ML>HK',
    'hk-resident',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT mainland-exit-hmtp', 'ENTRY hong-kong-entry-permanent-resident'],
      carry: ['EXIT HMTP', 'ENTRY HKID'],
      ...ALLOWED,
    },
  ],
  [
    'ML>HK',
    'shenzhen-hukou',
    {
      verdict: 'ALLOWED 7 d',
      rules: ['EXIT mainland-exit-eep-hong-kong', 'ENTRY hong-kong-entry-eep'],
      carry: ['EXIT EEP INDIVIDUAL_VISIT shenzhen-multiple', 'ENTRY EEP INDIVIDUAL_VISIT shenzhen-multiple'],
      ...ALLOWED,
    },
  ],
  [
    'ML>HK',
    'zhuhai-residence-permit',
    {
      verdict: 'NOT_ALLOWED',
      rules: ['EXIT mainland-exit-eep-hong-kong', 'ENTRY hong-kong-entry-eep'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      missing: [`EXIT ${NO_ENDORSEMENT}`, `ENTRY ${NO_ENDORSEMENT}`],
      ask: [],
    },
  ],
  [
    'ML>HK',
    'foreign-visitor',
    {
      verdict: 'UNDETERMINED',
      rules: ['EXIT mainland-exit-foreign-passport', 'ENTRY hong-kong-entry-foreign-visitor'],
      carry: ['EXIT PASSPORT', 'ENTRY PASSPORT'],
      missing: [],
      ask: ['immd'],
    },
  ],
  [
    'ML>HK',
    'macao-resident',
    {
      verdict: 'ALLOWED 180 d',
      rules: ['EXIT mainland-exit-hmtp', 'ENTRY hong-kong-entry-macao-permanent-resident'],
      carry: ['EXIT HMTP', 'ENTRY MACAO_BIR'],
      ...ALLOWED,
    },
  ],
  [
    'ML>HK',
    'zhuhai-hukou',
    {
      verdict: 'NOT_ALLOWED',
      rules: ['EXIT mainland-exit-eep-hong-kong', 'ENTRY hong-kong-entry-eep'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      missing: [`EXIT ${NO_ENDORSEMENT}`, `ENTRY ${NO_ENDORSEMENT}`],
      ask: [],
    },
  ],
  [
    'ML>HK',
    'hk-non-chinese',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT mainland-exit-hmtp-non-chinese', 'ENTRY hong-kong-entry-permanent-resident'],
      carry: ['EXIT HMTP_NON_CHINESE', 'ENTRY HKID'],
      ...ALLOWED,
    },
  ],
  [
    'HK>ML',
    'hk-resident',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT hong-kong-exit-resident', 'ENTRY mainland-entry-hmtp'],
      carry: ['EXIT HKID', 'ENTRY HMTP'],
      ...ALLOWED,
    },
  ],
  [
    'HK>ML',
    'shenzhen-hukou',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT hong-kong-exit-eep', 'ENTRY mainland-entry-eep-return'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      ...ALLOWED,
    },
  ],
  [
    'HK>ML',
    'zhuhai-residence-permit',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT hong-kong-exit-eep', 'ENTRY mainland-entry-eep-return'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      ...ALLOWED,
    },
  ],
  [
    'HK>ML',
    'foreign-visitor',
    {
      verdict: 'UNDETERMINED',
      rules: ['EXIT hong-kong-exit-travel-document', 'ENTRY mainland-entry-foreign-visa'],
      carry: ['EXIT PASSPORT', 'ENTRY PASSPORT'],
      missing: [],
      ask: ['nia'],
    },
  ],
  [
    'HK>ML',
    'macao-resident',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT hong-kong-exit-macao-permanent-resident', 'ENTRY mainland-entry-hmtp'],
      carry: ['EXIT MACAO_BIR', 'ENTRY HMTP'],
      ...ALLOWED,
    },
  ],
  [
    'HK>ML',
    'zhuhai-hukou',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT hong-kong-exit-eep', 'ENTRY mainland-entry-eep-return'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      ...ALLOWED,
    },
  ],
  [
    'HK>ML',
    'hk-non-chinese',
    {
      verdict: 'ALLOWED 90 d',
      rules: ['EXIT hong-kong-exit-resident', 'ENTRY mainland-entry-hmtp-non-chinese'],
      carry: ['EXIT HKID', 'ENTRY HMTP_NON_CHINESE'],
      ...ALLOWED,
    },
  ],
  [
    'ML>MO',
    'hk-resident',
    {
      verdict: 'ALLOWED 365 d',
      rules: ['EXIT mainland-exit-hmtp', 'ENTRY macao-entry-hong-kong-permanent-resident'],
      carry: ['EXIT HMTP', 'ENTRY HKID'],
      ...ALLOWED,
    },
  ],
  [
    'ML>MO',
    'shenzhen-hukou',
    {
      verdict: 'NOT_ALLOWED',
      rules: ['EXIT mainland-exit-eep-macao', 'ENTRY macao-entry-eep'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      missing: [`EXIT ${NO_ENDORSEMENT}`, `ENTRY ${NO_ENDORSEMENT}`],
      ask: [],
    },
  ],
  [
    'ML>MO',
    'zhuhai-residence-permit',
    {
      verdict: 'ALLOWED 7 d',
      rules: ['EXIT mainland-exit-eep-macao', 'ENTRY macao-entry-eep'],
      carry: ['EXIT EEP INDIVIDUAL_VISIT', 'ENTRY EEP INDIVIDUAL_VISIT'],
      ...ALLOWED,
    },
  ],
  [
    'ML>MO',
    'foreign-visitor',
    {
      verdict: 'UNDETERMINED',
      rules: ['EXIT mainland-exit-foreign-passport', 'ENTRY macao-entry-foreign-visitor'],
      carry: ['EXIT PASSPORT', 'ENTRY PASSPORT'],
      missing: [],
      ask: ['psp'],
    },
  ],
  [
    'ML>MO',
    'macao-resident',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT mainland-exit-hmtp', 'ENTRY macao-entry-resident'],
      carry: ['EXIT HMTP', 'ENTRY MACAO_BIR'],
      ...ALLOWED,
    },
  ],
  [
    'ML>MO',
    'zhuhai-hukou',
    {
      verdict: 'ALLOWED 7 d',
      rules: ['EXIT mainland-exit-eep-macao', 'ENTRY macao-entry-eep'],
      carry: ['EXIT EEP INDIVIDUAL_VISIT zhuhai-weekly', 'ENTRY EEP INDIVIDUAL_VISIT zhuhai-weekly'],
      ...ALLOWED,
    },
  ],
  [
    'ML>MO',
    'hk-non-chinese',
    {
      verdict: 'ALLOWED 365 d',
      rules: ['EXIT mainland-exit-hmtp-non-chinese', 'ENTRY macao-entry-hong-kong-permanent-resident'],
      carry: ['EXIT HMTP_NON_CHINESE', 'ENTRY HKID'],
      ...ALLOWED,
    },
  ],
  [
    'MO>ML',
    'hk-resident',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT macao-exit-hong-kong-permanent-resident', 'ENTRY mainland-entry-hmtp'],
      carry: ['EXIT HKID', 'ENTRY HMTP'],
      ...ALLOWED,
    },
  ],
  [
    'MO>ML',
    'shenzhen-hukou',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT macao-exit-eep', 'ENTRY mainland-entry-eep-return'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      ...ALLOWED,
    },
  ],
  [
    'MO>ML',
    'zhuhai-residence-permit',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT macao-exit-eep', 'ENTRY mainland-entry-eep-return'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      ...ALLOWED,
    },
  ],
  [
    'MO>ML',
    'foreign-visitor',
    {
      verdict: 'UNDETERMINED',
      rules: ['EXIT macao-exit-travel-document', 'ENTRY mainland-entry-foreign-visa'],
      carry: ['EXIT PASSPORT', 'ENTRY PASSPORT'],
      missing: [],
      ask: ['nia'],
    },
  ],
  [
    'MO>ML',
    'macao-resident',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT macao-exit-resident', 'ENTRY mainland-entry-hmtp'],
      carry: ['EXIT MACAO_BIR', 'ENTRY HMTP'],
      ...ALLOWED,
    },
  ],
  [
    'MO>ML',
    'zhuhai-hukou',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT macao-exit-eep', 'ENTRY mainland-entry-eep-return'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      ...ALLOWED,
    },
  ],
  [
    'MO>ML',
    'hk-non-chinese',
    {
      verdict: 'ALLOWED 90 d',
      rules: ['EXIT macao-exit-hong-kong-permanent-resident', 'ENTRY mainland-entry-hmtp-non-chinese'],
      carry: ['EXIT HKID', 'ENTRY HMTP_NON_CHINESE'],
      ...ALLOWED,
    },
  ],
  [
    'HK>MO',
    'hk-resident',
    {
      verdict: 'ALLOWED 365 d',
      rules: ['EXIT hong-kong-exit-resident', 'ENTRY macao-entry-hong-kong-permanent-resident'],
      carry: ['EXIT HKID', 'ENTRY HKID'],
      ...ALLOWED,
    },
  ],
  [
    'HK>MO',
    'shenzhen-hukou',
    {
      verdict: 'NOT_ALLOWED',
      rules: ['EXIT hong-kong-exit-eep', 'ENTRY macao-entry-eep'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      missing: [`ENTRY ${NO_ENDORSEMENT}`],
      ask: [],
    },
  ],
  [
    'HK>MO',
    'zhuhai-residence-permit',
    {
      verdict: 'ALLOWED 7 d',
      rules: ['EXIT hong-kong-exit-eep', 'ENTRY macao-entry-eep'],
      carry: ['EXIT EEP', 'ENTRY EEP INDIVIDUAL_VISIT'],
      ...ALLOWED,
    },
  ],
  [
    'HK>MO',
    'foreign-visitor',
    {
      verdict: 'UNDETERMINED',
      rules: ['EXIT hong-kong-exit-travel-document', 'ENTRY macao-entry-foreign-visitor'],
      carry: ['EXIT PASSPORT', 'ENTRY PASSPORT'],
      missing: [],
      ask: ['psp'],
    },
  ],
  [
    'HK>MO',
    'macao-resident',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT hong-kong-exit-macao-permanent-resident', 'ENTRY macao-entry-resident'],
      carry: ['EXIT MACAO_BIR', 'ENTRY MACAO_BIR'],
      ...ALLOWED,
    },
  ],
  [
    'HK>MO',
    'zhuhai-hukou',
    {
      verdict: 'ALLOWED 7 d',
      rules: ['EXIT hong-kong-exit-eep', 'ENTRY macao-entry-eep'],
      carry: ['EXIT EEP', 'ENTRY EEP INDIVIDUAL_VISIT zhuhai-weekly'],
      ...ALLOWED,
    },
  ],
  [
    'HK>MO',
    'hk-non-chinese',
    {
      verdict: 'ALLOWED 365 d',
      rules: ['EXIT hong-kong-exit-resident', 'ENTRY macao-entry-hong-kong-permanent-resident'],
      carry: ['EXIT HKID', 'ENTRY HKID'],
      ...ALLOWED,
    },
  ],
  [
    'MO>HK',
    'hk-resident',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT macao-exit-hong-kong-permanent-resident', 'ENTRY hong-kong-entry-permanent-resident'],
      carry: ['EXIT HKID', 'ENTRY HKID'],
      ...ALLOWED,
    },
  ],
  [
    'MO>HK',
    'shenzhen-hukou',
    {
      verdict: 'ALLOWED 7 d',
      rules: ['EXIT macao-exit-eep', 'ENTRY hong-kong-entry-eep'],
      carry: ['EXIT EEP', 'ENTRY EEP INDIVIDUAL_VISIT shenzhen-multiple'],
      ...ALLOWED,
    },
  ],
  [
    'MO>HK',
    'zhuhai-residence-permit',
    {
      verdict: 'NOT_ALLOWED',
      rules: ['EXIT macao-exit-eep', 'ENTRY hong-kong-entry-eep'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      missing: [`ENTRY ${NO_ENDORSEMENT}`],
      ask: [],
    },
  ],
  [
    'MO>HK',
    'foreign-visitor',
    {
      verdict: 'UNDETERMINED',
      rules: ['EXIT macao-exit-travel-document', 'ENTRY hong-kong-entry-foreign-visitor'],
      carry: ['EXIT PASSPORT', 'ENTRY PASSPORT'],
      missing: [],
      ask: ['immd'],
    },
  ],
  [
    'MO>HK',
    'macao-resident',
    {
      verdict: 'ALLOWED 180 d',
      rules: ['EXIT macao-exit-resident', 'ENTRY hong-kong-entry-macao-permanent-resident'],
      carry: ['EXIT MACAO_BIR', 'ENTRY MACAO_BIR'],
      ...ALLOWED,
    },
  ],
  [
    'MO>HK',
    'zhuhai-hukou',
    {
      verdict: 'NOT_ALLOWED',
      rules: ['EXIT macao-exit-eep', 'ENTRY hong-kong-entry-eep'],
      carry: ['EXIT EEP', 'ENTRY EEP'],
      missing: [`ENTRY ${NO_ENDORSEMENT}`],
      ask: [],
    },
  ],
  [
    'MO>HK',
    'hk-non-chinese',
    {
      verdict: 'ALLOWED',
      rules: ['EXIT macao-exit-hong-kong-permanent-resident', 'ENTRY hong-kong-entry-permanent-resident'],
      carry: ['EXIT HKID', 'ENTRY HKID'],
      ...ALLOWED,
    },
  ],
]

describe('each resident of the sandbox, each direction, on 23 November 2026 at noon', () => {
  test.each(table)('%s %s', (direction, persona, outcome) => {
    expect(told(decide(persona, direction))).toEqual(outcome)
  })

  test('are all there: seven residents, six directions', () => {
    expect(new Set(table.map(([direction, persona]) => `${direction} ${persona}`)).size).toBe(42)
  })
})

describe('the endorsement', () => {
  const withEndorsements = (persona: Persona, endorsements: readonly CarriedEndorsement[]): Traveller => {
    const traveller = sandboxTraveller(persona)
    return { ...traveller, documents: traveller.documents.map((document) => ({ ...document, endorsements })) }
  }
  const withEndorsement = (persona: Persona, change: Partial<CarriedEndorsement>): Traveller => {
    const traveller = sandboxTraveller(persona)
    const changed = (document: CarriedDocument) => ({
      ...document,
      endorsements: document.endorsements.map((endorsement) => ({ ...endorsement, ...change })),
    })
    return { ...traveller, documents: traveller.documents.map(changed) }
  }

  const hintsOf = (who: Persona | Traveller, direction: Direction) =>
    decide(who, direction).missing.map(({ hints }) => hints.map(({ id }) => id))

  test('of a Zhuhai residence-permit holder is refused for Hong Kong in words that name why', () => {
    const { verdict, reasons, missing } = decide('zhuhai-residence-permit', 'ML>HK')
    expect({ verdict, rules: reasons.map(({ ruleId }) => ruleId) }).toEqual({
      verdict: 'NOT_ALLOWED',
      rules: ['mainland-exit-eep-hong-kong', 'hong-kong-entry-eep'],
    })
    expect(missing[0]?.hints).toMatchObject([
      {
        id: 'zhuhai-weekly-hukou-only',
        text: { en: expect.stringMatching(/Zhuhai hukou only, and good for Macao only/) },
        source: { verification: 'SECONDARY' },
      },
    ])
  })

  test('of a scheme for the other destination is said to be none, to those alone who hold it', () => {
    expect(hintsOf('zhuhai-hukou', 'ML>HK')).toEqual([['zhuhai-weekly-macao-only'], ['zhuhai-weekly-macao-only']])
    expect(hintsOf('shenzhen-hukou', 'HK>MO')).toEqual([['shenzhen-multiple-hong-kong-only']])
    const bare = withEndorsements('shenzhen-hukou', [])
    expect(told(decide(bare, 'ML>MO'))).toMatchObject({
      verdict: 'NOT_ALLOWED',
      missing: Array(2).fill(expect.anything()),
    })
    expect(hintsOf(bare, 'ML>MO')).toEqual([[], []])
    expect(hintsOf(withEndorsements('zhuhai-hukou', []), 'ML>HK')).toEqual([[], []])
  })

  test('that lacks is not explained before the scheme the hint speaks of began', () => {
    const { missing } = decide('zhuhai-residence-permit', 'ML>HK', { at: '2024-12-31T12:00:00' })
    expect(missing.map(({ hints }) => hints)).toEqual([[], []])
  })

  test('in words: Portuguese where the subject has a name in it', () => {
    expect(decide('shenzhen-hukou', 'HK>MO').missing[0]?.description).toEqual({
      en: 'Endorsement for Macao in the exit-entry permit: required, none that is good that day',
      zhHant: '往來港澳通行證的赴澳門簽注：須持有，當日並無適用者',
      zhHans: '往来港澳通行证的赴澳门签注：须持有，当日无适用者',
      pt: 'Visto para Macau no salvo-conduto: necessário, nenhum é válido nesse dia',
    })
  })

  test('is needed per destination: one for Macao opens Macao and not Hong Kong', () => {
    expect(decide('zhuhai-hukou', 'ML>MO').verdict).toBe('ALLOWED')
    expect(decide('zhuhai-hukou', 'ML>HK').verdict).toBe('NOT_ALLOWED')
  })

  test('carries on its last day and not on the day after', () => {
    expect(decide('shenzhen-hukou', 'ML>HK', { at: '2027-02-28T23:59:59' }).verdict).toBe('ALLOWED')
    expect(told(decide('shenzhen-hukou', 'ML>HK', { at: '2027-03-01T00:00:00' })).missing).toEqual([
      'EXIT ENDORSEMENT_EXPIRED nia',
      'ENTRY ENDORSEMENT_EXPIRED nia',
    ])
  })

  test('with its trips used carries nobody out, but nobody needs one to come home', () => {
    const used = withEndorsement('zhuhai-residence-permit', { tripsRemaining: 0 })
    expect(told(decide(used, 'ML>MO'))).toMatchObject({
      verdict: 'NOT_ALLOWED',
      missing: ['EXIT TRIPS_USED nia', 'ENTRY TRIPS_USED nia'],
    })
    expect(decide(used, 'MO>ML').verdict).toBe('ALLOWED')
  })

  test('of the week is used up until Sunday midnight', () => {
    const lastExitOn = '2026-11-18'
    const weekly = withEndorsement('zhuhai-hukou', { lastExitOn })
    expect(decide(weekly, 'ML>MO', { at: '2026-11-22T23:59:59' }).verdict).toBe('NOT_ALLOWED')
    expect(decide(weekly, 'ML>MO', { at: '2026-11-23T00:00:00' }).verdict).toBe('ALLOWED')
  })

  test('of the old Shenzhen week is still good where it was issued before it ended', () => {
    const change = {
      scheme: 'shenzhen-weekly',
      validFrom: '2024-11-30',
      validTo: '2025-11-29',
      lastExitOn: null,
    } as const
    const old = withEndorsement('shenzhen-hukou', change)
    expect(told(decide(old, 'ML>HK', { at: '2025-06-01T12:00:00' }))).toMatchObject({ verdict: 'ALLOWED 7 d' })
    expect(decide(old, 'ML>HK', { at: '2025-11-30T12:00:00' }).verdict).toBe('NOT_ALLOWED')
  })

  test('of a group tour or a stay is left to the authority', () => {
    const group = withEndorsement('shenzhen-hukou', { code: 'GROUP_TOUR', scheme: null })
    expect(told(decide(group, 'ML>HK'))).toMatchObject({ verdict: 'UNDETERMINED', missing: [], ask: ['nia', 'immd'] })
    const study = withEndorsement('shenzhen-hukou', { code: 'STAY', scheme: null })
    expect(told(decide(study, 'ML>HK'))).toMatchObject({ verdict: 'UNDETERMINED', missing: [], ask: ['immd'] })
  })
})

describe('documents', () => {
  const without = (persona: Persona, kind: CarriedDocument['kind']): Traveller => {
    const traveller = sandboxTraveller(persona)
    return { ...traveller, documents: traveller.documents.filter((document) => document.kind !== kind) }
  }
  const residencePermit: CarriedDocument = {
    kind: 'HMT_RESIDENCE_PERMIT',
    issuingState: 'CHN',
    issuedOn: null,
    expiresOn: '2030-01-01',
    endorsements: [],
  }

  test('a Mainland residence permit does not stand in for the home return permit', () => {
    const traveller = without('hk-resident', 'HMTP')
    const carrying = { ...traveller, documents: [...traveller.documents, residencePermit] }
    expect(told(decide(carrying, 'HK>ML'))).toEqual({
      verdict: 'NOT_ALLOWED',
      rules: ['EXIT hong-kong-exit-resident', 'ENTRY mainland-entry-hmtp'],
      carry: ['EXIT HKID', 'ENTRY HMTP'],
      missing: ['ENTRY DOCUMENT_REQUIRED nia'],
      ask: [],
    })
  })

  test('a permit carries on its last day and is called expired from the next', () => {
    expect(decide('hk-resident', 'HK>ML', { at: '2031-06-14T23:00:00' }).verdict).toBe('ALLOWED')
    expect(told(decide('hk-resident', 'HK>ML', { at: '2031-06-15T00:00:00' })).missing).toEqual([
      'ENTRY DOCUMENT_EXPIRED nia',
    ])
  })

  test('a permit does not count before it was issued', () => {
    expect(told(decide('hk-resident', 'HK>ML', { at: '2021-06-14T12:00:00' })).missing).toEqual([
      'ENTRY DOCUMENT_REQUIRED nia',
    ])
  })

  test('a lost identity card is for the registry that grants it', () => {
    expect(told(decide(without('macao-resident', 'MACAO_BIR'), 'ML>MO')).missing).toEqual([
      'ENTRY DOCUMENT_REQUIRED dsi',
    ])
  })

  test('the permit for residents who are not Chinese is a rule of 10 July 2024 and of 90 days', () => {
    const permit: CarriedDocument = { ...residencePermit, kind: 'HMTP_NON_CHINESE' }
    const traveller = without('hk-non-chinese', 'HMTP_NON_CHINESE')
    const early = { ...traveller, documents: [...traveller.documents, permit] }
    expect(told(decide(early, 'HK>ML', { at: '2024-07-09T12:00:00' }))).toMatchObject({
      verdict: 'UNDETERMINED',
      rules: ['EXIT hong-kong-exit-resident', 'ENTRY mainland-entry-foreign-visa'],
      ask: ['nia'],
    })
    expect(told(decide(early, 'HK>ML', { at: '2024-07-10T12:00:00' })).verdict).toBe('ALLOWED 90 d')
  })

  test('a foreigner at home in the Mainland needs passport and card together', () => {
    const card: CarriedDocument = { ...residencePermit, kind: 'FOREIGN_PR_CARD' }
    const settled: Traveller = {
      ...sandboxTraveller('foreign-visitor'),
      residencies: [{ jurisdiction: 'MAINLAND', status: 'FOREIGN_PERMANENT_RESIDENT', city: 'shenzhen' }],
    }
    expect(told(decide({ ...settled, documents: [...settled.documents, card] }, 'HK>ML'))).toEqual({
      ...ALLOWED,
      verdict: 'ALLOWED',
      rules: ['EXIT hong-kong-exit-travel-document', 'ENTRY mainland-entry-foreign-permanent-resident'],
      carry: ['EXIT PASSPORT', 'ENTRY PASSPORT', 'ENTRY FOREIGN_PR_CARD'],
    })
    expect(told(decide(settled, 'HK>ML'))).toMatchObject({
      verdict: 'NOT_ALLOWED',
      missing: ['ENTRY DOCUMENT_REQUIRED nia'],
    })
  })

  test('who shows a permit proves his class with it, without stating a title', () => {
    const untitled = { ...sandboxTraveller('zhuhai-hukou'), residencies: [] }
    expect(told(decide(untitled, 'ML>MO'))).toMatchObject({ verdict: 'ALLOWED 7 d' })
    expect(told(decide({ ...untitled, documents: [] }, 'ML>MO'))).toEqual({
      verdict: 'UNDETERMINED',
      rules: [],
      carry: [],
      missing: [],
      ask: ['nia', 'psp'],
    })
  })
})

describe('nothing is guessed', () => {
  const passport = (issuingState: string, expiresOn = '2030-01-01'): CarriedDocument => ({
    kind: 'PASSPORT',
    issuingState,
    issuedOn: null,
    expiresOn,
    endorsements: [],
  })
  const carrying = (persona: Persona, document: CarriedDocument): Traveller => {
    const traveller = sandboxTraveller(persona)
    return { ...traveller, documents: [...traveller.documents, document] }
  }

  test.each([
    ['ML>HK', 'zhuhai-hukou', 'mainland-exit-passport-transit', 'hong-kong-entry-passport-transit', ['nia', 'immd']],
    ['ML>MO', 'shenzhen-hukou', 'mainland-exit-passport-transit', 'macao-entry-passport-transit', ['nia', 'psp']],
  ] as const)('%s: a Mainland resident with a Chinese passport and no endorsement may be in transit', (...row) => {
    const [direction, persona, exit, entry, authorities] = row
    expect(told(decide(carrying(persona, passport('CHN')), direction))).toEqual({
      verdict: 'UNDETERMINED',
      rules: [`EXIT ${exit}`, `ENTRY ${entry}`],
      carry: ['EXIT PASSPORT', 'ENTRY PASSPORT'],
      missing: [],
      ask: authorities,
    })
  })

  test('a Mainland resident with a passport alone may be on the way home, and is not told no', () => {
    const transit = { ...sandboxTraveller('shenzhen-hukou'), documents: [passport('CHN')] }
    expect(told(decide(transit, 'HK>ML'))).toMatchObject({ verdict: 'UNDETERMINED', ask: ['immd', 'nia'] })
    expect(told(decide(transit, 'MO>ML'))).toMatchObject({ verdict: 'UNDETERMINED', ask: ['psp', 'nia'] })
  })

  test('transit is no way out with an expired passport, or one of another state', () => {
    for (const document of [passport('CHN', '2026-11-22'), passport('HKG')]) {
      expect(decide(carrying('zhuhai-hukou', document), 'ML>HK').verdict).toBe('NOT_ALLOWED')
    }
  })

  test('a passport beside an endorsement that is good changes nothing', () => {
    const both = carrying('shenzhen-hukou', passport('CHN'))
    expect(told(decide(both, 'ML>HK'))).toEqual(told(decide('shenzhen-hukou', 'ML>HK')))
  })

  test('a child under eleven has no identity card, and no rule here speaks of him', () => {
    const child = { ...sandboxTraveller('hk-resident'), birthDate: '2015-11-24' }
    expect(told(decide(child, 'ML>HK'))).toMatchObject({ verdict: 'UNDETERMINED', ask: ['immd'] })
    expect(decide({ ...child, birthDate: '2015-11-23' }, 'ML>HK').verdict).toBe('ALLOWED')
  })

  test('a resident without right of abode is sent to the Immigration Department', () => {
    const resident: Traveller = {
      ...sandboxTraveller('hk-resident'),
      residencies: [{ jurisdiction: 'HONG_KONG', status: 'NON_PERMANENT_RESIDENT', city: 'hong-kong' }],
    }
    expect(told(decide(resident, 'ML>HK'))).toMatchObject({ verdict: 'UNDETERMINED', ask: ['immd'] })
  })

  test('before any rule was in force nobody is told yes or no', () => {
    expect(told(decide('hk-resident', 'HK>ML', { at: '1996-01-01T12:00:00' }))).toEqual({
      verdict: 'UNDETERMINED',
      rules: [],
      carry: [],
      missing: [],
      ask: ['immd', 'nia'],
    })
  })
})

describe('the control point', () => {
  const point = 'lok-ma-chau-spur-line'

  test('when open changes nothing', () => {
    expect(told(decide('hk-resident', 'ML>HK', { point }))).toEqual(told(decide('hk-resident', 'ML>HK')))
  })

  test('when closed keeps everybody back, with the rules for the documents beside it', () => {
    const at = '2026-11-23T23:00:00'
    expect(told(decide('hk-resident', 'ML>HK', { point, at }))).toEqual({
      verdict: 'NOT_ALLOWED',
      rules: ['EXIT mainland-exit-hmtp', 'ENTRY hong-kong-entry-permanent-resident'],
      carry: ['EXIT HMTP', 'ENTRY HKID'],
      missing: ['EXIT CONTROL_POINT_CLOSED nia'],
      ask: [],
    })
    expect(told(decide('foreign-visitor', 'ML>HK', { point, at }))).toMatchObject({ verdict: 'NOT_ALLOWED', ask: [] })
  })

  test('when suspended says that it is', () => {
    expect(told(decide('hk-resident', 'ML>HK', { point: 'sha-tau-kok' })).missing).toEqual([
      'EXIT CONTROL_POINT_SUSPENDED nia',
    ])
  })

  test('of the industrial zone is for Macao residents; others are sent to the authorities of both sides', () => {
    const at = '2026-11-23T03:00:00'
    const zone = { point: 'zhuhai-macao-industrial-zone', at }
    expect(told(decide('macao-resident', 'ML>MO', zone)).verdict).toBe('ALLOWED')
    expect(told(decide('zhuhai-hukou', 'ML>MO', zone))).toEqual({
      verdict: 'UNDETERMINED',
      rules: [
        'EXIT mainland-exit-eep-macao',
        'EXIT mainland-exit-industrial-zone',
        'ENTRY macao-entry-eep',
        'ENTRY macao-entry-industrial-zone',
      ],
      carry: ['EXIT EEP INDIVIDUAL_VISIT zhuhai-weekly', 'ENTRY EEP INDIVIDUAL_VISIT zhuhai-weekly'],
      missing: [],
      ask: ['nia', 'psp'],
    })
    expect(told(decide('shenzhen-hukou', 'ML>MO', zone)).verdict).toBe('NOT_ALLOWED')
  })

  test('without dated hours forbids nothing', () => {
    expect(decide('macao-resident', 'MO>HK', { point: 'hong-kong-macau-ferry' }).verdict).toBe('ALLOWED')
  })
})

test('every answer names the instant it holds for', () => {
  expect(decide('hk-resident', 'HK>ML').asOf).toBe(Date.parse('2026-11-23T12:00:00+08:00'))
})
