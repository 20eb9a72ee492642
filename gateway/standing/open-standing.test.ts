import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openLogger } from '../../kit/logger.ts'
import { LEASE_MS } from '../../kit/standing.ts'
import type { Viewer } from '../../kit/viewer-statement.ts'
import { anonymous } from '../../kit/viewer-statement.ts'
import type { Standing } from './open-standing.ts'
import { openStanding } from './open-standing.ts'
import { consentEndsAt, isWithdrawn, lacksStanding } from './standing-entry.ts'
import { answerWith, CHAN, LI, NOW, openFakeRegister, viewerOf } from './testing/fake-register.ts'

let fake: ReturnType<typeof openFakeRegister>
let clock: { now: number; monotonic: number; wall: number }
let standing: Standing
let ended: ((viewer: Viewer) => boolean)[]

beforeEach(async () => {
  fake = openFakeRegister()
  clock = { now: NOW, monotonic: 1_000_000, wall: NOW }
  standing = openStanding({
    register: fake.register,
    worker: 'w1',
    now: () => clock.now,
    logger: openLogger({ name: 'standing', level: 'silent' }),
    clocks: { monotonic: () => clock.monotonic, wall: () => clock.wall },
  })
  ended = []
  standing.onWithdrawn((isConcerned) => ended.push(isConcerned))
  await fake.answerPoll(7, null)
  ended.length = 0
})
afterEach(() => standing.close())

const resolve = async (viewer: Viewer) => standing.resolve(viewer)
const consentOf = ({ standing: held }: Viewer) => held?.consents[0]?.id

describe('a viewer', () => {
  test('is completed with what the register says of him and his client', async () => {
    const viewer = viewerOf(CHAN)
    const { registration, standing: held } = answerWith('first')
    expect(await resolve(viewer)).toEqual({ ...viewer, registration, standing: held })
    expect(fake.asked).toEqual([{ subject: CHAN, clientId: 'app' }])
  })

  test('is the same object at once, without another look-up, for as long as nothing changes', async () => {
    const viewer = viewerOf(CHAN)
    const first = await resolve(viewer)
    expect(standing.resolve(viewer)).toBe(first)
    expect(fake.asked).toHaveLength(1)
  })

  test('is looked up once where many ask at the same moment, whatever their tokens', async () => {
    const viewers = Array.from({ length: 20 }, () => viewerOf(CHAN))
    const resolved = await Promise.all(viewers.map(resolve))
    expect(new Set(resolved).size).toBe(20)
    expect(fake.asked).toHaveLength(1)
  })

  test('is himself where no client stands behind him', () => {
    expect(standing.resolve(anonymous)).toBe(anonymous)
    expect(fake.asked).toEqual([])
  })

  test('stays the same object where what was asked again is what was known', async () => {
    const viewer = viewerOf(CHAN)
    const first = await resolve(viewer)
    clock.now += 60_000
    expect(await resolve(viewer)).toBe(first)
    expect(fake.asked).toHaveLength(2)
  })

  test('is asked for anew when the first of his consents has ended, which is known beforehand', async () => {
    fake.answerBy(async () => answerWith('short', NOW + 5_000))
    const viewer = viewerOf(CHAN)
    expect(consentEndsAt(await resolve(viewer))).toBe(NOW + 5_000)
    clock.now = NOW + 5_000
    fake.answerBy(async () => answerWith('next'))
    expect(consentOf(await resolve(viewer))).toBe('next')
  })

  test('has no standing, and is known to lack it, where the register does not answer', async () => {
    fake.answerBy(() => Promise.reject(new Error('down')))
    const viewer = viewerOf(CHAN)
    const resolved = await resolve(viewer)
    expect(resolved).toEqual(viewer)
    expect([lacksStanding(resolved), lacksStanding(viewer)]).toEqual([true, false])
    fake.answerBy(async () => answerWith('back'))
    expect(consentOf(await resolve(viewer))).toBe('back')
  })
})

