import { readdirSync, readFileSync } from 'node:fs'

/** What a process and all its descendants have used, from Linux's /proc. */
export interface TreeUsage {
  /** Since they were started; threads and children that have ended count too. */
  readonly cpuMs: number
  /** Resident now, summed over the processes; a page shared by two counts twice. */
  readonly rssMb: number
}

/** USER_HZ, in which /proc counts; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100
const SAMPLE_MS = 200

interface ProcessLine {
  readonly pid: number
  readonly parent: number
  readonly ticks: number
}

export function readTree(root: number): TreeUsage {
  const tree = descendants(root, readProcesses())
  const ticks = tree.reduce((sum, line) => sum + line.ticks, 0)
  const rssKb = tree.reduce((sum, { pid }) => sum + residentKb(pid), 0)
  return { cpuMs: (ticks * 1000) / TICKS_PER_SECOND, rssMb: rssKb / 1024 }
}

/** Watches the tree until `stop`, which tells the CPU used since the start and the most memory seen at one moment. */
export function watchTree(root: number): { stop(): { cpuMs: number; peakRssMb: number } } {
  const first = readTree(root)
  let peakRssMb = first.rssMb
  const sample = () => {
    peakRssMb = Math.max(peakRssMb, readTree(root).rssMb)
  }
  const timer = setInterval(sample, SAMPLE_MS)
  return {
    stop() {
      clearInterval(timer)
      const last = readTree(root)
      return { cpuMs: last.cpuMs - first.cpuMs, peakRssMb: Math.max(peakRssMb, last.rssMb) }
    },
  }
}

function descendants(root: number, lines: readonly ProcessLine[]): ProcessLine[] {
  const found = lines.filter(({ pid }) => pid === root)
  for (const known of found) found.push(...lines.filter(({ parent }) => parent === known.pid))
  return found
}

function readProcesses(): ProcessLine[] {
  return readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? readProc(`${name}/stat`) : undefined
    return stat ? [parseStat(stat)] : []
  })
}

/**
 * proc_pid_stat(5): after the command's closing bracket come state, parent, …; utime, stime, cutime and cstime are the
 * fields 14 to 17. The last two are those of children that have ended and been waited for.
 */
export function parseStat(stat: string): ProcessLine {
  const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = rest.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  return { pid: Number.parseInt(stat, 10), parent: Number(rest[1]), ticks }
}

function residentKb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readProc(`${pid}/status`) ?? '')?.[1] ?? 0)
}

/** A process may end between being listed and being read. */
function readProc(path: string): string | undefined {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return undefined
  }
}
