import type { Plan } from '../plan/plan.ts'
import type { PlanRequest } from '../plan/planner.ts'

/** To the planner's process: first `open`, once; then one `plan` after another, each when the one before is answered. */
export type PlannerCommand =
  | { readonly kind: 'open'; readonly supergraphSdl: string }
  | { readonly kind: 'plan'; readonly request: PlanRequest }

/** From it. `started` comes between a command and its reply, when all that is needed once has been built. */
export type PlannerMessage = { readonly kind: 'started' } | PlannerReply

export type PlannerReply =
  | { readonly kind: 'opened' }
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'failed'; readonly message: string }
