import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flagshipVariables, readOperation } from '../../start.ts'
import type { TestHouse } from '../support/test-house.ts'
import { openTestHouse } from '../support/test-house.ts'

const query = readOperation('cross-boundary-trip')
const variables = flagshipVariables(Date.now())
let house: TestHouse

beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

/** The fields at the front door that each agency answers by itself. */
const ownFields: Readonly<Record<string, readonly string[][]>> = {
  identity: [
    ['viewer', 'name'],
    ['viewer', 'identityDocuments'],
  ],
  permits: [['viewer', 'travelPermits']],
  wallets: [['viewer', 'wallets']],
  transit: [['itineraries']],
}
const at = (data: unknown, path: readonly string[]) =>
  path.reduce<unknown>((value, step) => (value as Record<string, unknown> | null)?.[step], data)

describe.each(Object.keys(ownFields))('while %s is down', (agency) => {
  beforeAll(() => house.stopAgency(agency))

  test('its fields are null with a coded error that names it, and the rest of the answer stands', async () => {
    const { status, data, errors } = await house.ask({ query, variables, persona: 'hk-resident' })
    expect(status).toBe(200)
    for (const [owner, paths] of Object.entries(ownFields)) {
      for (const path of paths) {
        if (owner === agency) expect(at(data, path), path.join('.')).toBeNull()
        else expect(at(data, path), path.join('.')).toBeTruthy()
      }
    }
    expect(errors?.length).toBeGreaterThan(0)
    for (const error of errors ?? []) {
      expect(error.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: agency })
      expect(JSON.stringify(error)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|stack/)
    }
  })

  test('once it is back, the next answers are whole again within seconds', async () => {
    await house.startAgency(agency)
    await expect
      .poll(async () => (await house.ask({ query, variables, persona: 'hk-resident' })).errors, {
        timeout: 5_000,
        interval: 200,
      })
      .toBeUndefined()
  })
})
