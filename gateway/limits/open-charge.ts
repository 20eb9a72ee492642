import type { Bucket, SharedState } from '../processes/shared-state.ts'

/** `extensions.cost` of an answer, in weighted fields. */
export interface CostTold {
  /** What the operation could have come to, which is what its budget had to hold. */
  readonly requested: number
  /** What it came to: this is what it costs. */
  readonly actual: number
  /** What the budget now holds. */
  readonly remaining: number
}

/** What one operation has taken from its budget, until it is known what it costs. */
export interface Charge {
  /** An answer, or a part of one. An engine that does not count has used all that was asked. */
  add(cost: number | undefined): CostTold
  /** Gives back what was not used. Whoever never comes to it has used everything. */
  settle(): void
  /**
   * One event of a subscription. The first one is paid by what the subscription took, every other one by itself.
   * @returns `null` where the budget does not hold it
   */
  addEvent(cost: number | undefined): Promise<CostTold | null>
}

export function openCharge(terms: {
  readonly state: SharedState
  readonly bucket: Bucket
  readonly requested: number
  /** What the bucket held after the requested cost was taken. */
  readonly left: number
}): Charge {
  const { state, bucket, requested } = terms
  let { left } = terms
  let actual = 0
  let settled = false
  const told = (): CostTold => ({
    requested,
    actual,
    remaining: Math.max(0, Math.floor(Math.min(bucket.capacity, left + (settled ? 0 : requested - actual)))),
  })
  const settle = (): void => {
    if (settled) return
    const unused = requested - actual
    left += unused
    settled = true
    // Nobody waits for it; what is lost on the way flows in again by itself.
    if (unused !== 0) state.refund(bucket, unused).catch(() => {})
  }
  return {
    add(cost = requested) {
      actual += cost
      return told()
    },
    settle,
    async addEvent(cost = requested) {
      actual = cost
      if (!settled) {
        settle()
        return told()
      }
      const { granted, levels } = await state.take([{ bucket, cost }])
      left = levels[0] ?? 0
      return granted ? told() : null
    },
  }
}
