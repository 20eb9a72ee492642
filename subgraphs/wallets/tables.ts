import type { Generated } from 'kysely'
import type { Account } from './ledger/accounts.ts'
import type { Transfer } from './ledger/post-transfers.ts'
import type { Currency, FxQuote, StatementLine, Wallet } from './records.ts'

/** The agency's tables as its migrations make them. */
export interface Tables {
  accounts: {
    id: string
    provider_id: string
    ledger: Currency
    code: Account['code']
    holder: string
    debits_posted: number
    credits_posted: number
    debits_pending: number
    credits_pending: number
    version: number
  }
  transfers: {
    id: string
    sequence: Generated<number>
    group_id: string
    phase: Transfer['phase']
    kind: Transfer['kind']
    provider_id: string
    ledger: Currency
    debit_account_id: string
    credit_account_id: string
    amount_minor: number
    pending_id: string | null
    reverses_id: string | null
    payment_id: string | null
    debit_version: number
    credit_version: number
    debit_balance_minor: number
    credit_balance_minor: number
    created_at: Date
  }
  /** A view: both sides of every transfer that moved money for good; money in is positive. */
  postings: {
    account_id: string
    version: number
    transfer_id: string
    kind: StatementLine['kind']
    amount_minor: number
    balance_minor: number
    payment_id: string | null
    created_at: Date
  }
  wallets: {
    id: string
    subject: string
    provider_id: string
    currency: Currency
    tier: string
    status: Wallet['status']
    account_id: string
  }
  payments: {
    id: string
    wallet_id: string
    subject: string
    client_id: string
    idempotency_key: string
    input_hash: string
    option_nonce: string
    fare_quote_id: string
    operator_id: string
    fare_minor: number
    fare_currency: Currency
    amount_minor: number
    currency: Currency
    /** jsonb: the quote as it was agreed. */
    quote: FxQuote | null
    created_at: Date
  }
  refunds: { payment_id: string; reason: string; created_at: Date }
}
