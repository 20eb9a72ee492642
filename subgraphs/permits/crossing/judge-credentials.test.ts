import { describe, expect, test } from 'vitest'
import type { AuthorityEndorsement, Traveller } from '../records.ts'
import type { ReferenceData } from '../reference-data.ts'
import { loadReferenceData } from '../reference-data.ts'
import type { EndorsementStatus, Jurisdiction } from '../schema.types.ts'
import type { Persona } from '../testing/sandbox-travellers.ts'
import { sandboxTraveller } from '../testing/sandbox-travellers.ts'
import { judgeCredentials } from './judge-credentials.ts'

const data = loadReferenceData()

function judge(
  credential: string,
  asked: { who: Persona | Traveller; at: string; point: string; from: Jurisdiction; to: Jurisdiction },
  known: ReferenceData = data,
) {
  const { who, at, point, from, to } = asked
  const question = {
    from,
    to,
    at: Date.parse(`${at}T12:00:00+08:00`),
    traveller: typeof who === 'string' ? sandboxTraveller(who) : who,
    controlPoint: known.controlPoints.get(point) ?? null,
    credentials: [credential],
  }
  const [verdict] = judgeCredentials(question, known)
  if (!verdict) throw new Error('a credential asked about is answered')
  return {
    accepted: verdict.accepted,
    said: verdict.endorsements.map(({ side, authority, status }) => `${side} ${authority.id} ${status}`),
    physical: verdict.physicalDocumentRequired,
  }
}

/** The permits of the sandbox are of 2022 and later. */
const macaoResidentOf2020: Traveller = {
  ...sandboxTraveller('macao-resident'),
  documents: sandboxTraveller('macao-resident').documents.map((document) => ({ ...document, issuedOn: null })),
}

const northwards = { from: 'HONG_KONG', to: 'MAINLAND', point: 'shenzhen-bay' } as const
const toMacao = { from: 'HONG_KONG', to: 'MACAO', point: 'hzmb-hong-kong-macao' } as const

describe('a credential that only its maker announced', () => {
  test('is worth nothing at any point, on any day, to anybody', () => {
    for (const at of ['2018-06-07', '2026-11-23']) {
      for (const point of data.controlPoints.values()) {
        const [one, other] = point.sides
        if (!one || !other) throw new Error('a point has two sides')
        const verdict = judge('wechat-e-card-2018', {
          who: 'hk-resident',
          at,
          point: point.id,
          from: one.jurisdiction,
          to: other.jurisdiction,
        })
        expect(verdict.accepted).toBe(false)
        expect(verdict.said.every((word) => word.endsWith('NONE'))).toBe(true)
      }
    }
  })

  test('the same goes for one nobody has heard of', () => {
    expect(judge('moon-pass', { ...northwards, who: 'hk-resident', at: '2026-11-23' })).toEqual({
      accepted: false,
      said: ['EXIT immd NONE', 'ENTRY nia NONE'],
      physical: true,
    })
  })
})

describe('both sides must endorse', () => {
  test('the Hong Kong QR code opens the Hong Kong side only, so it is not accepted towards the Mainland', () => {
    expect(judge('hk-contactless-qr', { ...northwards, who: 'hk-resident', at: '2026-11-23' })).toEqual({
      accepted: false,
      said: ['EXIT immd IN_FORCE', 'ENTRY nia NONE'],
      physical: true,
    })
  })

  test('the mutual QR code is accepted between Hong Kong and Macao from 19 July 2024, documents carried', () => {
    const asked = { ...toMacao, who: 'hk-resident' as const }
    expect(judge('hk-macao-mutual-qr', { ...asked, at: '2024-07-18' })).toEqual({
      accepted: false,
      said: ['EXIT immd NONE', 'ENTRY psp NONE'],
      physical: true,
    })
    expect(judge('hk-macao-mutual-qr', { ...asked, at: '2024-07-19' })).toEqual({
      accepted: true,
      said: ['EXIT immd IN_FORCE', 'ENTRY psp IN_FORCE'],
      physical: true,
    })
  })

  test('joint inspection ports refuse the Macao QR code, which the Border Gate takes on its own side', () => {
    const asked = { who: 'macao-resident', at: '2026-11-23', from: 'MACAO', to: 'MAINLAND' } as const
    for (const point of ['qingmao', 'hengqin', 'hzmb-macao-zhuhai']) {
      expect(judge('macao-border-qr', { ...asked, point }).said).toEqual(['EXIT psp NONE', 'ENTRY nia NONE'])
      expect(judge('joint-inspection-lane', { ...asked, point }).accepted).toBe(true)
    }
    expect(judge('macao-border-qr', { ...asked, point: 'border-gate' }).said).toEqual([
      'EXIT psp IN_FORCE',
      'ENTRY nia NONE',
    ])
  })
})

