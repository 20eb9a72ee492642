import type { Instant } from '../../../kit/clock.ts'
import { addDays, regionalDate, startOfRegionalDay } from '../../../kit/clock.ts'
import type { Spending, WalletLimit } from '../records.ts'

export interface LimitPassed {
  readonly limit: WalletLimit
  readonly remainingMinor: number
  /** When the limit starts afresh; `null` for one that no waiting helps. */
  readonly resetsAt: Instant | null
}

/** The first limit that a payment would pass; `undefined` where all allow it. `limits` are those in force for the tier. */
export function findLimitPassed(options: {
  limits: readonly WalletLimit[]
  amountMinor: number
  spending: Spending
  now: Instant
}): LimitPassed | undefined {
  return options.limits
    .map((limit) => ({ limit, ...roomFor(limit, options.spending, options.now) }))
    .find(({ remainingMinor }) => options.amountMinor > remainingMinor)
}

/** The balance limit that a credit would pass: such a credit is refused whole. */
export function findBalanceLimitPassed(options: {
  limits: readonly WalletLimit[]
  balanceMinor: number
  amountMinor: number
}): WalletLimit | undefined {
  return options.limits.find(
    (limit) => limit.kind === 'BALANCE' && options.balanceMinor + options.amountMinor > limit.amount.amountMinor,
  )
}

function roomFor(limit: WalletLimit, spending: Spending, now: Instant): Omit<LimitPassed, 'limit'> {
  const cap = limit.amount.amountMinor
  const today = regionalDate(now)
  switch (limit.kind) {
    case 'SINGLE_PAYMENT':
      return { remainingMinor: cap, resetsAt: null }
    case 'DAILY':
      return { remainingMinor: left(cap, spending.todayMinor), resetsAt: startOfRegionalDay(addDays(today, 1)) }
    case 'ANNUAL':
      return {
        remainingMinor: left(cap, spending.thisYearMinor),
        resetsAt: startOfRegionalDay(`${Number(today.slice(0, 4)) + 1}-01-01`),
      }
    case 'BALANCE':
      // A payment only lowers the balance.
      return { remainingMinor: Number.MAX_SAFE_INTEGER, resetsAt: null }
  }
}

/** A limit that was lowered after the money was spent leaves nothing, not less than nothing. */
function left(capMinor: number, spentMinor: number): number {
  return Math.max(0, capMinor - spentMinor)
}
