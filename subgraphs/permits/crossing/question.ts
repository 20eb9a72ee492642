import type { Instant } from '../../../kit/clock.ts'
import type { ControlPoint, Traveller } from '../records.ts'
import type { Jurisdiction } from '../schema.types.ts'

/** Who wants to cross which boundary, where and when. */
export interface CrossingQuestion {
  readonly from: Jurisdiction
  readonly to: Jurisdiction
  readonly at: Instant
  readonly traveller: Traveller
  /** Null: any point between the two that is open. */
  readonly controlPoint: ControlPoint | null
  /** The credentials asked about; null: those that mean something to this traveller there. */
  readonly credentials: readonly string[] | null
}
