import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningGateway } from '../../../gateway/main.ts'
import { startGateway } from '../../../gateway/main.ts'
import { openLogger } from '../../../kit/logger.ts'
import type { TestHouse } from '../../support/test-house.ts'
import { openTestHouse } from '../../support/test-house.ts'
import { openForgetfulProxy } from './forgetful-proxy.ts'
import { openPortal } from './portal.ts'
import { READ, raceRevocations, subscribeByEvents } from './race-revocations.ts'

const ROUNDS = process.env.SOAK ? 5_000 : process.env.CI ? 500 : 25
const PERSONAS = ['hk-resident', 'shenzhen-hukou', 'macao-resident', 'zhuhai-hukou', 'hk-non-chinese']
const STREAM_ENDS_MS = 1_000

let house: TestHouse
/** A second process, as far as the register can tell: it has a lease of its own. */
let other: RunningGateway

beforeAll(async () => {
  house = await openTestHouse()
  other = await openOtherGateway(house)
}, 120_000)
afterAll(async () => {
  await other.close()
  await house.close()
})

function openOtherGateway({ keysFolder, agencyUrls }: TestHouse): Promise<RunningGateway> {
  return startGateway({
    env: {
      KEYS_DIR: keysFolder,
      PORT: '0',
      NODE_ENV: 'test',
      SUBGRAPH_URLS: JSON.stringify(Object.fromEntries(agencyUrls)),
      EVIDENCE_DIR: join(dirname(keysFolder), 'other-evidence'),
    },
    now: Date.now,
    logger: openLogger({ name: 'other', level: 'silent' }),
  })
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

describe(`${ROUNDS} revocations that race reads`, () => {
  test('are followed by nothing of what was taken back at either of two gateways, and end the streams', async () => {
    const races = await Promise.all(
      PERSONAS.map((persona) =>
        raceRevocations(house, {
          persona,
          rounds: ROUNDS / PERSONAS.length,
          otherGateways: [new URL(other.url).origin],
        }),
      ),
    )
    const given = races.flatMap((race) => race.given)
    const [before, after] = [sum(races.map((race) => race.before)), sum(races.map((race) => race.after))]
    const refused = sum(races.map((race) => race.refused))
    const slowestEndMs = Math.max(...races.map((race) => race.slowestEndMs))
    console.log(
      `${ROUNDS} revocations: ${before} reads before the acknowledgement, ${after} after it, ` +
        `${refused} of those refused for want of consent, ${given.length} given anything; the last stream ended ${slowestEndMs.toFixed(0)} ms after it`,
    )
    expect(given).toEqual([])
    expect(after).toBeGreaterThanOrEqual(ROUNDS * 10)
    expect(refused).toBeGreaterThanOrEqual(ROUNDS * 5)
    expect(slowestEndMs).toBeLessThan(STREAM_ENDS_MS)
  }, 3_600_000)

  test('a consent that is narrowed gives no more than what is left of it', async () => {
    const token = await house.tokenFor('hk-resident')
    const portal = await openPortal(house, 'hk-resident')
    await portal.grant()
    await portal.grant(['profile'])
    const { data, errors } = await house.ask({ query: READ, token })
    expect(data).toMatchObject({ viewer: { name: { en: 'Chan Siu Ming' }, wallets: null } })
    expect(errors).toMatchObject([{ path: ['viewer', 'wallets'], extensions: { code: 'CONSENT_REQUIRED' } }])
  })
})

describe('a gateway that is cut off from the register', () => {
  test('gives nothing once its lease has ended, says so, and serves again when it is back', async () => {
    const token = await house.tokenFor('hk-resident')
    await (await openPortal(house, 'hk-resident')).grant()
    const stream = await subscribeByEvents(house, token)
    const wallets = () => house.ask({ query: '{ viewer { wallets { nodes { id } } } }', token })
    await house.stopAgency('identity')
    await stream.ended
    const { errors } = await wallets()
    expect(errors?.map(({ extensions }) => extensions.code)).toContain('SUBGRAPH_UNAVAILABLE')
    expect(errors?.map(({ extensions }) => extensions.code)).not.toContain('CONSENT_REQUIRED')
    await house.startAgency('identity')
    await expect
      .poll(async () => (await wallets()).data, { timeout: 10_000 })
      .toMatchObject({
        viewer: { wallets: { nodes: expect.any(Array) } },
      })
  }, 60_000)
})

test('with the forgetting taken out the same race is lost: what was taken back is given', async () => {
  const proxy = await openForgetfulProxy()
  const other = await openTestHouse({ env: { STANDING_URL: proxy.url } })
  proxy.forwardTo(other.agencyUrls.get('identity') ?? '')
  try {
    const { given } = await raceRevocations(other, { persona: 'hk-resident', rounds: 1, streams: false })
    expect(given.length).toBeGreaterThan(0)
  } finally {
    await other.close()
    await proxy.close()
  }
}, 120_000)
