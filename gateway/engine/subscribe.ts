import type { Operation, OperationResult, Subgraphs } from './engine.ts'
import type { Answering } from './finish-answer.ts'
import { finishAnswer } from './finish-answer.ts'
import type { CompiledSubscription } from './program/compile-subscription.ts'
import type { Run } from './program/run.ts'

/** Opens the events of one subgraph and completes each of them from the others. */
export async function* subscribe(terms: {
  operation: Operation
  subscription: CompiledSubscription
  answering: Answering
  openRun: () => Run
  subgraphs: Subgraphs
}): AsyncGenerator<OperationResult> {
  const { operation, subscription, answering, openRun, subgraphs } = terms
  const { subgraph, body, receive, rest } = subscription
  const { exchange } = operation
  for await (const event of subgraphs.stream(subgraph, {
    kind: 'subscription',
    body: body(openRun().variables),
    exchange,
  })) {
    const run = openRun()
    receive(run, event)
    await rest(run)
    yield finishAnswer(run, answering)
  }
}
