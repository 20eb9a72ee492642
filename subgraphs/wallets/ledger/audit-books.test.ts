import { describe, expect, test } from 'vitest'
import { accountsOf } from '../payments/fare-transfers.ts'
import { auditBooks } from './audit-books.ts'
import type { Transfer } from './post-transfers.ts'
import { TestLedger } from './test-ledger.ts'

const account = accountsOf('octopus')
const wallet = account('WALLET', 'HKD', 'w')

/** A top-up of 1,000, a hold of 600 posted with 500. */
function soundBooks() {
  const ledger = new TestLedger()
  ledger.post([
    { phase: 'POSTED', kind: 'TOP_UP', debit: account('SAFEGUARD', 'HKD'), credit: wallet, amountMinor: 1_000 },
  ])
  const operator = account('OPERATOR_PAYABLE', 'HKD', 'hk:mtr')
  const [hold] = ledger.post([{ phase: 'PENDING', kind: 'FARE', debit: wallet, credit: operator, amountMinor: 600 }])
  ledger.post([{ phase: 'POST_PENDING', pendingId: hold?.id ?? '', amountMinor: 500 }])
  return { accounts: ledger.accounts(), transfers: ledger.journal }
}

const WALLET = 'octopus/HKD/WALLET/w'
const tamper = (books: ReturnType<typeof soundBooks>, id: string, change: object) => ({
  ...books,
  accounts: books.accounts.map((each) => (each.id === id ? { ...each, ...change } : each)),
})
const replace = (books: ReturnType<typeof soundBooks>, at: number, change: Partial<Transfer>) => ({
  ...books,
  transfers: books.transfers.map((each, index) => (index === at ? { ...each, ...change } : each)),
})

describe('the audit', () => {
  test('finds nothing in sound books', () => {
    expect(auditBooks(soundBooks())).toEqual([])
  })

  test('finds a balance that somebody set by hand', () => {
    expect(auditBooks(tamper(soundBooks(), WALLET, { creditsPosted: 1_500 }))).toEqual([
      `${WALLET} creditsPosted is 1500, its journal says 1000`,
      'HKD adds up to 500 posted and 0 pending, not zero',
    ])
  })

  test('finds a wallet below zero and money that is not safeguarded', () => {
    const short = tamper(soundBooks(), 'octopus/HKD/SAFEGUARD/octopus', { debitsPosted: 499 })
    expect(auditBooks(short)).toContain('octopus/HKD safeguards 499 of the 500 in its wallets')
    expect(auditBooks(tamper(soundBooks(), WALLET, { debitsPosted: 1_001 }))).toContain(`${WALLET} is -1, below zero`)
  })

  test('finds a transfer taken out of the journal', () => {
    const books = soundBooks()
    const problems = auditBooks({ ...books, transfers: books.transfers.slice(1) })
    expect(problems).toContain(`${WALLET} creditsPosted is 1000, its journal says 0`)
    expect(problems).toContain(`${books.transfers[1]?.id} does not follow the one before it on its accounts`)
  })

  test('finds an amount changed afterwards', () => {
    const books = replace(soundBooks(), 0, { amountMinor: 900 })
    expect(auditBooks(books)).toContain(
      `${books.transfers[0]?.id} records a balance that the journal does not add up to`,
    )
  })

  test('finds a hold that was resolved twice, and one that posted more than it held', () => {
    const books = soundBooks()
    const [, , end] = books.transfers
    const twice = { ...books, transfers: [...books.transfers, { ...(end as Transfer), id: 'again' }] }
    expect(auditBooks(twice)).toContain('again resolves a hold that is not open')
    expect(auditBooks(replace(books, 2, { amountMinor: 601 }))).toContain(`${end?.id} posts more than was held`)
  })

  test('finds an account that is not what its id says', () => {
    expect(auditBooks(tamper(soundBooks(), WALLET, { holder: 'thief' }))).toEqual([
      `${WALLET} is not named after what it is`,
    ])
  })
})