describe('the lanes of the Hengqin port', () => {
  const asked = { who: 'macao-resident', point: 'hengqin', from: 'MACAO', to: 'MAINLAND' } as const

  test('inspect jointly since the port opened on 18 August 2020, a year before those of Qingmao', () => {
    const accepted = (point: string, at: string) =>
      judge('joint-inspection-lane', { ...asked, who: macaoResidentOf2020, point, at }).accepted
    expect(['2020-08-17', '2020-08-18'].map((at) => accepted('hengqin', at))).toEqual([false, true])
    expect(['2021-09-07', '2021-09-08'].map((at) => accepted('qingmao', at))).toEqual([false, true])
  })

  test('take face and fingerprint together since 5 November 2025, at Hengqin and nowhere else', () => {
    const lane = (change: { at: string; point?: string }) =>
      judge('joint-face-fingerprint-lane', { ...asked, ...change })
    expect(lane({ at: '2025-11-04' }).accepted).toBe(false)
    expect(lane({ at: '2025-11-05' })).toEqual({
      accepted: true,
      said: ['EXIT psp IN_FORCE', 'ENTRY nia IN_FORCE'],
      physical: true,
    })
    expect(lane({ at: '2025-11-05', point: 'qingmao' }).accepted).toBe(false)
  })
})

describe('an announcement', () => {
  const child = { ...sandboxTraveller('hk-resident'), birthDate: '2017-06-01' }

  test('does not pass before its day: children of seven wait for 19 January 2026', () => {
    const asked = { ...toMacao, who: child }
    expect(judge('hk-macao-mutual-qr', { ...asked, at: '2026-01-18' })).toEqual({
      accepted: false,
      said: ['EXIT immd ANNOUNCED', 'ENTRY psp ANNOUNCED'],
      physical: true,
    })
    expect(judge('hk-macao-mutual-qr', { ...asked, at: '2026-01-19' }).accepted).toBe(true)
  })
})

describe('the Mainland face lane', () => {
  const lane = (who: Persona | Traveller, at = '2026-11-23') =>
    judge('mainland-face-lane', { who, at, point: 'shenzhen-bay', from: 'MAINLAND', to: 'HONG_KONG' }).said[0]

  test('is for holders of a home return permit aged 14 or over', () => {
    const born = (birthDate: string) => ({ ...sandboxTraveller('hk-resident'), birthDate })
    expect(lane(born('2012-11-23'))).toBe('EXIT nia IN_FORCE')
    expect(lane(born('2012-11-24'))).toBe('EXIT nia NONE')
    expect(lane('hk-non-chinese')).toBe('EXIT nia IN_FORCE')
  })

  test('is not for a tourist endorsement, however many trips it has, but for a business one of many trips', () => {
    const tourist = sandboxTraveller('shenzhen-hukou')
    const withCode = (code: 'BUSINESS', tripsRemaining: number | null): Traveller => ({
      ...tourist,
      documents: tourist.documents.map((document) => ({
        ...document,
        endorsements: document.endorsements.map((endorsement) => ({
          ...endorsement,
          code,
          scheme: null,
          tripsRemaining,
        })),
      })),
    })
    expect(lane(tourist)).toBe('EXIT nia NONE')
    expect(lane(withCode('BUSINESS', null))).toBe('EXIT nia IN_FORCE')
    expect(lane(withCode('BUSINESS', 1))).toBe('EXIT nia NONE')
  })

  test('opened at Shenzhen Bay on 20 November 2024', () => {
    const holder: Traveller = {
      ...sandboxTraveller('hk-resident'),
    }
    expect(lane(holder, '2024-11-19')).toBe('EXIT nia NONE')
    expect(lane(holder, '2024-11-20')).toBe('EXIT nia IN_FORCE')
  })
})

describe('an authority may take its word back', () => {
  const withWord = (status: Exclude<EndorsementStatus, 'NONE'>): ReferenceData => {
    const [row] = data.credentialEndorsements.filter(({ id }) => id === 'psp-mutual-qr-hk-2024')
    const word = { ...row, id: 'psp-word', status, validFrom: '2026-11-23' } as AuthorityEndorsement
    return { ...data, credentialEndorsements: [...data.credentialEndorsements, word] }
  }

  test.each(['WITHDRAWN', 'SUSPENDED'] as const)('%s outweighs what was in force, from that day on', (status) => {
    const known = withWord(status)
    const asked = { ...toMacao, who: 'hk-resident' as const }
    expect(judge('hk-macao-mutual-qr', { ...asked, at: '2026-11-22' }, known).accepted).toBe(true)
    expect(judge('hk-macao-mutual-qr', { ...asked, at: '2026-11-23' }, known)).toEqual({
      accepted: false,
      said: ['EXIT immd IN_FORCE', `ENTRY psp ${status}`],
      physical: true,
    })
  })
})

test('for somebody who names no credential, those are told that some side endorses for him there', () => {
  const question = {
    from: 'MAINLAND' as const,
    to: 'HONG_KONG' as const,
    at: Date.parse('2026-11-23T12:00:00+08:00'),
    traveller: sandboxTraveller('hk-resident'),
    controlPoint: data.controlPoints.get('lok-ma-chau-spur-line') ?? null,
    credentials: null,
  }
  expect(judgeCredentials(question, data).map(({ credential, accepted }) => ({ credential, accepted }))).toEqual([
    { credential: 'hk-contactless-qr', accepted: false },
    { credential: 'mainland-face-lane', accepted: false },
  ])
})
