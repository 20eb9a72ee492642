import type { Instant } from '../../kit/clock.ts'
import { formatInstant } from '../../kit/clock.ts'
import { LARGEST_AMOUNT_MINOR } from './fx/quote-exchange.ts'
import type { LimitPassed } from './limits/check-limits.ts'
import type * as records from './records.ts'

/** Every coded way in which this agency says no, and the schema's type for it. */
export const refusalTypes = {
  PAYMENT_OPTION_INVALID: 'PaymentOptionInvalid',
  PAYMENT_OPTION_EXPIRED: 'PaymentOptionExpired',
  PAYMENT_OPTION_USED: 'PaymentOptionUsed',
  INSUFFICIENT_BALANCE: 'InsufficientBalance',
  LIMIT_EXCEEDED: 'LimitExceeded',
  WALLET_NOT_USABLE: 'WalletNotUsable',
  EXCHANGE_UNAVAILABLE: 'ExchangeUnavailable',
  IDEMPOTENCY_CONFLICT: 'IdempotencyConflict',
  IDEMPOTENCY_KEY_INVALID: 'IdempotencyKeyInvalid',
  SCOPE_REQUIRED: 'PaymentNotPermitted',
  FX_PAIR_UNAVAILABLE: 'FxPairUnavailable',
  FX_AMOUNT_INVALID: 'FxAmountInvalid',
} as const

const ASK_AGAIN = 'Ask for the fare’s payableWith again and pay with a fresh option.'

/** One answer for a forged, a broken and another's option: it must not tell which of them it was. */
export function paymentOptionInvalid(): records.PaymentOptionInvalid {
  const message = 'The payment option is not one that was offered to this viewer in this app.'
  return { code: 'PAYMENT_OPTION_INVALID', message, nextStep: ASK_AGAIN }
}

export function paymentOptionExpired(expiredAt: Instant): records.PaymentOptionExpired {
  const message = `The payment option was good until ${formatInstant(expiredAt)}.`
  return { code: 'PAYMENT_OPTION_EXPIRED', message, nextStep: ASK_AGAIN, expiredAt }
}

export function paymentOptionUsed(): records.PaymentOptionUsed {
  const message = 'The payment option has already paid a fare under another idempotency key.'
  const nextStep = 'Look at the wallet’s payments; for a second fare ask for a fresh option.'
  return { code: 'PAYMENT_OPTION_USED', message, nextStep }
}

export function insufficientBalance(money: {
  available: records.Money
  needed: records.Money
}): records.InsufficientBalance {
  const message = `The wallet has ${textOf(money.available)} available, the fare takes ${textOf(money.needed)}.`
  const nextStep = 'Top the wallet up with its provider or pay with another wallet.'
  return { code: 'INSUFFICIENT_BALANCE', message, nextStep, ...money }
}

export function limitExceeded(passed: LimitPassed, amount: records.Money): records.LimitExceeded {
  const { limit, resetsAt } = passed
  const remaining = { amountMinor: passed.remainingMinor, currency: amount.currency }
  const message = `The fare takes ${textOf(amount)}, ${textOf(remaining)} is left of the ${limit.kind} limit of the tier “${limit.tier.name.en}”.`
  const nextStep =
    resetsAt === null
      ? 'Pay with another wallet or raise the wallet’s tier with its provider.'
      : `Wait until ${formatInstant(resetsAt)}, pay with another wallet or raise the wallet’s tier with its provider.`
  return { code: 'LIMIT_EXCEEDED', message, nextStep, limit, remaining, resetsAt }
}

export function walletNotUsable(status: string): records.WalletNotUsable {
  const message = `The wallet is ${status}, wanted ACTIVE.`
  return { code: 'WALLET_NOT_USABLE', message, nextStep: 'Ask the wallet’s provider or pay with another wallet.' }
}

export function exchangeUnavailable(): records.ExchangeUnavailable {
  const message = 'The wallet’s provider cannot exchange this amount now.'
  return { code: 'EXCHANGE_UNAVAILABLE', message, nextStep: 'Pay with another wallet or try again later.' }
}

export function idempotencyConflict(): records.IdempotencyConflict {
  const message = 'This idempotency key has paid with another payment option.'
  return {
    code: 'IDEMPOTENCY_CONFLICT',
    message,
    nextStep: 'Make a new key for each fare; repeat a key only to retry.',
  }
}

export function idempotencyKeyInvalid(key: string): records.IdempotencyKeyInvalid {
  const message = `The idempotency key has ${key.length} characters; wanted are 1 to 255 characters of well-formed text.`
  return { code: 'IDEMPOTENCY_KEY_INVALID', message, nextStep: 'Make a new key for each fare, for example a UUID.' }
}

export function paymentNotPermitted(): records.PaymentNotPermitted {
  const message = 'The token does not act for a resident who allowed this app to pay.'
  return {
    code: 'SCOPE_REQUIRED',
    message,
    nextStep: 'Ask the resident for a token with the scope payments and pay again.',
  }
}

export function fxAmountInvalid(amount: records.Money): records.FxAmountInvalid {
  return {
    code: 'FX_AMOUNT_INVALID',
    message: `Got ${amount.amountMinor} minor units of ${amount.currency}; wanted are 1 to ${LARGEST_AMOUNT_MINOR}.`,
    nextStep: 'Ask for an amount in between.',
  }
}

export function fxPairUnavailable(pair: { sell: records.Currency; buy: records.Currency }): records.FxPairUnavailable {
  const same = pair.sell === pair.buy
  return {
    code: 'FX_PAIR_UNAVAILABLE',
    message: same ? `${pair.sell} needs no exchange.` : `No dated rate from ${pair.sell} to ${pair.buy} covers today.`,
    nextStep: same ? 'Pay the amount as it is.' : 'Choose another currency or ask again another day.',
  }
}

function textOf({ amountMinor, currency }: records.Money): string {
  return `${currency} ${Math.floor(amountMinor / 100)}.${String(amountMinor % 100).padStart(2, '0')}`
}
