import type { SubgraphRequest } from '../engine/engine.ts'
import type { Asker } from './asker.ts'
import type { Call } from './call.ts'
import { viewerKey } from './viewer-key.ts'

/**
 * Queries that are under way, by what decides their answer: the agency, the question and everything a statement says of
 * the viewer. Whoever asks the same in the meantime waits for the same call; nothing is kept after it.
 */
export class SharedCalls {
  readonly #calls = new Map<string, Call>()

  /** The call an asker may wait for; or his own, begun by `open` and offered to those who come after him. */
  join(request: SubgraphRequest, way: { subgraph: string; asker: Asker; open: (onOver: () => void) => Call }): void {
    const { subgraph, asker, open } = way
    const key = keyOf(subgraph, request)
    const known = this.#calls.get(key)
    if (known?.suits(asker)) known.join(asker)
    else this.#begin(key, asker, open)
  }

  #begin(key: string, asker: Asker, open: (onOver: () => void) => Call): void {
    const call = open(() => {
      // A later call may have taken the place.
      if (this.#calls.get(key) === call) this.#calls.delete(key)
    })
    this.#calls.set(key, call)
    call.join(asker)
    call.start()
  }

  /**
   * Nobody joins what is under way now. After a change a caller must not be given an answer that was on its way before
   * it: he would read what he has just overwritten, or what he has just withdrawn his consent to.
   */
  forget(): void {
    this.#calls.clear()
  }
}

/** JSON has no raw line break, so that the parts cannot run into each other. */
function keyOf(subgraph: string, request: SubgraphRequest): string {
  return `${subgraph}\n${viewerKey(request.exchange.viewer)}\n${request.body}`
}
