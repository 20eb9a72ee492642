import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openAuthorization } from '../../../gateway/access/open-authorization.ts'
import type { Reads } from '../../../gateway/engine/engine.ts'
import { viewerKey } from '../../../gateway/subgraph-client/viewer-key.ts'
import { policiesOf, scope } from '../../../gateway/testing/guarded-graph.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { anonymous } from '../../../kit/viewer-statement.ts'

const RUNS = process.env.SOAK ? 20_000 : process.env.CI ? 3_000 : 400
const NOW = Date.parse('2026-11-22T12:00:00+08:00')

/** Words that run into each other wherever a key is put together without care. */
const word = fc.constantFrom('a', 'b', 'a b', 'a,b', 'a|b', 'a\nb', '"a"', '["a","b"]', '')

const personal = (category: string) => ({
  personalData: { category, sensitivity: 'PERSONAL' as const },
  purposes: ['a', 'a b'],
  residency: 'SUBJECT',
})
const policies = policiesOf({
  'Person.name': { ...personal('a'), ...scope('a') },
  'Person.number': { ...personal('a b'), ...scope('a b') },
  'Person.salt': { ...personal('a,b') },
})
const rules = { routes: [], exporters: [] }
const open = () => openAuthorization({ policies, rules, now: () => NOW })

/** Near to one another, so that many are allowed something and a mix-up would show. */
const near = fc.constantFrom('a', 'a b', 'a,b')
const said = fc.record({
  subject: fc.option(word, { freq: 9 }),
  clientId: fc.option(word, { freq: 9 }),
  scopes: fc.array(near, { maxLength: 2 }),
  purpose: fc.constantFrom('a', 'a b', null),
  jurisdiction: near,
  home: near,
  categories: fc.array(near, { maxLength: 2 }),
})

const viewers = said.map(({ jurisdiction, home, categories, ...claims }): Viewer => {
  const consent = { id: 'c1', purpose: claims.purpose ?? '', categories, transfer: true, expiresAt: NOW + 60_000 }
  const registration = { jurisdiction, policies: [], filings: [] }
  return { ...anonymous, ...claims, registration, standing: { home, consents: [consent] } }
})

const operations = fc.uniqueArray(fc.constantFrom('Person.name', 'Person.number', 'Person.salt'), { minLength: 1 }).map(
  (coordinates): Reads => ({
    fields: coordinates.map((own, number) => {
      return { number, parent: null, path: ['me', own], own: [own], onBehalf: [], isConditional: false }
    }),
    sources: new Map(),
  }),
)

test(`a kept decision is the one that would be made anew, whoever asked before (${RUNS} crowds)`, () => {
  const kept = open()
  let decisions = 0
  let releases = 0
  fc.assert(
    fc.property(
      fc.uniqueArray(viewers, { minLength: 2, maxLength: 6 }),
      fc.array(operations, { minLength: 1, maxLength: 3 }),
      (crowd, asked) => {
        const pairs = crowd.flatMap((viewer) => asked.map((reads) => ({ viewer, reads })))
        // The second time from what is kept.
        for (const { viewer, reads } of [...pairs, ...pairs])
          expect(kept.decide(reads, viewer)).toEqual(open().decide(reads, viewer))
        decisions += 2 * pairs.length
        releases += pairs.filter(({ viewer, reads }) => kept.decide(reads, viewer).releases.length > 0).length
      },
    ),
    { numRuns: RUNS },
  )
  expect(releases).toBeGreaterThan(RUNS / 10)
  console.info(`decision keys: ${decisions} decisions, none of another viewer's or another operation's`)
}, 300_000)

test('callers share an answer that is under way only where everything a statement says of them is the same', () => {
  fc.assert(
    fc.property(viewers, viewers, (one, other) => {
      expect(viewerKey(one) === viewerKey(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
    }),
    { numRuns: RUNS * 5 },
  )
}, 300_000)
