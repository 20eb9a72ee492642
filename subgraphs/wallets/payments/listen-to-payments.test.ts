import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Stream } from '../../../kit/subgraph/testing/subscriber.ts'
import { subscribeByEventStream, subscribeByWebSocket } from '../../../kit/subgraph/testing/subscriber.ts'
import type { Viewer } from '../../../kit/viewer-statement.ts'
import { anonymous } from '../../../kit/viewer-statement.ts'
import type { RealPostgres } from '../../../test/support/real-postgres.ts'
import { startPostgres } from '../../../test/support/real-postgres.ts'
import { actingFor, fareOf, startTestAgency, walletOf } from '../test-agency.ts'
import { listenToPayments } from './listen-to-payments.ts'
import type { PaymentChange, PaymentChanges } from './payment-changes.ts'
import { openPaymentChanges } from './payment-changes.ts'
import { refundPayment } from './refund-payment.ts'
import type { TestHouse } from './test-house.ts'
import { openTestHouse } from './test-house.ts'

const LISTEN = `subscription { paymentUpdated { id status amount { amountMinor currency } operator { id }
  wallet { id balance { available { amountMinor } } } } }`

describe('paymentUpdated', () => {
  let agency: Awaited<ReturnType<typeof startTestAgency>>
  const streams: Stream[] = []
  beforeAll(async () => {
    agency = await startTestAgency()
  })
  afterEach(() => Promise.all(streams.splice(0).map((stream) => stream.leave())))
  afterAll(() => agency.close())

  async function listen(viewer: Viewer, subscribe = subscribeByEventStream): Promise<Stream> {
    const stream = await subscribe({ url: agency.url, seal: await agency.sealFor(viewer), query: LISTEN })
    streams.push(stream)
    return stream
  }

  async function pay(viewer: Viewer, digit: number): Promise<string> {
    type Fare = { payableWith: readonly { id: string }[] }
    const fare = fareOf({ accepts: { octopus: 1_060 } })
    const [found] = await agency.askEntities<Fare>(viewer, '... on FareQuote { payableWith { id } }', [fare])
    const input = { paymentOptionId: found?.payableWith[0]?.id, idempotencyKey: randomUUID() }
    const PAY = 'mutation ($input: PayFareInput!) { payFare(input: $input) { ... on FarePaid { payment { id } } } }'
    type Paid = { payFare: { payment: { id: string } } }
    expect(actingFor(digit).subject).toBe(viewer.subject)
    return (await agency.askData<Paid>(viewer, PAY, { input })).payFare.payment.id
  }

  test('tells the resident of each payment as it is made, with the balance that it left', async () => {
    const mine = await listen(actingFor(1))
    const before = await balance()
    const ids = [await pay(actingFor(1), 1), await pay(actingFor(1), 1)]
    const event = (n: number) => ({
      id: ids[n],
      status: 'POSTED',
      amount: { amountMinor: 1_060, currency: 'HKD' },
      operator: { id: 'hk:mtr' },
      wallet: { id: agency.shown(walletOf(1, 1)), balance: { available: { amountMinor: expect.any(Number) } } },
    })
    expect((await mine.next()).value).toEqual({ data: { paymentUpdated: event(0) } })
    const second = (await mine.next()).value
    expect(second).toEqual({ data: { paymentUpdated: event(1) } })
    expect(second?.data?.paymentUpdated).toMatchObject({
      wallet: { balance: { available: { amountMinor: before - 2 * 1_060 } } },
    })
  })

  test('tells another of the resident’s apps too, under ids of its own', async () => {
    const other = actingFor(1, { clientId: 'partner-b' })
    const stream = await listen(other)
    const id = await pay(actingFor(1), 1)
    const told = (await stream.next()).value?.data?.paymentUpdated as { id: string; wallet: { id: string } }
    expect(told.wallet.id).toBe(agency.shown(walletOf(1, 1), 'partner-b'))
    expect(told.id).not.toBe(id)
  })

  test('tells nobody else', async () => {
    const theirs = await listen(actingFor(7))
    await pay(actingFor(1), 1)
    const id = await pay(actingFor(7), 7)
    expect((await theirs.next()).value).toMatchObject({ data: { paymentUpdated: { id } } })
  })

  test('is told over WebSocket as well', async () => {
    let heard = false
    const event = (await listen(actingFor(7), subscribeByWebSocket)).next().finally(() => {
      heard = true
    })
    // That protocol does not say when a subscription has begun.
    await vi.waitFor(
      async () => {
        await pay(actingFor(7), 7)
        expect(heard).toBe(true)
      },
      { timeout: 20_000 },
    )
    expect((await event).value).toMatchObject({ data: { paymentUpdated: { status: 'POSTED' } } })
  })

  test.each([
    ['nobody known', anonymous],
    ['a service that acts for no resident', { ...actingFor(1), subject: null }],
  ])('refuses %s', async (_who, viewer) => {
    const { value } = await (await listen(viewer)).next()
    expect(value?.data ?? null).toBeNull()
    expect(value?.errors).toMatchObject([
      { path: ['paymentUpdated'], extensions: { code: 'UNAUTHENTICATED', public: true } },
    ])
  })

  async function balance(): Promise<number> {
    type Mine = { viewer: { wallets: { nodes: { balance: { available: { amountMinor: number } } }[] } } }
    const query = '{ viewer { wallets(first: 1) { nodes { balance { available { amountMinor } } } } } }'
    const { viewer } = await agency.askData<Mine>(actingFor(1), query)
    return viewer.wallets.nodes[0]?.balance.available.amountMinor ?? 0
  }
})

