import type { Holder } from './generation.ts'

export interface DrainLimits {
  /** How long an earlier generation may live; subscriptions are to be moved on before. */
  readonly drainMs: number
  /** How many may drain at once. Each has a planner of its own. */
  readonly draining: number
}

/** Keeps generations that have been replaced until their last request has ended. */
export interface Drain {
  add(holder: Holder): void
  /** Resolves when another one may be added. */
  room(): Promise<void>
  size(): number
  /** Stops all at once. */
  close(): Promise<void>
}

export function openDrain(
  limits: DrainLimits,
  onStopped: (stopped: { id: string; whileUsed: boolean }) => void,
): Drain {
  const draining = new Set<Holder>()
  const waiting: (() => void)[] = []

  async function drain(holder: Holder): Promise<void> {
    const free = await holder.drain(limits.drainMs)
    await holder.stop()
    draining.delete(holder)
    onStopped({ id: holder.generation.supergraph.id, whileUsed: !free })
    makeRoom()
  }

  function makeRoom(): void {
    for (const go of waiting.splice(0)) go()
  }

  return {
    add(holder) {
      draining.add(holder)
      void drain(holder)
    },
    room: () => (draining.size < limits.draining ? Promise.resolve() : new Promise((go) => waiting.push(go))),
    size: () => draining.size,
    async close() {
      makeRoom()
      await Promise.all([...draining].map((holder) => holder.stop()))
    },
  }
}
