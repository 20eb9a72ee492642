/** Which fetches of a run have been merged, for those who wait for one of them. */
export class Fetched {
  readonly #waiting = new Map<string, PromiseWithResolvers<void>>()

  mark(id: string): void {
    this.#entry(id).resolve()
  }

  merged(id: string): Promise<void> {
    return this.#entry(id).promise
  }

  #entry(id: string): PromiseWithResolvers<void> {
    const known = this.#waiting.get(id) ?? Promise.withResolvers<void>()
    this.#waiting.set(id, known)
    return known
  }
}
