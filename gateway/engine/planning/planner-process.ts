import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Plan } from '../plan/plan.ts'
import type { PlannerName, PlanningFault, PlanRequest } from '../plan/planner.ts'
import { PlanningError } from '../plan/planner.ts'
import type { PlannerCommand, PlannerMessage, PlannerReply } from './messages.ts'
import { CPU_TICK_MS, readCpuMs } from './read-cpu-ms.ts'

interface ProcessLimits {
  /** Processor time of one plan, from when planning starts; by the clock at most MAX_STRETCH times that. */
  readonly budgetMs: number
  /** All memory the process may hold, native memory included, in MiB. */
  readonly memoryMb: number
}

/** A plan on a busy machine is not a bomb; but nobody waits for it for ever. */
const MAX_STRETCH = 4

/** How long may be spent on what a process builds once; a supergraph of 120 subgraphs takes one second of it. */
const BUILD_LIMIT_MS = 30_000

/** One running process with the planners of one supergraph. It makes one plan at a time. */
export class PlannerProcess {
  readonly #child: ChildProcess
  readonly #limits: ProcessLimits
  #waiting: PromiseWithResolvers<PlannerReply> | undefined
  #timer: NodeJS.Timeout | undefined
  /** Which planner is at it, from when it says that it has begun: what happens then is the operation's doing. */
  #planning: PlannerName | null = null
  #planner: PlannerName = 'hive'

  /** @throws {PlanningError} where the supergraph cannot be planned or the process does not come up */
  static async open(supergraphSdl: string, limits: ProcessLimits): Promise<PlannerProcess> {
    const opened = new PlannerProcess(limits)
    try {
      await opened.#converse({ kind: 'open', supergraphSdl })
    } catch (error) {
      await opened.close()
      throw error
    }
    return opened
  }

  private constructor(limits: ProcessLimits) {
    this.#limits = limits
    this.#child = spawnPlanner(limits.memoryMb)
    // The parent may end at any time; while it waits for a reply, the timer that watches that keeps it going.
    this.#child.unref()
    this.#child.channel?.unref()
    this.#child.on('message', (message) => this.#hear(message as PlannerMessage)) // only planner-child.ts writes there
    this.#child.on('error', () => this.#stop('PLAN_FAILED', 'the planner process cannot be started or reached'))
    this.#child.on('exit', (code, signal) => this.#hearExit(signal ?? code))
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  get alive(): boolean {
    const { pid, killed, exitCode, signalCode } = this.#child
    return pid !== undefined && !killed && exitCode === null && signalCode === null
  }

  /** @throws {PlanningError} by `PLAN_TIMEOUT` the process is dead as well; after `PLAN_FAILED` see `alive` */
  async plan(request: PlanRequest): Promise<Plan> {
    this.#planner = request.planner
    const reply = await this.#converse({ kind: 'plan', request })
    if (reply.kind !== 'planned') throw new PlanningError('PLAN_FAILED', `got ${reply.kind} instead of a plan`)
    return reply.plan
  }

  /** Kills it and waits until it is gone. */
  async close(): Promise<void> {
    const gone = this.alive ? once(this.#child, 'exit') : undefined
    this.#child.ref()
    this.#stop('PLAN_FAILED', 'the planner was closed')
    await gone
  }

  #converse(command: PlannerCommand): Promise<PlannerReply> {
    if (!this.alive) throw new PlanningError('PLAN_FAILED', 'the planner process has ended')
    this.#waiting = Promise.withResolvers()
    this.#watch(BUILD_LIMIT_MS, () => {
      this.#stop('PLAN_FAILED', `building the planner took longer than ${BUILD_LIMIT_MS} ms and was stopped`)
    })
    this.#child.send(command, () => {}) // where the channel is closed, the exit tells
    return this.#waiting.promise
  }

  #watchPlan(): void {
    const { budgetMs } = this.#limits
    const { pid } = this.#child
    const before = { cpuMs: readCpuMs(pid), clockMs: performance.now() }
    const check = (): void => {
      const cpuLeftMs = budgetMs - (readCpuMs(pid) - before.cpuMs)
      const leftMs = Math.min(cpuLeftMs, before.clockMs + MAX_STRETCH * budgetMs - performance.now())
      // Where processor time is not told, leftMs is no number and the clock alone has decided.
      if (leftMs > CPU_TICK_MS) this.#watch(leftMs, check)
      else this.#stop('PLAN_TIMEOUT', `planning took longer than ${budgetMs} ms and was stopped`)
    }
    this.#watch(budgetMs, check)
  }

  #watch(limitMs: number, check: () => void): void {
    clearTimeout(this.#timer)
    const timer = setTimeout(() => {
      // Where this event loop was late, the reply may be here already, unread; what is unread comes before this.
      setImmediate(() => {
        if (this.#timer === timer) check()
      })
    }, limitMs)
    this.#timer = timer
  }

  #hear(message: PlannerMessage): void {
    if (!this.#waiting) return // it was stopped while it spoke
    if (message.kind === 'started') {
      this.#planning = this.#planner
      this.#watchPlan()
    } else if (message.kind === 'failed') this.#settle(new PlanningError('PLAN_FAILED', message.message))
    else this.#settle(message)
  }

  #hearExit(reason: string | number | null): void {
    const { memoryMb } = this.#limits
    const message = `the planner process ended by ${reason}; it crashed, or needed more than ${memoryMb} MiB of memory`
    // The native planner aborts on some operations that the other one plans; that one only ends for want of memory.
    const isOver = this.#planning === 'apollo'
    this.#settle(new PlanningError(isOver ? 'PLAN_TIMEOUT' : 'PLAN_FAILED', message))
  }

  #stop(fault: PlanningFault, message: string): void {
    this.#child.kill('SIGKILL')
    this.#settle(new PlanningError(fault, message))
  }

  #settle(reply: PlannerReply | PlanningError): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#planning = null
    const waiting = this.#waiting
    this.#waiting = undefined
    if (reply instanceof PlanningError) waiting?.reject(reply)
    else waiting?.resolve(reply)
  }
}

const ENTRY = fileURLToPath(new URL('./planner-child.ts', import.meta.url))

/** Of address space that V8 maps for code (x64; a quarter of it elsewhere) and hardly uses, but the kernel counts. */
const V8_CODE_RANGE_MB = 512

/**
 * With nothing of our environment, which holds secrets, and none of our flags. A shell sets the limit on memory, which
 * the kernel then holds also for native code (RLIMIT_DATA; Linux counts what is mapped too), and no core is dumped.
 */
function spawnPlanner(memoryMb: number): ChildProcess {
  const options: SpawnOptions = { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: {} }
  const args = [`--max-old-space-size=${Math.floor(memoryMb / 2)}`, ENTRY]
  if (process.platform === 'win32') return spawn(process.execPath, args, options)
  const limitKb = (memoryMb + V8_CODE_RANGE_MB) * 1_024
  const script = `ulimit -c 0; ulimit -d ${limitKb}; exec "$0" "$@"`
  return spawn('/bin/sh', ['-c', script, process.execPath, ...args], options)
}
