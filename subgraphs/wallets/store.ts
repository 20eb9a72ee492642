import type { Kysely, Selectable } from 'kysely'
import type { KeysetPage, KeysetRows } from '../../kit/connection.ts'
import { invariant } from '../../kit/errors.ts'
import type { AccountName } from './ledger/accounts.ts'
import { accountIdOf } from './ledger/accounts.ts'
import { openLedger } from './ledger/store.ts'
import { openPaymentStore } from './payments/store.ts'
import type { StatementLine, Wallet } from './records.ts'
import type { Tables } from './tables.ts'

/** A wallet to be opened: it holds nothing yet. */
export type NewWallet = Omit<Wallet, 'postedMinor' | 'pendingMinor'>

/** All that the agency keeps, read and written by itself or inside a transaction. */
export type Books = ReturnType<typeof openTables>

export type Store = Books & {
  /** Runs the work in one transaction: everything of it happens or nothing. */
  transaction<T>(work: (books: Books) => Promise<T>): Promise<T>
}

export function openStore(db: Kysely<Tables>): Store {
  return {
    ...openTables(db),
    // Safety comes from row locks and constraints: after waiting for a lock, each statement must see what the other wrote.
    transaction: (work) =>
      db
        .transaction()
        .setIsolationLevel('read committed')
        .execute((transaction) => work(openTables(transaction))),
  }
}

/** True where another transaction wrote a row first that may exist only once. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}

/** The account in the ledger that holds a wallet's money. */
export function walletAccount(wallet: { id: string; providerId: string; currency: Wallet['currency'] }): AccountName {
  return { providerId: wallet.providerId, ledger: wallet.currency, code: 'WALLET', holder: wallet.id }
}

function openTables(db: Kysely<Tables>) {
  return {
    ledger: openLedger(db),
    payments: openPaymentStore(db),
    loadWallets: (ids: readonly string[]) => loadWallets(db, { column: 'wallets.id', values: ids }),
    loadWalletsOf: (subjects: readonly string[]) => loadWallets(db, { column: 'wallets.subject', values: subjects }),
    loadStatementPages: (walletIds: readonly string[], page: KeysetPage) => loadStatementPages(db, { walletIds, page }),
    saveWallets: (wallets: readonly NewWallet[]) => saveWallets(db, wallets),
  }
}

async function loadWallets(
  db: Kysely<Tables>,
  wanted: { column: 'wallets.id' | 'wallets.subject'; values: readonly string[] },
): Promise<readonly Wallet[]> {
  const rows = await db
    .selectFrom('wallets')
    .innerJoin('accounts', 'accounts.id', 'wallets.account_id')
    .selectAll('wallets')
    .select(['accounts.credits_posted', 'accounts.debits_posted', 'accounts.debits_pending'])
    .where(wanted.column, 'in', wanted.values)
    .orderBy('wallets.id')
    .execute()
  return rows.map(walletOf)
}

type WalletRow = Selectable<Tables['wallets']> &
  Pick<Selectable<Tables['accounts']>, 'credits_posted' | 'debits_posted' | 'debits_pending'>

function walletOf(row: WalletRow): Wallet {
  invariant(row.credits_posted - row.debits_posted - row.debits_pending >= 0, `wallet ${row.id} is never below zero`)
  return {
    id: row.id,
    subject: row.subject,
    providerId: row.provider_id,
    currency: row.currency,
    tier: row.tier,
    status: row.status,
    postedMinor: row.credits_posted - row.debits_posted,
    pendingMinor: row.debits_pending,
  }
}

/** Answers the ids of those that are new. Their accounts must be open. */
async function saveWallets(db: Kysely<Tables>, wallets: readonly NewWallet[]): Promise<ReadonlySet<string>> {
  const rows = wallets.map((wallet) => {
    const { id, subject, providerId: provider_id, currency, tier, status } = wallet
    return { id, subject, provider_id, currency, tier, status, account_id: accountIdOf(walletAccount(wallet)) }
  })
  const insert = db.insertInto('wallets').values(rows)
  const made = insert.onConflict((conflict) => conflict.doNothing()).returning('id')
  return new Set((await made.execute()).map((row) => row.id))
}

async function loadStatementPages(
  db: Kysely<Tables>,
  { walletIds, page }: { walletIds: readonly string[]; page: KeysetPage },
): Promise<ReadonlyMap<string, KeysetRows<StatementLine>>> {
  const rows = await db
    .selectFrom('wallets')
    .innerJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('postings')
          .selectAll()
          .whereRef('postings.account_id', '=', 'wallets.account_id')
          .$if(page.before !== null, (query) => query.where('postings.version', '<', page.before))
          .orderBy('postings.version', 'desc')
          .limit(page.size + 1)
          .as('page'),
      (join) => join.onTrue(),
    )
    .selectAll('page')
    .select(['wallets.id as wallet_id', 'wallets.currency'])
    .where('wallets.id', 'in', walletIds)
    .orderBy('page.version', 'desc')
    .execute()
  const counts = await db
    .selectFrom('wallets')
    .innerJoin('postings', 'postings.account_id', 'wallets.account_id')
    .select(['wallets.id', (count) => count.fn.countAll<number>().as('total')])
    .where('wallets.id', 'in', walletIds)
    .groupBy('wallets.id')
    .execute()
  const rowsOf = Map.groupBy(rows, (row) => row.wallet_id)
  const pageOf = (walletId: string) =>
    (rowsOf.get(walletId) ?? []).map((row) => ({ position: row.version, node: lineOf(row) }))
  return new Map(counts.map(({ id, total }) => [id, { totalCount: total, rows: pageOf(id) }]))
}

function lineOf(row: Tables['postings'] & Pick<Wallet, 'currency'>): StatementLine {
  return {
    id: row.transfer_id,
    at: row.created_at.getTime(),
    kind: row.kind,
    amount: { amountMinor: row.amount_minor, currency: row.currency },
    balanceAfter: { amountMinor: row.balance_minor, currency: row.currency },
    paymentId: row.payment_id,
  }
}
