import type { Dispatcher } from 'undici'
import { Pool } from 'undici'
import type { Logger } from '../../kit/logger.ts'
import type { SignStatement } from '../../kit/viewer-statement.ts'
import { STATEMENT_HEADER } from '../../kit/viewer-statement.ts'
import type { AskSubgraph, SubgraphAnswer, SubgraphRequest } from '../engine/engine.ts'
import { failedPaths } from './failed-paths.ts'
import { readAnswer } from './read-answer.ts'
import type { Failure } from './subgraph-failure.ts'
import { answerFailure, failureOf } from './subgraph-failure.ts'

/** Calls in flight to one agency; more wait in line within their own deadline. */
const CONNECTIONS_LIMIT = 64

export interface SubgraphClient {
  readonly ask: AskSubgraph
  close(): Promise<void>
}

/**
 * The only outward call of the room. Each agency has a pool of its own, so that a slow one cannot take the sockets of
 * the others. Nothing is remembered of a failure: when the agency is back, the next request reaches it.
 */
export function openSubgraphClient(options: {
  subgraphs: readonly { name: string; url: string }[]
  sign: SignStatement
  timeouts: { readTimeoutMs: number; mutationTimeoutMs: number }
  maxBytes: number
  logger: Logger
}): SubgraphClient {
  const { sign, timeouts, maxBytes, logger } = options
  const lines = new Map(options.subgraphs.map(({ name, url }) => [name, openLine(url, maxBytes)]))

  const call = async (name: string, request: SubgraphRequest): Promise<SubgraphAnswer | Failure> => {
    const line = lines.get(name)
    if (!line) return failureOf('SUBGRAPH_UNAVAILABLE', `no address for ${name}`)
    const timeoutMs = timeoutFor(request, timeouts)
    if (timeoutMs <= 0) return failureOf('SUBGRAPH_TIMEOUT', 'the deadline of the request has passed')
    try {
      const statement = await sign({ viewer: request.exchange.viewer, audience: name })
      return await readAnswer(await send(line, request, { statement, timeoutMs }), name)
    } catch (error) {
      return failureOf(codeOf(error), error)
    }
  }

  return {
    async ask(name, request) {
      const startedAtMs = performance.now()
      const outcome = await call(name, request)
      const code = 'failure' in outcome ? outcome.failure : undefined
      const durationMs = Math.round(performance.now() - startedAtMs)
      request.exchange.fetches.push({ subgraph: name, durationMs, ...(code ? { code } : {}) })
      if (!('failure' in outcome)) return outcome
      const { requestId } = request.exchange
      logger.warn({ requestId, subgraph: name, code, durationMs, cause: outcome.cause }, 'an agency gave no answer')
      return answerFailure({ code: outcome.failure, subgraph: name, paths: failedPaths(request) })
    },
    async close() {
      await Promise.all([...lines.values()].map(({ pool }) => pool.close()))
    },
  }
}

interface Line {
  readonly pool: Pool
  readonly path: string
}

function openLine(url: string, maxBytes: number): Line {
  const { origin, pathname, search } = new URL(url)
  const pool = new Pool(origin, { connections: CONNECTIONS_LIMIT, maxResponseSize: maxBytes })
  return { pool, path: pathname + search }
}

/** Never longer than the request itself may take. */
function timeoutFor(request: SubgraphRequest, timeouts: { readTimeoutMs: number; mutationTimeoutMs: number }): number {
  const own = isMutation(request) ? timeouts.mutationTimeoutMs : timeouts.readTimeoutMs
  return Math.floor(Math.min(own, request.exchange.deadline.remainingMs()))
}

function isMutation(request: SubgraphRequest): boolean {
  return request.exchange.operationType === 'mutation'
}

function send(line: Line, request: SubgraphRequest, terms: { statement: string; timeoutMs: number }) {
  const { query, variables, operationName, exchange } = request
  const timeout = AbortSignal.timeout(terms.timeoutMs)
  return line.pool.request({
    method: 'POST',
    path: line.path,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-request-id': exchange.requestId,
      'x-deadline-ms': String(terms.timeoutMs),
      [STATEMENT_HEADER]: terms.statement,
    },
    body: JSON.stringify({ query, variables, ...(operationName ? { operationName } : {}) }),
    // A caller who hangs up ends his reads. A change that is under way is seen through: its outcome must be one.
    signal: isMutation(request) ? timeout : AbortSignal.any([timeout, exchange.deadline.gone]),
  }) satisfies Promise<Dispatcher.ResponseData>
}

function codeOf(error: unknown): Failure['failure'] {
  if (!(error instanceof Error)) return 'SUBGRAPH_UNAVAILABLE'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'SUBGRAPH_TIMEOUT'
  const code = 'code' in error ? error.code : undefined
  return code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' ? 'SUBGRAPH_INVALID_RESPONSE' : 'SUBGRAPH_UNAVAILABLE'
}
