import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { PublicError } from '../../../../kit/errors.ts'
import { grantConsent } from '../grant-consent.ts'
import { isRefusal } from '../refusals.ts'
import { revokeConsent } from '../revoke-consent.ts'
import type { TestConsents } from '../testing.ts'
import { LI, openTestConsents, terms } from '../testing.ts'
import { answerChanges } from './answer-standing.ts'
import { openForgetting } from './until-forgotten.ts'

let house: TestConsents

beforeAll(async () => {
  house = await openTestConsents()
})
afterAll(() => house.close())
afterEach(() => house.db.deleteFrom('gateway_lease').execute())

const poll = (worker: string, confirmed: number | null, leaving = false) =>
  answerChanges(house.room, { worker, confirmed, leaving })
const version = () => house.room.store.loadVersion()

function endLeasesIn(interval: string) {
  return sql`update identity.gateway_lease set ends_at = clock_timestamp() + ${interval}::interval`.execute(house.db)
}

async function grant(): Promise<string> {
  const outcome = await grantConsent(house.context, terms())
  if (isRefusal(outcome)) throw new Error(outcome.code)
  return outcome.consent.id
}

/** Takes the consent back; `acknowledged` tells whether that has been answered by now. */
function revoke(consentId: string) {
  const state = { acknowledged: false }
  const done = revokeConsent(house.context, { resident: LI, consentId, givenBy: LI }).then(() => {
    state.acknowledged = true
  })
  return { state, done }
}

describe('a revocation', () => {
  test('is acknowledged at once where no gateway is serving', async () => {
    const { state, done } = revoke(await grant())
    await done
    expect(state.acknowledged).toBe(true)
  })

  test('waits for every gateway that serves, and is acknowledged when the last has confirmed', async () => {
    const consentId = await grant()
    const before = (await poll('one', null)).version
    await poll('two', null)
    const { state, done } = revoke(consentId)
    const told = await poll('one', before)
    expect(told).toEqual({ version: before + 1, changes: [{ subject: LI, clientId: 'sandbox-partner' }] })
    const waiting = poll('one', told.version)
    await poll('two', before)
    expect(state.acknowledged).toBe(false)
    const last = poll('two', told.version)
    await done
    await Promise.all([waiting, last])
  })

  test('is held back by a gateway that is cut off until its lease has ended, and no longer', async () => {
    const consentId = await grant()
    await poll('cut-off', null)
    await endLeasesIn('1 hour')
    const before = await version()
    const { state, done } = revoke(consentId)
    await expect.poll(version).toBe(before + 1)
    expect(state.acknowledged).toBe(false)
    await endLeasesIn('0 seconds')
    await done
    expect(await house.db.selectFrom('gateway_lease').selectAll().execute()).toEqual([])
  })

  test('is not held back by a gateway that has said goodbye', async () => {
    const consentId = await grant()
    await poll('leaving', null)
    await poll('leaving', await version(), true)
    await revoke(consentId).done
  })

  test('is not acknowledged where a gateway goes on without confirming: it says so and can be asked again', async () => {
    let now = 0
    const forgetting = openForgetting({ store: { countBehind: async () => 1 }, now: () => (now += 1_000) })
    const outcome = await forgetting.untilForgotten(1).catch((error: unknown) => error)
    expect(outcome).toBeInstanceOf(PublicError)
    expect(outcome).toMatchObject({ extensions: { code: 'CHANGE_NOT_CONFIRMED' } })
  })
})

describe('a poll', () => {
  test('that remembers nothing is answered at once, with the version it starts from', async () => {
    expect(await poll('new', null)).toEqual({ version: await version(), changes: null })
  })

  test('is answered as soon as something changes', async () => {
    const confirmed = await version()
    const waiting = poll('awake', confirmed)
    await house.room.store.saveChange({ resident: null, clientId: 'sandbox-partner' })
    expect(await waiting).toEqual({
      version: confirmed + 1,
      changes: [{ subject: null, clientId: 'sandbox-partner' }],
    })
  })

  test('is answered in the end where nothing does', async () => {
    const confirmed = await version()
    expect(await poll('patient', confirmed)).toEqual({ version: confirmed, changes: [] })
  })

  test.each([
    ['far behind', -1_500],
    ['ahead of a register that was put back to an older state', 5],
  ])('of a gateway that is %s makes it forget everything', async (_case, distance) => {
    await sql`update identity.standing_version set version = version + 2000`.execute(house.db)
    const latest = await house.room.store.saveChange({ resident: LI, clientId: null })
    expect(await poll('lost', latest + distance)).toEqual({ version: latest, changes: null })
  })
})

test('versions are without gaps and in the order in which they can be read, however many write at once', async () => {
  const start = await version()
  const seen: number[] = []
  const writers = Array.from({ length: 20 }, (_, index) =>
    house.room.store.saveChange({ resident: null, clientId: `client-${index}` }),
  )
  while (seen.length < 20) {
    const { changes, version: latest } = await house.room.store.loadChangesSince(start + seen.length)
    for (let next = start + seen.length + 1; next <= latest; next++) seen.push(next)
    expect(changes).not.toBeNull()
  }
  expect((await Promise.all(writers)).sort((one, other) => one - other)).toEqual(seen)
})
