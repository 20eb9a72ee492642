import type { Clock } from '../../kit/clock.ts'

/**
 * What must be one for all processes of the gateway: what may happen once, and budgets. Behind this interface it lives in
 * this process, in the primary of several workers, or one day in a store that several machines share.
 */
export interface SharedState {
  /**
   * True for the first who claims the key, false for everybody else until `ttlMs` have passed. Where there is no room for
   * another key it says false: to refuse what is new is safe, to forget what was used is not.
   */
  claimOnce(key: string, ttlMs: number): Promise<boolean>
  /** Takes `cost` out of a bucket, or nothing where it does not hold as much. */
  take(bucket: Bucket, cost: number): Promise<Taken>
}

/** A budget that refills evenly. Whoever takes from one key must name the same terms. */
export interface Bucket {
  readonly key: string
  readonly capacity: number
  readonly refillPerSecond: number
}

export interface Taken {
  readonly granted: boolean
  /** Until the bucket holds the cost; 0 where it was granted, null where it never will. */
  readonly retryAfterMs: number | null
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
    async take(bucket, cost) {
      checkKey(bucket.key)
      return buckets(bucket, cost)
    },
  }
}

function checkKey(key: string): string {
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
  return ({ key, capacity, refillPerSecond }: Bucket, cost: number): Taken => {
    const known = levels.get(key)
    // A clock that is set back must not drain the bucket.
    const passedSeconds = known ? Math.max(0, now() - known.at) / 1_000 : 0
    const level = known ? Math.min(capacity, known.level + passedSeconds * refillPerSecond) : capacity
    const granted = cost <= level
    levels.delete(key)
    // The one touched longest ago goes: it is the fullest of its kind, and a bucket nobody knows is full.
    if (levels.size >= entriesMax) levels.delete(levels.keys().next().value ?? '')
    levels.set(key, { level: granted ? level - cost : level, at: now() })
    return { granted, retryAfterMs: granted ? 0 : waitMs({ cost, level, capacity, refillPerSecond }) }
  }
}

function waitMs(want: { cost: number; level: number; capacity: number; refillPerSecond: number }): number | null {
  const { cost, level, capacity, refillPerSecond } = want
  if (cost > capacity || refillPerSecond <= 0) return null
  return Math.ceil(((cost - level) / refillPerSecond) * 1_000)
}
