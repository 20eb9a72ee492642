import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 12_000
const PROBE_INTERVAL_MS = 50

/** One process of the house. */
export interface Part {
  readonly name: string
  /** From the project's root. */
  readonly module: string
  /** Answers `/health` beside it once it is up. */
  readonly url: string
  readonly env: Readonly<Record<string, string>>
}

/** A part that did not come up: `timed out` where it still runs and gives no answer. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly kind: 'refused' | 'timed out'
  constructor(kind: StartError['kind'], message: string) {
    super(message)
    this.kind = kind
  }
}

export interface Processes {
  /** Starts a part, in place of the process that had its name. @throws {StartError} */
  restart(part: Part): Promise<void>
  stopAll(): Promise<void>
}

/** Runs parts as child processes; what they print goes to stderr, and they end when this process ends. */
export function openProcesses(options: {
  root: string
  env: NodeJS.ProcessEnv
  /** Told of a process that ends although nobody stopped it. */
  onCrash: (name: string, how: string) => void
}): Processes {
  const children = new Map<string, ChildProcess>()
  const stop = async (name: string) => {
    const child = children.get(name)
    children.delete(name)
    if (child) await stopProcess(child)
  }
  const restart = async (part: Part) => {
    await stop(part.name)
    const child = spawn(process.execPath, [join(options.root, part.module)], {
      cwd: options.root,
      env: { ...options.env, ...part.env },
      stdio: ['ignore', process.stderr, process.stderr, 'ipc'],
    })
    children.set(part.name, child)
    await waitForHealth(part, child)
    child.once('exit', (code, signal) => {
      if (children.get(part.name) === child) options.onCrash(part.name, signal ?? `exit code ${code}`)
    })
  }
  return {
    restart,
    stopAll: async () => {
      await Promise.all([...children.keys()].map(stop))
    },
  }
}

async function waitForHealth(part: Part, child: ChildProcess): Promise<void> {
  const health = new URL('/health', part.url)
  const deadline = Date.now() + START_TIMEOUT_MS
  while (Date.now() < deadline) {
    if (hasExited(child)) throw new StartError('refused', `${part.name} did not start; its reason stands above`)
    const response = await fetch(health, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined)
    if (response?.ok && !hasExited(child)) return
    await new Promise((resolve) => setTimeout(resolve, PROBE_INTERVAL_MS))
  }
  throw new StartError('timed out', `${part.name} gave no answer at ${health.href} in ${START_TIMEOUT_MS / 1000} s`)
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (hasExited(child)) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await exit
  clearTimeout(killer)
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
