import type { Dispatcher } from 'undici'
import { errors } from 'undici'
import { ByteCollector } from './collect-bytes.ts'
import { decodeText } from './read-answer.ts'
import type { Failure } from './subgraph-failure.ts'
import { failureOf } from './subgraph-failure.ts'

/** What came of one HTTP request: the text of an answer, or why there is none. */
export type PostOutcome = { readonly text: string } | PostFailure

export interface PostFailure extends Failure {
  /** The agency has not begun to answer, or said that it could not: a query may be sent again. */
  readonly repeatable: boolean
}

export interface Post {
  /** Ends the request at once; what came of it is still told. */
  cut(): void
}

/**
 * Sends one request and tells its outcome once. By `dispatch` rather than `request`, whose streams and abort signals
 * cost as much again as the call itself.
 */
export function post(options: {
  dispatcher: Dispatcher
  path: string
  headers: string[]
  body: string
  maxBytes: number
  tell: (outcome: PostOutcome) => void
}): Post {
  const { dispatcher, path, headers, body, maxBytes, tell } = options
  const handler = new PostHandler(maxBytes, tell)
  dispatcher.dispatch({ method: 'POST', path, headers, body }, handler)
  return handler
}

const CUT = new errors.RequestAbortedError('nobody waits for the answer')

class PostHandler implements Dispatcher.DispatchHandler, Post {
  readonly #tell: (outcome: PostOutcome) => void
  readonly #bytes: ByteCollector
  readonly #maxBytes: number
  #controller: Dispatcher.DispatchController | undefined
  #problem: PostFailure | undefined
  #begun = false
  #isCut = false

  constructor(maxBytes: number, tell: (outcome: PostOutcome) => void) {
    this.#bytes = new ByteCollector(maxBytes)
    this.#maxBytes = maxBytes
    this.#tell = tell
  }

  cut(): void {
    this.#isCut = true
    // Before the request has a connection there is nothing to abort; it will be when it gets one, and is not sent then.
    this.#controller?.abort(CUT)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#isCut) controller.abort(CUT)
  }

  onResponseStarted(): void {
    this.#begun = true
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: AnswerHeaders): void {
    if (status < 200) return
    this.#refuse(controller, problemOf({ status, headers, maxBytes: this.#maxBytes }))
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#bytes.add(chunk)) this.#refuse(controller, invalid('larger than the cap'))
  }

  onResponseEnd(): void {
    const text = decodeText(this.#bytes.bytes)
    this.#tell(text === undefined ? invalid('not UTF-8') : { text })
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#tell(this.#problem ?? failureFrom(error, !this.#begun))
  }

  /** Nobody reads the rest; the socket is closed rather than drained, because the rest may be endless. */
  #refuse(controller: Dispatcher.DispatchController, problem: PostFailure | undefined): void {
    if (!problem) return
    this.#problem = problem
    controller.abort(CUT)
  }
}

export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>

/**
 * 200 and, for a request the agency could not execute, 400 carry GraphQL answers; nothing else does. Redirects are not
 * followed, encodings not undone, cookies and caching headers not looked at.
 */
export function problemOf(head: { status: number; headers: AnswerHeaders; maxBytes: number }): PostFailure | undefined {
  const { status, headers, maxBytes } = head
  if (status >= 502 && status <= 504) {
    return { ...failureOf('SUBGRAPH_UNAVAILABLE', `status ${status}`), repeatable: true }
  }
  if (status !== 200 && status !== 400) return invalid(`status ${status}`)
  if (isEncoded(headers)) return invalid('content encoding was not asked for')
  if (!isJson(headers['content-type'])) return invalid('content type is not JSON')
  return Number(headers['content-length'] ?? 0) > maxBytes ? invalid('larger than the cap') : undefined
}

/** `identity` is the standard's word for none, `none` that of the reference server for GraphQL over SSE. */
export function isEncoded({ 'content-encoding': encoding }: AnswerHeaders): boolean {
  return encoding !== undefined && !/^(identity|none)?$/i.test(String(encoding))
}

function isJson(type: string | string[] | undefined): boolean {
  // Nearly every agency writes it in one of these two ways.
  if (type === 'application/json; charset=utf-8' || type === 'application/json') return true
  return /^application\/(graphql-response\+)?json\s*(;|$)/i.test(String(type))
}

function invalid(cause: string): PostFailure {
  return { ...failureOf('SUBGRAPH_INVALID_RESPONSE', cause), repeatable: false }
}

/** An answer that is no HTTP is the agency's doing; anything else is the line's. */
export function failureFrom(error: Error, repeatable: boolean): PostFailure {
  const malformed = error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError
  if (malformed) return { ...failureOf('SUBGRAPH_INVALID_RESPONSE', error), repeatable: false }
  return { ...failureOf('SUBGRAPH_UNAVAILABLE', error), repeatable }
}
