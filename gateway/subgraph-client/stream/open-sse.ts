import type { Dispatcher } from 'undici'
import { errors } from 'undici'
import { ByteCollector } from '../collect-bytes.ts'
import type { AnswerHeaders } from '../post.ts'
import { failureFrom, isEncoded, problemOf } from '../post.ts'
import { decodeText, readAnswer } from '../read-answer.ts'
import { requestHeaders } from '../request-headers.ts'
import type { Failure } from '../subgraph-failure.ts'
import { failureOf } from '../subgraph-failure.ts'
import type { ServerEvent } from './parse-events.ts'
import { EventParser } from './parse-events.ts'
import type { Upstream, UpstreamListener, UpstreamOptions } from './upstream.ts'

/**
 * A subscription by server-sent events: GraphQL over SSE, "distinct connections mode". An agency that refuses answers
 * with plain JSON instead, which is one event.
 */
export function openSse(options: UpstreamOptions): Upstream {
  const { line, body, requestId, statement, maxBytes, listener } = options
  const { pathname, search } = new URL(line.url)
  const handler = new SseHandler(maxBytes, listener)
  const headers = requestHeaders({ accept: 'text/event-stream', requestId, remainingMs: undefined, statement, body })
  line.pool.dispatch({ method: 'POST', path: pathname + search, headers, body }, handler)
  return handler
}

const CLOSED = new errors.RequestAbortedError('nobody listens any more')

class SseHandler implements Dispatcher.DispatchHandler, Upstream {
  readonly #maxBytes: number
  readonly #listener: UpstreamListener
  readonly #events: EventParser
  /** Where the agency answers with plain JSON. */
  #json: ByteCollector | undefined
  #controller: Dispatcher.DispatchController | undefined
  #isOver = false

  constructor(maxBytes: number, listener: UpstreamListener) {
    this.#maxBytes = maxBytes
    this.#listener = listener
    this.#events = new EventParser({ maxBytes, onEvent: (event) => this.#hear(event) })
  }

  close(): void {
    this.#isOver = true
    this.#controller?.abort(CLOSED)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#isOver) controller.abort(CLOSED)
  }

  onResponseStart(_controller: unknown, status: number, headers: AnswerHeaders): void {
    if (status < 200) return
    if (status === 200 && isEventStream(headers)) this.#listener.opened()
    else this.#expectJson(status, headers)
  }

  #expectJson(status: number, headers: AnswerHeaders): void {
    const problem = problemOf({ status, headers, maxBytes: this.#maxBytes })
    if (problem) this.#lose(problem, problem.repeatable)
    else this.#json = new ByteCollector(this.#maxBytes)
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    if (this.#isOver) return
    const taken = this.#json ? this.#json.add(chunk) : this.#events.push(chunk)
    if (!taken) this.#lose(failureOf('SUBGRAPH_INVALID_RESPONSE', 'larger than the cap, or not UTF-8'), false)
  }

  onResponseEnd(): void {
    if (this.#isOver) return
    if (this.#json) {
      const { bytes } = this.#json
      this.#isOver = true
      this.#listener.event(readAnswer(decodeText(bytes) ?? ''), bytes.length)
      this.#listener.completed()
    } else {
      this.#lose(failureOf('SUBGRAPH_UNAVAILABLE', 'ended without complete'), true)
    }
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.#isOver) return
    const failure = failureFrom(error, true)
    this.#lose(failure, failure.repeatable)
  }

  #hear({ name, data }: ServerEvent): void {
    if (this.#isOver) return
    if (name === 'next') {
      this.#listener.event(readAnswer(data), data.length)
    } else if (name === 'complete') {
      this.close()
      this.#listener.completed()
    }
  }

  #lose(failure: Failure, again: boolean): void {
    this.close()
    this.#listener.lost(failure, again)
  }
}

function isEventStream(headers: AnswerHeaders): boolean {
  return !isEncoded(headers) && /^text\/event-stream\s*(;|$)/i.test(String(headers['content-type']))
}
