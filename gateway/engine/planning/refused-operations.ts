import { createHash } from 'node:crypto'
import type { Clock } from '../../../kit/clock.ts'
import type { PlanRequest } from '../plan/planner.ts'

/** Long enough that one operation cannot keep a planner from others, short enough that bad luck passes. */
const REFUSED_FOR_MS = 30_000
const MAX_REFUSED = 1_000

/** Operations that had to be stopped, for a while: nobody shall pay for the same one again and again. */
export class RefusedOperations {
  readonly #untilMs = new Map<string, number>()
  readonly #now: Clock

  constructor(now: Clock) {
    this.#now = now
  }

  add(request: PlanRequest): void {
    const [oldest] = this.#untilMs.keys()
    if (oldest !== undefined && this.#untilMs.size >= MAX_REFUSED) this.#untilMs.delete(oldest)
    this.#untilMs.set(keyOf(request), this.#now() + REFUSED_FOR_MS)
  }

  has(request: PlanRequest): boolean {
    const key = keyOf(request)
    const untilMs = this.#untilMs.get(key)
    if (untilMs === undefined) return false
    if (this.#now() < untilMs) return true
    this.#untilMs.delete(key)
    return false
  }
}

/** Labels left out: they change the plan, hardly what it costs to make. */
function keyOf({ planner, operationName, document }: PlanRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([planner, operationName, document]))
    .digest('base64')
}
