import type { Plan } from './plan.ts'

export type PlannerName = 'hive' | 'apollo'

/** One operation, already validated, normalized and within the limits. */
export interface PlanRequest {
  readonly document: string
  readonly operationName: string | null
  readonly planner: PlannerName
  /** Labels of `@override(label:)` that are on for this caller, sorted. */
  readonly activeLabels: readonly string[]
}

/**
 * Makes plans for one supergraph, off the event loop. Planning that takes longer or more memory than it may is stopped
 * and refused by name; the operations of others are not touched by it.
 */
export interface Planner {
  /** @throws {PlanningError} */
  plan(request: PlanRequest): Promise<Plan>
  close(): Promise<void>
}

export type PlanningFault = 'PLAN_TIMEOUT' | 'PLAN_OVERLOAD' | 'PLAN_FAILED'

/** `PLAN_FAILED` is a fault of ours or of the planner; its message is for the log. */
export class PlanningError extends Error {
  override readonly name = 'PlanningError'
  readonly fault: PlanningFault

  constructor(fault: PlanningFault, message: string) {
    super(message)
    this.fault = fault
  }
}
