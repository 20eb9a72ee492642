import type { FailureCode, SubgraphFailure } from '../engine/engine.ts'

/** An agency gave nothing usable. The cause is for the log; it holds no address and no body. */
export interface Failure {
  readonly failure: FailureCode
  readonly cause: string
}

export function failureOf(failure: FailureCode, cause: unknown): Failure {
  return { failure, cause: describe(cause) }
}

export function isFailed(outcome: object | Failure): outcome is Failure {
  return 'failure' in outcome
}

/** The failure as the caller may read it. */
export function replyOf({ failure }: Failure, subgraph: string): SubgraphFailure {
  return { failure, message: messages[failure](subgraph) }
}

/** Messages of network errors hold addresses, which the log need not repeat; the code says enough. */
function describe(cause: unknown): string {
  if (typeof cause === 'string') return cause
  if (!(cause instanceof Error)) return 'unknown'
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
}

const messages: Readonly<Record<FailureCode, (subgraph: string) => string>> = {
  SUBGRAPH_UNAVAILABLE: (name) => `The ${name} agency cannot be reached; its part of the answer is missing.`,
  SUBGRAPH_TIMEOUT: (name) => `The ${name} agency did not answer in time; its part of the answer is missing.`,
  SUBGRAPH_INVALID_RESPONSE: (name) => `The ${name} agency gave no usable answer; its part of the answer is missing.`,
}
