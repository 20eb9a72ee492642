import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestHouse } from '../../support/test-house.ts'
import { openTestHouse } from '../../support/test-house.ts'
import { openDice } from '../access-log/dice.ts'
import type { CanaryResident } from './canary-residents.ts'
import { prepareResidents } from './canary-residents.ts'
import type { Interleaved } from './interleave.ts'
import { foreignTo, interleave, whoseAre } from './interleave.ts'

const REQUESTS = process.env.SOAK ? 50_000 : process.env.CI ? 4_000 : 400
const RESIDENTS = process.env.SOAK || process.env.CI ? 200 : 40

const folder = mkdtempSync(join(tmpdir(), 'gba-interleaving-'))
let house: TestHouse
let residents: readonly [CanaryResident, ...CanaryResident[]]
let told: Interleaved
let shared: number

beforeAll(async () => {
  const [dataFolder, keys] = [join(folder, 'data'), join(folder, 'keys')]
  const keyring = { folder: keys, createMissing: true }
  const [first, ...others] = await prepareResidents({ count: RESIDENTS, dataFolder, keyring })
  if (!first) throw new Error('wanted residents')
  // Everybody asks at once here; what is too much has a test of its own.
  const generous = { BUDGET_CLIENT_PER_MINUTE: '1000000000', RATE_RESIDENT_PER_MINUTE: '1000000' }
  house = await openTestHouse({ env: { KEYS_DIR: keys, DATA_DIR: dataFolder, ...generous } })
  residents = [first, ...others]
  told = await interleave({ url: `${house.gatewayUrl}/graphql`, residents, requests: REQUESTS, dice: openDice(4) })
  shared = await countShared()
}, 3_600_000)
afterAll(async () => {
  await house?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function countShared(): Promise<number> {
  const metrics = await (await fetch(`${house.gatewayUrl}/metrics`)).text()
  return [...metrics.matchAll(/^gateway_subgraph_shared_total\{.*\} (\d+)$/gm)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  )
}

describe(`${REQUESTS} requests of ${RESIDENTS} residents, each on a connection that was somebody else’s a moment ago`, () => {
  test('give nobody a name, an id or a proof of another’s', () => {
    const kinds = [...told.byKind].map(([kind, count]) => `${kind} ${count}`).join(', ')
    console.log(
      `${told.asked} requests of ${RESIDENTS} residents interleaved (${kinds}; ${told.byNobody} by nobody): ` +
        `${told.foreign.length} foreign values; ${shared} calls of agencies shared in flight`,
    )
    expect(told.asked).toBeGreaterThanOrEqual(REQUESTS)
    expect(told.foreign).toEqual([])
  })

  test('give everybody his own', () => {
    expect(told.wanting.slice(0, 3)).toEqual([])
  })

  test('and did share calls in flight, between requests of one resident', () => {
    expect(shared).toBeGreaterThan(0)
  })

  test('the same search finds a name, an id and a proof that went to somebody else', async () => {
    const [one, other] = residents
    const query = '{ viewer { id name { zhHant } holdsValidPermit(kind: EEP) { proof } } }'
    const answer = JSON.stringify(await house.ask({ query, token: one.token }))
    const stolen = [`name ${one.tag}`, `id ${one.id}`, `id ${one.id}`]
    expect(foreignTo(one, whoseAre(answer))).toEqual([])
    expect([...foreignTo(other, whoseAre(answer))].toSorted()).toEqual(stolen.toSorted())
    expect(foreignTo(undefined, whoseAre(answer))).toHaveLength(3)
  })
})
