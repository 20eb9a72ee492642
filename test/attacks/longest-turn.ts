/** What ran while `work` was under way. */
export interface Measured<T> {
  readonly value: T
  /** By the clock. */
  readonly tookMs: number
  /** The longest turn of the event loop, in processor time of this thread: what other processes do is not counted. */
  readonly blockedMs: number
}

/** Looks at the thread's processor time in every turn of the event loop, as often as timers can. */
export async function measureTurns<T>(work: () => Promise<T>): Promise<Measured<T>> {
  let blockedMs = 0
  let last = threadCpuMs()
  const look = () => {
    const now = threadCpuMs()
    blockedMs = Math.max(blockedMs, now - last)
    last = now
  }
  const timer = setInterval(look, 1)
  const start = performance.now()
  try {
    const value = await work()
    look()
    return { value, tookMs: performance.now() - start, blockedMs }
  } finally {
    clearInterval(timer)
  }
}

/** The best of several measurements tells what the code takes; the others, what else ran in this process. */
export function best(measured: readonly Measured<unknown>[]): { tookMs: number; blockedMs: number } {
  return {
    tookMs: Math.min(...measured.map(({ tookMs }) => tookMs)),
    blockedMs: Math.min(...measured.map(({ blockedMs }) => blockedMs)),
  }
}

/** One line of figures. */
export function figure(
  kind: string,
  { tookMs, blockedMs }: { tookMs: number; blockedMs: number },
  name: string,
): string {
  const columns = [
    kind.padEnd(9),
    `${tookMs.toFixed(1)} ms`.padStart(11),
    `blocked ${blockedMs.toFixed(1)} ms`.padStart(18),
  ]
  return `${columns.join(' ')}  ${name}`
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
