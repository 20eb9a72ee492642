import type { Clock } from '../../kit/clock.ts'

/**
 * What must be one for all processes of the gateway: what may happen once, and budgets. Behind this interface it lives in
 * this process, in the primary of several workers, or in a store that several machines share (open-valkey-state.ts).
 */
export interface SharedState {
  /**
   * True for the first who claims the key, false for everybody else until `ttlMs` have passed. Where there is no room for
   * another key it says false: to refuse what is new is safe, to forget what was used is not.
   */
  claimOnce(key: string, ttlMs: number): Promise<boolean>
  /** Takes every cost out of its bucket, or nothing out of any where one of them does not hold as much. */
  take(wants: readonly Want[]): Promise<Taken>
  /**
   * Gives back what was taken and not used; a bucket never holds more than its capacity. A negative amount charges what
   * came out higher: the bucket then owes, at most its capacity, and refills from there.
   */
  refund(bucket: Bucket, amount: number): Promise<void>
}

/** A budget that refills evenly. Whoever takes from one key must name the same terms. */
export interface Bucket {
  readonly key: string
  readonly capacity: number
  readonly refillPerSecond: number
}

export interface Want {
  readonly bucket: Bucket
  readonly cost: number
}

export interface Taken {
  readonly granted: boolean
  /** The first of the wants that was too much; null where all were granted. */
  readonly short: number | null
  /** Until that bucket holds the cost; 0 where all were granted, null where it never will. */
  readonly retryAfterMs: number | null
  /** What each bucket now holds, in the order of the wants. */
  readonly levels: readonly number[]
}

const KEY_LENGTH_MAX = 256
const ENTRIES_MAX = 100_000

/** The state of one process. `entriesMax` bounds claims and buckets, each by itself. */
export function openSharedState(options: { now: Clock; entriesMax?: number }): SharedState {
  const { now, entriesMax = ENTRIES_MAX } = options
  const claims = openClaims(now, entriesMax)
  const buckets = openBuckets(now, entriesMax)
  return {
    async claimOnce(key, ttlMs) {
      return claims(checkKey(key), ttlMs)
    },
    async take(wants) {
      for (const { bucket } of wants) checkKey(bucket.key)
      return buckets.take(wants)
    },
    async refund(bucket, amount) {
      checkKey(bucket.key)
      buckets.refund(bucket, amount)
    },
  }
}

export function checkKey(key: string): string {
  if (key.length <= KEY_LENGTH_MAX) return key
  throw new Error(`got a key of ${key.length} characters, wanted at most ${KEY_LENGTH_MAX}; hash it first`)
}

function openClaims(now: Clock, entriesMax: number) {
  const endsAt = new Map<string, number>()
  let firstEnd = Number.POSITIVE_INFINITY
  const removeEnded = () => {
    // Not worth a walk while the first has not ended: a full cache would be walked at every claim.
    if (firstEnd > now()) return
    firstEnd = Number.POSITIVE_INFINITY
    for (const [key, end] of endsAt) {
      if (end <= now()) endsAt.delete(key)
      else firstEnd = Math.min(firstEnd, end)
    }
  }
  return (key: string, ttlMs: number): boolean => {
    if ((endsAt.get(key) ?? 0) > now()) return false
    if (endsAt.size >= entriesMax) removeEnded()
    if (endsAt.size >= entriesMax) return false
    const end = now() + ttlMs
    endsAt.set(key, end)
    firstEnd = Math.min(firstEnd, end)
    return true
  }
}

function openBuckets(now: Clock, entriesMax: number) {
  const levels = new Map<string, { level: number; at: number }>()
  const levelOf = ({ key, capacity, refillPerSecond }: Bucket): number => {
    const known = levels.get(key)
    if (!known) return capacity
    // A clock that is set back must not drain the bucket.
    const passedSeconds = Math.max(0, now() - known.at) / 1_000
    return Math.min(capacity, known.level + passedSeconds * refillPerSecond)
  }
  const keep = ({ key }: Bucket, level: number): void => {
    levels.delete(key)
    // The one touched longest ago goes: it is the fullest of its kind, and a bucket nobody knows is full.
    if (levels.size >= entriesMax) levels.delete(levels.keys().next().value ?? '')
    levels.set(key, { level, at: now() })
  }
  return {
    take(wants: readonly Want[]): Taken {
      const before = wants.map(({ bucket }) => levelOf(bucket))
      const short = wants.findIndex(({ cost }, index) => cost > (before[index] ?? 0))
      const taken = wants.map(({ cost }, index) => (before[index] ?? 0) - (short < 0 ? cost : 0))
      for (const [index, { bucket }] of wants.entries()) keep(bucket, taken[index] ?? 0)
      const want = wants[short]
      if (!want) return { granted: true, short: null, retryAfterMs: 0, levels: taken }
      return { granted: false, short, retryAfterMs: waitMs(want, before[short] ?? 0), levels: taken }
    },
    refund(bucket: Bucket, amount: number): void {
      // Nobody has taken from a bucket that is not known, so there is nothing to give back.
      if (amount > 0 && !levels.has(bucket.key)) return
      keep(bucket, Math.max(-bucket.capacity, Math.min(bucket.capacity, levelOf(bucket) + amount)))
    },
  }
}

export function waitMs({ bucket: { capacity, refillPerSecond }, cost }: Want, level: number): number | null {
  if (cost > capacity || refillPerSecond <= 0) return null
  return Math.ceil(((cost - level) / refillPerSecond) * 1_000)
}
