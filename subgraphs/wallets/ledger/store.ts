import type { Insertable, Kysely, Selectable } from 'kysely'
import type { Tables } from '../tables.ts'
import type { Account, AccountName } from './accounts.ts'
import { accountIdOf, emptyAccount } from './accounts.ts'
import type { Transfer, TransferGroup } from './post-transfers.ts'
import { postTransfers } from './post-transfers.ts'

/** The books in the database; `lock` and `post` belong inside a transaction. */
export function openLedger(db: Kysely<Tables>) {
  return {
    /** Opens what is missing, then holds the rows until the transaction ends. */
    async lock(names: readonly AccountName[]): Promise<void> {
      await openAccounts(db, names)
      await lockAccounts(db, names.map(accountIdOf))
    },
    /** Makes a group's transfers, all or none. @throws {AccountOverdrawn} */
    post: (group: TransferGroup) => post(db, group),
    loadBooks: () => loadBooks(db),
    async loadTransfersOfPayment(paymentId: string): Promise<readonly Transfer[]> {
      const query = db.selectFrom('transfers').selectAll().where('payment_id', '=', paymentId)
      return (await query.orderBy('sequence').execute()).map(transferOf)
    },
  }
}

async function post(db: Kysely<Tables>, group: TransferGroup): Promise<readonly Transfer[]> {
  const names = group.drafts.flatMap((draft) => ('debit' in draft ? [draft.debit, draft.credit] : []))
  const holdIds = group.drafts.flatMap((draft) => ('pendingId' in draft ? [draft.pendingId] : []))
  const held = (await loadHolds(db, holdIds)).flatMap((hold) => [hold.debitAccountId, hold.creditAccountId])
  await openAccounts(db, names)
  const accounts = await lockAccounts(db, [...names.map(accountIdOf), ...held])
  const openHolds = new Map((await loadHolds(db, holdIds)).map((hold) => [hold.id, hold]))
  const made = postTransfers({ accounts, openHolds }, group)
  await saveAccounts(db, [...made.accounts.values()])
  await saveTransfers(db, made)
  return made.transfers
}

/**
 * The conflict names no column on purpose. It would be watched on that column's index alone: a second opener of the same
 * account, its own row already half in, would then wait at the table's other unique index for the first to commit, while
 * the first meets that half row and waits for the second. PostgreSQL ends that as a deadlock.
 */
async function openAccounts(db: Kysely<Tables>, names: readonly AccountName[]): Promise<void> {
  const accounts = new Map(names.map((name) => [accountIdOf(name), emptyAccount(name)]))
  if (accounts.size === 0) return
  const rows = [...accounts.values()].map(accountRow).sort((one, other) => (one.id < other.id ? -1 : 1))
  const insert = db.insertInto('accounts').values(rows)
  await insert.onConflict((conflict) => conflict.doNothing()).execute()
}

/**
 * Locks in the order of the ids, always: two groups that need the same accounts wait for one another instead of
 * deadlocking. The collation is named so that two databases with different locales keep the same order.
 */
async function lockAccounts(db: Kysely<Tables>, ids: readonly string[]): Promise<ReadonlyMap<string, Account>> {
  const rows = await db
    .selectFrom('accounts')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .orderBy('id', (order) => order.asc().collate('C'))
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.id, accountOf(row)]))
}

/** Those of the holds that nothing has resolved yet. */
async function loadHolds(db: Kysely<Tables>, ids: readonly string[]): Promise<readonly Transfer[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('transfers as hold')
    .leftJoin('transfers as end', 'end.pending_id', 'hold.id')
    .selectAll('hold')
    .where('hold.id', 'in', ids)
    .where('hold.phase', '=', 'PENDING')
    .where('end.id', 'is', null)
    .execute()
  return rows.map(transferOf)
}

/** One statement for all of them: every row exists and is locked, so each insert becomes an update. */
async function saveAccounts(db: Kysely<Tables>, accounts: readonly Account[]): Promise<void> {
  const insert = db.insertInto('accounts').values(accounts.map(accountRow))
  await insert
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({
        debits_posted: row.ref('excluded.debits_posted'),
        credits_posted: row.ref('excluded.credits_posted'),
        debits_pending: row.ref('excluded.debits_pending'),
        credits_pending: row.ref('excluded.credits_pending'),
        version: row.ref('excluded.version'),
      })),
    )
    .execute()
}

async function saveTransfers(
  db: Kysely<Tables>,
  made: { accounts: ReadonlyMap<string, Account>; transfers: readonly Transfer[] },
): Promise<void> {
  const rows = made.transfers.map((transfer) => {
    const { providerId, ledger } = made.accounts.get(transfer.debitAccountId) as Account // posted to just now
    return { ...transferRow(transfer), provider_id: providerId, ledger }
  })
  await db.insertInto('transfers').values(rows).execute()
}

/** Everything, for the audit: it reads one snapshot, so payments made meanwhile do not disturb it. */
async function loadBooks(
  db: Kysely<Tables>,
): Promise<{ accounts: readonly Account[]; transfers: readonly Transfer[] }> {
  const snapshot = db.transaction().setIsolationLevel('repeatable read')
  return snapshot.execute(async (reader) => {
    const accounts = await reader.selectFrom('accounts').selectAll().orderBy('id').execute()
    const transfers = await reader.selectFrom('transfers').selectAll().orderBy('sequence').execute()
    return { accounts: accounts.map(accountOf), transfers: transfers.map(transferOf) }
  })
}

function accountRow(account: Account): Insertable<Tables['accounts']> {
  return {
    id: account.id,
    provider_id: account.providerId,
    ledger: account.ledger,
    code: account.code,
    holder: account.holder,
    debits_posted: account.debitsPosted,
    credits_posted: account.creditsPosted,
    debits_pending: account.debitsPending,
    credits_pending: account.creditsPending,
    version: account.version,
  }
}

function accountOf(row: Selectable<Tables['accounts']>): Account {
  return {
    id: row.id,
    providerId: row.provider_id,
    ledger: row.ledger,
    code: row.code,
    holder: row.holder,
    debitsPosted: row.debits_posted,
    creditsPosted: row.credits_posted,
    debitsPending: row.debits_pending,
    creditsPending: row.credits_pending,
    version: row.version,
  }
}

function transferRow(transfer: Transfer) {
  return {
    id: transfer.id,
    group_id: transfer.groupId,
    phase: transfer.phase,
    kind: transfer.kind,
    debit_account_id: transfer.debitAccountId,
    credit_account_id: transfer.creditAccountId,
    amount_minor: transfer.amountMinor,
    pending_id: transfer.pendingId,
    reverses_id: transfer.reversesId,
    payment_id: transfer.paymentId,
    debit_version: transfer.debitVersion,
    credit_version: transfer.creditVersion,
    debit_balance_minor: transfer.debitBalanceMinor,
    credit_balance_minor: transfer.creditBalanceMinor,
    created_at: new Date(transfer.createdAt),
  }
}

function transferOf(row: Selectable<Tables['transfers']>): Transfer {
  return {
    id: row.id,
    groupId: row.group_id,
    phase: row.phase,
    kind: row.kind,
    debitAccountId: row.debit_account_id,
    creditAccountId: row.credit_account_id,
    amountMinor: row.amount_minor,
    pendingId: row.pending_id,
    reversesId: row.reverses_id,
    paymentId: row.payment_id,
    debitVersion: row.debit_version,
    creditVersion: row.credit_version,
    debitBalanceMinor: row.debit_balance_minor,
    creditBalanceMinor: row.credit_balance_minor,
    createdAt: row.created_at.getTime(),
  }
}
