import type { Currency } from '../records.ts'

/**
 * What an account is for. A provider owns SAFEGUARD (customers' money in trust), OWN_FUNDS (its own money at the bank) and
 * ISSUER_CLEARING (what card issuers owe it); it owes WALLET and OPERATOR_PAYABLE; FX_LIQUIDITY is what it set aside for
 * exchanging; FEE_INCOME and ROUNDING are what exchanging earned it.
 */
export type AccountCode =
  | 'WALLET'
  | 'FX_LIQUIDITY'
  | 'OPERATOR_PAYABLE'
  | 'FEE_INCOME'
  | 'ROUNDING'
  | 'SAFEGUARD'
  | 'OWN_FUNDS'
  | 'ISSUER_CLEARING'

/** An account is named by whose books it is in, its currency, its purpose and for whom it is kept. */
export interface AccountName {
  readonly providerId: string
  readonly ledger: Currency
  readonly code: AccountCode
  /** Wallet id, operator id, or the provider itself. */
  readonly holder: string
}

export interface Account extends AccountName {
  readonly id: string
  readonly debitsPosted: number
  readonly creditsPosted: number
  readonly debitsPending: number
  readonly creditsPending: number
  /** How many transfers have touched it. */
  readonly version: number
}

const OWNED: ReadonlySet<AccountCode> = new Set(['SAFEGUARD', 'OWN_FUNDS', 'ISSUER_CLEARING'])

/** The id is the name, so that an account is found without a look-up and ids sort alike everywhere. */
export function accountIdOf(name: AccountName): string {
  return `${name.providerId}/${name.ledger}/${name.code}/${name.holder}`
}

export function emptyAccount(name: AccountName): Account {
  const { providerId, ledger, code, holder } = name
  const nothing = { debitsPosted: 0, creditsPosted: 0, debitsPending: 0, creditsPending: 0, version: 0 }
  return { id: accountIdOf(name), providerId, ledger, code, holder, ...nothing }
}

/** Posted credits less posted debits: what a wallet holds. Negative on accounts of what the provider owns. */
export function postedOf(account: Account): number {
  return account.creditsPosted - account.debitsPosted
}

/** What may still be taken: an account below zero on its own side would be money that nobody has. */
export function availableOf(account: Account): number {
  return OWNED.has(account.code)
    ? account.debitsPosted - account.creditsPosted - account.creditsPending
    : account.creditsPosted - account.debitsPosted - account.debitsPending
}

/** The name that an account's id spells; ids come from `accountIdOf` alone. */
export function parseAccountId(id: string): AccountName {
  const [providerId, ledger, code, ...holder] = id.split('/')
  return { providerId, ledger, code, holder: holder.join('/') } as AccountName
}
