import { readFileSync } from 'node:fs'

/** What `/proc` counts in (USER_HZ), the same on every Linux. */
export const CPU_TICK_MS = 10

/** Processor time that all threads of a process have used, in steps of a tick; NaN where the platform does not tell. */
export function readCpuMs(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // proc_pid_stat(5): the name in parentheses may hold anything; utime and stime are the 14th and 15th field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * CPU_TICK_MS
  } catch {
    return Number.NaN
  }
}
