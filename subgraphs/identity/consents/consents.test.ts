import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { grantConsent } from './grant-consent.ts'
import type { Consent, ConsentTerms } from './records.ts'
import { statusOf } from './records.ts'
import { isRefusal } from './refusals.ts'
import { revokeConsent } from './revoke-consent.ts'
import { answerStanding } from './standing/answer-standing.ts'
import type { TestConsents } from './testing.ts'
import { CHAN, CHAN_CHILD, CLARKE, DAY_MS, LI, LI_CHILD, NOW, openTestConsents, STRANGER, terms } from './testing.ts'

let house: TestConsents

beforeAll(async () => {
  house = await openTestConsents()
})
afterAll(() => house.close())
beforeEach(() => {
  house.clock.now = NOW
})

async function granted(wishes: Partial<ConsentTerms> = {}): Promise<Consent> {
  const outcome = await grantConsent(house.context, terms(wishes))
  if (isRefusal(outcome)) throw new Error(`refused: ${outcome.code}`)
  return outcome.consent
}
const codeOf = (outcome: object) => ('code' in outcome ? outcome.code : 'DONE')
const listed = async (resident: string) =>
  (await house.context.consents.loadConsents(resident, { size: 50, before: null })).rows.map(({ node }) => node)
const live = async (resident: string, clientId = 'sandbox-partner') =>
  (await answerStanding(house.context, { subject: resident, clientId })).standing?.consents ?? []

describe('a consent', () => {
  test('lets the client know what was agreed to, until it ends', async () => {
    const consent = await granted()
    const { id, purpose, categories, transfer, expiresAt } = consent
    expect(await live(LI)).toEqual([{ id, purpose, categories, transfer, expiresAt }])
    house.clock.now = consent.expiresAt - 1
    expect(await live(LI)).toHaveLength(1)
    house.clock.now = consent.expiresAt
    expect(await live(LI)).toEqual([])
    expect(statusOf(consent, house.clock.now)).toBe('EXPIRED')
  })

  test('is nobody else’s: neither another client’s nor another resident’s', async () => {
    await granted()
    expect(await live(LI, 'sandbox-mainland-partner')).toEqual([])
    expect(await live(CLARKE)).toEqual([])
  })

  test('given again takes the place of the one before, which stays in the list as it was', async () => {
    const before = await granted({ resident: CHAN })
    const after = await granted({ resident: CHAN, categories: ['wallets'], transfer: false })
    expect(await live(CHAN)).toMatchObject([{ id: after.id, categories: ['wallets'], transfer: false }])
    const [newest, older] = await listed(CHAN)
    expect(newest).toEqual(after)
    expect(older).toEqual({ ...before, endedAt: NOW, endedBy: 'REPLACED' })
  })

  test('for another purpose stands beside it', async () => {
    await granted({ resident: CHAN, purpose: 'fare-payment', categories: ['payments'] })
    expect((await live(CHAN)).map(({ purpose }) => purpose).sort()).toEqual(['cross-boundary-travel', 'fare-payment'])
  })
})

describe('whoever takes a consent back', () => {
  test('ends it for good, and is told the same when he asks again', async () => {
    const { id } = await granted()
    const first = await revokeConsent(house.context, { resident: LI, consentId: id, givenBy: LI })
    expect(first).toMatchObject({ consent: { id, endedBy: 'REVOKED', endedAt: NOW } })
    expect(await live(LI)).toEqual([])
    house.clock.now = NOW + DAY_MS
    expect(await revokeConsent(house.context, { resident: LI, consentId: id, givenBy: LI })).toEqual(first)
  })

  test('cannot end what was replaced: its successor stands', async () => {
    const before = await granted()
    const after = await granted()
    const outcome = await revokeConsent(house.context, { resident: LI, consentId: before.id, givenBy: LI })
    expect(outcome).toMatchObject({ consent: { id: before.id, endedBy: 'REPLACED' } })
    expect(await live(LI)).toMatchObject([{ id: after.id }])
  })

  test('learns nothing of other people’s consents', async () => {
    const { id } = await granted()
    const asked = { resident: CHAN, consentId: id, givenBy: CHAN }
    expect(codeOf(await revokeConsent(house.context, asked))).toBe('CONSENT_UNKNOWN')
    expect(codeOf(await revokeConsent(house.context, { ...asked, resident: LI }))).toBe('RESIDENT_NOT_YOURS')
    expect(await live(LI)).toHaveLength(1)
  })

  test('races nobody: of ten at once one ends it, and all are told so', async () => {
    const { id } = await granted()
    const asked = { resident: LI, consentId: id, givenBy: LI }
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => revokeConsent(house.context, asked)))
    expect(outcomes.map((outcome) => 'consent' in outcome && outcome.consent.endedBy)).toEqual(
      Array(10).fill('REVOKED'),
    )
    const events = await house.db.selectFrom('consent_event').selectAll().where('consent_id', '=', id).execute()
    expect(events.map(({ kind }) => kind)).toEqual(['GRANTED', 'REVOKED'])
  })
})

