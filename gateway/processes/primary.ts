import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../kit/clock.ts'
import { closeOnSignal } from '../../kit/close-on-signal.ts'
import { openWorkersMetrics } from './collect-metrics.ts'
import { DRAIN_MS } from './drain.ts'
import { openSharedState } from './shared-state.ts'
import type { Member } from './start-worker.ts'
import { describeExit, startWorker, WorkerFailure } from './start-worker.ts'
import { serveState } from './state-over-line.ts'

/** A worker that drains exits by itself at the end of its time; only then is it killed. */
const KILL_AFTER_MS = DRAIN_MS + 1_000
const CLOSE_MS = DRAIN_MS + 3_000
/** Whoever dies younger than this is taken for sick, and the next one is waited with. */
const STABLE_MS = 10_000
const BACK_OFF_FIRST_MS = 100
const BACK_OFF_MAX_MS = 30_000

/**
 * Runs `count` workers behind one port until told to stop. One that dies is replaced; SIGHUP replaces all, one after the
 * other, each new one answering before an old one goes. What must be one for all of them lives here.
 */
export async function runPrimary(options: { count: number; now: Clock }): Promise<void> {
  const workers = openWorkers(options)
  closeOnSignal(() => workers.stop(), { drainMs: CLOSE_MS, signals: ['SIGINT', 'SIGTERM'] })
  try {
    const url = await workers.start()
    process.on('SIGHUP', () => void workers.restart())
    console.log(`gateway answers on ${url} (${options.count} workers)`)
  } catch (error) {
    if (workers.isStopping()) return
    // Exit code 1 has told its reason in a line of its own.
    if (error instanceof WorkerFailure && error.code === 1) process.exit(1)
    throw error
  }
}

function openWorkers({ count, now }: { count: number; now: Clock }) {
  const metrics = openWorkersMetrics()
  const state = openSharedState({ now })
  const members = new Set<Member>()
  let stopping = false
  let quickDeaths = 0
  let rolls = 0

  const start = async (): Promise<Member> => {
    const member = startWorker({
      ...serveState(state),
      metrics: () => metrics.text([...members].filter(({ isReady }) => isReady())),
      farewell: ({ snapshot }) => metrics.keep(member.id, snapshot),
    })
    members.add(member)
    void member.exit.then(() => {
      members.delete(member)
      metrics.leave(member.id)
    })
    await member.ready
    metrics.started()
    void member.exit.then(() => replaceDead(member))
    return member
  }
  const replaceDead = async (dead: Member) => {
    if (stopping || dead.isLeaving()) return
    console.error(`a worker stopped (${describeExit(dead)}); another takes its place`)
    quickDeaths = dead.livedMs() < STABLE_MS ? quickDeaths + 1 : 0
    const member = await startUntilUp()
    if (member) console.error(`process ${member.pid} answers in its place`)
  }
  const startUntilUp = async (): Promise<Member | undefined> => {
    while (!stopping) {
      await setTimeout(backOffMs(quickDeaths))
      try {
        return await start()
      } catch {
        // Its own line has told why.
        quickDeaths += 1
      }
    }
  }
  const retire = async (member: Member) => {
    member.leave()
    const exited = await Promise.race([member.exit.then(() => true), setTimeout(KILL_AFTER_MS, false, { ref: false })])
    if (!exited) member.kill()
  }
  const replaceAll = async () => {
    for (const old of [...members].filter((member) => member.isReady() && !member.isLeaving())) {
      await start()
      await retire(old)
    }
  }
  return {
    isStopping: () => stopping,
    /** The first alone, so that what keeps all of them from starting is told once. @returns where they answer */
    async start(): Promise<string> {
      const first = await start()
      await Promise.all(Array.from({ length: count - 1 }, startUntilUp))
      return first.ready
    },
    /** Asked while it is being done, it is done once more afterwards: what is to be taken up may have changed since. */
    async restart(): Promise<void> {
      rolls += 1
      if (rolls > 1) return
      while (rolls > 0 && !stopping) {
        rolls = 1
        await replaceAll().then(
          () => console.error(`all ${count} workers are replaced`),
          () => stopping || console.error('a new worker does not come up; those that answer stay'),
        )
        rolls -= 1
      }
    },
    async stop(): Promise<void> {
      stopping = true
      await Promise.all([...members].map(retire))
    },
  }
}

function backOffMs(quickDeaths: number): number {
  return quickDeaths === 0 ? 0 : Math.min(BACK_OFF_MAX_MS, BACK_OFF_FIRST_MS * 2 ** quickDeaths)
}
