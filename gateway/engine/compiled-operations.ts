/** What is made for an operation once and run for each request. */
interface Sized {
  /** An estimate of what it holds in memory. */
  readonly bytes: number
}

/**
 * Keeps the newest, bounded in bytes, in two generations: what is used moves to the young one; when that is full, it
 * becomes the old one and what nobody asked for since is gone. So one bound holds and a hit costs two look-ups at most.
 */
export class CompiledOperations<T extends Sized> {
  readonly #limitBytes: number
  #young = new Map<string, T>()
  #old = new Map<string, T>()
  #youngBytes = 0
  #oldBytes = 0

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  get bytes(): number {
    return this.#youngBytes + this.#oldBytes
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }

  get(key: string): T | undefined {
    const young = this.#young.get(key)
    if (young) return young
    const old = this.#old.get(key)
    if (!old) return undefined
    this.#old.delete(key)
    this.#oldBytes -= old.bytes
    this.set(key, old)
    return old
  }

  set(key: string, operation: T): void {
    if (operation.bytes > this.#limitBytes / 2) return
    if (this.#youngBytes + operation.bytes > this.#limitBytes / 2) {
      this.#old = this.#young
      this.#oldBytes = this.#youngBytes
      this.#young = new Map()
      this.#youngBytes = 0
    }
    this.#young.set(key, operation)
    this.#youngBytes += operation.bytes
  }
}
