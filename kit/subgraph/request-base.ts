import type { IncomingMessage } from 'node:http'
import type { Clock, Instant } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { Viewer } from '../viewer-statement.ts'

/** What every agency's request starts from; its own `context.ts` adds store and loaders. */
export interface RequestBase {
  readonly viewer: Viewer
  readonly now: Clock
  readonly logger: Logger
  /** When the caller stops waiting (its header `x-deadline-ms`); `null` where it did not say, and for subscriptions. */
  readonly deadline: Instant | null
  /** Aborted when a subscriber has left or the agency closes: what waits for events must end then. Never for a query. */
  readonly signal: AbortSignal
}

const DEADLINE_HEADER = 'x-deadline-ms'
/** Nobody waits longer than a day; more digits are no deadline. */
const DEADLINE = /^\d{1,8}$/

const never = new AbortController().signal

/** The base of a request's context before a subscription gives it a signal of its own. */
export function requestBase(
  request: IncomingMessage,
  options: { viewer: Viewer; now: Clock; logger: Logger },
): RequestBase {
  const { viewer, now, logger } = options
  const remainingMs = String(request.headers[DEADLINE_HEADER] ?? '')
  const deadline = DEADLINE.test(remainingMs) ? now() + Number(remainingMs) : null
  return { viewer, now, logger, deadline, signal: never }
}
