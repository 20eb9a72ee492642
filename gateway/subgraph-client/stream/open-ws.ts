import type { Client, SubscribePayload } from 'graphql-ws/client'
import { createClient } from 'graphql-ws/client'
import type { RawData } from 'ws'
import { WebSocket } from 'ws'
import { socketBody } from '../../../kit/body-mac.ts'
import { STATEMENT_HEADER } from '../../../kit/viewer-statement.ts'
import { readResult } from '../read-answer.ts'
import type { Failure } from '../subgraph-failure.ts'
import { failureOf } from '../subgraph-failure.ts'
import type { Upstream, UpstreamListener, UpstreamOptions } from './upstream.ts'

const PING_MS = 10_000
const PONG_MS = 5_000
/** How long an agency may take to answer that we close. */
const GOODBYE_MS = 1_000

/** A subscription by WebSocket: `graphql-transport-ws`, one subscription a socket. */
export function openWs(options: UpstreamOptions): Upstream {
  return new WsUpstream(options)
}

class WsUpstream implements Upstream {
  readonly #listener: UpstreamListener
  readonly #sockets: Sockets
  readonly #client: Client
  readonly #unsubscribe: () => void
  #isOver = false

  constructor(options: UpstreamOptions) {
    this.#listener = options.listener
    this.#sockets = openSockets(options)
    this.#client = this.#openClient(options)
    this.#unsubscribe = this.#client.subscribe(payloadOf(options), {
      next: (result) => this.#isOver || this.#listener.event(readResult(result), this.#sockets.lastBytes()),
      error: (error) => (Array.isArray(error) ? this.#end(error) : this.#lose(error)),
      complete: () => this.#end(undefined),
    })
  }

  close(): void {
    this.#isOver = true
    this.#unsubscribe()
    // An agency that closes with 1000 must not be called again. A connection that fails meanwhile was told of before.
    Promise.resolve(this.#client.dispose()).catch(() => {})
    this.#sockets.end()
  }

  #openClient({ line, statement }: UpstreamOptions): Client {
    const lose = (event: unknown) => this.#lose(event)
    return createClient({
      url: line.url.replace(/^http/, 'ws'),
      webSocketImpl: this.#sockets.Socket,
      ...(statement === undefined ? {} : { connectionParams: { [STATEMENT_HEADER]: statement.text } }),
      // Left to the library, an agency that closes with 1000 would be called again and again without a pause.
      retryAttempts: 0,
      keepAlive: PING_MS,
      connectionAckWaitTimeout: line.openMs,
      on: {
        connected: () => this.#isOver || this.#listener.opened(),
        error: lose,
        closed: lose,
        ...watchPongs(() => this.#client.terminate()),
      },
    })
  }

  /** The agency has said its last word: that all is told, or the errors for which it refuses. */
  #end(errors: readonly unknown[] | undefined): void {
    if (this.#isOver) return
    this.close()
    if (errors) this.#listener.event(readResult({ errors }), 0)
    this.#listener.completed()
  }

  #lose(event: unknown): void {
    if (this.#isOver) return
    this.close()
    const { failure, again } = lossOf(event)
    this.#listener.lost(failure, again)
  }
}

/** Bound to the statement as a body is by its header: a socket has none for each operation. */
function payloadOf({ body, statement }: UpstreamOptions): SubscribePayload {
  const operation = JSON.parse(body) as SubscribePayload // ours
  if (!statement) return operation
  return { ...operation, extensions: { ...operation.extensions, bodyMac: statement.macOf(socketBody(operation)) } }
}

type Sockets = ReturnType<typeof openSockets>

/** Sockets as the library opens them, with our bounds; and the size of the message that was heard last. */
function openSockets({ line, requestId, statement, maxBytes }: UpstreamOptions) {
  let last: WebSocket | undefined
  let bytes = 0
  class Socket extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, {
        headers: {
          'x-request-id': requestId,
          ...(statement === undefined ? {} : { [STATEMENT_HEADER]: statement.text }),
        },
        maxPayload: maxBytes,
        handshakeTimeout: line.openMs,
        perMessageDeflate: false,
        followRedirects: false,
      })
      last = this
      this.on('message', (data: RawData) => {
        bytes = 'byteLength' in data ? data.byteLength : 0
      })
    }
  }
  return {
    Socket,
    lastBytes: () => bytes,
    end() {
      if (last?.readyState === WebSocket.OPEN) setTimeout(() => last?.terminate(), GOODBYE_MS).unref()
      else last?.terminate()
    },
  }
}

/** An agency that no longer answers pings is gone although the connection stands. */
function watchPongs(giveUp: () => void) {
  let silence: NodeJS.Timeout | undefined
  return {
    ping: (received: boolean) => {
      if (!received) silence = setTimeout(giveUp, PONG_MS).unref()
    },
    pong: (received: boolean) => {
      if (received) clearTimeout(silence)
    },
  }
}

/** Close codes for which the agency, or what lies before it, may be back soon (RFC 6455, 7.4 and its registry). */
const PASSING = new Set([1000, 1001, 1005, 1006, 1011, 1012, 1013, 1014, 4408, 4499, 4500, 4504])

/** What ended the connection: a close event, an error event with the cause inside, or an error. */
function lossOf(event: unknown): { failure: Failure; again: boolean } {
  const { code, error } = (event ?? {}) as { code?: unknown; error?: unknown }
  if (typeof code === 'number') {
    const again = PASSING.has(code)
    return { failure: failureOf(again ? 'SUBGRAPH_UNAVAILABLE' : 'SUBGRAPH_INVALID_RESPONSE', `closed ${code}`), again }
  }
  const cause = error instanceof Error ? error : event
  const again = isConnectError(cause)
  return { failure: failureOf(again ? 'SUBGRAPH_UNAVAILABLE' : 'SUBGRAPH_INVALID_RESPONSE', cause), again }
}

/** The system's errors have codes such as ECONNREFUSED; the library's own tell of a peer that breaks the protocol. */
function isConnectError(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  if ('code' in cause) return typeof cause.code === 'string' && !cause.code.startsWith('WS_ERR_')
  return /handshake has timed out|server response: 50[234]$/.test(cause.message)
}
