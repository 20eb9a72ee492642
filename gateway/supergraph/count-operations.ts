import type { Clock } from '../../kit/clock.ts'
import type { WarmOperation } from '../engine/engine.ts'

export interface OperationCounter {
  /** Called for every request, with an operation that was valid. */
  note(operation: WarmOperation): void
  /** The most used first. */
  mostUsed(): WarmOperation[]
}

interface Count {
  readonly operation: WarmOperation
  times: number
}

/**
 * Counts which operations are asked most, in bounded memory and by the algorithm of Misra and Gries (1982): where the
 * table is full, an unknown operation takes one from every count instead of a place. So whatever makes up more than one
 * in `limit` of all requests is in the table, and a flood of operations that come once cannot drive it out. All counts
 * are halved from time to time, so that yesterday's favourites give way.
 */
export function openOperationCounter(options: {
  now: Clock
  limit?: number
  /** Longer operations are not counted; with `limit` this bounds the memory. */
  maxChars?: number
  halfLifeMs?: number
}): OperationCounter {
  const { now, limit = 512, maxChars = 32_768, halfLifeMs = 3_600_000 } = options
  // By source first, because its hash is already known to the string; joining it with the name would make a new one.
  const bySource = new Map<string, Map<string | undefined, Count>>()
  let size = 0
  let halveAt = now() + halfLifeMs

  function note(operation: WarmOperation): void {
    if (now() >= halveAt) halve()
    const { source, operationName } = operation
    const known = bySource.get(source)?.get(operationName)
    if (known) known.times += 1
    else if (size >= limit) lower((times) => times - 1)
    else if (source.length <= maxChars) add(operation)
  }

  function add(operation: WarmOperation): void {
    const counts = bySource.get(operation.source) ?? new Map<string | undefined, Count>()
    bySource.set(operation.source, counts.set(operation.operationName, { operation, times: 1 }))
    size += 1
  }

  function halve(): void {
    halveAt = now() + halfLifeMs
    lower((times) => Math.floor(times / 2))
  }

  function lower(by: (times: number) => number): void {
    for (const [source, counts] of bySource) {
      for (const [name, count] of counts) {
        count.times = by(count.times)
        if (count.times < 1 && counts.delete(name)) size -= 1
      }
      if (counts.size === 0) bySource.delete(source)
    }
  }

  return {
    note,
    mostUsed() {
      const counts = [...bySource.values()].flatMap((named) => [...named.values()])
      return counts.sort((a, b) => b.times - a.times).map(({ operation }) => operation)
    },
  }
}
