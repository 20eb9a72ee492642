/** Plain values that pass between stores, use cases and resolvers. Amounts are whole minor units in safe integers. */
import type { Instant } from '../../kit/clock.ts'

export type Currency = 'HKD' | 'CNY' | 'MOP'

export interface Money {
  readonly amountMinor: number
  readonly currency: Currency
}

export interface LocalizedText {
  readonly en: string
  readonly zhHant: string
  readonly zhHans: string
  readonly pt?: string | undefined
}

export interface Source {
  readonly title: string
  readonly url?: string | undefined
  /** `YYYY-MM-DD` */
  readonly asOf: string
  readonly verification: 'PRIMARY' | 'SECONDARY' | 'UNVERIFIED'
  readonly note?: string | undefined
}

export interface Authority {
  readonly id: string
  readonly name: LocalizedText
  readonly jurisdiction: 'HONG_KONG' | 'MACAO' | 'MAINLAND'
  readonly url: string
}

/** The days on which a dated fact holds, both ends included; an open end is `null`. */
export interface Validity {
  readonly validFrom: string
  readonly validTo: string | null
}

/** A tier of verification, which sets the limits. */
export interface WalletTier {
  readonly id: string
  readonly name: LocalizedText
}

export interface WalletLimit extends Validity {
  readonly tier: WalletTier
  readonly kind: 'SINGLE_PAYMENT' | 'DAILY' | 'ANNUAL' | 'BALANCE'
  readonly amount: Money
  readonly source: Source
}

export interface WalletProvider {
  readonly id: string
  readonly name: LocalizedText
  readonly currency: Currency
  readonly regulator: Authority
  readonly blueprintArea: 'MOBILITY' | 'LIVING' | 'ENVIRONMENT' | 'PEOPLE' | 'GOVERNMENT' | 'ECONOMY'
  /** STORED: pays from money held. ISSUER: holds nothing; each payment is drawn on the card the holder linked. */
  readonly funding: 'STORED' | 'ISSUER'
  readonly tiers: readonly WalletTier[]
  /** Every limit of every tier, past and present. */
  readonly limits: readonly WalletLimit[]
}

/** The viewer, known here only by the reference that agencies share. */
export interface Resident {
  readonly reference: string
}

export interface Wallet {
  /** Internal UUID, as a payment's and a transfer's; callers see a pseudonym of it. */
  readonly id: string
  /** The resident who holds it. */
  readonly subject: string
  readonly providerId: string
  readonly currency: Currency
  /** The id of one of the provider's tiers. */
  readonly tier: string
  readonly status: 'ACTIVE' | 'FROZEN' | 'CLOSED'
  readonly postedMinor: number
  readonly pendingMinor: number
}

/** What a wallet has paid in the present calendar day and year, Hong Kong time; payments given back do not count. */
export interface Spending {
  readonly todayMinor: number
  readonly thisYearMinor: number
}

export interface FxQuote {
  readonly sell: Money
  readonly buy: Money
  /** Units of `sell` for one unit of `buy`, decimal text, spread included. */
  readonly rate: string
  readonly midRate: string
  readonly spreadBasisPoints: number
  readonly expiresAt: Instant
  readonly source: Source
}

/** A fare that one wallet may pay: everything `payFare` needs, so that asking for it writes nothing. */
export interface FareOffer {
  readonly nonce: string
  readonly fareQuoteId: string
  readonly operatorId: string
  readonly walletId: string
  readonly providerId: string
  readonly fare: Money
  /** `null` where no dated exchange rate covers the day: such an offer cannot be paid. */
  readonly amount: Money | null
  /** `null` where fare and wallet have the same currency. */
  readonly quote: FxQuote | null
  readonly expiresAt: Instant
}

export interface PaymentOption {
  readonly id: string
  readonly walletId: string
  readonly fare: Money
  /** `null` where no dated rate covers the day. */
  readonly amount: Money | null
  readonly quote: FxQuote | null
  /** What `payFare` would answer now; `null` where it would pay. */
  readonly obstacle: PaymentObstacle | null
  readonly expiresAt: Instant
}

export interface Payment {
  readonly id: string
  readonly subject: string
  readonly walletId: string
  readonly operatorId: string
  readonly fareQuoteId: string
  readonly fare: Money
  readonly amount: Money
  readonly quote: FxQuote | null
  readonly status: 'POSTED' | 'REFUNDED'
  readonly createdAt: Instant
}

export interface FarePaid {
  readonly payment: Payment
  /** True where the key had paid before and nothing new happened. */
  readonly replayed: boolean
}

export interface StatementLine {
  /** The transfer's id. */
  readonly id: string
  readonly at: Instant
  readonly kind: 'TOP_UP' | 'FARE' | 'REFUND'
  readonly amount: Money
  readonly balanceAfter: Money
  readonly paymentId: string | null
}

/** A fare as the gateway hands it over from transit in an `_entities` representation. */
export interface FareQuote {
  readonly id: string
  readonly operator: { readonly id: string }
  readonly acceptance: readonly { readonly provider: { readonly id: string }; readonly amount: Money }[]
}

export interface ExchangePoint {
  readonly id: string
  readonly name: LocalizedText
  readonly currencies: readonly Currency[]
  readonly blueprintArea: WalletProvider['blueprintArea']
  readonly source: Source
}

export interface CityWalletServices {
  readonly coverage: 'FULL' | 'PARTIAL' | 'NONE'
  readonly note: LocalizedText
  readonly providerIds: readonly string[]
  readonly exchangePoints: readonly ExchangePoint[]
}

export interface City {
  readonly id: string
  readonly walletServices: CityWalletServices
}

/** A way to say no that a person can act on; `refusals.ts` makes them. */
interface Refusal<C extends string> {
  readonly code: C
  readonly message: string
  readonly nextStep: string
}

export type PaymentOptionInvalid = Refusal<'PAYMENT_OPTION_INVALID'>
export type PaymentOptionExpired = Refusal<'PAYMENT_OPTION_EXPIRED'> & { readonly expiredAt: Instant }
export type PaymentOptionUsed = Refusal<'PAYMENT_OPTION_USED'>
export type ExchangeUnavailable = Refusal<'EXCHANGE_UNAVAILABLE'>
export type InsufficientBalance = Refusal<'INSUFFICIENT_BALANCE'> & {
  readonly available: Money
  readonly needed: Money
}
export type LimitExceeded = Refusal<'LIMIT_EXCEEDED'> & {
  readonly limit: WalletLimit
  readonly remaining: Money
  readonly resetsAt: Instant | null
}
export type WalletNotUsable = Refusal<'WALLET_NOT_USABLE'>
export type IdempotencyConflict = Refusal<'IDEMPOTENCY_CONFLICT'>
export type IdempotencyKeyInvalid = Refusal<'IDEMPOTENCY_KEY_INVALID'>
export type PaymentNotPermitted = Refusal<'SCOPE_REQUIRED'>
export type FxPairUnavailable = Refusal<'FX_PAIR_UNAVAILABLE'>
export type FxAmountInvalid = Refusal<'FX_AMOUNT_INVALID'>

/** Why a wallet cannot pay a fare now. */
export type PaymentObstacle = WalletNotUsable | LimitExceeded | InsufficientBalance | ExchangeUnavailable
