import type { Worker } from 'node:cluster'
import cluster from 'node:cluster'
import { once } from 'node:events'
import type { Calls } from './calls.ts'
import { openCalls } from './calls.ts'
import { watchPulse } from './watch-pulse.ts'
import type { PrimaryCalls, WorkerCalls } from './worker-calls.ts'

const START_TIMEOUT_MS = 60_000

/** One worker, from its fork to its exit. */
export interface Member {
  readonly id: number
  readonly pid: number | undefined
  /** Where it answers, once it does. Rejects with a WorkerFailure where it ends before. */
  readonly ready: Promise<string>
  readonly exit: Promise<Exit>
  snapshot: () => ReturnType<WorkerCalls['snapshot']>
  isReady(): boolean
  isLeaving(): boolean
  livedMs(): number
  howExited(): Exit | undefined
  /** Asks it to finish what it does and to end. */
  leave(): void
  kill(): void
}

export interface Exit {
  readonly code: number | null
  readonly signal: string | null
}

export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure'
  readonly code: number | null

  constructor(exit: Exit) {
    super(`a worker ended before it answered (${describe(exit)})`)
    this.code = exit.code
  }
}

/** Forks a worker with this process's own command line. */
export function startWorker(handlers: Omit<PrimaryCalls, 'ready'>): Member {
  // Every worker accepts from the one socket. Handed on by the primary instead, connections that were on their way to a
  // worker that dies would hang: nobody answers or closes them (Node 24, round_robin_handle.js).
  cluster.schedulingPolicy = cluster.SCHED_NONE
  // Counts that are no number would not survive JSON.
  cluster.setupPrimary({ serialization: 'advanced' })
  const worker = cluster.fork()
  const startedAtMs = performance.now()
  const { promise: ready, resolve, reject } = Promise.withResolvers<string>()
  const kill = () => void worker.process.kill('SIGKILL')
  const timer = setTimeout(kill, START_TIMEOUT_MS)
  let state: 'starting' | 'ready' | 'leaving' = 'starting'
  let exited: Exit | undefined
  let endWatch = () => {}
  const call: Calls<WorkerCalls> = openCalls<WorkerCalls>(lineTo(worker), {
    ...handlers,
    ready({ url }) {
      clearTimeout(timer)
      endWatch = watchPulse({ ping: () => call('ping', {}), onLost: kill })
      if (state === 'starting') state = 'ready'
      resolve(url)
    },
  } satisfies PrimaryCalls)
  const exit = once(worker, 'exit').then(([code, signal]) => {
    clearTimeout(timer)
    endWatch()
    exited = { code, signal }
    reject(new WorkerFailure(exited))
    return exited
  })
  return {
    id: worker.id,
    pid: worker.process.pid,
    ready,
    exit,
    kill,
    snapshot: () => call('snapshot', {}),
    isReady: () => state === 'ready' && !exited,
    isLeaving: () => state === 'leaving',
    livedMs: () => performance.now() - startedAtMs,
    howExited: () => exited,
    leave() {
      state = 'leaving'
      // One that cannot answer any more is killed when its time is over.
      if (worker.isConnected()) call('drain', {}).catch(() => {})
    },
  }
}

export function describeExit(member: Member): string {
  const exit = member.howExited()
  return exit ? `process ${member.pid}, ${describe(exit)}` : `process ${member.pid}`
}

function describe({ code, signal }: Exit): string {
  return signal ?? `exit code ${code}`
}

function lineTo(worker: Worker) {
  return {
    // Where the worker is gone, its exit says so.
    send: (message: object) => void worker.send(message, () => {}),
    listen: (listener: (message: unknown) => void) => void worker.on('message', listener),
  }
}
