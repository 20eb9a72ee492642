/** Somebody who waits, for no longer than his time and only while he is there. */
export interface Waiting {
  /** On the monotonic clock. */
  readonly endsAtMs: number
  isGone(): boolean
  /** Told once, by the watch that then forgets him. */
  expire(reason: 'late' | 'gone'): void
}

/** How late an expiry may come. */
const TICK_MS = 20

/**
 * One timer for all who wait. A timer, an abort signal and its listeners for each call cost more than the call's own
 * bookkeeping; a look at everybody 50 times a second costs next to nothing. It keeps no process alive.
 */
export class Expiry {
  readonly #now: () => number
  readonly #waiting = new Set<Waiting>()
  #timer: NodeJS.Timeout | undefined
  #ticking = false

  constructor(now: () => number) {
    this.#now = now
  }

  add(waiting: Waiting): void {
    this.#waiting.add(waiting)
    if (!this.#ticking) this.#tickLater()
  }

  delete(waiting: Waiting): void {
    this.#waiting.delete(waiting)
  }

  #tickLater(): void {
    this.#ticking = true
    if (this.#timer) this.#timer.refresh()
    else this.#timer = setTimeout(() => this.#tick(), TICK_MS).unref()
  }

  #tick(): void {
    const nowMs = this.#now()
    for (const waiting of this.#waiting) {
      const reason = waiting.isGone() ? 'gone' : waiting.endsAtMs <= nowMs ? 'late' : undefined
      if (!reason) continue
      this.#waiting.delete(waiting)
      waiting.expire(reason)
    }
    this.#ticking = false
    if (this.#waiting.size > 0) this.#tickLater()
  }
}
