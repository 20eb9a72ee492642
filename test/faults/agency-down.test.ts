import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flagshipVariables, readOperation } from '../../start.ts'
import type { GatewayAnswer, TestHouse } from '../support/test-house.ts'
import { openTestHouse } from '../support/test-house.ts'

const query = readOperation('cross-boundary-trip')
const variables = flagshipVariables(Date.now())
let house: TestHouse

beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

/** Fields of the flagship with the agency that each needs; `*` stands for every entry of a list. */
const needs: readonly { readonly path: string; readonly agencies: readonly string[] }[] = [
  { path: 'viewer.name', agencies: ['identity'] },
  { path: 'viewer.identityDocuments', agencies: ['identity'] },
  // Without identity nobody knows what the resident has agreed to, so nothing of him is given.
  { path: 'viewer.travelPermits', agencies: ['permits', 'identity'] },
  { path: 'viewer.wallets', agencies: ['wallets', 'identity'] },
  { path: 'itineraries', agencies: ['transit'] },
  { path: 'itineraries.nodes.*.crossings.*.controlPoint.name', agencies: ['transit', 'permits'] },
  { path: 'itineraries.nodes.*.crossings.*.opening', agencies: ['transit', 'permits'] },
  { path: 'itineraries.nodes.*.crossings.*.decision', agencies: ['transit', 'permits', 'identity'] },
  { path: 'itineraries.nodes.*.fares.*.payableWith', agencies: ['transit', 'wallets', 'identity'] },
]

type Place = readonly (string | number)[]

/** The places of an answer that a path stands for, as far down as there is something. */
function placesOf(data: unknown, [step, ...rest]: readonly string[], before: Place = []): Place[] {
  if (step === undefined || data === null || data === undefined) return [before]
  if (step !== '*') return placesOf((data as Record<string, unknown>)[step], rest, [...before, step])
  return (data as readonly unknown[]).flatMap((entry, index) => placesOf(entry, rest, [...before, index]))
}

const valueAt = (data: unknown, place: Place) =>
  place.reduce<unknown>((value, step) => (value as Record<string | number, unknown> | null)?.[step], data)

const ask = (): Promise<GatewayAnswer> => house.ask({ query, variables, persona: 'hk-resident' })

const unavailable = (agency: string) => ({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: agency })

describe.each(['identity', 'permits', 'wallets', 'transit'])('while %s is down', (agency) => {
  let answer: GatewayAnswer
  beforeAll(async () => {
    await house.stopAgency(agency)
    answer = await ask()
  })

  test.each(needs.filter(({ agencies }) => agencies.includes(agency)))(
    '$path, which needs it, is null with a coded error at its place',
    ({ path }) => {
      const places = placesOf(answer.data, path.split('.'))
      expect(places.length).toBeGreaterThan(0)
      const extensions = unavailable(agency)
      for (const place of places) {
        expect(valueAt(answer.data, place), place.join('.')).toBeNull()
        expect(answer.errors).toContainEqual(expect.objectContaining({ path: place, extensions }))
      }
    },
  )

  test.each(needs.filter(({ agencies }) => !agencies.includes(agency)))('$path, which does not, stands', ({ path }) => {
    const places = placesOf(answer.data, path.split('.'))
    expect(places.length).toBeGreaterThan(0)
    for (const place of places) expect(valueAt(answer.data, place), place.join('.')).toBeTruthy()
  })

  test('every error names an agency, a code and a place where the answer really is null, and no address', () => {
    expect(answer.status).toBe(200)
    expect(answer.errors?.length).toBeGreaterThan(0)
    for (const { path, extensions, ...rest } of answer.errors ?? []) {
      expect(extensions).toEqual(unavailable(agency))
      expect(valueAt(answer.data, path ?? []), path?.join('.')).toBeNull()
      expect(JSON.stringify(rest)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|stack/)
    }
  })

  test('once it is back, the next answers are whole again within seconds', async () => {
    await house.startAgency(agency)
    await expect.poll(async () => (await ask()).errors, { timeout: 5_000, interval: 200 }).toBeUndefined()
  })
})