/** Several processes of the agency on one server must all hear; the embedded engine has one process only. */
const server: RealPostgres | undefined = await startPostgres()
afterAll(() => server?.stop())

describe.skipIf(!server)('on a real PostgreSQL server (skipped where none can be started here)', () => {
  let house: TestHouse
  let changes: PaymentChanges
  let url = ''
  let databases = 0
  beforeEach(async () => {
    url = (await server?.createDatabase(`gba${++databases}`)) ?? ''
    house = await openTestHouse({ kind: 'server', url })
    changes = openPaymentChanges({ kind: 'server', url })
    return async () => {
      await changes.close()
      await house.close()
    }
  })
  const pay = async (digit = 1) => {
    const option = await house.optionFor(digit, { accepts: { octopus: 1_000 } })
    const outcome = await house.pay(actingFor(digit), option, randomUUID())
    return 'payment' in outcome ? outcome.payment.id : ''
  }
  const listen = async (signal = new AbortController().signal) =>
    (await listenToPayments({ viewer: actingFor(1), paymentChanges: changes, signal }))[Symbol.asyncIterator]()
  const refund = (paymentId: string) =>
    refundPayment(house.store, { paymentId, reason: 'gate fault', now: house.clock.now, newId: randomUUID })
  const told = (paymentId: string): IteratorResult<PaymentChange> => ({
    done: false,
    value: { paymentId, subject: actingFor(1).subject ?? '' },
  })

  test('a payment and its refund made by another process are heard, each once', async () => {
    const events = await listen()
    const paymentId = await pay()
    expect(await events.next()).toEqual(told(paymentId))
    expect(await refund(paymentId)).toEqual({ refunded: true })
    expect(await events.next()).toEqual(told(paymentId))
    expect(await refund(paymentId)).toEqual({ refunded: false })
    const next = await pay()
    expect(await events.next()).toEqual(told(next))
  })

  test('what is rolled back is never heard', async () => {
    const events = await listen()
    const paymentId = await pay()
    expect(await events.next()).toEqual(told(paymentId))
    const failing = house.store.transaction(async (books) => {
      await books.payments.saveRefund({ paymentId, reason: 'gate fault', createdAt: house.clock.now })
      throw new Error('after all not')
    })
    await expect(failing).rejects.toThrow('after all not')
    const next = await pay()
    expect(await events.next()).toEqual(told(next))
  })

  test('who listens is told when the database was lost from sight, and can listen again', async () => {
    const events = await listen()
    const next = events.next()
    const caught = expect(next).rejects.toMatchObject({ extensions: { code: 'EVENTS_INTERRUPTED' } })
    await killListeners()
    await caught
    const again = await listen()
    const paymentId = await pay()
    expect(await again.next()).toEqual(told(paymentId))
  })

  test('who leaves hears nothing more', async () => {
    const leaving = new AbortController()
    const events = await listen(leaving.signal)
    const next = events.next()
    leaving.abort()
    expect(await next).toEqual({ done: true, value: undefined })
  })

  /** As an operator would who restarts the server, but only for those who listen. */
  async function killListeners(): Promise<void> {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await vi.waitFor(async () => {
      const { rowCount } = await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen %'",
      )
      expect(rowCount).toBe(1)
    })
    await client.end()
  }
})
