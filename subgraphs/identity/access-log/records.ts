import type { Instant } from '../../../kit/clock.ts'
import type { AccessEntry } from '../../../kit/evidence/access-entry.ts'

/** An entry in its place, which counts from 0. */
export interface Placed {
  readonly position: number
  readonly entry: AccessEntry
}

/** Whom an entry is about, and the salt of its commitment in base64url. */
export interface AboutWhom {
  readonly position: number
  readonly subject: string
  readonly salt: string
}

export interface SignedHead {
  readonly size: number
  readonly at: Instant
  /** Compact JWS. */
  readonly head: string
}
