import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flagshipVariables, readOperation } from '../../start.ts'
import type { TestHouse } from '../support/test-house.ts'
import { openTestHouse } from '../support/test-house.ts'
import { expectations, findFlagshipProblems } from './flagship.ts'

/** A Friday; the trip is then on Monday 2026-11-23 at half past eight. */
const now = Date.parse('2026-11-20T09:00:00+08:00')
const query = readOperation('cross-boundary-trip')
let house: TestHouse

beforeAll(async () => {
  house = await openTestHouse({ now: () => now })
})
afterAll(() => house.close())

const ask = (persona?: string) =>
  house.ask({ query, variables: flagshipVariables(now), ...(persona ? { persona } : {}) })

/** Pseudonyms and payment options are made under the house's own keys, new for each test run. */
function withoutKeyedIds(value: unknown): unknown {
  const text = JSON.stringify(value, (key, inner) =>
    key === 'id' && typeof inner === 'string' && isKeyed(inner) ? '(made under this house’s keys)' : inner,
  )
  return JSON.parse(text)
}
const isKeyed = (id: string) => /^[\w-]{22}$/.test(id) || /^[\w-]{10,}\.+[\w-]{10,}/.test(id)

describe('one request, four agencies', () => {
  test.each(expectations.map((expectation) => [expectation.persona, expectation] as const))(
    '%s is answered as the rules say',
    async (persona, expectation) => {
      const { errors, data } = await ask(persona)
      expect(errors).toBeUndefined()
      expect(findFlagshipProblems(expectation, data)).toEqual([])
    },
  )

  test.each(['hk-resident', 'shenzhen-hukou', 'zhuhai-residence-permit', 'foreign-visitor'])(
    '%s gets this whole answer and nothing else',
    async (persona) => {
      const answer = `${JSON.stringify(withoutKeyedIds((await ask(persona)).data), null, 1)}\n`
      await expect(answer).toMatchFileSnapshot(`answers/${persona}.json`)
    },
  )

  test('nobody gets the same trips without a person: no wallets and no decision, and is told to sign in for them', async () => {
    const { data, errors } = await ask()
    const told = new Set((errors ?? []).map(({ path, extensions }) => `${path?.at(-1)} ${extensions?.code}`))
    expect(told).toEqual(new Set(['payableWith UNAUTHENTICATED', 'decision UNAUTHENTICATED']))
    expect(data?.viewer).toBeNull()
    expect(data).toMatchObject({
      itineraries: {
        nodes: expect.arrayContaining([
          expect.objectContaining({
            fares: expect.arrayContaining([expect.objectContaining({ payableWith: null })]),
            crossings: [expect.objectContaining({ decision: null, opening: expect.anything() })],
          }),
        ]),
      },
    })
  })

  test('two personas never share a pseudonym, and no answer holds an internal reference or a whole document number', async () => {
    const answers = await Promise.all(expectations.map(({ persona }) => ask(persona)))
    const ids = answers.map(({ data }) => data?.viewer as { id: string }).map(({ id }) => id)
    expect(new Set(ids).size).toBe(expectations.length)
    const text = JSON.stringify(answers)
    expect(text).not.toMatch(/(\d)\1{7}-\1{4}-4\1{3}-8\1{3}-\1{12}/)
    expect(text).not.toMatch(/ZZ00000\d|K00000001|"reference"/)
  })
})
