import { describe, expect, test } from 'vitest'
import { sourcesShape } from './data-shapes.ts'
import { loadFile, loadReferenceData } from './reference-data.ts'
import type { Source } from './schema.types.ts'
import { loadSandboxPermits } from './seed-sandbox.ts'
import { personas, sandboxTraveller } from './testing/sandbox-travellers.ts'

const data = loadReferenceData()

describe('what the agency knows is dated, sourced and said in three languages', () => {
  test('every control point of the region is there, with two sides in two jurisdictions', () => {
    expect([...data.controlPoints.keys()]).toEqual([
      'lo-wu',
      'lok-ma-chau-spur-line',
      'huanggang',
      'shenzhen-bay',
      'heung-yuen-wai',
      'man-kam-to',
      'sha-tau-kok',
      'west-kowloon',
      'hzmb-hong-kong-zhuhai',
      'hzmb-hong-kong-macao',
      'hzmb-macao-zhuhai',
      'border-gate',
      'qingmao',
      'hengqin',
      'zhuhai-macao-industrial-zone',
      'inner-harbour-wanzai',
      'hong-kong-macau-ferry',
    ])
    for (const point of data.controlPoints.values()) {
      expect(new Set(point.sides.map((side) => side.jurisdiction)).size).toBe(2)
      for (const side of point.sides) {
        expect(side.authority).toEqual(data.borderAuthority[side.jurisdiction])
        expect(data.cityServices.has(side.city.id)).toBe(true)
        if (side.jurisdiction === 'MACAO') expect(side.names[0]?.name.pt).toBeTruthy()
      }
    }
  })

  test('spans of hours, suspensions and names do not overlap, and no day has two exceptions', () => {
    for (const point of data.controlPoints.values()) {
      const spans = [point.hours, point.suspensions, point.names, ...point.sides.map((side) => side.names)]
      for (const list of spans) {
        const sorted = list.toSorted((one, other) => one.validFrom.localeCompare(other.validFrom))
        for (const [position, span] of sorted.entries()) {
          const next = sorted[position + 1]
          if (next) expect(span.validTo !== null && span.validTo < next.validFrom).toBe(true)
        }
      }
      expect(new Set(point.exceptions.map(({ date }) => date)).size).toBe(point.exceptions.length)
    }
  })

  test('every rule ends after it begins, and speaks for the authority of its side', () => {
    for (const rule of data.crossingRules) {
      expect(rule.validTo === null || rule.validFrom <= rule.validTo).toBe(true)
      const side = rule.side === 'EXIT' ? rule.from : rule.to
      expect(side.map((jurisdiction) => data.borderAuthority[jurisdiction])).toEqual([rule.authority])
      for (const text of [rule.explanation.en, rule.explanation.zhHant, rule.explanation.zhHans]) {
        expect(text.length).toBeGreaterThan(5)
      }
      expect(rule.source.asOf <= '2026-11-21').toBe(true)
    }
    const ids = data.crossingRules.map((rule) => rule.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('a source older than what it supports is unverified, or its note says why it is enough', () => {
    const dated = datedFacts(data)
    const early = dated.filter(({ source, validFrom }) => source.asOf < validFrom)
    expect(dated.length).toBeGreaterThan(150)
    expect(early.map(({ source }) => source.verification)).toContain('UNVERIFIED')
    expect(early.filter(({ source }) => !source.note)).toEqual([])
  })

  test('a source that serves no fact stops the agency at its start, and so does a fact without its source', () => {
    const { platform, ...others } = loadFile('sources', sourcesShape)
    expect(() => loadReferenceData({ ...others, platform, spare: platform } as never)).toThrow('source spare')
    expect(() => loadReferenceData(others)).toThrow('source platform')
  })

  test('hours that are older than the place or the reopening they are told for are not passed off as verified', () => {
    const basis = (id: string, day: string) =>
      data.controlPoints.get(id)?.hours.find(({ validFrom }) => validFrom <= day && day <= '2026-12-31')?.source
    for (const id of ['border-gate', 'hengqin', 'zhuhai-macao-industrial-zone', 'hzmb-macao-zhuhai']) {
      expect(basis(id, '2026-11-21'), id).toMatchObject({ verification: 'UNVERIFIED', note: expect.any(String) })
    }
    const [old, rebuilt] = data.controlPoints.get('huanggang')?.hours ?? []
    expect([old?.source.verification, rebuilt?.source.verification]).toEqual(['SECONDARY', 'UNVERIFIED'])
  })

  test('no title says how far it can be relied on: that is for the verification and the note', () => {
    for (const { source } of datedFacts(data)) {
      expect(source.title).not.toMatch(/verified|public knowledge|copy|summaries/i)
      if (source.verification === 'UNVERIFIED') expect(source.note).toMatch(/\.$/)
    }
  })

  test('a local scheme issues endorsements of a kind that is good for the same places', () => {
    expect([...data.endorsementSchemes.keys()]).toEqual([
      'shenzhen-multiple',
      'shenzhen-weekly',
      'zhuhai-weekly',
      'hengqin-multiple',
    ])
    for (const { code, destinations } of data.endorsementSchemes.values()) {
      expect(data.endorsementTypes.get(code)?.destinations).toEqual(expect.arrayContaining([...destinations]))
    }
  })

  test('what Macao’s police says is said in Portuguese too', () => {
    const macao = data.crossingRules.filter(({ authority }) => authority.id === 'psp')
    expect(macao.length).toBeGreaterThan(10)
    for (const { id, explanation } of macao) expect(explanation.pt, id).toMatch(/\w{3}/)
  })

  test('the last day of the year is called so, not the eve of the Lunar New Year', () => {
    const reasons = [...data.controlPoints.values()]
      .flatMap(({ exceptions }) => exceptions)
      .filter(({ date }) => date.endsWith('-12-31'))
      .map(({ reason }) => reason.zhHant)
    expect(new Set(reasons)).toEqual(new Set(['元旦前夕']))
  })

  test('rules of the platform begin with the platform', () => {
    expect([...data.standingRules.values()].map(({ validFrom }) => validFrom)).toEqual(Array(4).fill('2026-11-01'))
  })

  test('a rule that wants an endorsement wants it for where the traveller goes, and of a kind good for that place', () => {
    for (const { requires, to } of data.crossingRules) {
      if (!requires.endorsement) continue
      expect(to).toEqual([requires.endorsement.destination])
      expect(requires.documents[0]).toEqual(['EEP'])
    }
  })

  test('no rule takes a residence permit or a Mainland identity card for a border document', () => {
    const kinds = data.crossingRules.flatMap((rule) => rule.requires.documents.flat())
    expect(kinds).not.toContain('HMT_RESIDENCE_PERMIT')
    expect(kinds).not.toContain('MAINLAND_RIC')
  })

  test('every direction has rules on both sides', () => {
    const jurisdictions = ['HONG_KONG', 'MACAO', 'MAINLAND'] as const
    for (const from of jurisdictions) {
      for (const to of jurisdictions.filter((other) => other !== from)) {
        for (const side of ['EXIT', 'ENTRY']) {
          const rules = data.crossingRules.filter(
            (rule) => rule.side === side && rule.from.includes(from) && rule.to.includes(to),
          )
          expect(rules.length, `${side} ${from} to ${to}`).toBeGreaterThan(2)
        }
      }
    }
  })

  test('credential endorsements name credentials and control points that exist', () => {
    for (const row of data.credentialEndorsements) {
      expect(data.credentials.has(row.credential)).toBe(true)
      for (const id of row.controlPoints) {
        const sides = data.controlPoints.get(id)?.sides.map((side) => side.authority.id)
        expect(sides, `${row.id} at ${id}`).toContain(row.authority.id)
      }
      // Nobody has yet let a document stay at home.
      expect(row.physicalDocumentRequired).toBe(true)
    }
  })

  test('all eleven cities are described', () => {
    expect(data.cityServices.size).toBe(11)
    for (const services of data.cityServices.values()) expect(services.offices.length).toBeGreaterThan(0)
  })
})

test('every resident of the sandbox with a travel permit has one that is valid, and only numbers out of issue', () => {
  const permits = loadSandboxPermits()
  expect(permits.map(({ number }) => number)).toEqual([
    'H00000001',
    'CA0000002',
    'CA0000003',
    'M00000005',
    'CA0000006',
    'HA0000007',
  ])
  expect(personas.filter((persona) => sandboxTraveller(persona).residencies.length === 0)).toEqual(['foreign-visitor'])
  for (const permit of permits) expect(permit.expiresOn > '2026-11-21').toBe(true)
})

interface DatedFact {
  readonly validFrom: string
  readonly source: Source
}

function datedFacts(known: ReturnType<typeof loadReferenceData>): DatedFact[] {
  const points = [...known.controlPoints.values()]
  const types = [...known.endorsementTypes.values()]
  const issued = [...types, ...known.endorsementSchemes.values()].map((terms) => ({
    validFrom: terms.issuedFrom,
    source: terms.source,
  }))
  return [
    ...points.flatMap(({ hours, suspensions, names, sides }) => [
      ...hours,
      ...suspensions,
      ...names,
      ...sides.flatMap((side) => side.names),
    ]),
    ...points.flatMap(({ exceptions }) => exceptions.map(({ date, source }) => ({ validFrom: date, source }))),
    ...issued,
    ...types.flatMap(({ stays }) => stays),
    ...known.crossingRules,
    ...known.standingRules.values(),
    ...known.hints,
    ...known.credentialEndorsements,
  ]
}
