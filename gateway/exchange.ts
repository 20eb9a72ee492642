import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Instant } from '../kit/clock.ts'
import type { Viewer } from '../kit/viewer-statement.ts'
import { anonymous } from '../kit/viewer-statement.ts'
import type { Release } from './access/decide-operation.ts'
import type { Charge } from './limits/open-charge.ts'

/** The two media types of the GraphQL over HTTP specification (draft, section 4.1). */
export type MediaType = 'application/json' | 'application/graphql-response+json'

/** In which ways an answer may come. */
export interface Accepted {
  /** In one piece, as JSON. */
  readonly whole: boolean
  /** In parts, as `multipart/mixed`: what is deferred comes later. */
  readonly parts: boolean
  /** As `text/event-stream`, one event an answer. */
  readonly events: boolean
}

/** How long this request may still take. Durations are monotonic: a clock that is set must not cut or stretch them. */
export interface Deadline {
  /** Of a subscription: how long its next event may take. */
  remainingMs(): number
  /** Fires when the caller has hung up and nobody waits for the answer. */
  readonly gone: AbortSignal
}

/** One call to an agency. Times are of the monotonic clock, with fractions. */
export interface FetchRecord {
  readonly subgraph: string
  /** Of a shared call: before the request, where somebody else had begun it. */
  readonly startedAtMs: number
  readonly durationMs: number
  readonly code?: string
  /** Answered by a call that somebody else had already under way. */
  readonly shared?: boolean
}

/** What is known of one request while it walks the pipeline; the steps fill it from top to bottom. */
export interface Exchange {
  readonly requestId: string
  readonly startedAtMs: number
  mediaType: MediaType
  accepted?: Accepted
  deadline: Deadline
  viewer: Viewer
  /** When the viewer's token ends, and with it whatever still streams; `null` where he needs none. */
  expiresAt?: Instant | null
  /** What the operation has taken from its budget; absent where nothing is counted. */
  charge?: Charge
  operationName: string | null
  operationType: string | null
  codes: readonly string[]
  errorIds: readonly string[]
  readonly fetches: FetchRecord[]
  /** Personal data that the answer will hold, once that is decided. */
  releases?: readonly Release[]
}

export function createExchange(deadline: Deadline): Exchange {
  return {
    requestId: randomUUID(),
    startedAtMs: performance.now(),
    mediaType: 'application/json',
    deadline,
    viewer: anonymous,
    operationName: null,
    operationType: null,
    codes: [],
    errorIds: [],
    fetches: [],
  }
}

export function startDeadline(deadlineMs: number, gone: AbortSignal): Deadline {
  const endsAtMs = performance.now() + deadlineMs
  return { remainingMs: () => endsAtMs - performance.now(), gone }
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

const searches = new WeakMap<FastifyRequest, string>()

/** From now on it is as if the request had come with these parameters. @param search begins with `?` */
export function replaceSearch(request: FastifyRequest, search: string): void {
  searches.set(request, search)
}

/** The one reading of a GET request's parameters: what is checked must be what is executed. */
export function searchOf(request: FastifyRequest): string {
  return searches.get(request) ?? new URL(request.url, 'http://gateway.invalid').search
}
