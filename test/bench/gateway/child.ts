import type { ChildProcessByStdio } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

/** A program beside the bench, with the ends of what it writes. */
export interface Child {
  readonly pid: number
  /** The next line on standard output. @throws when the program has ended */
  readLine(): Promise<string>
  /** Every line on standard error from now on. */
  onErrorLine(listener: (line: string) => void): void
  /** Throws where the program has ended, with the last of what it said. */
  checkAlive(): void
  stop(): Promise<void>
}

export interface Command {
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

const TAIL_LINES = 20
const STOP_TIMEOUT_MS = 5_000

/** Whatever ends this process ends them as well: nobody else knows of them. */
const running = new Set<Running>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts `node` with the arguments. Standard input stays open for as long as the bench lives. */
export function startNode(command: Command): Child {
  const { args, env = {}, cwd } = command
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(cwd ? { cwd } : {}),
  })
  if (child.pid === undefined) throw new Error(`node ${args.join(' ')} cannot be started`)
  running.add(child)
  child.on('exit', () => running.delete(child))
  const tail: string[] = []
  const output = createInterface({ input: child.stdout })
  const errors = createInterface({ input: child.stderr })
  for (const lines of [output, errors]) lines.on('line', (line) => void (tail.push(line) > TAIL_LINES && tail.shift()))
  const ended = () => new Error(`node ${args.join(' ')} ended: ${tail.join(' | ') || 'it said nothing'}`)
  return {
    pid: child.pid,
    async readLine() {
      const line = await Promise.race([once(output, 'line'), once(child, 'exit').then(() => Promise.reject(ended()))])
      return String(line[0])
    },
    onErrorLine: (listener) => void errors.on('line', listener),
    checkAlive() {
      if (hasEnded(child)) throw ended()
    },
    stop: () => stop(child),
  }
}

type Running = ChildProcessByStdio<Writable, Readable, Readable>

const hasEnded = (child: Running) => child.exitCode !== null || child.signalCode !== null

async function stop(child: Running): Promise<void> {
  if (hasEnded(child)) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await exit
  clearTimeout(timer)
}
