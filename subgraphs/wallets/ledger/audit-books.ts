import type { Account } from './accounts.ts'
import { accountIdOf, availableOf, postedOf } from './accounts.ts'
import type { Transfer } from './post-transfers.ts'

/**
 * Proves the books from the journal alone: folds every transfer anew and says, one line each, where stored balances,
 * versions or the rules of double entry differ. An empty answer is the proof.
 * @param transfers in the order in which they were made
 */
export function auditBooks(books: { accounts: readonly Account[]; transfers: readonly Transfer[] }): readonly string[] {
  const folded = foldJournal(books.transfers)
  return [
    ...books.accounts.flatMap((account) => auditAccount(account, folded.accounts.get(account.id) ?? NOTHING)),
    ...folded.problems,
    ...auditLedgers(books.accounts),
    ...auditSafeguards(books.accounts),
  ]
}

interface Sums {
  debitsPosted: number
  creditsPosted: number
  debitsPending: number
  creditsPending: number
  version: number
}

const NOTHING: Readonly<Sums> = { debitsPosted: 0, creditsPosted: 0, debitsPending: 0, creditsPending: 0, version: 0 }

function foldJournal(transfers: readonly Transfer[]): { accounts: ReadonlyMap<string, Sums>; problems: string[] } {
  const accounts = new Map<string, Sums>()
  const holds = new Map<string, Transfer>()
  const problems: string[] = []
  for (const transfer of transfers) {
    const hold = transfer.pendingId === null ? undefined : holds.get(transfer.pendingId)
    if (transfer.pendingId !== null && !hold) problems.push(`${transfer.id} resolves a hold that is not open`)
    if (hold && transfer.amountMinor > hold.amountMinor) problems.push(`${transfer.id} posts more than was held`)
    if (transfer.phase === 'PENDING') holds.set(transfer.id, transfer)
    if (hold) holds.delete(hold.id)
    const debit = foldSide(accounts, { transfer, hold, side: 'debits' })
    const credit = foldSide(accounts, { transfer, hold, side: 'credits' })
    problems.push(...auditTransfer(transfer, debit, credit))
  }
  return { accounts, problems }
}

function foldSide(
  accounts: Map<string, Sums>,
  entry: { transfer: Transfer; hold: Transfer | undefined; side: 'debits' | 'credits' },
): Sums {
  const { transfer, hold, side } = entry
  const id = side === 'debits' ? transfer.debitAccountId : transfer.creditAccountId
  const sums = { ...(accounts.get(id) ?? NOTHING) }
  sums.version += 1
  if (transfer.phase === 'POSTED' || transfer.phase === 'POST_PENDING') sums[`${side}Posted`] += transfer.amountMinor
  if (transfer.phase === 'PENDING') sums[`${side}Pending`] += transfer.amountMinor
  if (hold) sums[`${side}Pending`] -= hold.amountMinor
  accounts.set(id, sums)
  return sums
}

function auditTransfer(transfer: Transfer, debit: Sums, credit: Sums): string[] {
  const versions = transfer.debitVersion === debit.version && transfer.creditVersion === credit.version
  const balances =
    transfer.debitBalanceMinor === debit.creditsPosted - debit.debitsPosted &&
    transfer.creditBalanceMinor === credit.creditsPosted - credit.debitsPosted
  return [
    ...(versions ? [] : [`${transfer.id} does not follow the one before it on its accounts`]),
    ...(balances ? [] : [`${transfer.id} records a balance that the journal does not add up to`]),
  ]
}

function auditAccount(account: Account, folded: Readonly<Sums>): string[] {
  const differing = (Object.keys(NOTHING) as (keyof Sums)[]).filter((column) => account[column] !== folded[column])
  return [
    ...differing.map((column) => `${account.id} ${column} is ${account[column]}, its journal says ${folded[column]}`),
    ...(availableOf(account) < 0 ? [`${account.id} is ${availableOf(account)}, below zero`] : []),
    ...(account.id === accountIdOf(account) ? [] : [`${account.id} is not named after what it is`]),
  ]
}

/** In each currency debits and credits add up to the same, posted and pending each for itself. */
function auditLedgers(accounts: readonly Account[]): string[] {
  return [...Map.groupBy(accounts, (account) => account.ledger)].flatMap(([ledger, members]) => {
    const posted = sum(members, postedOf)
    const pending = sum(members, (account) => account.creditsPending - account.debitsPending)
    return posted === 0n && pending === 0n
      ? []
      : [`${ledger} adds up to ${posted} posted and ${pending} pending, not zero`]
  })
}

/** Customers' money is held in full (Payment Systems and Stored Value Facilities Ordinance, Cap. 584, Schedule 3). */
function auditSafeguards(accounts: readonly Account[]): string[] {
  const books = Map.groupBy(accounts, (account) => `${account.providerId}/${account.ledger}`)
  return [...books].flatMap(([name, members]) => {
    const held = -sum(
      members.filter((account) => account.code === 'SAFEGUARD'),
      postedOf,
    )
    const owed = sum(
      members.filter((account) => account.code === 'WALLET'),
      postedOf,
    )
    return held >= owed ? [] : [`${name} safeguards ${held} of the ${owed} in its wallets`]
  })
}

/** BigInt, for one currency's total may pass what one account may. */
function sum(accounts: readonly Account[], amountOf: (account: Account) => number): bigint {
  return accounts.reduce((total, account) => total + BigInt(amountOf(account)), 0n)
}
