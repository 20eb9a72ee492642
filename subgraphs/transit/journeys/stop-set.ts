/** A set of stop numbers as bits: marking and walking through it costs no allocation. */
export class StopSet {
  readonly #words: Int32Array
  constructor(stopCount: number) {
    this.#words = new Int32Array((stopCount + 31) >> 5)
  }

  add(stop: number): void {
    const word = stop >> 5
    this.#words[word] = (this.#words[word] as number) | (1 << (stop & 31)) // the stop is below stopCount
  }

  /** Calls `visit` for every stop in rising order and empties the set; answers whether there was any. */
  drain(visit: (stop: number) => void): boolean {
    let isAny = false
    for (let word = 0; word < this.#words.length; word++) {
      let bits = this.#words[word] as number // word is below length
      this.#words[word] = 0
      while (bits !== 0) {
        const bit = 31 - Math.clz32(bits & -bits)
        bits &= bits - 1
        isAny = true
        visit((word << 5) + bit)
      }
    }
    return isAny
  }
}
