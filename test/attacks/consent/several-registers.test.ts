import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grantConsent } from '../../../subgraphs/identity/consents/grant-consent.ts'
import { isRefusal } from '../../../subgraphs/identity/consents/refusals.ts'
import { revokeConsent } from '../../../subgraphs/identity/consents/revoke-consent.ts'
import { answerChanges } from '../../../subgraphs/identity/consents/standing/answer-standing.ts'
import type { TestConsents } from '../../../subgraphs/identity/consents/testing.ts'
import { LI, openTestConsents, terms } from '../../../subgraphs/identity/consents/testing.ts'
import type { RealPostgres } from '../../support/real-postgres.ts'
import { startPostgres } from '../../support/real-postgres.ts'

const postgres: RealPostgres | undefined = await startPostgres()
const title = postgres ? 'on a PostgreSQL server' : 'on a PostgreSQL server (skipped: none starts here)'

describe.skipIf(!postgres)(title, () => {
  let [one, other]: (TestConsents | undefined)[] = []

  beforeAll(async () => {
    const url = (await postgres?.createDatabase('consents')) ?? ''
    one = await openTestConsents({ source: { kind: 'server', url } })
    other = await openTestConsents({ source: { kind: 'server', url } })
  }, 60_000)
  afterAll(async () => {
    await one?.close()
    await other?.close()
    await postgres?.stop()
  })

  test('a gateway that asks one process of the register hears of what is taken back at another, which waits for it', async () => {
    if (!one || !other) throw new Error('not started')
    const granted = await grantConsent(other.context, terms())
    if (isRefusal(granted)) throw new Error(granted.code)
    const { version } = await answerChanges(one.room, { worker: 'w', confirmed: null, leaving: false })
    const waiting = answerChanges(one.room, { worker: 'w', confirmed: version, leaving: false })
    const state = { acknowledged: false }
    const revoking = revokeConsent(other.context, { resident: LI, consentId: granted.consent.id, givenBy: LI })
    const done = revoking.then(() => {
      state.acknowledged = true
    })
    const told = await waiting
    expect(told.changes).toEqual([{ subject: LI, clientId: 'sandbox-partner' }])
    expect(state.acknowledged).toBe(false)
    const next = answerChanges(one.room, { worker: 'w', confirmed: told.version, leaving: false })
    await done
    await next
  })

  test('fifty changes at both at once are told once each, in the order of their versions', async () => {
    if (!one || !other) throw new Error('not started')
    const start = await one.room.store.loadVersion()
    const stores = [one.room.store, other.room.store]
    const writes = Array.from({ length: 50 }, (_, index) =>
      stores[index % 2]?.saveChange({ resident: null, clientId: `client-${index}` }),
    )
    const told: (string | null)[] = []
    while (told.length < 50) {
      const { changes } = await other.room.store.loadChangesSince(start + told.length)
      told.push(...(changes ?? []).map(({ clientId }) => clientId))
    }
    const versions = await Promise.all(writes)
    expect(told).toEqual(
      versions
        .map((version = 0, index) => ({ version, name: `client-${index}` }))
        .sort((first, second) => first.version - second.version)
        .map(({ name }) => name),
    )
  })
})
