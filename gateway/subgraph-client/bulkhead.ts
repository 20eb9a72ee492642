/** A call that may have to wait for its turn. */
export interface Turn {
  begin(): void
}

/**
 * Bounds what is under way to one agency, so that a slow one cannot take the sockets and the memory of all. Those in
 * the queue wait within their own time and in order.
 */
export class Bulkhead {
  readonly #limits: { readonly inFlight: number; readonly queued: number }
  readonly #queue = new Set<Turn>()
  #inFlight = 0

  constructor(limits: { inFlight: number; queued: number }) {
    this.#limits = limits
  }

  get inFlight(): number {
    return this.#inFlight
  }

  get queued(): number {
    return this.#queue.size
  }

  /** Begins the turn now or later; false where the queue is full too. Each turn begun is ended by `leave`. */
  enter(turn: Turn): boolean {
    if (this.#inFlight < this.#limits.inFlight) {
      this.#inFlight += 1
      turn.begin()
      return true
    }
    if (this.#queue.size >= this.#limits.queued) return false
    this.#queue.add(turn)
    return true
  }

  leave(): void {
    this.#inFlight -= 1
    const [next] = this.#queue
    if (!next) return
    this.#queue.delete(next)
    this.#inFlight += 1
    next.begin()
  }

  /** Gives up a place in the queue; false where the turn has none. */
  withdraw(turn: Turn): boolean {
    return this.#queue.delete(turn)
  }
}
