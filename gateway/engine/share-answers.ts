import type { Exchange } from '../exchange.ts'
import { viewerKey } from '../subgraph-client/viewer-key.ts'
import type { Operation, OperationResult } from './engine.ts'

interface Asked {
  readonly operation: Operation
  /** The operation's key in this engine, which is of one supergraph. */
  readonly key: string
  readonly variables: ReadonlyMap<string, string>
}

interface Shared {
  readonly result: Promise<OperationResult>
  /** Who waits for it. It is given up when nobody does. */
  waiting: number
  readonly abandon: () => void
  readonly exchange: Exchange
}

/**
 * Queries that ask the same for the same viewer at the same time are executed once. Everything a viewer statement says
 * counts, so that what is shared by all is what anonymous callers may read.
 */
export function openSharing() {
  const inFlight = new Map<string, Shared>()

  const start = (
    key: string,
    operation: Operation,
    execute: (operation: Operation) => Promise<OperationResult>,
  ): Shared => {
    const gone = new AbortController()
    const exchange: Exchange = {
      ...operation.exchange,
      deadline: { ...operation.exchange.deadline, gone: gone.signal },
    }
    const forget = () => {
      if (inFlight.get(key) === shared) inFlight.delete(key)
    }
    const abandon = () => {
      // Whoever comes now must not wait for what is being given up.
      forget()
      gone.abort()
    }
    const shared: Shared = {
      result: execute({ ...operation, exchange }).finally(forget),
      waiting: 0,
      abandon,
      exchange,
    }
    inFlight.set(key, shared)
    return shared
  }

  return async (
    { operation, key, variables }: Asked,
    execute: (operation: Operation) => Promise<OperationResult>,
  ): Promise<OperationResult> => {
    const shareKey = JSON.stringify([key, viewerKey(operation.exchange.viewer), [...variables]])
    const known = inFlight.get(shareKey)
    const shared = known ?? start(shareKey, operation, execute)
    const leave = join(shared, operation.exchange)
    try {
      return await shared.result
    } finally {
      leave()
      // The log line of each request tells of the calls that its answer took.
      if (known)
        operation.exchange.fetches.push(...shared.exchange.fetches.map((fetch) => ({ ...fetch, shared: true })))
    }
  }
}

/** Counts in one who waits, until he has his answer or hangs up. */
function join(shared: Shared, { deadline }: Exchange): () => void {
  shared.waiting += 1
  const hangUp = () => {
    shared.waiting -= 1
    if (shared.waiting === 0) shared.abandon()
  }
  deadline.gone.addEventListener('abort', hangUp, { once: true })
  return () => deadline.gone.removeEventListener('abort', hangUp)
}
