import type { Logger } from '../../../kit/logger.ts'
import type { SubgraphAnswer, SubgraphReply, SubgraphRequest } from '../../engine/engine.ts'
import type { Statement, StatementFor } from '../keep-statements.ts'
import type { SubgraphLimits } from '../settings.ts'
import type { Failure } from '../subgraph-failure.ts'
import { failureOf, isFailed, replyOf } from '../subgraph-failure.ts'
import { EventQueue } from './event-queue.ts'
import { openSse } from './open-sse.ts'
import { openWs } from './open-ws.ts'
import type { StreamLine } from './stream-line.ts'
import type { Upstream, UpstreamListener } from './upstream.ts'

export interface StreamRoom {
  readonly sign: StatementFor | undefined
  readonly maxBytes: number
  readonly limits: SubgraphLimits
  /** From 0 up to 1. */
  readonly random: () => number
  readonly logger: Logger
}

interface StreamOptions {
  /** `undefined` where the agency has no address. */
  readonly line: StreamLine | undefined
  readonly subgraph: string
  readonly request: SubgraphRequest
  readonly room: StreamRoom
}

/** A subscription at one agency, opened when its first event is asked for and on a connection of its own. */
export function openStream(options: StreamOptions): AsyncIterable<SubgraphReply> {
  return { [Symbol.asyncIterator]: () => new Subscription(options) }
}

const OPENS = { sse: openSse, ws: openWs }

class Subscription implements AsyncIterator<SubgraphReply, undefined>, UpstreamListener {
  readonly #options: StreamOptions
  readonly #queue: EventQueue<SubgraphReply>
  readonly #end = () => void this.return()
  #state: 'new' | 'opening' | 'open' | 'pausing' | 'over' = 'new'
  #upstream: Upstream | undefined
  #timer: NodeJS.Timeout | undefined
  /** Tries since the last event. */
  #tries = 0
  #openedOnce = false
  #attempt = 0

  constructor(options: StreamOptions) {
    this.#options = options
    this.#queue = new EventQueue({ events: options.room.limits.events, bytes: options.room.maxBytes })
  }

  next(): Promise<IteratorResult<SubgraphReply, undefined>> {
    if (this.#state === 'new') this.#start()
    return this.#queue.take()
  }

  /** Closes the connection at once; what waits is not told any more. */
  return(): Promise<IteratorResult<SubgraphReply, undefined>> {
    this.#close()
    this.#queue.discard()
    return Promise.resolve({ value: undefined, done: true })
  }

  opened(): void {
    clearTimeout(this.#timer)
    this.#state = 'open'
    this.#openedOnce = true
  }

  event(answer: SubgraphAnswer | Failure, bytes: number): void {
    this.#tries = 0
    if (isFailed(answer)) this.#fail(answer)
    else if (!this.#queue.push(answer, bytes)) {
      this.#fail(failureOf('SUBGRAPH_UNAVAILABLE', 'events are not taken in time'))
    }
  }

  completed(): void {
    this.#close()
    this.#queue.end()
  }

  /** What was open once is opened again; events in between are lost, as they would be to any late subscriber. */
  lost(failure: Failure, again: boolean): void {
    const { line, room } = this.#options
    const { limits, random } = room
    if (!line || !again || !this.#openedOnce || this.#tries >= limits.reconnects) {
      this.#fail(failure)
    } else {
      const pauseMs = limits.reconnectMs * 2 ** this.#tries * (0.5 + random() / 2)
      this.#tries += 1
      this.#state = 'pausing'
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#connect(line), pauseMs)
    }
  }

  #start(): void {
    const { line, room, request } = this.#options
    if (!line) {
      this.#fail(failureOf('SUBGRAPH_UNAVAILABLE', 'no address'))
    } else if (line.open.size >= room.limits.streams) {
      this.#fail(failureOf('SUBGRAPH_UNAVAILABLE', 'too many subscriptions are open'))
    } else if (request.exchange.deadline.gone.aborted) {
      this.#end()
    } else {
      line.open.add(this.#end)
      request.exchange.deadline.gone.addEventListener('abort', this.#end, { once: true })
      this.#connect(line)
    }
  }

  #connect(line: StreamLine): void {
    const { room, request } = this.#options
    this.#state = 'opening'
    // A later try may take as long as the first although the request that began it is long over its own time.
    const remainingMs = this.#openedOnce ? line.openMs : request.exchange.deadline.remainingMs()
    this.#timer = setTimeout(() => this.#tooLate(), Math.max(0, Math.min(line.openMs, remainingMs)))
    const attempt = ++this.#attempt
    const statement = room.sign?.({ viewer: request.exchange.viewer, audience: line.subgraph })
    Promise.resolve(statement).then(
      (signed) => attempt === this.#attempt && this.#open(line, signed),
      (error: unknown) => this.#fail(failureOf('SUBGRAPH_UNAVAILABLE', error)),
    )
  }

  #open(line: StreamLine, statement: Statement | undefined): void {
    if (this.#state !== 'opening') return
    const { room, request } = this.#options
    this.#upstream = OPENS[line.protocol]({
      line,
      body: request.body,
      requestId: request.exchange.requestId,
      statement,
      maxBytes: room.maxBytes,
      listener: this,
    })
  }

  #tooLate(): void {
    this.#upstream?.close()
    this.lost(failureOf('SUBGRAPH_TIMEOUT', 'the subscription was not accepted in time'), true)
  }

  /** The last thing that is told. */
  #fail(failure: Failure): void {
    if (this.#state === 'over') return
    const { subgraph, request, room } = this.#options
    this.#close()
    this.#queue.end(replyOf(failure, subgraph))
    const { requestId } = request.exchange
    room.logger.warn({ requestId, subgraph, code: failure.failure, cause: failure.cause }, 'a subscription has failed')
  }

  #close(): void {
    this.#state = 'over'
    clearTimeout(this.#timer)
    this.#upstream?.close()
    this.#options.line?.open.delete(this.#end)
    this.#options.request.exchange.deadline.gone.removeEventListener('abort', this.#end)
  }
}
