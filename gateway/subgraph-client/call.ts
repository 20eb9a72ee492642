import type { Logger } from '../../kit/logger.ts'
import type { FailureCode, SubgraphAnswer, SubgraphRequest } from '../engine/engine.ts'
import type { Asker, Awaited, Leaving } from './asker.ts'
import type { Ticket } from './breaker.ts'
import type { Turn } from './bulkhead.ts'
import type { Expiry } from './expiry.ts'
import type { Statement, StatementFor } from './keep-statements.ts'
import type { CallKind, Lane } from './lane.ts'
import type { Post, PostOutcome } from './post.ts'
import { post } from './post.ts'
import { readAnswer } from './read-answer.ts'
import { requestHeaders } from './request-headers.ts'
import type { Failure } from './subgraph-failure.ts'
import { failureOf, isFailed } from './subgraph-failure.ts'

/** The pause before a query is sent again, of a random length so that many do not come back at once. */
const PAUSE_MS = { from: 20, to: 100 }
/** An agency that was given less than this has not been slow. */
const FAIR_MS = 100
/** How long the answers of one call may be read for its askers before others get a turn. */
const TURN_MS = 10
const ASKERS_LIMIT = 1_000

/** What every call needs. */
export interface CallRoom {
  /** Absent where agencies take no statements. */
  readonly sign: StatementFor | undefined
  readonly maxBytes: number
  readonly expiry: Expiry
  /** Monotonic, in milliseconds. */
  readonly now: () => number
  /** From 0 up to 1. */
  readonly random: () => number
  readonly logger: Logger
  readonly observe: ((fact: CallFact) => void) | undefined
}

/** One call that has ended, as it is counted. */
export interface CallFact {
  readonly subgraph: string
  readonly kind: CallKind
  /** `ABANDONED`: every caller hung up. */
  readonly outcome: 'ANSWERED' | 'ABANDONED' | FailureCode
  readonly durationMs: number
  /** For how many requests at its end. */
  readonly askers: number
  readonly retried: boolean
}

/** queued at the bulkhead → preparing → sent, perhaps → pausing → preparing → sent once more → over. */
type Phase = 'queued' | 'preparing' | 'sent' | 'pausing' | 'over'

type Ending = Leaving | 'heard' | 'refused' | 'unsigned'

/**
 * One question on its way to an agency, for one or more askers: a turn at the bulkhead, leave of the breaker, the
 * request, and its answer to each of them. It ends early when nobody waits for it any longer.
 */
export class Call implements Turn, Awaited {
  readonly lane: Lane
  readonly #room: CallRoom
  readonly #request: SubgraphRequest
  readonly #onOver: () => void
  readonly #startedAtMs: number
  readonly #askers: Asker[] = []
  #phase: Phase = 'queued'
  #endsAtMs = 0
  #sentAtMs = 0
  #retried = false
  #ticket: Ticket | undefined
  #post: Post | undefined
  #pause: NodeJS.Timeout | undefined

  constructor(options: { lane: Lane; room: CallRoom; request: SubgraphRequest; onOver: () => void }) {
    this.lane = options.lane
    this.#room = options.room
    this.#request = options.request
    this.#onOver = options.onOver
    this.#startedAtMs = options.room.now()
  }