describe('no consent is given', () => {
  test.each<[string, Partial<ConsentTerms>, string]>([
    ['to an unknown client', { clientId: 'nobody' }, 'PARTNER_UNKNOWN'],
    ['for a purpose outside the registration', { purpose: 'marketing' }, 'PURPOSE_NOT_REGISTERED'],
    ['to no category', { categories: [] }, 'CATEGORY_UNKNOWN'],
    ['to an unknown category', { categories: ['profile', 'dreams'] }, 'CATEGORY_UNKNOWN'],
    ['to what needs none', { categories: ['account'] }, 'CATEGORY_UNKNOWN'],
    ['to a category twice', { categories: ['profile', 'profile'] }, 'CATEGORY_UNKNOWN'],
    ['that has ended already', { expiresAt: NOW }, 'CONSENT_EXPIRY_INVALID'],
    ['for more than a year', { expiresAt: NOW + 366 * DAY_MS + 1 }, 'CONSENT_EXPIRY_INVALID'],
    ['until no day', { expiresAt: Number.NaN }, 'CONSENT_EXPIRY_INVALID'],
    ['by a stranger', { givenBy: CHAN }, 'RESIDENT_NOT_YOURS'],
    ['about nobody', { resident: STRANGER }, 'RESIDENT_NOT_YOURS'],
  ])('%s', async (_case, wishes, code) => {
    const before = await house.context.loadVersion()
    expect(codeOf(await grantConsent(house.context, terms(wishes)))).toBe(code)
    expect(await house.context.loadVersion()).toBe(before)
  })

  test('but for exactly a year it is', async () => {
    expect((await granted({ expiresAt: NOW + 366 * DAY_MS })).expiresAt).toBe(NOW + 366 * DAY_MS)
  })
})

describe('a guardian', () => {
  beforeAll(() =>
    house.context.consents.saveGuardianships([
      { minor: LI_CHILD, guardian: LI, validFrom: '2020-01-01', validTo: null },
      { minor: CHAN_CHILD, guardian: CHAN, validFrom: '2020-01-01', validTo: '2026-11-21' },
    ]),
  )
  const grantFor = (resident: string, givenBy: string) => grantConsent(house.context, terms({ resident, givenBy }))

  test('agrees for a child under fourteen of the Mainland, which the child cannot do itself', async () => {
    expect(codeOf(await grantFor(LI_CHILD, LI_CHILD))).toBe('GUARDIAN_REQUIRED')
    expect(await grantFor(LI_CHILD, LI)).toMatchObject({ consent: { resident: LI_CHILD, givenBy: LI } })
  })

  test('does not any more from the fourteenth birthday: the child does', async () => {
    house.clock.now = NOW + DAY_MS
    expect(codeOf(await grantFor(LI_CHILD, LI))).toBe('RESIDENT_NOT_YOURS')
    expect(codeOf(await grantFor(LI_CHILD, LI_CHILD))).toBe('DONE')
  })

  test('is needed until eighteen in Hong Kong', async () => {
    expect(codeOf(await grantFor(CHAN_CHILD, CHAN_CHILD))).toBe('GUARDIAN_REQUIRED')
    expect(codeOf(await grantFor(CHAN_CHILD, CHAN))).toBe('DONE')
    house.clock.now = NOW + DAY_MS
    expect(codeOf(await grantFor(CHAN_CHILD, CHAN_CHILD))).toBe('DONE')
  })

  test('acts for his own ward alone, and only on days on which he is entered as guardian', async () => {
    expect(codeOf(await grantFor(CHAN_CHILD, LI))).toBe('RESIDENT_NOT_YOURS')
    house.clock.now = Date.parse('2019-12-31T12:00:00+08:00')
    expect(codeOf(await grantFor(LI_CHILD, LI))).toBe('RESIDENT_NOT_YOURS')
  })
})

test('what was written stays: no event is changed or deleted, whoever asks the database', async () => {
  await granted()
  await expect(house.db.updateTable('consent_event').set({ transfer: false }).execute()).rejects.toThrow('kept')
  await expect(house.db.deleteFrom('consent_event').execute()).rejects.toThrow('kept')
})

test('nothing is told of a client that is not registered', async () => {
  const answer = await answerStanding(house.context, { subject: LI, clientId: 'nobody' })
  expect(answer).toEqual({ registration: null, client: null, standing: { home: 'MAINLAND', consents: [] } })
})

test('who lives nowhere in the region has his home in the register of visitors', async () => {
  const { standing } = await answerStanding(house.context, { subject: CLARKE, clientId: 'sandbox-partner' })
  expect(standing?.home).toBe('HONG_KONG')
  expect((await answerStanding(house.context, { subject: STRANGER, clientId: 'sandbox-partner' })).standing).toBeNull()
})
