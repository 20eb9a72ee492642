import type { Kysely, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Instant } from '../../../kit/clock.ts'
import { regionalDate, startOfRegionalDay } from '../../../kit/clock.ts'
import type { KeysetPage, KeysetRows } from '../../../kit/connection.ts'
import type { Payment, Spending } from '../records.ts'
import type { Tables } from '../tables.ts'

/** A payment to be written, with the key that makes it once only. */
export interface NewPayment extends Omit<Payment, 'status'> {
  readonly clientId: string
  readonly idempotencyKey: string
  readonly inputHash: string
  readonly optionNonce: string
}

export function openPaymentStore(db: Kysely<Tables>) {
  return {
    loadPayments: (ids: readonly string[]) => loadPayments(db, ids),
    loadPaymentPages: (walletIds: readonly string[], page: KeysetPage) => loadPaymentPages(db, { walletIds, page }),
    loadSpending: (walletIds: readonly string[], now: Instant) => loadSpending(db, { walletIds, now }),
    findPaymentByKey: (key: { subject: string; clientId: string; idempotencyKey: string }) => findByKey(db, key),
    isOptionUsed: (nonce: string) => isOptionUsed(db, nonce),
    savePayment: (payment: NewPayment) => savePayment(db, payment),
    async saveRefund(refund: { paymentId: string; reason: string; createdAt: Instant }): Promise<void> {
      const { paymentId: payment_id, reason, createdAt } = refund
      await db
        .insertInto('refunds')
        .values({ payment_id, reason, created_at: new Date(createdAt) })
        .execute()
    },
  }
}

async function loadPayments(db: Kysely<Tables>, ids: readonly string[]): Promise<readonly Payment[]> {
  const rows = await paymentsWithRefund(db).where('payments.id', 'in', ids).execute()
  return rows.map(paymentOf)
}

/**
 * Each wallet's own newest rows by a lateral join: the index gives just the page, however long the list has become. A
 * payment's place is that of its fare among the wallet's own transfers.
 */
async function loadPaymentPages(
  db: Kysely<Tables>,
  { walletIds, page }: { walletIds: readonly string[]; page: KeysetPage },
): Promise<ReadonlyMap<string, KeysetRows<Payment>>> {
  const rows = await db
    .selectFrom('wallets')
    .innerJoinLateral(
      () =>
        paymentsWithRefund(db)
          .innerJoin('transfers', 'transfers.payment_id', 'payments.id')
          .select('transfers.debit_version as position')
          .where('transfers.kind', '=', 'FARE')
          .where('transfers.debit_account_id', '=', sql.ref<string>('wallets.account_id'))
          .$if(page.before !== null, (query) => query.where('transfers.debit_version', '<', page.before))
          .orderBy('transfers.debit_version', 'desc')
          .limit(page.size + 1)
          .as('page'),
      (join) => join.onTrue(),
    )
    .selectAll('page')
    .where('wallets.id', 'in', walletIds)
    .orderBy('page.position', 'desc')
    .execute()
  const counts = await db
    .selectFrom('payments')
    .select(['wallet_id', (count) => count.fn.countAll<number>().as('total')])
    .where('wallet_id', 'in', walletIds)
    .groupBy('wallet_id')
    .execute()
  const rowsOf = Map.groupBy(rows, (row) => row.wallet_id)
  const pageOf = (walletId: string) =>
    (rowsOf.get(walletId) ?? []).map((row) => ({ position: row.position, node: paymentOf(row) }))
  return new Map(counts.map(({ wallet_id, total }) => [wallet_id, { totalCount: total, rows: pageOf(wallet_id) }]))
}

/** What each wallet paid since midnight and since New Year, Hong Kong time; what was given back does not count. */
async function loadSpending(
  db: Kysely<Tables>,
  { walletIds, now }: { walletIds: readonly string[]; now: Instant },
): Promise<ReadonlyMap<string, Spending>> {
  const today = regionalDate(now)
  const dayStart = new Date(startOfRegionalDay(today))
  const yearStart = new Date(startOfRegionalDay(`${today.slice(0, 4)}-01-01`))
  const rows = await db
    .selectFrom('payments')
    .leftJoin('refunds', 'refunds.payment_id', 'payments.id')
    .select([
      'payments.wallet_id',
      // numeric to bigint: a sum of bigints is numeric, which arrives as text
      sql<number>`coalesce(sum(payments.amount_minor) filter (where payments.created_at >= ${dayStart}), 0)::bigint`.as(
        'today',
      ),
      sql<number>`sum(payments.amount_minor)::bigint`.as('this_year'),
    ])
    .where('payments.wallet_id', 'in', walletIds)
    .where('payments.created_at', '>=', yearStart)
    .where('refunds.payment_id', 'is', null)
    .groupBy('payments.wallet_id')
    .execute()
  return new Map(rows.map((row) => [row.wallet_id, { todayMinor: row.today, thisYearMinor: row.this_year }]))
}

async function findByKey(
  db: Kysely<Tables>,
  key: { subject: string; clientId: string; idempotencyKey: string },
): Promise<{ payment: Payment; inputHash: string } | undefined> {
  const row = await paymentsWithRefund(db)
    .where('payments.subject', '=', key.subject)
    .where('payments.client_id', '=', key.clientId)
    .where('payments.idempotency_key', '=', key.idempotencyKey)
    .executeTakeFirst()
  return row && { payment: paymentOf(row), inputHash: row.input_hash }
}

async function isOptionUsed(db: Kysely<Tables>, nonce: string): Promise<boolean> {
  const query = db.selectFrom('payments').select('id').where('option_nonce', '=', nonce)
  return (await query.executeTakeFirst()) !== undefined
}

async function savePayment(db: Kysely<Tables>, payment: NewPayment): Promise<void> {
  const row = {
    id: payment.id,
    wallet_id: payment.walletId,
    subject: payment.subject,
    client_id: payment.clientId,
    idempotency_key: payment.idempotencyKey,
    input_hash: payment.inputHash,
    option_nonce: payment.optionNonce,
    fare_quote_id: payment.fareQuoteId,
    operator_id: payment.operatorId,
    fare_minor: payment.fare.amountMinor,
    fare_currency: payment.fare.currency,
    amount_minor: payment.amount.amountMinor,
    currency: payment.amount.currency,
    quote: payment.quote,
    created_at: new Date(payment.createdAt),
  }
  await db.insertInto('payments').values(row).execute()
}

function paymentsWithRefund(db: Kysely<Tables>) {
  return db
    .selectFrom('payments')
    .leftJoin('refunds', 'refunds.payment_id', 'payments.id')
    .selectAll('payments')
    .select('refunds.created_at as refunded_at')
}

function paymentOf(row: Selectable<Tables['payments']> & { refunded_at: Date | null }): Payment {
  return {
    id: row.id,
    subject: row.subject,
    walletId: row.wallet_id,
    operatorId: row.operator_id,
    fareQuoteId: row.fare_quote_id,
    fare: { amountMinor: row.fare_minor, currency: row.fare_currency },
    amount: { amountMinor: row.amount_minor, currency: row.currency },
    quote: row.quote,
    status: row.refunded_at ? 'REFUNDED' : 'POSTED',
    createdAt: row.created_at.getTime(),
  }
}
