import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'

/** What figures are worth without: where they were measured. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  readonly at: string
}

export function describeMachine(now: Date): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    at: now.toISOString(),
  }
}
