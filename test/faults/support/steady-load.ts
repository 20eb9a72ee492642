import { setTimeout } from 'node:timers/promises'
import { quantile } from '../../bench/gateway/load.ts'

export interface SteadyLoadFigures {
  readonly answered: number
  /** Why the others failed, a line each. */
  readonly failures: readonly string[]
  readonly p50Ms: number
  readonly p99Ms: number
}

export interface SteadyLoad {
  /** What was answered since the last call; begins a new count. */
  take(): SteadyLoadFigures
  /** Resolves once nothing is asked any more. */
  stop(): Promise<void>
}

/**
 * Asks the same on several lines, with a pause between an answer and the next question so that the load stays the same
 * whatever the answers take. `ask` throws for an answer that is not right.
 */
export function startSteadyLoad(options: { lines: number; pauseMs: number; ask: () => Promise<void> }): SteadyLoad {
  const { lines, pauseMs, ask } = options
  let latenciesMs: number[] = []
  let failures: string[] = []
  let stopping = false

  const askOnAndOn = async () => {
    while (!stopping) {
      const sentMs = performance.now()
      try {
        await ask()
        latenciesMs.push(performance.now() - sentMs)
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error))
      }
      await setTimeout(pauseMs)
    }
  }
  const take = (): SteadyLoadFigures => {
    const sorted = latenciesMs.toSorted((one, other) => one - other)
    const figures = { failures, answered: sorted.length, p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) }
    latenciesMs = []
    failures = []
    return figures
  }
  const running = Array.from({ length: lines }, askOnAndOn)
  return {
    take,
    async stop() {
      stopping = true
      await Promise.all(running)
    },
  }
}