  /** An asker with far more time than the call has left is better served by a call of his own. */
  suits(asker: Asker): boolean {
    if (this.#askers.length >= ASKERS_LIMIT) return false
    return this.#phase === 'queued' || this.#endsAtMs - asker.startedAtMs >= (asker.endsAtMs - asker.startedAtMs) / 2
  }

  join(asker: Asker): void {
    asker.waitFor(this, this.#askers.length > 0)
    this.#askers.push(asker)
    // Once it has begun, the agency has been told how long it may take.
    if (this.#phase === 'queued') this.#endsAtMs = Math.max(this.#endsAtMs, asker.endsAtMs)
    else asker.endsAtMs = Math.min(this.#endsAtMs, asker.endsAtMs)
    this.#room.expiry.add(asker)
  }

  start(): void {
    if (this.lane.bulkhead.enter(this)) return
    this.#end(failureOf('SUBGRAPH_UNAVAILABLE', 'too many calls are waiting'), 'refused')
  }

  /** Called by the bulkhead, at once or when there is room. */
  begin(): void {
    this.lane.retryBudget?.earn()
    this.#prepare()
  }

  leave(asker: Asker, reason: Leaving): void {
    const failure = failureOf('SUBGRAPH_TIMEOUT', reason === 'late' ? 'the time is over' : 'the caller has hung up')
    if (this.#askers.length === 1) {
      this.#abandon(failure, reason)
    } else {
      this.#askers.splice(this.#askers.indexOf(asker), 1)
      asker.settle(failure, this.lane.subgraph, this.#room.now())
    }
  }

  #prepare(): void {
    this.#phase = 'preparing'
    this.#ticket = this.lane.breaker.enter()
    if (this.#ticket === undefined) {
      this.#end(failureOf('SUBGRAPH_UNAVAILABLE', 'the breaker is open'), 'refused')
      this.lane.bulkhead.leave()
    } else {
      this.#sign()
    }
  }

  #sign(): void {
    const statement = this.#room.sign?.({ viewer: this.#request.exchange.viewer, audience: this.lane.subgraph })
    if (!(statement instanceof Promise)) this.#send(statement)
    else
      statement.then(
        (signed) => this.#send(signed),
        (error: unknown) => this.#unsigned(error),
      )
  }

  #unsigned(error: unknown): void {
    if (this.#phase !== 'preparing') return
    this.#tellBreaker('nothing')
    this.#end(failureOf('SUBGRAPH_UNAVAILABLE', error), 'unsigned')
    this.lane.bulkhead.leave()
  }

  #send(statement: Statement | undefined): void {
    if (this.#phase !== 'preparing') return
    this.#phase = 'sent'
    this.#sentAtMs = this.#room.now()
    const { exchange, body } = this.#request
    const { requestId } = exchange
    const remainingMs = Math.max(1, Math.floor(this.#endsAtMs - this.#sentAtMs))
    this.#post = post({
      dispatcher: this.lane.pool,
      path: this.lane.path,
      headers: requestHeaders({ accept: 'application/json', requestId, remainingMs, statement, body }),
      body,
      maxBytes: this.#room.maxBytes,
      tell: (outcome) => this.#heard(outcome),
    })
  }

  #heard(outcome: PostOutcome): void {
    // Where nobody waits any more the turn was kept until now, when the connection is free for another call.
    if (this.#phase === 'over' || !this.#goesOnAfter(outcome)) this.lane.bulkhead.leave()
  }

  /** Answers the askers, unless the query is to be sent once more. */
  #goesOnAfter(outcome: PostOutcome): boolean {
    const answer = isFailed(outcome) ? outcome : readAnswer(outcome.text)
    this.#tellBreaker(isFailed(answer) ? 'failure' : 'success')
    if (isFailed(outcome) && outcome.repeatable && this.#repeat()) return true
    this.#end(answer, 'heard', isFailed(outcome) ? undefined : outcome.text)
    return false
  }

  /** Sends a query once more, after a pause and within its time; false where that is not to be. */
  #repeat(): boolean {
    const pauseMs = PAUSE_MS.from + this.#room.random() * (PAUSE_MS.to - PAUSE_MS.from)
    const inTime = this.#room.now() + pauseMs < this.#endsAtMs
    if (this.#retried || !inTime || !this.lane.retryBudget?.spend()) return false
    this.#retried = true
    this.#phase = 'pausing'
    this.#pause = setTimeout(() => this.#prepare(), pauseMs)
    return true
  }

  /** The last asker has left. */
  #abandon(failure: Failure, reason: Leaving): void {
    const { bulkhead } = this.lane
    const phase = this.#phase
    const slow = reason === 'late' && phase === 'sent' && this.#room.now() - this.#sentAtMs >= FAIR_MS
    this.#tellBreaker(slow ? 'failure' : 'nothing')
    clearTimeout(this.#pause)
    this.#end(failure, reason)
    if (phase === 'queued') bulkhead.withdraw(this)
    else if (phase === 'sent') this.#post?.cut()
    else bulkhead.leave()
  }

  #tellBreaker(word: 'success' | 'failure' | 'nothing'): void {
    const ticket = this.#ticket
    if (ticket === undefined) return
    this.#ticket = undefined
    if (word === 'success') this.lane.breaker.succeeded(ticket)
    else if (word === 'failure') this.lane.breaker.failed(ticket)
    else this.lane.breaker.untold(ticket)
  }

  #end(outcome: SubgraphAnswer | Failure, ending: Ending, text?: string): void {
    this.#phase = 'over'
    this.#onOver()
    for (const asker of this.#askers) this.#room.expiry.delete(asker)
    const askers = this.#askers.length
    this.#settle(outcome, text)
    this.#count(outcome, ending, askers)
  }

  /** Each asker gets an object of his own. Many are told in several turns, so that no turn takes long. */
  #settle(outcome: SubgraphAnswer | Failure, text: string | undefined): void {
    const untilMs = this.#room.now() + TURN_MS
    let own = outcome
    for (let asker = this.#askers.shift(); asker; asker = this.#askers.shift()) {
      const nowMs = this.#room.now()
      asker.settle(own, this.lane.subgraph, nowMs)
      if (text === undefined || this.#askers.length === 0) continue
      own = readAnswer(text)
      if (nowMs >= untilMs) return void setImmediate(() => this.#settle(own, text))
    }
  }

  #count(outcome: SubgraphAnswer | Failure, ending: Ending, askers: number): void {
    const { subgraph, kind } = this.lane
    const durationMs = this.#room.now() - this.#startedAtMs
    const code = isFailed(outcome) ? outcome.failure : 'ANSWERED'
    const fact = { subgraph, kind, outcome: ending === 'gone' ? 'ABANDONED' : code, durationMs, askers } as const
    this.#room.observe?.({ ...fact, retried: this.#retried })
    if (!isFailed(outcome) || ending === 'gone') return
    // An agency that is down is told of where the breaker opens, not once more for every call that is refused then.
    const level = ending === 'refused' ? 'debug' : 'warn'
    const { requestId } = this.#request.exchange
    const { cause } = outcome
    this.#room.logger[level](
      { requestId, subgraph, code, durationMs: Math.round(durationMs), askers, cause },
      'an agency gave no answer',
    )
  }
}
