const NOTHING = Buffer.alloc(0)

/**
 * The bytes of one answer, up to a limit. They are copied together as they come: an answer in chunks of one byte each
 * would otherwise cost a hundred times its size.
 */
export class ByteCollector {
  readonly #limit: number
  #bytes: Buffer = NOTHING
  #size = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** False where the limit is passed; nothing more is kept then. */
  add(chunk: Buffer): boolean {
    const size = this.#size + chunk.length
    if (size > this.#limit) return false
    // Most answers are one chunk, which needs no copy.
    if (this.#size === 0) this.#bytes = chunk
    else this.#append(chunk, size)
    this.#size = size
    return true
  }

  /** All bytes so far. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#size)
  }

  #append(chunk: Buffer, size: number): void {
    if (size > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(this.#limit, size * 2))
      this.#bytes.copy(larger, 0, 0, this.#size)
      this.#bytes = larger
    }
    chunk.copy(this.#bytes, this.#size)
  }
}
