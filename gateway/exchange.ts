import type { FastifyRequest } from 'fastify'
import type { Viewer } from '../kit/viewer-statement.ts'

/** The two media types of the GraphQL over HTTP specification (draft, section 4.1). */
export type MediaType = 'application/json' | 'application/graphql-response+json'

/** How long this request may still take. Durations are monotonic: a clock that is set must not cut or stretch them. */
export interface Deadline {
  remainingMs(): number
  /** Fires when the caller has hung up and nobody waits for the answer. */
  readonly gone: AbortSignal
}

/** One call to an agency, as the log line tells of it. */
interface FetchRecord {
  readonly subgraph: string
  readonly durationMs: number
  readonly code?: string
}

/** What is known of one request while it walks the pipeline; the steps fill it from top to bottom. */
export interface Exchange {
  readonly requestId: string
  readonly startedAtMs: number
  mediaType: MediaType
  deadline: Deadline
  viewer: Viewer
  operationName: string | null
  operationType: string | null
  codes: readonly string[]
  errorIds: readonly string[]
  readonly fetches: FetchRecord[]
}

const exchanges = new WeakMap<FastifyRequest, Exchange>()

export function openExchange(request: FastifyRequest, exchange: Exchange): void {
  exchanges.set(request, exchange)
}

/** `undefined` before the first step, where the HTTP layer refuses by itself. */
export function findExchange(request: FastifyRequest): Exchange | undefined {
  return exchanges.get(request)
}

export function exchangeOf(request: FastifyRequest): Exchange {
  const exchange = exchanges.get(request)
  if (!exchange) throw new Error('a request reached a step before the first one')
  return exchange
}

/** The one reading of a GET request's parameters: what is checked must be what is executed. */
export function searchOf(request: FastifyRequest): string {
  return new URL(request.url, 'http://gateway.invalid').search
}
