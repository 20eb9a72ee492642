import type { Instant } from '../../../kit/clock.ts'
import { invariant } from '../../../kit/errors.ts'
import type { Account, AccountName } from './accounts.ts'
import { accountIdOf, availableOf, postedOf } from './accounts.ts'

export type TransferKind = 'TOP_UP' | 'FARE' | 'REFUND' | 'EXCHANGE' | 'SPREAD' | 'ROUNDING' | 'CAPITAL'
type TransferPhase = 'POSTED' | 'PENDING' | 'POST_PENDING' | 'VOID_PENDING'

/** A transfer asked for: money now, money held, or a hold made final (in full or less) or given up. */
export type TransferDraft =
  | {
      readonly phase: 'POSTED' | 'PENDING'
      readonly kind: TransferKind
      readonly debit: AccountName
      readonly credit: AccountName
      readonly amountMinor: number
      readonly reversesId?: string
    }
  | { readonly phase: 'POST_PENDING'; readonly pendingId: string; readonly amountMinor: number }
  | { readonly phase: 'VOID_PENDING'; readonly pendingId: string }

/** A transfer made; never changed afterwards. */
export interface Transfer {
  readonly id: string
  readonly groupId: string
  readonly phase: TransferPhase
  readonly kind: TransferKind
  readonly debitAccountId: string
  readonly creditAccountId: string
  readonly amountMinor: number
  readonly pendingId: string | null
  readonly reversesId: string | null
  readonly paymentId: string | null
  readonly debitVersion: number
  readonly creditVersion: number
  readonly debitBalanceMinor: number
  readonly creditBalanceMinor: number
  readonly createdAt: Instant
}

export interface TransferGroup {
  readonly id: string
  readonly drafts: readonly TransferDraft[]
  readonly paymentId: string | null
  readonly createdAt: Instant
  readonly newId: () => string
}

/** The books that a group needs: every account it names, and the holds it resolves that are still open. */
export interface Books {
  readonly accounts: ReadonlyMap<string, Account>
  readonly openHolds: ReadonlyMap<string, Transfer>
}

/** The group would take more from an account than it has; nothing of the group happened. */
export class AccountOverdrawn extends Error {
  override readonly name = 'AccountOverdrawn'
  readonly account: Account
  constructor(account: Account) {
    super(`account ${account.id} has ${availableOf(account)} too little`)
    this.account = account
  }
}

/**
 * Makes the linked transfers of a group, in order, all or none. Pure: answers the accounts as they are afterwards and the
 * transfers for the journal. @throws {AccountOverdrawn}
 */
export function postTransfers(
  books: Books,
  group: TransferGroup,
): { accounts: ReadonlyMap<string, Account>; transfers: readonly Transfer[] } {
  invariant(group.drafts.length > 0, 'a group has at least one transfer')
  const accounts = new Map<string, Account>()
  const openHolds = new Map(books.openHolds)
  const transfers = group.drafts.map((draft) => {
    const entry = resolveDraft(openHolds, draft)
    const debit = accounts.get(entry.debitAccountId) ?? accountOf(books, entry.debitAccountId)
    const credit = accounts.get(entry.creditAccountId) ?? accountOf(books, entry.creditAccountId)
    checkSameBooks(debit, credit)
    const after = applyEntry({ debit, credit, entry })
    accounts.set(debit.id, after.debit).set(credit.id, after.credit)
    return recordOf({ group, entry, ...after })
  })
  return { accounts, transfers }
}

/** A draft with its accounts known; `heldMinor` is the hold that ends with it. */
interface Entry {
  readonly phase: TransferPhase
  readonly kind: TransferKind
  readonly debitAccountId: string
  readonly creditAccountId: string
  readonly amountMinor: number
  readonly heldMinor: number
  readonly pendingId: string | null
  readonly reversesId: string | null
}

function resolveDraft(openHolds: Map<string, Transfer>, draft: TransferDraft): Entry {
  if ('debit' in draft) {
    checkAmount(draft.amountMinor)
    return {
      phase: draft.phase,
      kind: draft.kind,
      debitAccountId: accountIdOf(draft.debit),
      creditAccountId: accountIdOf(draft.credit),
      amountMinor: draft.amountMinor,
      heldMinor: 0,
      pendingId: null,
      reversesId: draft.reversesId ?? null,
    }
  }
  const hold = openHolds.get(draft.pendingId)
  invariant(hold, `hold ${draft.pendingId} is not open: a hold is resolved at most once`)
  openHolds.delete(draft.pendingId)
  const amountMinor = draft.phase === 'POST_PENDING' ? draft.amountMinor : hold.amountMinor
  checkAmount(amountMinor)
  invariant(amountMinor <= hold.amountMinor, 'a hold posts at most what it reserved')
  const { kind, debitAccountId, creditAccountId } = hold
  const entry = { kind, debitAccountId, creditAccountId, amountMinor, heldMinor: hold.amountMinor, reversesId: null }
  return { ...entry, phase: draft.phase, pendingId: draft.pendingId }
}

function checkAmount(amountMinor: number): void {
  invariant(Number.isSafeInteger(amountMinor) && amountMinor > 0, 'an amount is a positive safe integer of minor units')
}

function accountOf(books: Books, id: string): Account {
  const account = books.accounts.get(id)
  invariant(account, `account ${id} was not loaded`)
  return account
}

function checkSameBooks(debit: Account, credit: Account): void {
  invariant(debit.id !== credit.id, 'a transfer needs two accounts')
  invariant(debit.ledger === credit.ledger, 'two currencies never meet in one transfer; exchange through FX_LIQUIDITY')
  invariant(debit.providerId === credit.providerId, 'two providers never meet in one transfer')
}

function applyEntry({ debit, credit, entry }: { debit: Account; credit: Account; entry: Entry }) {
  const posted = entry.phase === 'POSTED' || entry.phase === 'POST_PENDING' ? entry.amountMinor : 0
  const pending = entry.phase === 'PENDING' ? entry.amountMinor : -entry.heldMinor
  const after = {
    debit: {
      ...debit,
      debitsPosted: debit.debitsPosted + posted,
      debitsPending: debit.debitsPending + pending,
      version: debit.version + 1,
    },
    credit: {
      ...credit,
      creditsPosted: credit.creditsPosted + posted,
      creditsPending: credit.creditsPending + pending,
      version: credit.version + 1,
    },
  }
  checkAccount(after.debit)
  checkAccount(after.credit)
  return after
}

function checkAccount(account: Account): void {
  const { debitsPosted, creditsPosted, debitsPending, creditsPending } = account
  for (const sum of [debitsPosted, creditsPosted, debitsPending, creditsPending]) {
    invariant(Number.isSafeInteger(sum) && sum >= 0, `account ${account.id} is beyond what can be counted exactly`)
  }
  if (availableOf(account) < 0) throw new AccountOverdrawn(account)
}

function recordOf(made: { group: TransferGroup; entry: Entry; debit: Account; credit: Account }): Transfer {
  const { group, entry, debit, credit } = made
  const { heldMinor: _held, ...kept } = entry
  return {
    id: group.newId(),
    groupId: group.id,
    ...kept,
    paymentId: group.paymentId,
    debitVersion: debit.version,
    creditVersion: credit.version,
    debitBalanceMinor: postedOf(debit),
    creditBalanceMinor: postedOf(credit),
    createdAt: group.createdAt,
  }
}