describe('a change', () => {
  test('is forgotten and its streams told to end before it is confirmed', async () => {
    const [chan, li] = [viewerOf(CHAN), viewerOf(LI)]
    const [before, other] = [await resolve(chan), await resolve(li)]
    fake.answerBy(async () => answerWith('second'))
    await fake.answerPoll(8, [{ subject: CHAN, clientId: 'app' }])
    expect(fake.polls.at(-1)).toMatchObject({ worker: 'w1', confirmed: 8 })
    expect(ended.map((isConcerned) => [isConcerned(before), isConcerned(other)])).toEqual([[true, false]])
    expect([isWithdrawn(before), isWithdrawn(other)]).toEqual([true, false])
    expect(consentOf(await resolve(chan))).toBe('second')
    expect(await resolve(li)).toBe(other)
  })

  test.each([
    ['a client', { subject: null, clientId: 'app' }, [true, true, false]],
    ['a resident', { subject: CHAN, clientId: null }, [true, false, true]],
    ['everybody', null, [true, true, true]],
  ])('may concern %s', async (_whom, change, expected) => {
    const viewers = await Promise.all([viewerOf(CHAN), viewerOf(LI), viewerOf(CHAN, 'other')].map(resolve))
    await fake.answerPoll(8, change && [change])
    expect(viewers.map(isWithdrawn)).toEqual(expected)
    expect(viewers.map((viewer) => ended.at(-1)?.(viewer))).toEqual(expected)
    expect(ended.at(-1)?.(anonymous)).toBe(false)
  })

  test('overtakes a look-up that is on its way: its answer is never taken', async () => {
    const old = Promise.withResolvers<ReturnType<typeof answerWith>>()
    fake.answerBy(() => old.promise)
    const asking = resolve(viewerOf(CHAN))
    await fake.answerPoll(8, [{ subject: CHAN, clientId: 'app' }])
    fake.answerBy(async () => answerWith('second'))
    old.resolve(answerWith('first'))
    expect(consentOf(await asking)).toBe('second')
    expect(fake.asked).toHaveLength(2)
  })
})

describe('the lease', () => {
  test.each(['monotonic', 'wall'] as const)(
    'counts from when the poll was sent, also by the %s clock alone; after it nothing is served',
    async (which) => {
      const viewer = viewerOf(CHAN)
      const sentAt = clock[which]
      await fake.answerPoll(7)
      const first = await resolve(viewer)
      clock[which] = sentAt + LEASE_MS - 1
      expect(standing.resolve(viewer)).toBe(first)
      clock[which] = sentAt + LEASE_MS
      const resolved = resolve(viewer)
      await fake.failPoll()
      expect(lacksStanding(await resolved)).toBe(true)
    },
  )

  test('that comes back serves again, and what changed meanwhile is forgotten first', async () => {
    const viewer = viewerOf(CHAN)
    await resolve(viewer)
    clock.monotonic += LEASE_MS
    await fake.failPoll()
    expect(lacksStanding(await resolve(viewer))).toBe(true)
    fake.answerBy(async () => answerWith('second'))
    await fake.answerPoll(9, [{ subject: CHAN, clientId: 'app' }])
    expect(consentOf(await resolve(viewer))).toBe('second')
  })

  test('that ended during a look-up leaves its answer unused', async () => {
    const late = Promise.withResolvers<ReturnType<typeof answerWith>>()
    fake.answerBy(() => late.promise)
    const asking = resolve(viewerOf(CHAN))
    await Promise.resolve()
    clock.monotonic += LEASE_MS
    late.resolve(answerWith('first'))
    expect(lacksStanding(await asking)).toBe(true)
  })

  test('is given up by whoever stops', async () => {
    await standing.close()
    expect(fake.polls.at(-1)).toMatchObject({ worker: 'w1', leaving: true })
  })
})
