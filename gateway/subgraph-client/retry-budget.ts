/** How much of the traffic may be repeats, and how many of them may come at once. */
const SHARE = 0.1
const AT_ONCE = 10

/** An agency in trouble must not be asked twice as often as one in health. */
export class RetryBudget {
  #tokens = AT_ONCE

  /** Each first call earns a tenth of a repeat. */
  earn(): void {
    this.#tokens = Math.min(AT_ONCE, this.#tokens + SHARE)
  }

  /** False where there is nothing left to spend. */
  spend(): boolean {
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}
