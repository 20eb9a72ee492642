import type { SubgraphReply } from '../engine.ts'
import type { SubscriptionNode } from '../plan/plan.ts'
import { compileNode } from './compile-plan.ts'
import type { Places } from './places.ts'
import type { PossibleTypes } from './possible-types.ts'
import { compileBody } from './request-body.ts'
import { compileReceiver } from './root-fetch.ts'
import type { Run, Step } from './run.ts'

export interface CompiledSubscription {
  readonly subgraph: string
  /** The request that opens the stream. */
  readonly body: ReturnType<typeof compileBody>
  /** Takes an event in as the first data of a run. */
  receive(run: Run, event: SubgraphReply): void
  /** Fetches what the event lacks. */
  readonly rest: Step
}

export function compileSubscription(
  node: SubscriptionNode,
  terms: { places: Places; possibleTypes: PossibleTypes },
): CompiledSubscription {
  const { merge } = compileReceiver(node.primary, terms)
  return {
    subgraph: node.primary.subgraph,
    body: compileBody(node.primary),
    receive: (run, event) => merge(run, [run.root], event),
    rest: compileNode(node.rest, terms),
  }
}
