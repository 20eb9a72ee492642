/** Events that wait to be taken, and those who wait for one. */
export class EventQueue<Event> {
  readonly #limits: { readonly events: number; readonly bytes: number }
  readonly #events: { readonly event: Event; readonly bytes: number }[] = []
  readonly #takers: ((result: IteratorResult<Event, undefined>) => void)[] = []
  #bytes = 0
  #ended = false

  constructor(limits: { events: number; bytes: number }) {
    this.#limits = limits
  }

  /** False where too much waits already; the event is dropped then. */
  push(event: Event, bytes: number): boolean {
    const taker = this.#takers.shift()
    if (taker) {
      taker({ value: event, done: false })
      return true
    }
    if (this.#events.length >= this.#limits.events || this.#bytes + bytes > this.#limits.bytes) return false
    this.#events.push({ event, bytes })
    this.#bytes += bytes
    return true
  }

  take(): Promise<IteratorResult<Event, undefined>> {
    const first = this.#events.shift()
    if (first) {
      this.#bytes -= first.bytes
      return Promise.resolve({ value: first.event, done: false })
    }
    if (this.#ended) return Promise.resolve({ value: undefined, done: true })
    return new Promise((resolve) => this.#takers.push(resolve))
  }

  /** What waits can still be taken; `last` comes after it, past any limit. */
  end(last?: Event): void {
    if (this.#ended) return
    this.#ended = true
    const taker = last === undefined ? undefined : this.#takers.shift()
    if (last !== undefined && taker) taker({ value: last, done: false })
    else if (last !== undefined) this.#events.push({ event: last, bytes: 0 })
    for (const waiting of this.#takers.splice(0)) waiting({ value: undefined, done: true })
  }

  /** Nobody takes any more. */
  discard(): void {
    this.#events.length = 0
    this.#bytes = 0
    this.end()
  }
}
