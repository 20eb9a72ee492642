import type { AccountName } from './accounts.ts'
import { accountIdOf, availableOf, emptyAccount, postedOf } from './accounts.ts'
import { auditBooks } from './audit-books.ts'
import type { Books, Transfer, TransferDraft } from './post-transfers.ts'
import { postTransfers } from './post-transfers.ts'

/** A ledger in memory: what the database does with `postTransfers`, without the database. */
export class TestLedger {
  readonly journal: Transfer[] = []
  #books: Books = { accounts: new Map(), openHolds: new Map() }
  #ids = 0

  post(drafts: readonly TransferDraft[]): readonly Transfer[] {
    const names = drafts.flatMap((draft) => ('debit' in draft ? [draft.debit, draft.credit] : []))
    const opened = names.map((name) => [accountIdOf(name), emptyAccount(name)] as const)
    const books = { ...this.#books, accounts: new Map([...opened, ...this.#books.accounts]) }
    const newId = () => `t${++this.#ids}`
    const made = postTransfers(books, { id: newId(), drafts, paymentId: null, createdAt: 0, newId })
    this.#books = {
      accounts: new Map([...books.accounts, ...made.accounts]),
      openHolds: holdsAfter(books.openHolds, made.transfers),
    }
    this.journal.push(...made.transfers)
    return made.transfers
  }

  posted(name: AccountName): number {
    return postedOf(this.#books.accounts.get(accountIdOf(name)) ?? emptyAccount(name))
  }

  available(name: AccountName): number {
    return availableOf(this.#books.accounts.get(accountIdOf(name)) ?? emptyAccount(name))
  }

  accounts() {
    return [...this.#books.accounts.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
  }

  audit(): readonly string[] {
    return auditBooks({ accounts: this.accounts(), transfers: this.journal })
  }
}

function holdsAfter(holds: Books['openHolds'], transfers: readonly Transfer[]): Books['openHolds'] {
  const after = new Map(holds)
  for (const transfer of transfers) {
    if (transfer.phase === 'PENDING') after.set(transfer.id, transfer)
    if (transfer.pendingId !== null) after.delete(transfer.pendingId)
  }
  return after
}
