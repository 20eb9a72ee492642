import type { SubgraphAnswer } from '../engine/engine.ts'
import { GatewayError } from '../errors.ts'

type FailureCode = 'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_INVALID_RESPONSE'

/** An agency gave nothing usable. The cause is for the log; it holds no address and no body. */
export interface Failure {
  readonly failure: FailureCode
  readonly cause: string
}

export function failureOf(failure: FailureCode, cause: unknown): Failure {
  return { failure, cause: describe(cause) }
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

/** The failure as the engine takes it: no data, and an error for each field that is missing because of it. */
export function answerFailure(options: {
  code: FailureCode
  subgraph: string
  paths: readonly (readonly (string | number)[])[]
}): SubgraphAnswer {
  const { code, subgraph, paths } = options
  const message = messages[code](subgraph)
  // Where no field could be named the failure must still be told.
  const errors = paths.map((path) => new GatewayError({ code, subgraph, path, message }))
  return { data: null, errors: errors.length > 0 ? errors : [new GatewayError({ code, subgraph, message })] }
}
